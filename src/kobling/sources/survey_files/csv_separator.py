"""Detect the separator of a CSV file."""

from kobling.sources.survey_files.csv_layout import find_layout

SEPARATORS = b",;\t|"
SAMPLE_LINES = 200
"""Lines at the beginning of a file that decide its separator."""


def detect_separator(data: bytes, *, file: str) -> int:
    """Return the separator that gives the first lines the same number of cells, and the heading the most."""
    sample = data
    position = -1
    for _ in range(SAMPLE_LINES):
        position = data.find(b"\n", position + 1)
        if position < 0:
            break
    else:
        sample = _with_closed_quotes(data[: position + 1])
    by_separator = {separator: find_layout(sample, separator, file=file).cells for separator in SEPARATORS}
    by_separator = {separator: cells[cells > 0] for separator, cells in by_separator.items()}
    widest = max(int(cells[0]) for cells in by_separator.values())
    even = [
        separator
        for separator, cells in by_separator.items()
        if (cells == cells[0]).all() and cells[0] > min(widest - 1, 1)
    ]
    return max(even or SEPARATORS, key=lambda separator: int(by_separator[separator][0]))


def _with_closed_quotes(sample: bytes) -> bytes:
    """Return the sample up to the last line feed outside quotation marks."""
    while sample.count(b'"') % 2:
        end = sample.rstrip(b"\n").rfind(b"\n")
        if end < 0:
            return sample.replace(b'"', b"")
        sample = sample[: end + 1]
    return sample
