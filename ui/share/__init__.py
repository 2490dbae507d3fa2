"""The page «Del»: an organiser sends in a file, sees what was read, corrects the drafts, and publishes."""
