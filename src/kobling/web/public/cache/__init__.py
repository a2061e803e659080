"""Caches of the public site: rendered pages, and whole responses in front of Django."""
