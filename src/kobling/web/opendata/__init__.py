"""Open data: every release as files, as an API, and as something anybody can compute again."""
