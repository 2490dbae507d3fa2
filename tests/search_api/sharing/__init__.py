"""Sharing over HTTP: a file in, drafts out, experiences published by a person."""
