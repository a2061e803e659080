"""Who may open which address. A new address gets its line here; tests/guards/test_addresses.py compares.

The key is the route as the URLconf writes it. There is nobody to log in yet, so there is one role, and every address
that is served must be open to it.
"""

ANYBODY = "anybody"

TABLE: dict[str, set[str]] = {
    # The barometer: one view that looks an address up in the site made from the newest release.
    "": {ANYBODY},
    "<path:address>": {ANYBODY},
    # Whether the server is well, for whoever watches it.
    "healthz": {ANYBODY},
    # The open data.
    "api/v1/": {ANYBODY},
    "api/v1/openapi.json": {ANYBODY},
    "api/v1/reference.css": {ANYBODY},
    "api/v1/municipalities": {ANYBODY},
    "api/v1/<municipality>": {ANYBODY},
    "api/v1/<municipality>/releases": {ANYBODY},
    "api/v1/<municipality>/releases/<number>": {ANYBODY},
    "api/v1/<municipality>/goals": {ANYBODY},
    "api/v1/<municipality>/goals/<goal>": {ANYBODY},
    "api/v1/<municipality>/indicators": {ANYBODY},
    "api/v1/<municipality>/indicators/<indicator>": {ANYBODY},
    "api/v1/<municipality>/measurements": {ANYBODY},
    # Everything else under api/ is answered with a refusal in the API's own form.
    "api/^(?P<rest>.*)$": {ANYBODY},
}
