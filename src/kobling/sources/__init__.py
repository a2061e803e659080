"""The outside world in: each source has its adapter here, and knows no room."""
