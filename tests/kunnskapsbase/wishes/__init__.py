"""Tests of what a question wishes for besides its subject."""
