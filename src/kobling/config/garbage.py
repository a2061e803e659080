"""How often Python looks for objects that refer to one another in a ring, and that nothing else refers to.

Facts, points and releases refer to no ring: they go when the last reference to them goes. Reading the facts of a
municipality makes more than a hundred thousand of them, and by Python's own thresholds that is reason to look through
everything in memory, kept histories and imported modules as well: half of the time of a draft, and most of the time of
the slowest saves.
"""

import gc

THRESHOLDS = (20_000, 10, 25)
"""New objects before the youngest are looked through, and how often that is done before those older, and all."""


def collect_seldom() -> None:
    """Let Python look through all of memory seventy times as seldom as by itself."""
    gc.set_threshold(*THRESHOLDS)
