"""Settings and URLs: the only package that may import from all others."""
