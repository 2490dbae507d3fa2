"""Tests of the municipality register renewed from open APIs."""
