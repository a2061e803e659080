"""Labels beside what they name, never on top of one another.

A label's place across is a share of the width and its size is that of its text, so what does not collide on the
narrowest screen collides on no screen. Labels are placed for that screen first; those that find room only on a wide one
are marked, and the stylesheet shows them there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from kobling.web.shared import svg

NARROWEST_CHART, WIDE_PLOT = 18.4, 34.0
"""The narrowest chart with its margin, 276 pixels at 15 pixels an em on a screen of 320, and a wide plot, in em."""
MAX_OVERHANG = 0.75
"""How many em a label may reach past the right side of the plot."""

LineSegment = tuple[float, float, float, float]
"""From across and down to across and down."""

Anchor = Literal["start", "middle", "end"]

_WIDTHS = {
    **dict.fromkeys("iljtfr.,:;'|·()-– \N{NO-BREAK SPACE}", 0.34),
    **dict.fromkeys("0123456789+−", 0.62),
    **dict.fromkeys("mwMW%@", 0.96),
    **dict.fromkeys("←→↑↓", 1.1),
}
"""About how wide letters are, in em: a little more than in IBM Plex Sans, the pages' own."""


@lru_cache(maxsize=4096)
def text_width(words: str) -> float:
    """About how wide words are, in em; rather too much than too little."""
    return sum(_WIDTHS.get(one, 0.7 if one.isupper() else 0.58) for one in words)


class Rectangle(NamedTuple):
    """A rectangle in em."""

    left: float
    right: float
    top: float
    bottom: float

    def overlaps(self, other: "Rectangle") -> bool:
        """Whether the two share any room."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def is_crossed_by(self, line: LineSegment) -> bool:
        """Whether a straight line runs through it.

        Method: Liang and Barsky's clipping. Source: Y.-D. Liang and B. A. Barsky (1984), "A new concept and method for
        line clipping", ACM Transactions on Graphics 3, 1-22.
        """
        x1, y1, x2, y2 = line
        entered, left = 0.0, 1.0
        for start, way, low, high in ((x1, x2 - x1, self.left, self.right), (y1, y2 - y1, self.top, self.bottom)):
            if way == 0:
                if not low < start < high:
                    return False
                continue
            first, last = sorted(((low - start) / way, (high - start) / way))
            entered, left = max(entered, first), min(left, last)
        return entered < left


@dataclass(frozen=True)
class Label:
    """Words at a place: `share` of the width across, baseline at `height` em from the top."""

    words: str
    share: float
    height: float
    anchor: Anchor
    kind: str
    """The class that colours it."""
    aside: float = 0.0
    """How many em it is moved to the right of its place."""

    def box(self, width: float) -> Rectangle:
        """The room it takes in a plot so many em wide."""
        size = text_width(self.words)
        left = self.share * width + self.aside - {"start": 0.0, "middle": size / 2, "end": size}[self.anchor]
        return Rectangle(left, left + size, self.height - 0.95, self.height + 0.3)


@dataclass
class LabelPlacer:
    """Places labels one by one, the most important first, and draws the ones that found room."""

    heights: tuple[float, float]
    """Between which heights, in em, labels may stand."""
    narrow: float
    """How wide the plot is on the narrowest screen, in em."""
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    """What no label may cover: share of the width, half the size across, and from which to which height in em."""
    lines: list[LineSegment] = field(default_factory=list)
    """Straight lines that no label may cover: from share and height to share and height."""
    gap: float = 0.0
    """How many em of air there has to be at each side of a label."""
    overhang: float = 0.1
    """How many em a label may reach past the left side; in the plot, that is where the axis has its numbers."""
    placed: list[tuple[Label, bool]] = field(default_factory=list)
    """Each label, and whether it is for wide screens alone."""
    instead: list[Label] = field(default_factory=list)
    """What narrow screens have in place of a label for wide ones."""

    def place(self, *candidates: Label) -> bool:
        """Place the first candidate with room on every screen, or else the first with room on a wide one."""
        return self.place_all([candidates])

    def place_or(self, instead: Label, *candidates: Label) -> None:
        """Place the first candidate with room on a wide screen, and the other label on narrow ones, or else on all."""
        if self._placed(candidates, wide_only=True):
            self.instead.append(instead)
        else:
            self.placed.append((instead, False))

    def shows(self, kind: str) -> tuple[bool, bool]:
        """Whether there is a label of a kind, and whether it is for wide screens alone."""
        found = [wide_only for label, wide_only in self.placed if label.kind == kind]
        return bool(found), all(found) and all(label.kind != kind for label in self.instead)

    def place_all(self, choices: Sequence[Sequence[Label]]) -> bool:
        """Place one of each row's candidates, all of them on every screen, or all on a wide one, or none at all."""
        for wide_only in (False, True):
            before = list(self.placed)
            if all(self._placed(candidates, wide_only=wide_only) for candidates in choices):
                return True
            self.placed = before
        return False

    def _placed(self, candidates: Sequence[Label], *, wide_only: bool) -> bool:
        found = next((label for label in candidates if self._fits(label, wide_only=wide_only)), None)
        if found:
            self.placed.append((found, wide_only))
        return found is not None

    def _fits(self, label: Label, *, wide_only: bool) -> bool:
        return (wide_only or self._has_room(label, self.narrow)) and self._has_room(label, WIDE_PLOT)

    def _has_room(self, label: Label, width: float) -> bool:
        box = label.box(width)
        airy = Rectangle(box.left - self.gap, box.right + self.gap, box.top, box.bottom)
        inside = (
            box.left >= -self.overhang
            and box.right <= width + MAX_OVERHANG
            and self.heights[0] <= box.top
            and box.bottom <= self.heights[1]
        )
        return inside and not self._is_taken(airy, width)

    def _is_taken(self, box: Rectangle, width: float) -> bool:
        return (
            any(
                box.overlaps(label.box(width))
                for label, wide_only in self.placed
                if width == WIDE_PLOT or not wide_only
            )
            or any(box.overlaps(label.box(width)) for label in self.instead if width != WIDE_PLOT)
            or any(box.overlaps(Rectangle(x * width - half, x * width + half, *ends)) for x, half, *ends in self.boxes)
            or any(box.is_crossed_by((x1 * width, y1, x2 * width, y2)) for x1, y1, x2, y2 in self.lines)
        )

    def drawn(self) -> list[str]:
        """Every placed label as an element."""
        placed = [_text(label, "chart-wide" if wide_only else "") for label, wide_only in self.placed]
        return placed + [_text(label, "chart-narrow") for label in self.instead]


def _text(label: Label, screens: str) -> str:
    return svg.element(
        "text",
        label.words,
        x=svg.percent(label.share),
        y=svg.em(label.height),
        dx=svg.em(label.aside) if label.aside else None,
        text_anchor=label.anchor,
        class_=f"{label.kind} {screens}".rstrip(),
    )


def anchor_at(share: float) -> Anchor:
    """Which way words lean so that they stay inside: inwards."""
    return "start" if share < 0.5 else "end"
