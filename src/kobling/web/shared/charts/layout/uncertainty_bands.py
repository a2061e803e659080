"""Stretches of measurements whose uncertainty is known, for the bands."""

from collections.abc import Iterator, Sequence

from kobling.rooms.releases.document import Point
from kobling.web.shared.words.figures import is_full_count

BandSegment = list[tuple[Point, float, float]]
"""Points with the low and the high end of each."""


def band_segments(points: Sequence[Point]) -> Iterator[BandSegment]:
    """Every stretch of at least two points with known ends, unless all of them are full counts."""
    run: BandSegment = []
    for one in (*points, None):
        if one is not None and one.low is not None and one.high is not None:
            run.append((one, one.low, one.high))
            continue
        if len(run) > 1 and not all(is_full_count(known) for known, _low, _high in run):
            yield run
        run = []
