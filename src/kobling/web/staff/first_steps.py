"""What leads from a new municipality to its first release, and how far it has come."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.records.base import Fact
from kobling.records.chain import Goal, Theme, Vision
from kobling.records.indicators import Indicator
from kobling.records.municipality import Body, BodyKind
from kobling.records.rights import Right
from kobling.rooms.facts.kinds import KIND_OF
from kobling.rooms.facts.queries import measurements
from kobling.rooms.findings.queries import newest_run
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.releases.queries import newest_approved, summaries
from kobling.web.shared.formats import format_number
from kobling.web.staff.forms.index import FactIndex, fact_index
from kobling.web.staff.page_context import StaffContext


@dataclass(frozen=True)
class Step:
    """One thing to do, and how much of it is there."""

    words: str
    url: str
    """Empty for who may not do it."""
    state: str


def first_steps(staff: StaffContext) -> list[Step]:
    """Return the steps to the first release, in order; nothing once one is approved, or for who takes none of them."""
    if newest_approved(staff.municipality) is not None:
        return []
    takes_them = staff.may(Right.EDIT_ORGANISATION)
    if not takes_them and not staff.may(Right.MANAGE_ACCOUNTS):
        return []
    index = fact_index(staff.municipality)
    invite = _step(staff, _("Invite those who are to work here, two of them in the strategy office"), "accounts")
    facts = [
        _facts(staff, index, _("Write the committees"), Body, less=_councils(index)),
        _facts(staff, index, _("Write the vision"), Vision),
        _facts(staff, index, _("Write the themes"), Theme),
        _facts(staff, index, _("Write the indicators: what is measured"), Indicator),
        _facts(staff, index, _("Write the goals, each with its theme, its committee and its target"), Goal),
        _figures(staff, index),
    ]
    inspected = _done() if newest_run(staff.municipality) is not None else ""
    drafted = _done() if summaries(staff.municipality) else ""
    last = [
        _step(staff, _("Inspect the chain, and mend or answer what is found"), "inspect", inspected),
        _step(staff, _("Make a draft release; another person approves it"), "releases", drafted),
    ]
    steps = [*([invite] if staff.may(Right.MANAGE_ACCOUNTS) else []), *facts, *last]
    return steps if takes_them else [invite, *(Step(step.words, "", step.state) for step in (*facts, *last))]


def _step(staff: StaffContext, words: str, page: str, state: str = "") -> Step:
    return Step(words, staff.page_url(page), state)


def _facts(staff: StaffContext, index: FactIndex, words: str, record_type: type[Fact], *, less: int = 0) -> Step:
    number = len(index.facts(KIND_OF[record_type])) - less
    return Step(words, staff.page_url("fact_add", kind=record_type.KIND), _written(number))


def _figures(staff: StaffContext, index: FactIndex) -> Step:
    """Return the step of figures: of the first indicator that has none, where there is one."""
    figures = measurements(pk_of(staff.municipality))
    measured = {figure.indicator for figure in figures}
    missing = (key for key in index.facts(KIND_OF[Indicator]) if key not in measured)
    key = next(missing, None)
    url = staff.page_url("figure_enter", key=key) if key else staff.page_url("fact_list", kind=Indicator.KIND)
    return Step(_("Write or fetch the figures of each indicator"), url, _written(len(figures)))


def _councils(index: FactIndex) -> int:
    bodies = index.facts(KIND_OF[Body]).values()
    return sum(isinstance(body, Body) and body.kind is BodyKind.COUNCIL for body in bodies)


def _written(number: int) -> str:
    if not number:
        return ""
    return ngettext("%(number)s is written", "%(number)s are written", number) % {"number": format_number(number, 0)}


def _done() -> str:
    return _("done")
