"""The StatBank register: search, descriptions and data over StatBank's API."""

from collections.abc import Iterator
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from kobling.sources.registers.catalogue import CatalogueEntry, search
from kobling.sources.registers.data import FetchedTable, RawResponse, Selection
from kobling.sources.registers.errors import DataLocation, RegisterError, excerpt
from kobling.sources.registers.formats.jsonstat_parser import parse_jsonstat
from kobling.sources.registers.http import Clock, HttpClient, Limits, RequestRejected
from kobling.sources.registers.table import RegisterTable
from kobling.sources.statbank.errors import ERROR_CODES, TOO_LARGE, raise_translated, statbank_code, translate_errors
from kobling.sources.statbank.merge import PartialCube, merge
from kobling.sources.statbank.metadata import REGISTER, parse_catalogue, parse_table
from kobling.sources.statbank.query import StatBankQuery, build_query

BASE_URL = "https://api.statbank.dk/v1/"
MAX_RESPONSE_CELLS = 1_000_000
"""Cells that StatBank gives in one response."""
MAX_FETCHED_CELLS = 20_000_000
"""Cells that are fetched into memory."""
LANGUAGE = "da"
"""The language of data requests. Codes are the same in every language."""
METADATA_MAX_AGE = timedelta(hours=12)
"""How old a cached catalogue or description may be."""
MAX_SUGGESTIONS = 3
NOT_FOUND = ERROR_CODES["EXTRACT-NOTFOUND"]


def statbank_client(
    base_url: str = BASE_URL,
    *,
    limits: Limits | None = None,
    clock: Clock | None = None,
    cache_folder: Path | None = None,
) -> HttpClient:
    """Return an HTTP client for StatBank, or for a fake of it."""
    return HttpClient(
        base_url,
        register=REGISTER,
        limits=limits,
        clock=clock,
        cache_folder=cache_folder,
        id_header="Statbankapi-Request-Id",
    )


class StatBank:
    """Statistics Denmark's StatBank. Every method raises RegisterError."""

    name = REGISTER
    title = "Danmarks Statistik"

    def __init__(self, client: HttpClient) -> None:
        self._client = client

    def search(self, words: str, *, language: str) -> tuple[CatalogueEntry, ...]:
        """Return the tables that contain every word in code, text, variables or unit, best match first.

        Tables that are no longer updated are left out.
        """
        return search(words, self._catalogue(language=language, include_inactive=False))

    def describe(self, code: str, *, language: str) -> RegisterTable:
        """Return the variables and values of one table, whether it is still updated or not."""
        return self._table(code, language=language, max_age=METADATA_MAX_AGE)

    def fetch(self, selection: Selection) -> FetchedTable:
        """Return every cell of a selection, in several requests where it exceeds StatBank's limit.

        Time must be selected in every table. A table that is no longer updated is fetched like any other.
        """
        query, at = self._query(selection)
        fetched = [answer for part in query.split(MAX_RESPONSE_CELLS) for answer in self._fetch_part(part, at)]
        cube = merge(query, [part for part, _response in fetched], at=at)
        return FetchedTable(selection, cube, tuple(response for _part, response in fetched))

    def _fetch_metadata(
        self, path: str, *, language: str, table: str = "", max_age: timedelta = METADATA_MAX_AGE, **more: object
    ) -> RawResponse:
        """Return a catalogue or description, from the cache where it is young enough."""
        content = {"lang": language, "format": "JSON", **({"table": table} if table else {}), **more}
        with translate_errors(DataLocation(REGISTER, excerpt(table))):
            return self._client.post_cached(path, content, max_age=max_age, table=table)

    def _catalogue(self, *, language: str, include_inactive: bool) -> tuple[CatalogueEntry, ...]:
        return parse_catalogue(self._fetch_metadata("tables", language=language, includeInactive=include_inactive).body)

    def _table(self, code: str, *, language: str, max_age: timedelta) -> RegisterTable:
        try:
            response = self._fetch_metadata("tableinfo", language=language, table=code, max_age=max_age)
        except RegisterError as error:
            if error.code != NOT_FOUND:
                raise
            self._fail_no_such_table(code)
        return parse_table(response.body, table=code)

    def _fail_no_such_table(self, code: str) -> NoReturn:
        """Raise with the tables of the most similar codes, inactive ones too."""
        texts = {entry.code: entry.text for entry in self._catalogue(language=LANGUAGE, include_inactive=True)}
        similar = get_close_matches(code.upper(), texts, MAX_SUGGESTIONS, cutoff=0)
        near = ", ".join(f"{similar_code} ({texts[similar_code]})" for similar_code in similar)
        raise RegisterError("no_such_table", register=REGISTER, table=excerpt(code), near=near)

    def _query(self, selection: Selection) -> tuple[StatBankQuery, DataLocation]:
        """Return a selection as a query of the table as it is now."""
        table = self._table(selection.table, language=LANGUAGE, max_age=timedelta(0))
        at = DataLocation(REGISTER, table.code)
        query = build_query(selection, table, at=at)
        if query.cell_count > MAX_FETCHED_CELLS:
            at.fail("too_many_asked", found=query.cell_count, allowed=MAX_FETCHED_CELLS)
        return query, at

    def _fetch_part(self, part: StatBankQuery, at: DataLocation) -> Iterator[tuple[PartialCube, RawResponse]]:
        """Yield the response to a query, or those to its halves where StatBank rejects it as too large."""
        try:
            response = self._client.post("data", part.content("JSONSTAT", language=LANGUAGE), table=at.table)
        except RequestRejected as rejected:
            if statbank_code(rejected) not in TOO_LARGE or part.cell_count == 1:
                raise_translated(rejected, at=at)
            for half in part.split((part.cell_count + 1) // 2):
                yield from self._fetch_part(half, at)
            return
        yield PartialCube(part, parse_jsonstat(response.body, register=REGISTER, table=at.table)), response
