"""The committees: their priorities in their own order, joint meetings and decisions, published or not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kobling.core.chain import NodeKind, Ref
from kobling.records.council import JointMeeting, Priority, TakenDecision
from kobling.records.facts import MunicipalityFacts
from kobling.records.municipality import Body, Decision
from kobling.records.rights import Right
from kobling.web.shared import words
from kobling.web.shared.localization import LocalizedText, localize
from kobling.web.staff.chain_view import ChainView, NodeHyperlink, chain_view
from kobling.web.staff.page_context import StaffContext, forbidden, render_page, right_required


@dataclass(frozen=True)
class DecisionRow:
    """A decision: who took it, when, in which words, and where the minutes are."""

    body: NodeHyperlink
    details: LocalizedText
    """Day, item and case."""
    what: LocalizedText | None
    """In its own words; None where they are not known."""
    url: str | None


@dataclass(frozen=True)
class PriorityRow:
    """A goal that the committee has given priority in a year."""

    goal: NodeHyperlink
    rank: str
    """`nr. 2 af 5`; empty where the committee did not rank."""
    record: Priority
    decision: DecisionRow | None


@dataclass(frozen=True)
class PriorityYear:
    """The goals that the committee has given priority in a year, in its own order."""

    year: int
    decision: DecisionRow | None
    """The decision behind all of them; None where they have none, or not the same."""
    rows: tuple[PriorityRow, ...]


@dataclass(frozen=True)
class MeetingRow:
    """A joint meeting."""

    record: JointMeeting
    bodies: tuple[NodeHyperlink, ...]
    goals: tuple[NodeHyperlink, ...]
    decision: DecisionRow | None


@require_safe
@right_required(Right.READ)
def index(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """List the council and the committees, each with how many goals it has given priority in its newest year."""
    chain = chain_view(staff)
    rows = [
        {
            "name": localize(body.name),
            "kind": words.body_kind_name(body.kind),
            "url": staff.page_url("committee", key=body.key),
            "period": words.days_from_to(body.valid_from, body.valid_to),
            "priorities": _newest_year(chain.facts, body),
            "meetings": sum(body.key in meeting.bodies for meeting in chain.facts.joint_meetings),
        }
        for body in chain.facts.bodies
    ]
    context = {"title": _("Committees"), "section": "committees", "rows": rows}
    return render_page(request, "committees", context, staff=staff)


@require_safe
@right_required(Right.READ)
def detail(request: HttpRequest, staff: StaffContext, key: str) -> HttpResponse:
    """Show a committee with its priorities, year by year, its joint meetings and its decisions."""
    chain = chain_view(staff)
    body = next((body for body in chain.facts.bodies if body.key == key), None)
    if body is None:
        return forbidden(request, staff.language)
    facts = chain.facts
    meetings = [meeting for meeting in facts.joint_meetings if key in meeting.bodies]
    context = {
        "title": str(localize(body.name)),
        "section": "committees",
        "key": key,
        "name": localize(body.name),
        "kind": words.body_kind_name(body.kind),
        "period": words.days_from_to(body.valid_from, body.valid_to),
        "note": body.note and localize(body.note),
        "ended_by": _decision_row(chain, body.ended_by),
        "node": chain.node_hyperlink(Ref(NodeKind.BODY, key)),
        "publish": facts.municipality.publish,
        "years": _years(chain, [priority for priority in facts.priorities if priority.committee == key]),
        "meetings": [
            _meeting_row(chain, meeting) for meeting in sorted(meetings, key=lambda one: one.date, reverse=True)
        ],
        "decisions": [
            _decision_row(chain, decision)
            for decision in sorted(facts.decisions, key=lambda one: one.date, reverse=True)
            if decision.body == key
        ],
    }
    return render_page(request, "committee", context, staff=staff)


def _newest_year(facts: MunicipalityFacts, body: Body) -> str:
    years = [priority.year for priority in facts.priorities if priority.committee == body.key]
    return words.priority_count(years.count(max(years)), max(years)) if years else ""


def _years(chain: ChainView, priorities: Iterable[Priority]) -> list[PriorityYear]:
    """Return the priorities by year, the newest first, in the committee's order."""
    by_year: dict[int, list[Priority]] = {}
    for priority in priorities:
        by_year.setdefault(priority.year, []).append(priority)
    return [_priority_year(chain, year, by_year[year]) for year in sorted(by_year, reverse=True)]


def _priority_year(chain: ChainView, year: int, priorities: Sequence[Priority]) -> PriorityYear:
    rows = tuple(_priority_row(chain, one, priorities) for one in sorted(priorities, key=_order))
    decisions = {row.decision for row in rows}
    return PriorityYear(year, decisions.pop() if len(decisions) == 1 else None, rows)


def _order(priority: Priority) -> tuple[bool, int]:
    return priority.rank is None, priority.rank or 0


def _priority_row(chain: ChainView, priority: Priority, of_year: Iterable[Priority]) -> PriorityRow:
    return PriorityRow(
        chain.node_hyperlink(Ref(NodeKind.GOAL, priority.goal)),
        words.rank_text(priority, of_year),
        priority,
        _decision_row(chain, priority.decision),
    )


def _meeting_row(chain: ChainView, meeting: JointMeeting) -> MeetingRow:
    return MeetingRow(
        meeting,
        tuple(chain.node_hyperlink(Ref(NodeKind.BODY, key)) for key in meeting.bodies),
        tuple(chain.node_hyperlink(Ref(NodeKind.GOAL, key)) for key in meeting.goals),
        _decision_row(chain, meeting.decision),
    )


def _taken_decision(facts: MunicipalityFacts, record: Decision) -> TakenDecision | None:
    """Return a decision in its own words; None where there are none, or where several decisions are alike."""
    if isinstance(record, TakenDecision):
        return record
    alike = [one for one in facts.decisions if one.identity == record.identity]
    return alike[0] if len(alike) == 1 else None


def _decision_row(chain: ChainView, record: Decision | None) -> DecisionRow | None:
    if record is None:
        return None
    taken = _taken_decision(chain.facts, record)
    return DecisionRow(
        chain.node_hyperlink(Ref(NodeKind.BODY, record.body)),
        words.decision_details(day=record.date, item=record.item, case=record.case),
        localize(taken.what) if taken else None,
        record.url or (taken.url if taken else None),
    )
