"""A target's status in words: the reason for it, the lines of the status rule, and the arithmetic behind it."""
