"""Formats that registers answer in: JSON, JSON-stat, and the columns of the data cubes they are parsed into."""
