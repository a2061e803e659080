"""The page of one fact: what it holds, what it refers to and what refers to it, its findings, and its history."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kobling.core.chain import Ref
from kobling.records.base import Fact
from kobling.records.references import references
from kobling.records.rights import Right
from kobling.rooms.changes import queries as changes
from kobling.rooms.changes.records import HistoryEntry
from kobling.rooms.comments.records import Subject
from kobling.rooms.facts.kinds import KIND_NAMED, FactKind
from kobling.rooms.people.queries import names as account_names
from kobling.web.shared.localization import LocalizedText
from kobling.web.staff.chain_view import ChainView, chain_view
from kobling.web.staff.editing import may_edit
from kobling.web.staff.forms.endings import ending_fields
from kobling.web.staff.forms.index import FactIndex, fact_index
from kobling.web.staff.forms.labels import kind_heading, kind_label
from kobling.web.staff.forms.values import ValueWords
from kobling.web.staff.page_context import StaffContext, forbidden, render_page, right_required
from kobling.web.staff.pages.facts import kind_url
from kobling.web.staff.pages.node_sections import node_sections
from kobling.web.staff.recent import remember
from kobling.web.staff.task_links import paper_links, task_links

MAX_ENTRIES = 20
"""Changes of a fact that its page lists; the rest are counted."""


@dataclass(frozen=True)
class FactLink:
    """Another fact, as a hyperlink."""

    kind: str
    name: LocalizedText
    url: str


@dataclass(frozen=True)
class ListedPlace:
    """Where a fact stands among those it is listed with."""

    number: int
    count: int


@dataclass(frozen=True)
class ShownEntry:
    """One change of a fact, in words."""

    made: HistoryEntry
    lines: Sequence[LocalizedText]
    """What it changed; nothing for one that added, removed or moved the fact."""


@require_safe
@right_required(Right.READ)
def detail(request: HttpRequest, staff: StaffContext, kind: str, key: str) -> HttpResponse:
    """Show a fact as it is, or as the chain was on a day."""
    index = fact_index(staff.municipality)
    record = index.fact(kind, key)
    if record is None:
        return forbidden(request, staff.language)
    remember(request, staff, "fact", kind=kind, key=key)
    chain = chain_view(staff, day=request.GET.get("day", ""))
    of_kind = KIND_NAMED[kind]
    words = ValueWords(
        index,
        staff.access.seen_in(record),
        lambda one, name: fact_url(staff, index, one, name),
    )
    fields = words.fields(record)
    is_present = chain.day == chain.default_day
    entries = _entries(words, staff, kind, key)
    context = {
        "title": str(index.name(kind, key)),
        "section": "facts",
        "name": index.name(kind, key),
        "kind": kind_heading(kind),
        "kind_of_one": kind_label(kind),
        "kind_url": kind_url(staff, index, of_kind),
        "fact_kind": kind,
        "key": key,
        "is_present": is_present,
        "fields": [one for one in fields if one.value is not None and one.name != "key"] if is_present else [],
        "empty_fields": [one for one in fields if one.value is None] if is_present else [],
        "may_edit": may_edit(staff, of_kind, record),
        "can_end": bool(ending_fields(record)),
        "parts": replaceable_parts(record),
        "tasks": [*task_links(staff, index, record), *paper_links(staff, record)] if is_present else [],
        "place": place_of(index, of_kind, key),
        "names_facts": _named(staff, index, record),
        "named_by": _naming(staff, index, kind, key),
        "saved": request.GET.get("saved", "") == "1",
        "is_new": len(entries) == 1,
        "entries": entries,
        "names": account_names(),
        "about": Subject(kind, key),
        **_chain_sections(chain, record),
    }
    return render_page(request, "fact", context, staff=staff)


def fact_url(staff: StaffContext, index: FactIndex, kind: str, key: str) -> str | None:
    """Return the address of the page of a fact; None where there is no such fact."""
    return staff.page_url("fact", kind=kind, key=key) if index.fact(kind, key) is not None else None


def replaceable_parts(record: Fact) -> list[tuple[str, int, str]]:
    """Return the parts that are followed by another when a body decides so: their list, number and label."""
    return [
        (parts.name, number, str(getattr(part, "key", number)))
        for parts in type(record).PARTS
        if parts.is_lasting
        for number, part in enumerate(getattr(record, parts.name), 1)
        if getattr(part, "valid_to", None) is None
    ]


def place_of(index: FactIndex, kind: FactKind, key: str) -> ListedPlace | None:
    """Return where a fact stands among those it is listed with; None for a kind that stands by key."""
    if not kind.is_ordered:
        return None
    listed = listed_with(index, kind, key)
    return ListedPlace(listed.index(key) + 1, len(listed))


def listed_with(index: FactIndex, kind: FactKind, key: str) -> list[str]:
    """Return the keys of the facts that one is listed with, in order: those alike in what they are sorted by."""
    facts = index.facts(kind)
    own = [getattr(facts[key], name) for name in kind.record.SORTED_BY]
    return [
        other for other, record in facts.items() if [getattr(record, name) for name in kind.record.SORTED_BY] == own
    ]


def _named(staff: StaffContext, index: FactIndex, record: Fact) -> list[FactLink]:
    """Return the facts that a fact refers to, each once."""
    found = dict.fromkeys((one.kind, one.key) for one in references(record))
    return [
        FactLink(kind_label(kind), index.name(kind, key), url)
        for kind, key in found
        if (url := fact_url(staff, index, kind, key)) is not None
    ]


def _naming(staff: StaffContext, index: FactIndex, kind: str, key: str) -> list[tuple[str, list[FactLink]]]:
    """Return the facts that refer to a fact, by kind."""
    groups: defaultdict[str, list[FactLink]] = defaultdict(list)
    for other, name in changes.named_by(staff.municipality, kind, key):
        url = fact_url(staff, index, other, name)
        if url is not None:
            groups[kind_heading(other)].append(FactLink(kind_label(other), index.name(other, name), url))
    return list(groups.items())


def _entries(words: ValueWords, staff: StaffContext, kind: str, key: str) -> dict[str, Any]:
    found = changes.history(staff.municipality, kind, key)
    shown = [
        ShownEntry(one, words.changes(kind, one.before, one.after) if one.before and one.after else ())
        for one in found[:MAX_ENTRIES]
    ]
    return {"shown": shown, "hidden": len(found) - len(shown)}


def _chain_sections(chain: ChainView, record: Fact) -> Mapping[str, Any]:
    """Return what the chain shows of a fact; nothing for one that is no node of it."""
    ref = _ref(chain, record)
    return {"in_force": True, "day": chain.day} if ref is None else node_sections(chain, ref)


def _ref(chain: ChainView, record: Fact) -> Ref | None:
    own = type(record), getattr(record, "key", None)
    found = (
        ref
        for ref, origin in chain.chain_graph.origins.items()
        if not origin.path and (type(origin.record), getattr(origin.record, "key", None)) == own
    )
    return next(found, None)
