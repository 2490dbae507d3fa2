"""Tests of the cleaning of laid-out pages: each trap on the real text, and on a small made-up one."""
