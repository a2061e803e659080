"""Stretches of measurements whose uncertainty is known, to be drawn as bands."""

from collections.abc import Iterator, Sequence

from kobling.rooms.releases.document import Point
from kobling.web.shared.words.uncertainty import is_full_count

BandSegment = list[tuple[Point, float, float]]
"""Points with the lower and the upper end of each one's interval."""


def band_segments(points: Sequence[Point]) -> Iterator[BandSegment]:
    """Yield every stretch of at least two points with known ends, unless all of them are full counts."""
    segment: BandSegment = []
    for point in (*points, None):
        if point is not None and point.low is not None and point.high is not None:
            segment.append((point, point.low, point.high))
            continue
        if len(segment) > 1 and not all(is_full_count(known) for known, _low, _high in segment):
            yield segment
        segment = []
