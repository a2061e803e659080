"""How much room a text takes on a slide, so that none runs off it: sizes in points, rather too much than too little."""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from kobling.web.shared.charts.layout.label_placement import text_width, wrap_text

LINE = 1.25
"""The height of a line, in sizes of its letters."""
CUT = " …"
WIDEST = 1.16
"""How much wider the widest font of a municipality's template is, such as Verdana, than the one that is measured."""


@dataclass(frozen=True)
class Fitted:
    """A text as it fits: the whole, or its beginning with an ellipsis."""

    text: str
    size: float
    is_cut: bool


@lru_cache(maxsize=8192)
def line_count(text: str, width: float, size: float) -> int:
    """Return how many lines a text takes; a word that is wider than a line takes several."""
    room = max(width / size / WIDEST, 1.0)
    return sum(max(1, ceil(text_width(line) / room)) for part in text.split("\n") for line in wrap_text(part, room))


def height_of(text: str, width: float, size: float) -> float:
    """Return the height of a text."""
    return line_count(text, width, size) * size * LINE


def fit(text: str, width: float, height: float, sizes: tuple[float, ...]) -> Fitted:
    """Return a text in the first of the sizes, largest first, in which it fits; cut where none is enough."""
    for size in sizes:
        if height_of(text, width, size) <= height:
            return Fitted(text, size, is_cut=False)
    return Fitted(cut(text, width, height, sizes[-1]), sizes[-1], is_cut=True)


def cut(text: str, width: float, height: float, size: float) -> str:
    """Return as much of a text as fits, at the end of a word where it has words, with an ellipsis."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if height_of(text[:middle] + CUT, width, size) <= height:
            low = middle
        else:
            high = middle - 1
    shown = text[:low]
    at_word = shown.rpartition(" ")[0]
    return (at_word if len(at_word) > low // 2 else shown).rstrip() + CUT
