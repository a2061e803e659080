"""Place labels beside what they name, without overlap.

A label's horizontal position is a share of the width and its size is that of its text, so labels that do not collide on
the narrowest screen collide on no screen. Labels are placed for that screen first; those that find room only on a wide
one are marked, and the stylesheet shows them there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from kobling.web.shared import svg

NARROWEST_CHART, WIDE_PLOT = 18.4, 34.0
"""The narrowest chart with its margin, 276 pixels at 15 pixels an em on a screen of 320, and a wide plot, in em."""
MAX_OVERHANG = 0.75
"""How far a label may reach past the right side of the plot, in em."""

LineSegment = tuple[float, float, float, float]
"""x1, y1, x2, y2."""

Anchor = Literal["start", "middle", "end"]

_WIDTHS = {
    **dict.fromkeys("iljtfr.,:;'|·()-– \N{NO-BREAK SPACE}", 0.34),
    **dict.fromkeys("0123456789+−", 0.62),
    **dict.fromkeys("mwMW%@", 0.96),
    **dict.fromkeys("←→↑↓", 1.1),
}
"""Approximate widths of letters, in em: slightly more than in IBM Plex Sans, the pages' font."""


@lru_cache(maxsize=4096)
def text_width(text: str) -> float:
    """Return the approximate width of a text, in em; rather too much than too little."""
    return sum(_WIDTHS.get(letter, 0.7 if letter.isupper() else 0.58) for letter in text)


def wrap_text(text: str, width: float) -> list[str]:
    """Break a text into lines of at most this width, in em; a longer word has a line of its own."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and text_width(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


class Rectangle(NamedTuple):
    """A rectangle in em."""

    left: float
    right: float
    top: float
    bottom: float

    def overlaps(self, other: "Rectangle") -> bool:
        """Return True if the two share any room."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def is_crossed_by(self, line: LineSegment) -> bool:
        """Return True if a straight line runs through it.

        Method: Liang and Barsky's clipping. Source: Y.-D. Liang and B. A. Barsky (1984), "A new concept and method for
        line clipping", ACM Transactions on Graphics 3, 1-22.
        """
        x1, y1, x2, y2 = line
        entry, exit_ = 0.0, 1.0
        for start, length, low, high in ((x1, x2 - x1, self.left, self.right), (y1, y2 - y1, self.top, self.bottom)):
            if length == 0:
                if not low < start < high:
                    return False
                continue
            first, last = sorted(((low - start) / length, (high - start) / length))
            entry, exit_ = max(entry, first), min(exit_, last)
        return entry < exit_


@dataclass(frozen=True)
class Label:
    """A text at a position."""

    text: str
    x: float
    """A share of the width."""
    y: float
    """The baseline's distance from the top, in em."""
    anchor: Anchor
    css_class: str
    """The class that colours it."""
    dx: float = 0.0
    """How far it is moved to the right of its position, in em."""

    def bounds(self, width: float) -> Rectangle:
        """Return the room it takes in a plot of this width, in em."""
        size = text_width(self.text)
        left = self.x * width + self.dx - {"start": 0.0, "middle": size / 2, "end": size}[self.anchor]
        return Rectangle(left, left + size, self.y - 0.95, self.y + 0.3)


