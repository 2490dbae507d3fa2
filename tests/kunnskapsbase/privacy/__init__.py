"""Tests of what finds private things in text."""
