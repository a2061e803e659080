"""Labels beside what they name, never on top of one another.

A label's place across is a share of the width and its size is that of its text, so what does not collide on the
narrowest screen collides on no screen. Labels are placed for that screen first; those that find room only on a wide one
are marked, and the stylesheet shows them there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kobling.web.shared.charts import svg

NARROW, WIDE = 16.0, 34.0
"""The narrowest plot, on a screen of 320 pixels, and a wide one, in em."""
OVERHANG = 0.7
"""How many em a label may reach past the right side of the plot, and under it past the left one."""

Anchor = Literal["start", "middle", "end"]

_THIN, _BROAD = frozenset("iljtfr.,:;'|·()-– \N{NO-BREAK SPACE}"), frozenset("mwMW%@")


def text_width(words: str) -> float:
    """About how wide words are, in em; rather too much than too little."""
    widths = (0.33 if one in _THIN else 0.92 if one in _BROAD else 0.68 if one.isupper() else 0.58 for one in words)
    return sum(widths)


@dataclass(frozen=True)
class Box:
    """A rectangle in em."""

    left: float
    right: float
    top: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether the two share any room."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


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

    def box(self, width: float) -> Box:
        """The room it takes in a plot so many em wide."""
        size = text_width(self.words)
        left = self.share * width + self.aside - {"start": 0.0, "middle": size / 2, "end": size}[self.anchor]
        return Box(left, left + size, self.height - 0.95, self.height + 0.3)


@dataclass
class Placing:
    """Places labels one by one, the most important first, and draws the ones that found room."""

    heights: tuple[float, float]
    """Between which heights, in em, labels may stand."""
    obstacles: list[tuple[float, float, float]] = field(default_factory=list)
    """Places that no label may cover: share of the width, height in em, half their size in em."""
    gap: float = 0.0
    """How many em of air there has to be at each side of a label."""
    overhang: float = 0.1
    """How many em a label may reach past the left side, where the axis has its numbers."""
    placed: list[tuple[Label, bool]] = field(default_factory=list)
    """Each label, and whether it is for wide screens alone."""

    def keep_free(self, places: Iterable[tuple[float, float]], size: float) -> None:
        """Let no label cover these places: share of the width, height in em."""
        self.obstacles += [(share, height, size) for share, height in places]

    def place(self, *candidates: Label) -> bool:
        """Place the first candidate with room on every screen, or else the first with room on a wide one."""
        return self.place_all([candidates])

    def shows(self, kind: str) -> tuple[bool, bool]:
        """Whether there is a label of a kind, and whether it is for wide screens alone."""
        found = [wide_only for label, wide_only in self.placed if label.kind == kind]
        return bool(found), all(found)

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
        return (wide_only or self._has_room(label, NARROW)) and self._has_room(label, WIDE)

    def _has_room(self, label: Label, width: float) -> bool:
        box = label.box(width)
        airy = Box(box.left - self.gap, box.right + self.gap, box.top, box.bottom)
        inside = (
            box.left >= -self.overhang
            and box.right <= width + OVERHANG
            and self.heights[0] <= box.top
            and box.bottom <= self.heights[1]
        )
        return inside and not any(airy.overlaps(one) for one in self._taken(width))

    def _taken(self, width: float) -> list[Box]:
        shown = [label.box(width) for label, wide_only in self.placed if width == WIDE or not wide_only]
        around = [
            Box(share * width - size, share * width + size, height - size, height + size)
            for share, height, size in self.obstacles
        ]
        return shown + around

    def drawn(self) -> list[str]:
        """Every placed label as an element."""
        return [_text(label, wide_only=wide_only) for label, wide_only in self.placed]


def _text(label: Label, *, wide_only: bool) -> str:
    return svg.element(
        "text",
        label.words,
        x=svg.across(label.share),
        y=svg.em(label.height),
        dx=svg.em(label.aside) if label.aside else None,
        text_anchor=label.anchor,
        class_=f"{label.kind} chart-wide" if wide_only else label.kind,
    )


def anchor_at(share: float) -> Anchor:
    """Which way words lean so that they stay inside: inwards."""
    return "start" if share < 0.5 else "end"
