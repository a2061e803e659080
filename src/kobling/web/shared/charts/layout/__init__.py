"""Lay out a chart: axes, sizes, uncertainty bands, and labels that do not overlap."""
