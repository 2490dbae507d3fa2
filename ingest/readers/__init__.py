"""One module a file format: each reads a file to an Extract, or says why it cannot."""
