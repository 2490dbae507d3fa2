"""Long fuzzing, run by itself and not by pytest."""
