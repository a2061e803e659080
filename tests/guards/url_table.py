"""Who may open which address. A new address gets its line here; tests/guards/test_addresses.py compares.

The key is the route as the URLconf writes it. There is nobody to log in yet, so there is one role, and every address
that is served must be open to it.
"""

ANYBODY = "anybody"

TABLE: dict[str, set[str]] = {}
