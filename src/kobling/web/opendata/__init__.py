"""Open data: every release as files and through an API, with verification of a downloaded release."""
