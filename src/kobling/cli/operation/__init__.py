"""Running an installation: its backups, its upgrade, and what is wrong with it."""
