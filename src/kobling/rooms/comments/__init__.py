"""Comments that those who may read something write about it for each other; never public."""
