"""Proof of quality: topics, metrics, runs and benchmarks. Never imported by the product."""
