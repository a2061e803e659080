"""Comparing: waves with each other, parts of the population with each other, answers with what people are."""
