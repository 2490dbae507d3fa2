"""Trains the static Norwegian sentence embedding model, and nothing else.

The room reads the project's data folder and writes one model folder. No other package imports it, and it
imports none of them: the product loads the finished folder like any other sentence-transformers model.
"""
