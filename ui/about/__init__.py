"""The page «Om»: what this is, what it covers, and how it works."""
