"""What is refused in a file of data, said so that the person who has the file can mend it."""

from collections.abc import Mapping

from kobling.core.errors import KoblingError


def gettext_noop(text: str) -> str:
    """Mark a sentence for translation; commands say it in the reader's language."""
    return text


WORDS: Mapping[str, str] = {
    "no_file": gettext_noop("there is no such file; look at its name and its folder"),
    "unreadable": gettext_noop("this is a folder, or a file that you are not allowed to read"),
    "unknown_kind": gettext_noop("a file of this kind is not read; save it as one of %(known)s"),
    "workbook": gettext_noop("this is a spreadsheet workbook; save the sheet as CSV UTF-8"),
    "too_large": gettext_noop(
        "the file takes %(found)s bytes, and at most %(allowed)s are read; save it as Parquet, or leave out columns "
        "that are not needed"
    ),
    "empty_file": gettext_noop("the file is empty"),
    "no_rows": gettext_noop("the file has a heading and no rows"),
    "not_text": gettext_noop("this is not text: there is a zero byte here; save the file as CSV UTF-8"),
    "unknown_encoding": gettext_noop(
        "this is neither UTF-8 nor Windows-1252 text (byte %(found)s); save the file as CSV UTF-8"
    ),
    "open_quote": gettext_noop("a quotation mark opens here and is never closed"),
    "stray_quote": gettext_noop(
        "a quotation mark stands inside a value here; put quotation marks round the whole value, and write the one "
        "inside twice"
    ),
    "cell_count": gettext_noop(
        "the number of cells in this row is %(found)s, and in the heading %(columns)s; a cell that holds the separator "
        "%(separator)s needs quotation marks round it"
    ),
    "repeated_column": gettext_noop("two columns are called %(column)s; give each its own name"),
    "nameless_column": gettext_noop("column number %(number)s holds values and has no name; give it one"),
    "damaged": gettext_noop("the file is damaged, or is not %(kind)s: %(said)s"),
}


class TableRefused(KoblingError):
    """A file of data that cannot be read."""

    def __init__(self, code: str, *, file: str, line: int = 0, **facts: object) -> None:
        """Name the refusal, one of WORDS, its place (line 0 is the whole file), and what its sentence puts in."""
        self.code, self.file, self.line, self.facts = code, file, line, facts
        super().__init__(code, file, line, facts)

    @property
    def place(self) -> str:
        """Where, as editors and compilers write it."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def __str__(self) -> str:
        return f"{self.place}: {WORDS[self.code] % self.facts}"
