"""The HTTP API: a question in, ranked solutions with reasons, sources and contacts out."""
