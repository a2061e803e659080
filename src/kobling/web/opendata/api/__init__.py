"""The open-data API: endpoints, lookup of releases, responses, pagination and the reference page."""
