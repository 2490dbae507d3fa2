"""One page about a solution, for the one who decides: what is known, whom to ring, and what to ask at home."""
