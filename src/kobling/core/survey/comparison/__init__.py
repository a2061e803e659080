"""Compare waves and groups: contrasts, regression, tests of association and equivalence, multiple testing."""
