"""`kobling survey …`: weigh, estimate, compare and plan from files, with a design written down in design.yaml."""
