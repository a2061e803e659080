"""Figures from surveys: the estimates of a wave become measurements of an indicator."""
