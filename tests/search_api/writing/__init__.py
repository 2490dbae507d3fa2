"""Writing through the API: tests with a store that may be written to."""
