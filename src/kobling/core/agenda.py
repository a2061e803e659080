"""The number of an item on the agenda of a meeting, however the item is written."""

import re

_ITEM = re.compile(r"(?:(?:sag|punkt|pkt\.?|dagsordenspunkt|item)\s*)?(?:(?:nr|no)\.?\s*)?(\d+[a-z]?)", re.IGNORECASE)


def item_number(item: str) -> str | None:
    """Return the number of an item: `36` of `36`, `sag nr. 36` and `pkt. 36`; None where it is written otherwise."""
    found = _ITEM.fullmatch(item.strip())
    return found[1] if found else None
