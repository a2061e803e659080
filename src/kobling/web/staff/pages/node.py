"""One thing in the chain: what it hangs together with, and what has been found about it."""

from collections import defaultdict
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kobling.core.chain import GraphView, LinkKind, NodeKind, Ref
from kobling.rooms.findings import queries
from kobling.rooms.findings.records import FindingState, TrackedFinding
from kobling.rooms.people.records import Right
from kobling.web.shared.chain.display import DisplayCell, display_row
from kobling.web.shared.localization import localize
from kobling.web.shared.words.inspection import finding_text, node_kind_name
from kobling.web.staff.chain_view import Looking, Shown, looking
from kobling.web.staff.page_context import Visit, needs, refused, shown
from kobling.web.staff.words import leads_in, leads_out

Related = list[tuple[str, list[Shown]]]


@require_safe
@needs(Right.READ)
def thing(request: HttpRequest, visit: Visit, kind: str, key: str) -> HttpResponse:
    """Show a thing in the chain, as it was on a day."""
    here, ref = looking(visit, day=request.GET.get("day", "")), _ref(kind, key)
    if ref is None or ref not in here.chart.origins:
        return refused(request, visit.language)
    view = here.view
    facts = {
        "title": str(localize(here.thing(ref).name)),
        "name": localize(here.thing(ref).name),
        "kind": node_kind_name(ref.kind),
        "day": here.day,
        "in_force": ref in view.nodes,
        "traversal": here.traverse(view, ref),
        "cells": _links(here, ref),
        "related": _related(here, view, ref),
        "findings": _findings(here, ref),
    }
    return shown(request, "thing", facts, visit=visit)


def _ref(kind: str, key: str) -> Ref | None:
    return Ref(NodeKind(kind), key) if kind in {one.value for one in NodeKind} else None


def _links(here: Looking, ref: Ref) -> tuple[DisplayCell, ...]:
    """Return a goal's chain, link by link; nothing for what is no goal."""
    row = next((row for row in here.picture.rows() if row.goal.ref == ref), None) if ref.kind is NodeKind.GOAL else None
    return display_row(row, node_url=here.link).cells if row else ()


def _related(here: Looking, view: GraphView, ref: Ref) -> Related:
    """What it hangs together with beside the steps of the chain, which the walk shows, by how."""
    found: defaultdict[str, dict[Ref, None]] = defaultdict(dict)
    for link in view.links_to(ref):
        if link.kind is not LinkKind.LEADS_TO:
            found[leads_in(link.kind)][link.start] = None
    for link in view.links_from(ref):
        if link.kind is not LinkKind.LEADS_TO:
            found[leads_out(link.kind)][link.end] = None
    return [(phrase, [here.shown(other) for other in others]) for phrase, others in found.items()]


def _findings(here: Looking, ref: Ref) -> list[tuple[str, list[tuple[TrackedFinding, str, Shown, str]]]]:
    """The open findings about it, and those that point at it."""
    kept = queries.findings(here.visit.municipality, state=FindingState.OPEN)
    about = [one for one in kept if one.finding.subject == ref]
    pointing = [one for one in kept if one not in about and any(at.ref == ref for at in one.finding.evidence)]
    groups = ((_("Found about it"), about), (_("Findings that point at it"), pointing))
    return [(title, _rows(here, rows)) for title, rows in groups if rows]


def _rows(here: Looking, kept: Iterable[TrackedFinding]) -> list[tuple[TrackedFinding, str, Shown, str]]:
    return [
        (one, finding_text(one.finding), here.shown(one.finding.subject), here.visit.to("finding", number=one.number))
        for one in kept
    ]
