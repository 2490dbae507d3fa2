"""Mentors over HTTP."""
