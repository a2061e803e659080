"""Addresses on the web that pages can lie below."""

import re

ROOT_ADDRESS = re.compile(r"https?://[^\s/?#@<>\"]+(/[^\s?#<>\"]*)?")
"""Without a name and a password before the host: the address is written on every page."""


def root_address(written: str) -> str | None:
    """Return an address such as `https://maal.example.dk/` with a slash at the end; None where it is none."""
    return f"{written.rstrip('/')}/" if ROOT_ADDRESS.fullmatch(written) else None
