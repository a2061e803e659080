"""Files of figures that a municipality's own people have handed in, as a register of that municipality alone."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kobling.core.errors import KoblingError
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.registers.models import FigureFile
from kobling.sources.registers import CatalogueEntry, FetchedTable, Register, RegisterTable, Selection

if TYPE_CHECKING:
    from kobling.sources.extracts import ExtractDefinition, ExtractRegister, Limits
    from kobling.sources.extracts.proposal import Looked

REGISTER, TITLE = "files", "Kommunens egne filer"
"""The name and title of the register of the files that a municipality has handed in."""
MAX_BYTES = 10_000_000
MAX_UNPACKED_BYTES, MAX_CELLS = 150_000_000, 1_000_000
"""What a workbook may become when it is unpacked."""
MAX_FILES = 500
"""Of one municipality."""
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx")


@dataclass(eq=False)
class UnknownFile(KoblingError):
    """The municipality has handed in no such file."""

    number: int


@dataclass(eq=False)
class FileRefused(KoblingError):
    """A file is not taken over."""

    code: str
    """`unknown_kind`, `too_large`, `empty` or `too_many`."""
    allowed: int = 0


@dataclass(frozen=True)
class HandedIn:
    """One file, without its content."""

    number: int
    name: str
    sha256: str
    size: int
    at: datetime
    by: str
    """The key of an account."""
    title: str
    """What its table is called; empty where its columns are not known yet."""

    @property
    def table(self) -> str:
        """The code of its table."""
        return table_of(self.number)


def table_of(number: int) -> str:
    """Return the code of a file's table: `fil-3`."""
    return f"fil-{number}"


def number_of(table: str) -> int | None:
    """Return the number of the file of a table; None where the code is another one."""
    digits = table.removeprefix("fil-")
    return int(digits) if table.startswith("fil-") and digits.isascii() and digits.isdecimal() else None


def check_file(name: str, size: int) -> None:
    """Raise FileRefused for a file of another kind, an empty one, and one that is too large."""
    if Path(name).suffix.lower() not in SUFFIXES:
        raise FileRefused("unknown_kind")
    if size == 0:
        raise FileRefused("empty")
    if size > MAX_BYTES:
        raise FileRefused("too_large", MAX_BYTES)


def files(municipality: str) -> tuple[HandedIn, ...]:
    """Return the files of a municipality, the newest first."""
    rows = FigureFile.objects.filter(municipality=municipalities.pk_of(municipality)).defer("packed")
    return tuple(_handed_in(row) for row in rows.order_by("-number"))


def file(municipality: str, number: int) -> HandedIn:
    """Return one file of a municipality. Raises UnknownFile."""
    return _handed_in(_row(municipality, number))


def definition(municipality: str, number: int) -> "ExtractDefinition | None":
    """Return what the columns of a file are; None where that is not known yet. Raises UnknownFile."""
    from kobling.sources.extracts import ExtractDefinition  # noqa: PLC0415  (it imports Polars)

    extract = _row(municipality, number).extract
    return None if extract is None else ExtractDefinition.model_validate_json(extract)


def look_at(municipality: str, number: int, *, sheet: str | None, own: str, own_name: str) -> "Looked":
    """Return what a file holds, and a proposal of what its columns are. Raises UnknownFile and RegisterError."""
    from kobling.sources.extracts.proposal import look  # noqa: PLC0415

    row = _row(municipality, number)
    with _unpacked(row) as folder:
        return look(
            folder / stored_name(row.name),
            sheet=sheet,
            own=own,
            own_name=own_name,
            title=Path(row.name).stem[:200],
            limits=_limits(),
        )


def stored_name(name: str) -> str:
    """Return what a file is called while it is read: nothing of what its sender wrote but the ending."""
    return f"file{Path(name).suffix.lower()}"


def _row(municipality: str, number: int) -> FigureFile:
    row = FigureFile.objects.filter(municipality=municipalities.pk_of(municipality), number=number).first()
    if row is None:
        raise UnknownFile(number=number)
    return row


def _handed_in(row: FigureFile) -> HandedIn:
    title = ""
    if row.extract is not None:
        from kobling.sources.extracts import ExtractDefinition  # noqa: PLC0415

        title = ExtractDefinition.model_validate_json(row.extract).title
    return HandedIn(row.number, row.name, row.sha256, row.size, row.at, row.by, title)


@contextmanager
def _unpacked(row: FigureFile) -> Iterator[Path]:
    """Give a folder that holds the file for as long as it is read."""
    with TemporaryDirectory(prefix="kobling-") as name:
        folder = Path(name)
        (folder / stored_name(row.name)).write_bytes(zlib.decompress(row.packed))
        yield folder


def _limits() -> "Limits":
    from kobling.sources.extracts import Limits  # noqa: PLC0415

    return Limits(MAX_UNPACKED_BYTES, MAX_CELLS)


class FileRegister:
    """The files of one municipality. Every method raises RegisterError."""

    name, title = REGISTER, TITLE

    def __init__(self, municipality: str, trial: "tuple[int, ExtractDefinition] | None" = None) -> None:
        """Take the municipality, and a definition that is tried on a file and not stored."""
        self._municipality, self._trial = municipality, trial

    def search(self, words: str, *, language: str) -> tuple[CatalogueEntry, ...]:
        """Return the files whose code or title contains every word."""
        with self._register("") as register:
            return register.search(words, language=language)

    def describe(self, code: str, *, language: str) -> RegisterTable:
        """Return the columns of one file that divide its figures."""
        with self._register(code) as register:
            return register.describe(code, language=language)

    def fetch(self, selection: Selection) -> FetchedTable:
        """Return the cells of a selection."""
        with self._register(selection.table) as register:
            return register.fetch(selection)

    @contextmanager
    def _register(self, code: str) -> Iterator["ExtractRegister"]:
        """Give a register with the definitions of all files, and the file of one table."""
        from kobling.sources.extracts import ExtractDefinition, ExtractRegister  # noqa: PLC0415

        rows = FigureFile.objects.filter(municipality=municipalities.pk_of(self._municipality)).defer("packed")
        extracts = {
            table_of(row.number): ExtractDefinition.model_validate_json(row.extract) for row in rows if row.extract
        }
        if self._trial is not None:
            extracts[table_of(self._trial[0])] = self._trial[1]
        number = number_of(code) if code in extracts else None
        if number is None:
            yield ExtractRegister(Path("/nonexistent"), extracts, title=TITLE, name=REGISTER)
            return
        row = _row(self._municipality, number)
        extracts[code] = extracts[code].model_copy(update={"file": stored_name(row.name)})
        with _unpacked(row) as folder:
            yield ExtractRegister(folder, extracts, title=TITLE, name=REGISTER, limits=_limits())


def file_register(municipality: str) -> Register:
    """Return the register of the files that a municipality has handed in."""
    return FileRegister(municipality)
