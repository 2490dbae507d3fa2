"""Tests of the room that takes files in."""
