"""Tests of the one page about a solution."""
