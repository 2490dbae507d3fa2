"""Proof of quality: topics, metrics, runs and benchmarks. Never imported by the product."""

import os

# Haystack reports its use over the network unless told not to, and reads this when it is first imported.
os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")
