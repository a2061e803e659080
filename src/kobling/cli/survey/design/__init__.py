"""design.yaml: its records, its parsing, and what can be wrong with it."""
