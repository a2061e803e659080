"""Check that the records of a municipality folder agree with one another."""
