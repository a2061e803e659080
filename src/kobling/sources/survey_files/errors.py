"""The error of reading a survey file, and its messages, which advise the file's owner how to mend it."""

from collections.abc import Mapping

from kobling.core.errors import KoblingError


def gettext_noop(text: str) -> str:
    """Mark a message for translation; commands translate it to the reader's language."""
    return text


MESSAGES: Mapping[str, str] = {
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


class TableError(KoblingError):
    """A survey file cannot be read."""

    def __init__(self, code: str, *, file: str, line: int = 0, **facts: object) -> None:
        """Create an error.

        code        a key of MESSAGES
        file, line  where it is; line 0 is the whole file
        facts       values of the message's placeholders
        """
        self.code, self.file, self.line, self.facts = code, file, line, facts
        super().__init__(code, file, line, facts)

    @property
    def location(self) -> str:
        """File and line, as editors and compilers write them."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def __str__(self) -> str:
        return f"{self.location}: {MESSAGES[self.code] % self.facts}"
