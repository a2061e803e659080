"""Changes of facts that are not applied yet: written, shared, sent for approval, sent back, withdrawn."""
