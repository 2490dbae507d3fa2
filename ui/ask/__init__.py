"""The page «Spør»: a question, what was understood of it, and who has solved it."""
