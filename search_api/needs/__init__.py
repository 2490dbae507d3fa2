"""What is asked for and nobody has shown: told to who arranges webinars, and reported by who misses it."""
