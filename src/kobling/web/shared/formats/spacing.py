"""Spaces at which a line does not break: a number stays with what it numbers."""

NO_BREAK = "\N{NO-BREAK SPACE}"


def bind(text: str, spaces: int = -1) -> str:
    """Return a text whose first so many spaces, or all of them, do not break: `31.` with `december`, `nr.` with `3`."""
    return text.replace(" ", NO_BREAK, spaces)
