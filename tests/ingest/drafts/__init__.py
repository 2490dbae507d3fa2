"""Drafts hold what the source says, where it says it, and cannot be published unread."""
