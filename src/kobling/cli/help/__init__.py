"""Help and usage in the active language."""
