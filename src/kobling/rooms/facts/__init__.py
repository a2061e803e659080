"""The facts of a municipality: all its records as one, and how they are stored and change."""
