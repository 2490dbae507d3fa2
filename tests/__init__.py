"""The tests. Their names are sentences; they use real files, a real store and a real server."""
