"""Weighting, estimates, comparisons and plans, as design.yaml asks for them."""
