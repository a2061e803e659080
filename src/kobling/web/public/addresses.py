"""The address of every page, in Danish and in English.

Addresses are relative to the municipality's root, and links are relative to the page they are on. So the same bytes
work under `/viborg/`, at the root of the municipality's own host, and in a folder on any other web server.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from kobling.core.status import Status
from kobling.records.base import Slugs
from kobling.rooms.releases.document import Document, Goal, Target, Theme
from kobling.web.shared.words.vocabulary import STATUS_SLUGS

LANGUAGES = ("da", "en")

PATH_TEMPLATES = {
    "front": {"da": "", "en": "en/"},
    "theme": {"da": "temaer/{}/", "en": "en/themes/{}/"},
    "goal": {"da": "maal/{}/", "en": "en/goals/{}/"},
    "card": {"da": "maal/{}/kort/", "en": "en/goals/{}/card/"},
    "sheet": {"da": "maal/{}/ark/", "en": "en/goals/{}/sheet/"},
    "status": {"da": "status/{}/", "en": "en/status/{}/"},
    "committee": {"da": "udvalg/{}/", "en": "en/committees/{}/"},
    "chain": {"da": "kaeden/", "en": "en/chain/"},
    "changes": {"da": "aendringer/", "en": "en/changes/"},
    "releases": {"da": "udgivelser/", "en": "en/releases/"},
    "method": {"da": "metode/", "en": "en/method/"},
    "data": {"da": "data/", "en": "en/data/"},
    "about": {"da": "om/", "en": "en/about/"},
    "was": {"da": "was/", "en": "en/was/"},
    "search": {"da": "soeg/", "en": "en/search/"},
}
CHART_FORMATS = ("svg", "png")

FILE_TEMPLATES = {
    "feed": {"da": "udgivelser/atom.xml", "en": "en/releases/atom.xml"},
    "calendar": {"da": "kommende-tal.ics", "en": "en/coming-figures.ics"},
}
"""What readers may follow the newest release by; earlier releases have no such files."""

OVERVIEW_TEMPLATES = {"da": "overblik.png", "en": "en/overview.png"}
"""A picture of how many goals have each status, which a shared link is shown with."""


@dataclass(frozen=True)
class Route:
    """A page in one language: what an address leads to."""

    kind: str
    """A key of PATH_TEMPLATES."""
    key: str
    """The key of the goal, theme, committee or status; empty for a kind with one page only."""
    language: str


@dataclass(frozen=True)
class ChartRoute:
    """The chart of a goal's target as a file: what an address below the goal's page leads to."""

    goal: str
    """The goal's key."""
    target: str
    """The target's key."""
    language: str
    format: str
    """One of CHART_FORMATS."""


