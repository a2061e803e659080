"""What waits for whom, computed from the facts, findings, drafts, releases and comments that are there."""
