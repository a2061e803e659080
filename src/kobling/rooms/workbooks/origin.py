"""What a workbook was made from: a hidden sheet carries it, so that an old one never takes back a later change."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

ORIGIN_SHEET = "_kobling"
LANGUAGES = ("da", "en")


@dataclass(frozen=True)
class WorkbookOrigin:
    """The municipality and the state of its facts that a workbook was made from."""

    municipality: str
    """The municipality's code."""
    revision: int
    """The number of the newest change then."""
    digest: str
    """The beginning of the checksum of that change: another Kobling has another."""
    language: str = "da"
    """Of its headings and words."""
    year: int = 0
    """Of the priorities that it is a table of; 0 where it is of facts."""

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Return the rows of the hidden sheet."""
        return tuple((name, str(value)) for name, value in asdict(self).items())

    @classmethod
    def from_rows(cls, rows: Mapping[str, str]) -> "WorkbookOrigin | None":
        """Return what the rows of the hidden sheet say; None where that is no state of facts."""
        language, numbers = rows.get("language", ""), (rows.get("revision", ""), rows.get("year", ""))
        if language not in LANGUAGES or not all(text.isascii() and text.isdecimal() for text in numbers):
            return None
        revision, year = (int(text[:9]) for text in numbers)
        return cls(rows.get("municipality", ""), revision, rows.get("digest", ""), language, year)
