"""PxWeb over version 2 of its API, as Statistics Sweden and Norway have it.

    GET config                                  limits: maxDataCells, maxCallsPerTimeWindow, timeWindow
    GET tables?query=…&pageNumber=…             the catalogue
    GET tables/TAB638/metadata                  variables and values, as JSON-stat without figures
    POST tables/TAB638/data?outputFormat=json-stat2

Source of the protocol: the server's own code and its tests' expected answers (github.com/PxTools/PxWebApi, June 2026).
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from kobling.sources.pxweb.merge import merge
from kobling.sources.pxweb.metadata import ServiceLimits
from kobling.sources.pxweb.metadata2 import Page, parse_limits, parse_page, parse_problem, parse_table
from kobling.sources.pxweb.query import PxWebQuery, build_query
from kobling.sources.pxweb.sites import PxWeb2Site
from kobling.sources.registers.catalogue import CatalogueEntry, search
from kobling.sources.registers.data import FetchedTable, Selection
from kobling.sources.registers.errors import DataLocation, RegisterError, excerpt
from kobling.sources.registers.formats.jsonstat_parser import parse_jsonstat
from kobling.sources.registers.http import HttpClient, RequestRejected
from kobling.sources.registers.table import RegisterTable

DEFAULT_CELL_LIMIT = 10_000
"""Cells of one response, where the site does not state its limit: what the server is installed with."""
MAX_FETCHED_CELLS = 5_000_000
PAGE_SIZE, MAX_PAGES = 500, 40
"""Tables on a page of the catalogue, and pages of one search."""
TABLE_ID = re.compile(r"[\w.-]{1,100}")
WORDS = re.compile(r"\w+")
TOO_MANY, NO_TABLE = "too many cells", "non-existent table"
"""Titles of problems (ProblemUtility), in lower case."""
NOT_FOUND = ("non-existent variable", "non-existent value", "non-existent codelist")


class PxWeb2:
    """One office's PxWeb. Every method raises RegisterError."""

    def __init__(self, client: HttpClient, site: PxWeb2Site) -> None:
        self._client, self._site = client, site
        self.name, self.title = site.name, site.title

    def search(self, words: str, *, language: str) -> tuple[CatalogueEntry, ...]:
        """Return the tables whose code or text contains every word, best match first."""
        query = " ".join(WORDS.findall(words))
        entries = [entry for page in self._pages(query, language) for entry in page.entries]
        return search(words, {entry.code: entry for entry in entries}.values())

    def describe(self, code: str, *, language: str) -> RegisterTable:
        """Return the variables and values of one table."""
        at = DataLocation(self.name, excerpt(code))
        if not TABLE_ID.fullmatch(code) or set(code) == {"."}:
            at.fail("no_such_table", near="–")
        try:
            response = self._client.get(f"tables/{code}/metadata", params=self._params(language), table=code)
        except RequestRejected as rejected:
            if rejected.status != 404:
                raise
            at.fail("no_such_table", near="–")
        return parse_table(response.body, register=self.name, table=code)

    def fetch(self, selection: Selection) -> FetchedTable:
        """Return every cell of a selection, in several requests where it exceeds the site's limit."""
        language = self._site.languages[0]
        table = self.describe(selection.table, language=language)
        at = DataLocation(self.name, table.code)
        query = build_query(selection, table, at=at)
        if query.cell_count > MAX_FETCHED_CELLS:
            at.fail("too_many_asked", found=query.cell_count, allowed=MAX_FETCHED_CELLS)
        parts, responses = [], []
        for part in query.split(self.limits().cells or DEFAULT_CELL_LIMIT):
            with _translate_errors(at):
                responses.append(
                    self._client.post(
                        f"tables/{table.code}/data",
                        _content(part),
                        params={**self._params(language), "outputFormat": "json-stat2"},
                        table=table.code,
                    )
                )
            parts.append((part, parse_jsonstat(responses[-1].body, register=self.name, table=table.code)))
        return FetchedTable(selection, merge(query, parts, table, at=at), tuple(responses))

    def _params(self, language: str) -> dict[str, str]:
        return {"lang": language if language in self._site.languages else self._site.languages[0]}

    def limits(self) -> ServiceLimits:
        """Return what the site allows, and keep to its pace; none where it states none."""
        try:
            limits = parse_limits(self._client.get("config").body, register=self.name)
        except RegisterError:
            return ServiceLimits()
        if limits.calls and limits.seconds:
            self._client.keep_pace(calls=limits.calls, seconds=limits.seconds)
        return limits

    def _pages(self, query: str, language: str) -> Iterator[Page]:
        """Yield the pages of a search; they are asked for by number, so that no answer can lead elsewhere."""
        for number in range(1, MAX_PAGES + 1):
            params = {
                **self._params(language),
                "pageNumber": str(number),
                "pageSize": str(PAGE_SIZE),
                "includeDiscontinued": "true",
                **({"query": query} if query else {}),
            }
            try:
                response = self._client.get("tables", params=params)
            except RequestRejected as rejected:
                if rejected.status != 404:
                    raise
                return
            page = parse_page(response.body, register=self.name)
            yield page
            if number >= page.pages:
                return


def _content(query: PxWebQuery) -> dict[str, object]:
    """Return a query as the JSON of VariablesSelection."""
    return {"selection": [{"variableCode": code, "valueCodes": list(codes)} for code, codes in query.codes.items()]}


@contextmanager
def _translate_errors(at: DataLocation) -> Iterator[None]:
    """Translate the rejection of a query by the title of its problem, with PxWeb's own text."""
    try:
        yield
    except RequestRejected as rejected:
        said = parse_problem(rejected.body)
        title = said.casefold()
        code = "source_not_allowed"
        if rejected.status in {403, 413} or TOO_MANY in title:
            code = "source_too_large"
        elif rejected.status == 404 or NO_TABLE in title or title.startswith(NOT_FOUND):
            code = "source_not_found"
        at.fail(code, said=excerpt(said), request=rejected.request_id or "?")
