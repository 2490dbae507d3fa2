"""Tests of the examiner: an instrument that is wrong is worse than none."""
