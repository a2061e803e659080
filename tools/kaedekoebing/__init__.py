"""Kædekøbing, a fictional municipality with data for every page and a finding for every rule.

    python -m tools.kaedekoebing

writes `examples/kaedekoebing` from the texts and numbers here, the same bytes every time.
"""
