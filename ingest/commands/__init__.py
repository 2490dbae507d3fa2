"""The commands of ``python -m ingest``, one a file; each adds itself with ``register(subparsers)``.

A command loads what it needs when it runs and no more: Haystack alone takes two seconds.
"""
