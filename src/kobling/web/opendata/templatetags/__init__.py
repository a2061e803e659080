"""Template filters of the open data."""
