"""Slides of a paper as PowerPoint, on our own template or the municipality's."""
