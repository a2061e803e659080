"""The PxWeb register: search, descriptions and data over PxWeb's API."""

import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from typing import NoReturn
from urllib.parse import quote

from kobling.sources.pxweb.merge import merge
from kobling.sources.pxweb.metadata import (
    Folder,
    ServiceLimits,
    parse_folder,
    parse_limits,
    parse_search_results,
    parse_table,
)
from kobling.sources.pxweb.query import build_query
from kobling.sources.pxweb.sites import PxWebSite
from kobling.sources.registers.catalogue import CatalogueEntry, search
from kobling.sources.registers.data import FetchedTable, Selection
from kobling.sources.registers.errors import DataLocation, RegisterError, excerpt
from kobling.sources.registers.formats.jsonstat_parser import parse_jsonstat
from kobling.sources.registers.http import HttpClient, RequestRejected
from kobling.sources.registers.table import RegisterTable

DEFAULT_CELL_LIMIT = 100_000
"""Cells of one response, where the site does not state its limit."""
MAX_FETCHED_CELLS = 5_000_000
MAX_FOLDERS = 300
"""Folders that are visited for a search, where the site has no search of its own."""
ERROR_CODES = {403: "source_too_large", 404: "source_not_found", 413: "source_too_large"}
"""Status -> the code of a RegisterError."""
TABLE_PATH = re.compile(r"[^/\\?#%\x00-\x1f]+(/[^/\\?#%\x00-\x1f]+)*")


class PxWeb:
    """One office's PxWeb. Every method raises RegisterError."""

    def __init__(self, client: HttpClient, site: PxWebSite) -> None:
        self._client, self._site = client, site
        self.name, self.title = site.name, site.title

    def search(self, words: str, *, language: str) -> tuple[CatalogueEntry, ...]:
        """Return the tables whose code or text contains every word, best match first.

        Uses the site's own search where it has one; otherwise visits its folders.
        """
        try:
            response = self._client.get(self._site.path(language), params={"query": words})
            entries = parse_search_results(response.body, register=self.name)
        except RegisterError as error:
            # A site without search rejects the request, or answers any query with its topmost folders.
            if error.code not in {"said_no", "missing_part"}:
                raise
            entries = tuple(self._all_tables(language))
        return search(words, {entry.code: entry for entry in entries}.values())

    def describe(self, code: str, *, language: str) -> RegisterTable:
        """Return the variables and values of one table."""
        try:
            response = self._client.get(self._path(code, language), table=code)
        except RequestRejected as rejected:
            if rejected.status not in {400, 404}:
                raise
            self._fail_no_such_table(code, language)
        return parse_table(response.body, register=self.name, table=code)

    def fetch(self, selection: Selection) -> FetchedTable:
        """Return every cell of a selection, in several requests where it exceeds the site's limit."""
        language = self._site.languages[0]
        table = self.describe(selection.table, language=language)
        at = DataLocation(self.name, table.code)
        query = build_query(selection, table, at=at)
        if query.cell_count > MAX_FETCHED_CELLS:
            at.fail("too_many_asked", found=query.cell_count, allowed=MAX_FETCHED_CELLS)
        path, parts, responses = self._path(table.code, language), [], []
        for part in query.split(self.limits().cells or DEFAULT_CELL_LIMIT):
            with _translate_errors(at):
                responses.append(self._client.post(path, part.content, table=table.code))
            parts.append((part, parse_jsonstat(responses[-1].body, register=self.name, table=table.code)))
        return FetchedTable(selection, merge(query, parts, table, at=at), tuple(responses))

    def limits(self) -> ServiceLimits:
        """Return what the site allows, and keep to its pace; none where it states none.

        The server looks for the bare key `config` among the parts of the query (SSDHandler.ProcessRequest): to
        `config=` it answers with the folder.
        """
        try:
            response = self._client.get(self._site.path(self._site.languages[0]), flag="config")
            limits = parse_limits(response.body, register=self.name)
        except RegisterError:
            return ServiceLimits()
        if limits.calls and limits.seconds:
            self._client.keep_pace(calls=limits.calls, seconds=limits.seconds)
        return limits

    def _path(self, code: str, language: str) -> str:
        """Return the path to a table. Raises RegisterError for a code that could lead out of the database."""
        if not TABLE_PATH.fullmatch(code) or {".", ".."} & set(code.split("/")):
            DataLocation(self.name, excerpt(code)).fail("no_such_table", near="–")
        return self._site.path(language, quote(code))

    def _fail_no_such_table(self, code: str, language: str) -> NoReturn:
        """Raise with the tables of the most similar codes in the same folder."""
        path, _, _ = code.rpartition("/")
        try:
            known = [entry.code for entry in self._folder(path, language=language).tables]
        except RegisterError:
            known = []
        near = ", ".join(get_close_matches(code, known, 3, cutoff=0)) or "–"
        raise RegisterError("no_such_table", register=self.name, table=excerpt(code), near=near)

    def _folder(self, path: str, *, language: str) -> Folder:
        """Return the folders and tables inside a folder; the topmost where the path is empty."""
        response = self._client.get(self._path(path, language) if path else self._site.path(language), table=path)
        return parse_folder(response.body, register=self.name, path=path)

    def _all_tables(self, language: str) -> Iterator[CatalogueEntry]:
        """Yield the tables of every folder, breadth first."""
        paths, visited = deque([""]), 0
        while paths:
            visited += 1
            if visited > MAX_FOLDERS:
                DataLocation(self.name).fail("too_many_folders", allowed=MAX_FOLDERS)
            folder = self._folder(paths.popleft(), language=language)
            paths.extend(folder.folders)
            yield from folder.tables


@contextmanager
def _translate_errors(at: DataLocation) -> Iterator[None]:
    """Translate the rejection of a query by its status, with PxWeb's own text."""
    try:
        yield
    except RequestRejected as rejected:
        code = ERROR_CODES.get(rejected.status, "source_not_allowed")
        at.fail(code, said=excerpt(rejected.body.decode(errors="replace")), request=rejected.request_id or "?")