class Addresses:
    """Map the pages of one release to their addresses, and addresses to pages."""

    def __init__(self, document: Document) -> None:
        """Build the address of every page; no two pages share an address."""
        self._kinds = [kind for kind in PATH_TEMPLATES if kind != "chain" or document.chain is not None]
        goals = _slugs(document.goals, document.former_goals)
        self._slugs: Mapping[str, Mapping[str, Mapping[str, str]]] = {
            "goal": goals,
            "card": goals,
            "sheet": goals,
            "theme": _slugs(document.themes, document.former_themes),
            "committee": {body.key: dict.fromkeys(LANGUAGES, body.key) for body in document.bodies},
            "status": {status.value: slugs.model_dump() for status, slugs in STATUS_SLUGS.items()},
        }
        self.routes = {self.address_of(route.kind, route.key, route.language): route for route in self._routes()}
        all_goals = (*document.former_goals, *document.goals)
        self.charts = {self.chart_address(route): route for route in self._chart_routes(all_goals)}
        """The charts as files; no page has such an address, since those of pages end in a slash."""
        former = dict(self._former(("theme",), (*document.former_themes, *document.themes)))
        former |= dict(self._former(("goal", "card", "sheet"), all_goals))
        former |= dict(self._former_charts(document, all_goals))
        self.redirects = {
            address: to for address, to in former.items() if address not in self.routes and address not in self.charts
        }
        """Former addresses, each with the present one; that of a chart which is not drawn any more with its goal's."""

    def _former(self, kinds: Iterable[str], records: Iterable[Goal | Theme]) -> Iterator[tuple[str, str]]:
        """Yield every former address of these pages, with the present one."""
        for record, kind, language in product(records, kinds, LANGUAGES):
            for slug in record.former_slugs:
                yield PATH_TEMPLATES[kind][language].format(slug), self.address_of(kind, record.key, language)

    def address_of(self, kind: str, key: str, language: str) -> str:
        """Return the address of a page. Raises KeyError if the release has no such page."""
        if kind not in self._slugs:
            return PATH_TEMPLATES[kind][language]
        return PATH_TEMPLATES[kind][language].format(self._slugs[kind][key][language])

    def chart_address(self, route: ChartRoute) -> str:
        """Return the address of a chart as a file. Raises KeyError if the release has no such goal."""
        return f"{self.address_of('goal', route.goal, route.language)}{route.target}.{route.format}"

    def _chart_routes(self, goals: Iterable[Goal]) -> Iterator[ChartRoute]:
        for goal in goals:
            for target, language, file_format in product(goal.targets, LANGUAGES, CHART_FORMATS):
                if has_chart(goal, target):
                    yield ChartRoute(goal.key, target.key, language, file_format)

    def _former_charts(self, document: Document, goals: Iterable[Goal]) -> Iterator[tuple[str, str]]:
        """Yield the address of every chart that there may have been in an earlier release, with the present one."""
        ended = [change for change in document.history if change.fact == "target" and change.goal is not None]
        for goal, language, file_format in product(goals, LANGUAGES, CHART_FORMATS):
            keys = {target.key for target in goal.targets} | {change.key for change in ended if change.goal == goal.key}
            for key in sorted(keys):
                route = ChartRoute(goal.key, key, language, file_format)
                address = self.chart_address(route)
                to = address if address in self.charts else self.address_of("goal", goal.key, language)
                for slug in (self._slugs["goal"][goal.key][language], *goal.former_slugs):
                    yield PATH_TEMPLATES["goal"][language].format(slug) + f"{key}.{file_format}", to

    def _routes(self) -> Iterator[Route]:
        for language in LANGUAGES:
            for kind in self._kinds:
                for key in self._slugs.get(kind, ("",)):
                    yield Route(kind=kind, key=key, language=language)


def _slugs(records: Iterable[Goal | Theme], former: Iterable[Goal | Theme]) -> dict[str, dict[str, str]]:
    """Return the slugs of pages by key; a former one whose slug is in use again has its key added."""
    slugs: dict[str, Slugs] = {record.key: record.slug for record in records}
    for record in former:
        is_taken = any(
            getattr(slug, language) == getattr(record.slug, language)
            for slug in slugs.values()
            for language in LANGUAGES
        )
        suffix = f"-{record.key}" if is_taken else ""
        slugs[record.key] = record.slug.model_copy(
            update={language: getattr(record.slug, language) + suffix for language in LANGUAGES}
        )
    return {key: slug.model_dump() for key, slug in slugs.items()}


def has_chart(goal: Goal, target: Target) -> bool:
    """Return whether the goal's page draws the target: it is measured, and the goal is not without figures."""
    return target.latest is not None and (goal.status is not Status.NO_DATA or len(goal.targets) > 1)


def release_root(number: int) -> str:
    """Return the address below which an earlier release has pages of its own, in both languages."""
    return f"{PATH_TEMPLATES['releases']['da']}{number}/"


def site_url(municipality: str, *, host: str | None, server: str) -> str:
    """Return where a municipality's pages lie on the web: at its own host, or below the server; empty without both.

    server   the address of the server, with a slash at the end; empty where it is not known
    """
    if host:
        return f"https://{host}/"
    return f"{server}{municipality}/" if server else ""


def relative_url(to: str, *, start: str) -> str:
    """Return the relative link from the page at `start` to the address `to`."""
    return "../" * start.count("/") + to or "./"
