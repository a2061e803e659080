"""The barometer: a pure mapping from address to page, made from one release and nothing else."""
