"""One file per kind of page: what it shows, as the template of the same name takes it."""
