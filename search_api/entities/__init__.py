"""Networks and schemes over HTTP: who is in them, and what has been solved there or with their money."""
