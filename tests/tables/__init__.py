"""Tests of how rows are put."""
