"""Aligned tables of text for a terminal."""

from collections.abc import Collection, Sequence


def text_table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Collection[int] = ()) -> str:
    """Return rows of words under each other, as wide as they need to be; columns of `numbers` end at their right."""
    widths = [max(len(line[place]) for line in (heads, *rows)) for place in range(len(heads))]

    def line(words: Sequence[str]) -> str:
        cells = zip(words, widths, strict=True)
        placed = (
            word.rjust(width) if place in numbers else word.ljust(width) for place, (word, width) in enumerate(cells)
        )
        return "  ".join(placed).rstrip()

    return "\n".join([line(heads), "  ".join("-" * width for width in widths), *map(line, rows)])
