"""Kædekøbing, a wholly made-up municipality: every page has something to show, and every rule something to find.

    python -m tools.kaedekoebing

writes `examples/kaedekoebing` from the texts and numbers here, the same bytes every time.
"""
