"""PxWeb, asked over a guarded line."""

import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from typing import NoReturn
from urllib.parse import quote

from kobling.sources.pxweb.describing import Level, read_hits, read_level, read_limit, read_table
from kobling.sources.pxweb.places import Place
from kobling.sources.pxweb.questions import put_together, question
from kobling.sources.registers.asking import SaidNo
from kobling.sources.registers.jsonstat import read_jsonstat
from kobling.sources.registers.line import Line
from kobling.sources.registers.parts import Part, shown
from kobling.sources.registers.refusals import RegisterRefused
from kobling.sources.registers.searching import found
from kobling.sources.registers.shape import Drawn, Entry, Selection, Table

LIMIT = 100_000
"""Cells of one answer, where PxWeb does not say."""
LARGEST = 5_000_000
"""Cells that are drawn."""
WALKED = 300
"""Folders that are looked into for a search, where PxWeb has none of its own."""
MEANING = {403: "source_too_large", 404: "source_not_found", 413: "source_too_large"}
WAY = re.compile(r"[^/\\?#%\x00-\x1f]+(/[^/\\?#%\x00-\x1f]+)*")


class PxWeb:
    """One office's PxWeb. Every method raises RegisterRefused."""

    def __init__(self, line: Line, place: Place) -> None:
        """Take the line to ask over, and whose PxWeb it is."""
        self._line, self._place = line, place
        self.name, self.title = place.name, place.title

    def search(self, words: str, *, language: str) -> tuple[Entry, ...]:
        """Return the tables whose code or text holds every word, best first.

        PxWeb's own search is asked where it has one, and otherwise its folders are looked through.
        """
        try:
            raw = self._line.get(self._place.way(language), params={"query": words})
            hits = read_hits(raw.body, register=self.name)
        except RegisterRefused as refusal:
            # Some refuse the question, and some answer with the topmost folders whatever is asked.
            if refusal.code not in {"said_no", "missing_part"}:
                raise
            hits = tuple(self._walked(language))
        return found(words, {entry.code: entry for entry in hits}.values())

    def level(self, folder: str = "", *, language: str) -> Level:
        """Return the folders and tables inside a folder; the topmost where none is named."""
        raw = self._line.get(self._way(folder, language) if folder else self._place.way(language), table=folder)
        return read_level(raw.body, register=self.name, folder=folder)

    def table(self, code: str, *, language: str) -> Table:
        """Return what one table holds."""
        try:
            raw = self._line.get(self._way(code, language), table=code)
        except SaidNo as no:
            if no.status not in {400, 404}:
                raise
            self._no_such_table(code, language)
        return read_table(raw.body, register=self.name, table=code)

    def draw(self, selection: Selection) -> Drawn:
        """Return the cells of a selection: all of them, or a refusal. Over the limit they come in several answers."""
        language = self._place.languages[0]
        table = self.table(selection.table, language=language)
        at = Part(None, self.name, table.code)
        asked = question(selection, table, at=at)
        if asked.cells > LARGEST:
            at.refuse("too_many_asked", found=asked.cells, allowed=LARGEST)
        way, answers, raws = self._way(table.code, language), [], []
        for part in asked.parts(self._limit(language)):
            with _explaining(at):
                raws.append(self._line.post(way, part.body, table=table.code))
            answers.append((part, read_jsonstat(raws[-1].body, register=self.name, table=table.code)))
        return Drawn(selection, put_together(asked, answers, table, at=at), tuple(raws))

    def _limit(self, language: str) -> int:
        try:
            raw = self._line.get(self._place.way(language), params={"config": ""})
        except SaidNo:
            return LIMIT
        return read_limit(raw.body, register=self.name) or LIMIT

    def _way(self, code: str, language: str) -> str:
        """Return the way to a table; its code leads nowhere but below the database."""
        if not WAY.fullmatch(code) or {".", ".."} & set(code.split("/")):
            Part(None, self.name, shown(code)).refuse("no_such_table", near="–")
        return self._place.way(language, quote(code))

    def _no_such_table(self, code: str, language: str) -> NoReturn:
        """Refuse a table that is not there, with those in its folder that are called almost so."""
        folder, _, _ = code.rpartition("/")
        try:
            known = [entry.code for entry in self.level(folder, language=language).tables]
        except RegisterRefused:
            known = []
        near = ", ".join(get_close_matches(code, known, 3, cutoff=0)) or "–"
        raise RegisterRefused("no_such_table", register=self.name, table=shown(code), near=near)

    def _walked(self, language: str) -> Iterator[Entry]:
        """Yield the tables of every folder."""
        folders, seen = deque([""]), 0
        while folders:
            seen += 1
            if seen > WALKED:
                Part(None, self.name, "").refuse("too_many_folders", allowed=WALKED)
            level = self.level(folders.popleft(), language=language)
            folders.extend(level.folders)
            yield from level.tables


@contextmanager
def _explaining(at: Part) -> Iterator[None]:
    """Say in words what PxWeb says of a question that it refuses."""
    try:
        yield
    except SaidNo as no:
        code = MEANING.get(no.status, "source_not_allowed")
        at.refuse(code, said=shown(no.body.decode(errors="replace")), request=no.request_id or "?")
