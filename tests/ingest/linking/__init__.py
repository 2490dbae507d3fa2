"""Linking of places in running text."""
