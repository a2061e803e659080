"""Estimate means, shares, totals, ratios and quantiles, with confidence intervals."""
