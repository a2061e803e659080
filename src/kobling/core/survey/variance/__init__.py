"""Estimate variances: from the design by linearisation, and from replicate weights."""
