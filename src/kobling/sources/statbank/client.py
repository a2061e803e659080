"""StatBank, asked over a guarded line."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from difflib import get_close_matches
from functools import partial
from io import SEEK_END, BytesIO
from pathlib import Path
from typing import BinaryIO, NoReturn

from kobling.sources.registers.asking import SaidNo
from kobling.sources.registers.delimited import FIGURE, read_delimited
from kobling.sources.registers.jsonstat import read_jsonstat
from kobling.sources.registers.limits import Clock, Limits
from kobling.sources.registers.line import Line, Stored
from kobling.sources.registers.parts import Part, shown
from kobling.sources.registers.refusals import RegisterRefused
from kobling.sources.registers.searching import found
from kobling.sources.registers.shape import Cells, Drawn, Entry, Raw, Selection, Table
from kobling.sources.statbank.answers import Answer, put_together
from kobling.sources.statbank.describing import REGISTER, Subject, read_catalogue, read_subjects, read_table
from kobling.sources.statbank.questions import Question, question
from kobling.sources.statbank.refusing import MEANING, TOO_LARGE, code_of, explain, explaining

ADDRESS = "https://api.statbank.dk/v1/"
LIMIT = 1_000_000
"""Cells that StatBank gives in one answer."""
LARGEST = 20_000_000
"""Cells that are drawn into memory."""
LARGEST_FILE = 50_000_000_000
"""Bytes of an extract."""
LANGUAGE = "da"
"""What figures are drawn in: the codes are the same in both, the decimals have a comma in this one."""
NEAR = 3
LONGEST_HEADING = 10_000
"""Bytes of the first line of an extract."""
NOT_FOUND = MEANING["EXTRACT-NOTFOUND"]


def line_to_statbank(
    address: str = ADDRESS, *, limits: Limits | None = None, clock: Clock | None = None, cache: Path | None = None
) -> Line:
    """Return a line to StatBank, or to a fake of it."""
    header = "Statbankapi-Request-Id"
    return Line(address, register=REGISTER, limits=limits, clock=clock, cache=cache, id_header=header)


class StatBank:
    """Statistics Denmark's StatBank. Every method raises RegisterRefused."""

    name = REGISTER
    title = "Danmarks Statistik"

    def __init__(self, line: Line, *, max_age: timedelta = timedelta(hours=12)) -> None:
        """Take the line to ask over, and how old a catalogue or a description may be where the line keeps them."""
        self._line, self._max_age = line, max_age

    def subjects(self, *, language: str, all_levels: bool = False) -> tuple[Subject, ...]:
        """Return the subjects that tables are sorted under: the first level, or all of them."""
        return read_subjects(self._said("subjects", language=language, recursive=all_levels).body)

    def search(self, words: str, *, language: str, retired: bool = False) -> tuple[Entry, ...]:
        """Return the tables that hold every word in code, text, variables or unit, best first.

        retired  whether tables that are no longer updated are wanted too
        """
        return found(words, self._catalogue(language=language, retired=retired))

    def table(self, code: str, *, language: str) -> Table:
        """Return what one table holds; a retired one says so in `active`."""
        return self._table(code, language=language, max_age=self._max_age)

    def draw(self, selection: Selection) -> Drawn:
        """Return the cells of a selection: all of them, or a refusal. Over the limit they are drawn in several answers.

        The time has to be chosen, whatever the table; a retired table is drawn like any other.
        """
        asked, at = self._question(selection, at_most=LARGEST)
        drawn = [one for part in asked.parts(LIMIT) for one in self._answers(part, at)]
        cells = put_together(asked, [answer for answer, _raw in drawn], at=at)
        return Drawn(selection, cells, tuple(raw for _answer, raw in drawn))

    def draw_in_one(self, selection: Selection) -> Drawn:
        """Return the cells of a selection from one answer without limit; every variable has to be chosen for that."""
        asked, at = self._question(selection, at_most=LARGEST)
        _refuse_left_out(asked, at)
        with explaining(at):
            raw = self._line.post("data", asked.body("BULK", language=LANGUAGE), table=at.table)
        return Drawn(selection, put_together(asked, [Answer(asked, _bulk(asked, raw.body, at))], at=at), (raw,))

    def extract(self, selection: Selection, *, to: Path) -> Stored:
        """Write one answer without limit to a file of CSV with codes: what is too large to be drawn into memory.

        Every variable has to be chosen. The file has the columns asked for and its last line; its cells have not been
        read.
        """
        asked, at = self._question(selection)
        _refuse_left_out(asked, at)
        body = asked.body("BULK", language=LANGUAGE)
        check = partial(_look_at_lines, asked, at)
        with explaining(at):
            return self._line.download("data", body, to=to, at_most=LARGEST_FILE, check=check, table=at.table)

    def _said(
        self, path: str, *, language: str, table: str = "", max_age: timedelta | None = None, **more: object
    ) -> Raw:
        """Return a description, from the line's cache where it keeps one."""
        asked = {"lang": language, "format": "JSON", **({"table": table} if table else {}), **more}
        age = self._max_age if max_age is None else max_age
        with explaining(Part(None, REGISTER, shown(table))):
            return self._line.kept(path, asked, max_age=age, table=table)

    def _catalogue(self, *, language: str, retired: bool) -> tuple[Entry, ...]:
        return read_catalogue(self._said("tables", language=language, includeInactive=retired).body)

    def _table(self, code: str, *, language: str, max_age: timedelta) -> Table:
        try:
            raw = self._said("tableinfo", language=language, table=code, max_age=max_age)
        except RegisterRefused as refusal:
            if refusal.code != NOT_FOUND:
                raise
            self._no_such_table(code)
        return read_table(raw.body, table=code)

    def _no_such_table(self, code: str) -> NoReturn:
        """Refuse a table that is not there with those that are called almost so, retired ones too."""
        texts = {entry.code: entry.text for entry in self._catalogue(language=LANGUAGE, retired=True)}
        near = get_close_matches(code.upper(), texts, NEAR, cutoff=0)
        said = ", ".join(f"{one} ({texts[one]})" for one in near)
        raise RegisterRefused("no_such_table", register=REGISTER, table=shown(code), near=said)

    def _question(self, selection: Selection, *, at_most: int | None = None) -> tuple[Question, Part]:
        """Return a selection as a question of the table as it is now."""
        table = self._table(selection.table, language=LANGUAGE, max_age=timedelta(0))
        at = Part(None, REGISTER, table.code)
        asked = question(selection, table, at=at)
        if at_most is not None and asked.cells > at_most:
            at.refuse("too_many_asked", found=asked.cells, allowed=at_most)
        return asked, at

    def _answers(self, part: Question, at: Part) -> Iterator[tuple[Answer, Raw]]:
        """Yield the answer to a question, or those to its parts where StatBank finds it too large after all."""
        try:
            raw = self._line.post("data", part.body("JSONSTAT", language=LANGUAGE), table=at.table)
        except SaidNo as no:
            if code_of(no) not in TOO_LARGE or part.cells == 1:
                explain(no, at=at)
            for smaller in part.parts((part.cells + 1) // 2):
                yield from self._answers(smaller, at)
            return
        yield Answer(part, read_jsonstat(raw.body, register=REGISTER, table=at.table)), raw


def _refuse_left_out(asked: Question, at: Part) -> None:
    chosen = {one.variable.code for one in asked.chosen}
    for variable in asked.table.variables:
        if variable.code not in chosen:
            at.refuse("all_variables", variable=variable.code, text=variable.text)


def _look_at_lines(asked: Question, at: Part, file: BinaryIO) -> None:
    """Refuse lines that have other columns than were asked for, or stop early: the last one ends like all others."""
    file.seek(0)
    heading = file.readline(LONGEST_HEADING).removeprefix(BOM_UTF8).decode("utf-8", "replace").rstrip("\r\n")
    wanted = ";".join([*(one.variable.code.upper() for one in asked.chosen), FIGURE])
    if heading != wanted:
        at.refuse("not_as_described", found=shown(heading), wanted=wanted)
    file.seek(-1, SEEK_END)
    if file.read(1) != b"\n":
        at.refuse("cut_off")


def _bulk(asked: Question, body: bytes, at: Part) -> Cells:
    """Return the cells of an answer in CSV."""
    _look_at_lines(asked, at, BytesIO(body))
    time = next((one.variable.code for one in asked.chosen if one.variable.time), None)
    cells = read_delimited(body, register=REGISTER, table=at.table, time=time)
    return replace(cells, updated=asked.table.updated, source=StatBank.title, label=asked.table.text)
