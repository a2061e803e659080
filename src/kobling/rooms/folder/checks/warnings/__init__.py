"""Find what is possible in a municipality's facts, but unlikely."""
