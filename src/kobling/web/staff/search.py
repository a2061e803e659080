"""Search over everything a user may see in one municipality, as the public pages search: same words, stems and ranks.

What a user may not see is in none of the texts that are searched, so it is neither found nor counted: a fact has the
fields that the user sees, and a draft is there for those who may read it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from threading import Lock

from cachetools import LRUCache
from django.utils.translation import gettext as _

from kobling.core.chain import RULES_BY_CODE
from kobling.records.base import Fact, Record, Text, Visibility
from kobling.records.declarations import visibilities
from kobling.records.rights import Right
from kobling.rooms.audit.queries import newest_digest as newest_entry_digest
from kobling.rooms.change_drafts import queries as change_drafts
from kobling.rooms.change_drafts.permissions import may_read
from kobling.rooms.change_drafts.records import ChangeDraft
from kobling.rooms.facts.kinds import KINDS, FactKind
from kobling.rooms.facts.queries import municipality_record, newest_digest
from kobling.rooms.findings.queries import listed_findings
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.releases.queries import summaries
from kobling.web.public.search.index import Hit, SearchIndex
from kobling.web.public.search.synonyms import Synonyms
from kobling.web.shared.formats import format_day
from kobling.web.shared.localization import localize
from kobling.web.shared.words.inspection import rule_name
from kobling.web.staff.chain_view import ChainView, chain_view
from kobling.web.staff.forms.index import FactIndex, fact_index
from kobling.web.staff.forms.labels import kind_label
from kobling.web.staff.page_context import StaffContext
from kobling.web.staff.release_rights import READ as READ_RELEASES
from kobling.web.staff.words import state_name

MAX_CACHED = 16
"""Indexes of facts kept: of municipalities, languages, and what may be seen."""
MAX_SHOWN = 20
"""Hits of one group that are shown; the others are counted."""


@dataclass(frozen=True)
class SearchEntry:
    """A page that can be found."""

    label: str
    """What kind of thing it is, in words."""
    title_words: str
    all_words: str
    page: str
    """The name of its address, see `addresses`."""
    parts: tuple[tuple[str, str | int], ...] = ()
    """The parts of its address beside the municipality."""


@dataclass(frozen=True)
class HitGroup:
    """The hits among things of one sort: the best first."""

    heading: str
    hits: tuple[Hit[SearchEntry], ...]
    count: int


def search(staff: StaffContext, query: str) -> list[HitGroup]:
    """Return what a query finds, in groups; a group without a hit is left out, and so are all for an empty query."""
    if not query.strip():
        return []
    synonyms = _synonyms(staff.municipality, newest_digest(pk_of(staff.municipality)), staff.language)
    groups = [(_("Pages"), SearchIndex(_pages(staff), synonyms).search(query))]
    if staff.may(Right.READ):
        groups += [
            (_("Facts"), _facts(staff, query, synonyms)),
            (_("Findings"), _findings(staff, synonyms).search(query)),
        ]
    if staff.may(READ_RELEASES):
        groups += [
            (_("Change drafts"), SearchIndex(_drafts(staff), synonyms).search(query)),
            (_("Releases"), SearchIndex(_releases(staff), synonyms).search(query)),
        ]
    return [HitGroup(heading, hits[:MAX_SHOWN], len(hits)) for heading, hits in groups if hits]


@lru_cache(maxsize=MAX_CACHED)
def _synonyms(municipality: str, _digest: str, language: str) -> Synonyms:
    return Synonyms(language, municipality_record(pk_of(municipality)).synonyms)


def _facts(staff: StaffContext, query: str, synonyms: Synonyms) -> tuple[Hit[SearchEntry], ...]:
    """Search the facts: those that everybody of the same rights sees alike, and those of which owners see more."""
    digest = newest_digest(pk_of(staff.municipality))
    used = _used_visibilities(staff.municipality, digest)
    alike = _shared_index(staff.municipality, digest, staff.language, staff.access.seen_visibilities() & used)
    index, seen = fact_index(staff.municipality), staff.access.visible_fields
    own = [
        _fact_entry(index, kind, record, " ".join(_texts(record, partial(seen, fact=record))))
        for kind, record in _owned(staff.municipality, digest)
    ]
    return (*alike.search(query), *(SearchIndex(own, synonyms).search(query) if own else ()))


@lru_cache(maxsize=MAX_CACHED)
def _used_visibilities(municipality: str, _digest: str) -> frozenset[Visibility]:
    """Return for whom the fields of the facts are declared, so that those who see the same share an index."""
    types = {type(part) for _kind, record in _records(fact_index(municipality)) for part in _parts(record)}
    return frozenset(visibility for one in types for visibility in visibilities(one).values())


def fill_index(municipality: str, language: str) -> None:
    """Make the index of facts that the staff of a municipality share, in the active language."""
    digest = newest_digest(pk_of(municipality))
    seen = _used_visibilities(municipality, digest) & {Visibility.PUBLIC, Visibility.STAFF}
    _shared_index(municipality, digest, language, seen).search("a")


@lru_cache(maxsize=MAX_CACHED)
def _owned(municipality: str, _digest: str) -> tuple[tuple[FactKind, Fact], ...]:
    """Return the facts of which their owners see more than others who read them."""
    return tuple((kind, record) for kind, record in _records(fact_index(municipality)) if _has_owners(record))


@lru_cache(maxsize=MAX_CACHED)
def _shared_index(
    municipality: str, digest: str, language: str, seen: frozenset[Visibility]
) -> SearchIndex[SearchEntry]:
    """Return the index of all facts that no owner sees more of, with the fields of these visibilities."""

    def fields(record_type: type[Record]) -> frozenset[str]:
        return frozenset(name for name, visibility in visibilities(record_type).items() if visibility in seen)

    index = fact_index(municipality)
    entries = [
        _fact_entry(index, kind, record, " ".join(_texts(record, fields)))
        for kind, record in _records(index)
        if not _has_owners(record)
    ]
    return SearchIndex(entries, _synonyms(municipality, digest, language))


def _records(index: FactIndex) -> Iterator[tuple[FactKind, Fact]]:
    for kind in KINDS:
        for record in index.facts(kind).values():
            yield kind, record


def _fact_entry(index: FactIndex, kind: FactKind, record: Fact, texts: str) -> SearchEntry:
    key = kind.key_of(record)
    title = str(index.name(kind.name, key))
    return SearchEntry(
        kind_label(kind.name), title, f"{title} {key} {texts}", "fact", (("kind", kind.name), ("key", key))
    )


def _texts(record: Record, fields: Callable[[type[Record]], frozenset[str]]) -> Iterator[str]:
    """Yield the texts of a record and of its parts, in the active language, where their fields are seen."""
    seen = fields(type(record))
    for name in type(record).model_fields:
        if name not in seen:
            continue
        value = getattr(record, name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Text):
                yield str(localize(one))
            elif isinstance(one, Record):
                yield from _texts(one, fields)
            elif type(one) is str:
                yield one


def _has_owners(record: Record) -> bool:
    """Return whether owners of a fact see more of it than others who read it."""
    return any(Visibility.OWNERS in visibilities(type(one)).values() for one in _parts(record))


def _parts(record: Record) -> Iterator[Record]:
    """Yield a record, and the records in it."""
    yield record
    for name in type(record).model_fields:
        value = getattr(record, name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Record):
                yield from _parts(one)


def _findings(staff: StaffContext, synonyms: Synonyms) -> SearchIndex[SearchEntry]:
    """Return the index of the findings: their rules, and what they are about; kept until anything changes."""
    key = (staff.municipality, newest_entry_digest(), staff.language)
    with _LOCK:
        if key not in _FINDINGS:
            _FINDINGS[key] = SearchIndex(_finding_entries(chain_view(staff)), synonyms)
        return _FINDINGS[key]


_FINDINGS: LRUCache[tuple[str, str, str], SearchIndex[SearchEntry]] = LRUCache(MAX_CACHED)
_LOCK = Lock()


def _finding_entries(chain: ChainView) -> Iterator[SearchEntry]:
    for one in listed_findings(chain.staff.municipality):
        rule = RULES_BY_CODE.get(one.code)
        named = rule_name(rule) if rule else one.code
        title = f"{localize(chain.node_origin(one.subject).name)}: {named}"
        label = _("finding %(number)d, %(state)s") % {"number": one.number, "state": state_name(one.state)}
        yield SearchEntry(label, title, f"{title} {one.code} {one.number}", "finding", (("number", one.number),))


def _drafts(staff: StaffContext) -> Iterator[SearchEntry]:
    """Yield the change drafts that the user may read."""
    mine = change_drafts.change_drafts_of(staff.municipality, staff.user.key)
    waiting = change_drafts.waiting_change_drafts(staff.municipality) if staff.may(Right.APPROVE_CHANGES) else ()
    drafts: dict[int, ChangeDraft] = {one.number: one for one in (*mine, *waiting)}
    for number, draft in drafts.items():
        if may_read(staff.access, draft):
            label = _("change draft %(number)d") % {"number": number}
            yield SearchEntry(label, draft.title, draft.title, "change_draft", (("number", number),))


def _releases(staff: StaffContext) -> Iterator[SearchEntry]:
    """Yield the releases and drafts of releases."""
    for one in summaries(staff.municipality):
        title = _("Release %(number)d of %(day)s") % {"number": one.number, "day": format_day(one.as_of)}
        yield SearchEntry(_("release"), title, f"{title} {one.as_of.isoformat()}", "release", (("number", one.number),))


def _pages(staff: StaffContext) -> Iterator[SearchEntry]:
    """Yield the pages of the menu."""
    named = [("mine", _("My page"), None), ("releases", _("Releases"), READ_RELEASES)]
    named += [
        (page, name, Right.READ)
        for page, name in (
            ("home", _("The chain")),
            ("findings", _("Findings")),
            ("facts", _("Facts")),
            ("change_drafts", _("Change drafts")),
            ("flows", _("Money and initiatives")),
            ("committees", _("Committees")),
            ("figures", _("Figures")),
            ("rules", _("Rules")),
        )
    ]
    named += [("accounts", _("Accounts"), Right.MANAGE_ACCOUNTS), ("audit", _("Audit trail"), Right.MANAGE_ACCOUNTS)]
    for page, name, right in named:
        if right is None or staff.may(right):
            yield SearchEntry(_("page"), name, name, page)
