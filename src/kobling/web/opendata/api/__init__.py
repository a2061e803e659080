"""The open-data API: endpoints, queries of releases, responses, pagination and the reference page."""
