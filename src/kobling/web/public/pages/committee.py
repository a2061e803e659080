"""A committee's page, or the council's: its priorities in its own order, its joint meetings, initiatives, decisions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kobling.rooms.releases.document import Body, Decision, Goal, Initiative, JointMeeting, OrganisationUnit, Priority
from kobling.web.public.components.decisions import newest_priorities, rank_in_words
from kobling.web.public.page_context import PageContext
from kobling.web.public.release_lookup import ReleaseLookup
from kobling.web.shared import words
from kobling.web.shared.localization import localize


@dataclass(frozen=True)
class PriorityRow:
    """A goal that the committee has given priority in a year."""

    priority: Priority
    goal: Goal
    rank: str
    """Its place in the committee's order: `nr. 2 af 5`; empty where the committee did not rank."""


@dataclass(frozen=True)
class PriorityYear:
    """The committee's priorities of one year, in its own order."""

    year: int
    rows: tuple[PriorityRow, ...]
    decision: Decision | None
    """The decision behind all of them; None where they have several, or none."""

    @property
    def is_ranked(self) -> bool:
        """Whether every goal has a rank."""
        return all(row.priority.rank is not None for row in self.rows)


@dataclass(frozen=True)
class MeetingRow:
    """A joint meeting, with the bodies that the committee met."""

    meeting: JointMeeting
    others: tuple[Body, ...]
    """The other bodies that met; all of them on a goal's page."""
    goals: tuple[Goal, ...]


def template_context(page: PageContext) -> dict[str, Any]:
    """Return the context of a committee's page."""
    lookup = page.lookup
    body = lookup.bodies[page.route.key]
    units, work = _serving_units(lookup, body), body.former
    years = _years(lookup, body)
    shown = {row.goal.key for row in years[0].rows} if years else set()
    return {
        "title": _title(body),
        "description": _description(body, years),
        "body": body,
        "name": localize(body.name),
        "is_council": body.kind == "council",
        "is_told": page.document.priorities is not None,
        "years": years,
        "responsible": _goals(lookup, work.responsible)
        if work
        else [goal for goal in lookup.with_former if goal.responsible == body.key],
        "others": [goal for goal in _carried(lookup, body) if goal.key not in shown],
        "meetings": _meetings(lookup, body),
        "units": work.units if work else [unit.name for unit in units],
        "initiatives": [lookup.initiatives[key] for key in work.initiatives] if work else _initiatives(lookup, units),
        "decisions": [decision for decision in reversed(lookup.decisions) if decision.body == body.key],
    }


def _goals(lookup: ReleaseLookup, keys: Iterable[str]) -> list[Goal]:
    return [lookup.goals[key] for key in keys]


def _carried(lookup: ReleaseLookup, body: Body) -> list[Goal]:
    """Return the goals that the committee is known to carry; those of its last day where it has ended."""
    if body.former:
        return _goals(lookup, body.former.goals)
    return [goal for goal in lookup.document.goals if body.key in goal.committees]


def _title(body: Body) -> str:
    """Return the committee's name, with its last year where it has ended: a later one may have the same name."""
    name = str(localize(body.name))
    if body.in_force or body.valid_to is None:
        return name
    return _("%(name)s (until %(year)s)") % {"name": name, "year": body.valid_to.year}


def _description(body: Body, years: tuple[PriorityYear, ...]) -> str:
    if not years:
        return _("What %(name)s has decided about the council's goals, and with whom it has met about them.") % {
            "name": localize(body.name)
        }
    goals = ", ".join(str(localize(row.goal.short)) for row in years[0].rows)
    return _("The goals that %(name)s has given priority in %(year)s: %(goals)s.") % {
        "name": localize(body.name),
        "year": years[0].year,
        "goals": goals,
    }


def _years(lookup: ReleaseLookup, body: Body) -> tuple[PriorityYear, ...]:
    """Return the committee's priorities by year, the newest first."""
    own = [priority for priority in lookup.priorities if priority.committee == body.key]
    years = sorted({priority.year for priority in own}, reverse=True)
    return tuple(_year(lookup, year, [one for one in own if one.year == year]) for year in years)


def _year(lookup: ReleaseLookup, year: int, priorities: Iterable[Priority]) -> PriorityYear:
    rows = tuple(PriorityRow(one, lookup.goals[one.goal], rank_in_words(lookup, one)) for one in priorities)
    decisions = {row.priority.decision for row in rows}
    return PriorityYear(year, rows, decisions.pop() if len(decisions) == 1 else None)


def _meetings(lookup: ReleaseLookup, body: Body) -> list[MeetingRow]:
    """Return the joint meetings that the committee was at, the newest first."""
    return [
        MeetingRow(
            meeting,
            tuple(lookup.bodies[key] for key in meeting.bodies if key != body.key),
            tuple(lookup.goals[key] for key in meeting.goals),
        )
        for meeting in reversed(lookup.joint_meetings)
        if body.key in meeting.bodies
    ]


def goal_meetings(lookup: ReleaseLookup, goal: Goal) -> list[MeetingRow]:
    """Return the joint meetings about a goal, the newest first."""
    return [
        MeetingRow(meeting, tuple(lookup.bodies[key] for key in meeting.bodies), (goal,))
        for meeting in reversed(lookup.joint_meetings)
        if goal.key in meeting.goals
    ]


def _serving_units(lookup: ReleaseLookup, body: Body) -> list[OrganisationUnit]:
    return [unit for unit in lookup.document.units if body.key in unit.serves]


def _initiatives(lookup: ReleaseLookup, units: Iterable[OrganisationUnit]) -> list[Initiative]:
    """Return the initiatives that are led by these units, or by a unit below one of them."""
    own = {unit.key for unit in units}
    return [
        initiative
        for initiative in lookup.document.initiatives
        if initiative.unit is not None and own.intersection(_unit_and_above(lookup, initiative.unit))
    ]


def _unit_and_above(lookup: ReleaseLookup, key: str) -> tuple[str, ...]:
    unit = lookup.units.get(key)
    if unit is None:
        return ()
    return (key, *(_unit_and_above(lookup, unit.parent) if unit.parent else ()))


def committee_list(lookup: ReleaseLookup) -> list[tuple[Body, str]]:
    """Return the bodies that exist, each with the goals it has given priority in its newest year, in words."""
    return [(body, _priority_count(lookup, body)) for body in lookup.document.bodies if body.in_force]


def _priority_count(lookup: ReleaseLookup, body: Body) -> str:
    newest = newest_priorities(priority for priority in lookup.priorities if priority.committee == body.key)
    return words.priority_count(len(newest), newest[0].year) if newest else ""
