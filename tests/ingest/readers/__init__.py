"""The readers, one test file a format."""
