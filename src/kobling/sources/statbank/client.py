"""StatBank, asked over a guarded line."""

from collections.abc import Iterator
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from kobling.sources.registers.asking import SaidNo
from kobling.sources.registers.jsonstat import read_jsonstat
from kobling.sources.registers.limits import Clock, Limits
from kobling.sources.registers.line import Line
from kobling.sources.registers.parts import Part, shown
from kobling.sources.registers.refusals import RegisterRefused
from kobling.sources.registers.searching import found
from kobling.sources.registers.shape import Drawn, Entry, Raw, Selection, Table
from kobling.sources.statbank.answers import Answer, put_together
from kobling.sources.statbank.describing import REGISTER, read_catalogue, read_table
from kobling.sources.statbank.questions import Question, question
from kobling.sources.statbank.refusing import MEANING, TOO_LARGE, code_of, explain, explaining

ADDRESS = "https://api.statbank.dk/v1/"
LIMIT = 1_000_000
"""Cells that StatBank gives in one answer."""
LARGEST = 20_000_000
"""Cells that are drawn into memory."""
LANGUAGE = "da"
"""What figures are drawn in: the codes are the same in both, the decimals have a comma in this one."""
MAX_AGE = timedelta(hours=12)
"""Of a catalogue or a description where the line keeps them."""
NEAR = 3
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

    def __init__(self, line: Line) -> None:
        """Take the line to ask over."""
        self._line = line

    def search(self, words: str, *, language: str) -> tuple[Entry, ...]:
        """Return the tables that hold every word in code, text, variables or unit, best first.

        Tables that are no longer updated are left out.
        """
        return found(words, self._catalogue(language=language, retired=False))

    def table(self, code: str, *, language: str) -> Table:
        """Return what one table holds; a retired one says so in `active`."""
        return self._table(code, language=language, max_age=MAX_AGE)

    def draw(self, selection: Selection) -> Drawn:
        """Return the cells of a selection: all of them, or a refusal. Over the limit they are drawn in several answers.

        The time has to be chosen, whatever the table; a retired table is drawn like any other.
        """
        asked, at = self._question(selection)
        drawn = [one for part in asked.parts(LIMIT) for one in self._answers(part, at)]
        cells = put_together(asked, [answer for answer, _raw in drawn], at=at)
        return Drawn(selection, cells, tuple(raw for _answer, raw in drawn))

    def _said(self, path: str, *, language: str, table: str = "", max_age: timedelta = MAX_AGE, **more: object) -> Raw:
        """Return a description, from the line's cache where it keeps one."""
        asked = {"lang": language, "format": "JSON", **({"table": table} if table else {}), **more}
        with explaining(Part(None, REGISTER, shown(table))):
            return self._line.kept(path, asked, max_age=max_age, table=table)

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

    def _question(self, selection: Selection) -> tuple[Question, Part]:
        """Return a selection as a question of the table as it is now."""
        table = self._table(selection.table, language=LANGUAGE, max_age=timedelta(0))
        at = Part(None, REGISTER, table.code)
        asked = question(selection, table, at=at)
        if asked.cells > LARGEST:
            at.refuse("too_many_asked", found=asked.cells, allowed=LARGEST)
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