@dataclass
class LabelPlacer:
    """Places labels one by one, the most important first, and draws the ones that found room."""

    y_range: tuple[float, float]
    """Labels stand between these distances from the top, in em."""
    narrow_width: float
    """The width of the plot on the narrowest screen, in em."""
    obstacles: list[tuple[float, float, float, float]] = field(default_factory=list)
    """Boxes that no label may cover: x as a share of the width; half the width, top and bottom in em."""
    obstacle_lines: list[LineSegment] = field(default_factory=list)
    """Straight lines that no label may cover: x as shares of the width, y in em."""
    gap: float = 0.0
    """Empty room at each side of a label, in em."""
    overhang: float = 0.1
    """How far a label may reach past the left side, in em; in the plot, that is where the axis has its numbers."""
    placed: list[tuple[Label, bool]] = field(default_factory=list)
    """Each label, and True if it is for wide screens alone."""
    narrow_labels: list[Label] = field(default_factory=list)
    """Labels for narrow screens, in place of labels for wide ones."""

    def place(self, *candidates: Label) -> bool:
        """Place the first candidate with room on every screen, or else the first with room on a wide one."""
        return self.place_all([candidates])

    def place_with_fallback(self, fallback: Label, *candidates: Label) -> None:
        """Place the first candidate with room on a wide screen and the fallback on narrow ones, else the fallback."""
        if self._try_place(candidates, wide_only=True):
            self.narrow_labels.append(fallback)
        else:
            self.placed.append((fallback, False))

    def visibility(self, css_class: str) -> tuple[bool, bool]:
        """Return if there is a label of a class, and if it is for wide screens alone."""
        flags = [wide_only for label, wide_only in self.placed if label.css_class == css_class]
        return bool(flags), all(flags) and all(label.css_class != css_class for label in self.narrow_labels)

    def place_all(self, rows: Sequence[Sequence[Label]]) -> bool:
        """Place one of each row's candidates: all of them on every screen, or all on a wide one, or none at all."""
        for wide_only in (False, True):
            before = list(self.placed)
            if all(self._try_place(candidates, wide_only=wide_only) for candidates in rows):
                return True
            self.placed = before
        return False

    def _try_place(self, candidates: Sequence[Label], *, wide_only: bool) -> bool:
        fitting = next((label for label in candidates if self._fits(label, wide_only=wide_only)), None)
        if fitting:
            self.placed.append((fitting, wide_only))
        return fitting is not None

    def _fits(self, label: Label, *, wide_only: bool) -> bool:
        return (wide_only or self._has_room(label, self.narrow_width)) and self._has_room(label, WIDE_PLOT)

    def _has_room(self, label: Label, width: float) -> bool:
        bounds = label.bounds(width)
        padded = Rectangle(bounds.left - self.gap, bounds.right + self.gap, bounds.top, bounds.bottom)
        is_inside = (
            bounds.left >= -self.overhang
            and bounds.right <= width + MAX_OVERHANG
            and self.y_range[0] <= bounds.top
            and bounds.bottom <= self.y_range[1]
        )
        return is_inside and not self._is_taken(padded, width)

    def _is_taken(self, bounds: Rectangle, width: float) -> bool:
        return (
            any(
                bounds.overlaps(label.bounds(width))
                for label, wide_only in self.placed
                if width == WIDE_PLOT or not wide_only
            )
            or any(bounds.overlaps(label.bounds(width)) for label in self.narrow_labels if width != WIDE_PLOT)
            or any(
                bounds.overlaps(Rectangle(x * width - half, x * width + half, *ends))
                for x, half, *ends in self.obstacles
            )
            or any(bounds.is_crossed_by((x1 * width, y1, x2 * width, y2)) for x1, y1, x2, y2 in self.obstacle_lines)
        )

    def render(self) -> list[str]:
        """Return every placed label as an element."""
        placed = [_text(label, "chart-wide" if wide_only else "") for label, wide_only in self.placed]
        return placed + [_text(label, "chart-narrow") for label in self.narrow_labels]


def _text(label: Label, screens: str) -> str:
    return svg.element(
        "text",
        label.text,
        x=svg.percent(label.x),
        y=svg.em(label.y),
        dx=svg.em(label.dx) if label.dx else None,
        text_anchor=label.anchor,
        class_=f"{label.css_class} {screens}".rstrip(),
    )


def anchor_at(x: float) -> Anchor:
    """Return the anchor that keeps a text at x (0 to 1) inside the plot."""
    return "start" if x < 0.5 else "end"
