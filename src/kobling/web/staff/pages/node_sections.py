"""What the chain shows of a node: its links, the money and days behind it, and the findings about it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from kobling.core.chain import GraphView, LinkKind, NodeKind, Ref
from kobling.records.council import Priority
from kobling.rooms.findings import queries
from kobling.rooms.findings.records import TrackedFinding
from kobling.web.shared import words
from kobling.web.shared.chain.display import DisplayCell, display_row
from kobling.web.shared.words.inspection import finding_text
from kobling.web.staff.chain_view import ChainView, NodeHyperlink
from kobling.web.staff.mending import mending_url
from kobling.web.staff.node_facts import node_facts, node_tables
from kobling.web.staff.words import incoming_link_name, outgoing_link_name

RelatedNodes = list[tuple[str, list[NodeHyperlink]]]


class FindingRow(NamedTuple):
    """A finding on the page of a node."""

    tracked: TrackedFinding
    text: str
    subject: NodeHyperlink
    url: str
    mending_url: str | None


def node_sections(chain: ChainView, ref: Ref) -> Mapping[str, Any]:
    """Return what the template `staff/node_sections.html` shows of a node, as of the day of the chain."""
    view = chain.view
    return {
        "day": chain.day,
        "committee": _committee_url(chain, ref),
        "rank": _rank(chain, ref),
        "in_force": ref in view.nodes,
        "facts": node_facts(chain, ref),
        "tables": node_tables(chain, ref),
        "traversal": chain.traverse(view, ref),
        "cells": _chain_cells(chain, ref),
        "related": _related_nodes(chain, view, ref),
        "findings": _findings(chain, ref),
    }


def _priority(chain: ChainView, ref: Ref) -> Priority | None:
    record = chain.node_origin(ref).record
    return record if isinstance(record, Priority) else None


def _committee_url(chain: ChainView, ref: Ref) -> str | None:
    """Return the address of the page of a committee, or of the committee that gave a priority; None for other nodes."""
    priority = _priority(chain, ref)
    key = ref.key if ref.kind is NodeKind.BODY else priority.committee if priority else None
    return chain.staff.page_url("committee", key=key) if key else None


def _rank(chain: ChainView, ref: Ref) -> str:
    """Return a priority's place in the committee's order: `nr. 2 af 5`; empty for one without, and for other nodes."""
    priority = _priority(chain, ref)
    return words.rank_text(priority, chain.facts.priorities) if priority else ""


def _chain_cells(chain: ChainView, ref: Ref) -> tuple[DisplayCell, ...]:
    """Return a goal's chain, level by level; nothing for other nodes."""
    row = next((row for row in chain.table.rows() if row.goal.ref == ref), None) if ref.kind is NodeKind.GOAL else None
    return display_row(row, node_url=chain.node_url).cells if row else ()


def _related_nodes(chain: ChainView, view: GraphView, ref: Ref) -> RelatedNodes:
    """Return the nodes linked to it other than by steps of the chain, grouped by kind of link."""
    related: defaultdict[str, dict[Ref, None]] = defaultdict(dict)
    for link in view.links_to(ref):
        if link.kind is not LinkKind.LEADS_TO:
            related[incoming_link_name(link.kind)][link.start] = None
    for link in view.links_from(ref):
        if link.kind is not LinkKind.LEADS_TO:
            related[outgoing_link_name(link.kind)][link.end] = None
    return [(phrase, [chain.node_hyperlink(other) for other in others]) for phrase, others in related.items()]


def _findings(chain: ChainView, ref: Ref) -> list[tuple[str, list[FindingRow]]]:
    """Return the open findings about the node, and those with the node in their evidence."""
    tracked = queries.open_findings_naming(chain.staff.municipality, ref)
    about = [finding for finding in tracked if finding.finding.subject == ref]
    pointing = [finding for finding in tracked if finding.finding.subject != ref]
    groups = ((_("Found about it"), about), (_("Findings that point at it"), pointing))
    return [(title, _finding_rows(chain, rows)) for title, rows in groups if rows]


def _finding_rows(chain: ChainView, tracked_findings: Iterable[TrackedFinding]) -> list[FindingRow]:
    return [
        FindingRow(
            tracked,
            finding_text(tracked.finding),
            chain.node_hyperlink(tracked.finding.subject),
            chain.staff.page_url("finding", number=tracked.number),
            mending_url(chain, tracked.finding),
        )
        for tracked in tracked_findings
    ]
