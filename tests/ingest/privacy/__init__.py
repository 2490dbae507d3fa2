"""What must not be kept is found, and what must be kept is left."""
