"""Benchmarks against comparable software: `make bench` prints the tables."""
