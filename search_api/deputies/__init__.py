"""Processes that answer questions beside the API's own where many ask at once: called in, and sent home again.

Python answers one question at a time in a process. ``pool`` tells who answers, ``handing_over`` stands in the way of a
request and hands it on, ``deputy`` is one such process seen from the API, ``__main__`` is the process itself, and
``frames`` is what the two say to each other.
"""
