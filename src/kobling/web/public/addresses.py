"""The address of every page, in Danish and in English.

Addresses are relative to the municipality's root, and links are relative to the page they are on. So the same bytes
work under `/viborg/`, at the root of the municipality's own host, and in a folder on any other web server.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from kobling.rooms.records import Slugs
from kobling.rooms.releases.document import Document, Goal, Theme
from kobling.web.shared.words.vocabulary import STATUS_SLUGS

LANGUAGES = ("da", "en")

PATH_TEMPLATES = {
    "front": {"da": "", "en": "en/"},
    "theme": {"da": "temaer/{}/", "en": "en/themes/{}/"},
    "goal": {"da": "maal/{}/", "en": "en/goals/{}/"},
    "card": {"da": "maal/{}/kort/", "en": "en/goals/{}/card/"},
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


@dataclass(frozen=True)
class Route:
    """A page in one language: what an address leads to."""

    kind: str
    """A key of PATH_TEMPLATES."""
    key: str
    """The key of the goal, theme, committee or status; empty for a kind with one page only."""
    language: str


class Addresses:
    """Map the pages of one release to their addresses, and addresses to pages."""

    def __init__(self, document: Document) -> None:
        """Build the address of every page; no two pages share an address."""
        self._kinds = [kind for kind in PATH_TEMPLATES if kind != "chain" or document.chain is not None]
        goals = _slugs(document.goals, document.former_goals)
        self._slugs: Mapping[str, Mapping[str, Mapping[str, str]]] = {
            "goal": goals,
            "card": goals,
            "theme": _slugs(document.themes, document.former_themes),
            "committee": {body.key: dict.fromkeys(LANGUAGES, body.key) for body in document.bodies},
            "status": {status.value: slugs.model_dump() for status, slugs in STATUS_SLUGS.items()},
        }
        self.routes = {self.address_of(route.kind, route.key, route.language): route for route in self._routes()}
        former = dict(self._former(("theme",), (*document.former_themes, *document.themes)))
        former |= dict(self._former(("goal", "card"), (*document.former_goals, *document.goals)))
        self.redirects = {address: to for address, to in former.items() if address not in self.routes}
        """Former addresses, each with the present one."""

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


def release_root(number: int) -> str:
    """Return the address below which an earlier release has pages of its own, in both languages."""
    return f"{PATH_TEMPLATES['releases']['da']}{number}/"


def relative_url(to: str, *, start: str) -> str:
    """Return the relative link from the page at `start` to the address `to`."""
    return "../" * start.count("/") + to or "./"
