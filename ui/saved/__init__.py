"""The page «Lagret»: what was put aside, to print, take along and share."""
