"""Mentors over HTTP: who could help, whom one asker should ring, and a whole county on one board."""
