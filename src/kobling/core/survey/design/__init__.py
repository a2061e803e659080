"""Describe a sample: its design, stages, weights, replicate weights and domains."""
