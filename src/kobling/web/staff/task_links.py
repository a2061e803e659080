"""The tasks that a fact is the place to begin: links to their pages, for those who may do them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kobling.records.agreements import Agreement
from kobling.records.base import Fact
from kobling.records.chain import Goal, Theme
from kobling.records.indicators import Indicator
from kobling.records.initiatives import Initiative
from kobling.records.municipality import Body, Term
from kobling.records.rights import Right
from kobling.web.staff.forms.index import FactIndex
from kobling.web.staff.page_context import StaffContext

TaskLink = tuple[str, str]
"""Words, and the address that they lead to."""


def task_links(staff: StaffContext, index: FactIndex, record: Fact) -> list[TaskLink]:
    """Return the tasks that begin at a fact, and that the user may do."""
    return list(_links(staff, index, record))


def paper_links(staff: StaffContext, record: Fact) -> Iterator[TaskLink]:
    """Yield the way to the papers about a theme, a goal or a committee."""
    kinds = {Theme: "theme", Goal: "goal", Body: "committee"}
    kind = kinds.get(type(record))
    if kind and staff.may(Right.READ_DRAFTS):
        yield _("Slides and papers"), f"{staff.page_url('papers')}?about={kind}-{getattr(record, 'key', '')}"


def _links(staff: StaffContext, index: FactIndex, record: Fact) -> Iterator[TaskLink]:
    match record:
        case Indicator():
            yield from _figure_links(staff, record, _("Enter a figure"))
        case Goal():
            yield from _figures_of_goal(staff, index, record)
            yield from _of_goal(staff, record)
        case Agreement() if staff.may(Right.EDIT_AGREEMENTS, record):
            yield _("Take a goal into the agreement"), f"{staff.page_url('take_up')}?agreement={record.key}"
        case Initiative() if staff.may(Right.EDIT_INITIATIVES, record):
            words = _("Say how it ended") if record.ending is None else _("Say what has been seen since it ended")
            yield words, staff.page_url("initiative_end", key=record.key)
        case Term() if staff.may(Right.EDIT_ORGANISATION):
            yield _("Model the next term"), staff.page_url("term_new")
        case Body() if staff.may(Right.RECORD_DECISIONS, record):
            of_body = f"?committee={record.key}"
            yield _("Record a decision or a joint meeting"), staff.page_url("decision_record") + of_body
            yield _("Write the priorities of a year"), staff.page_url("priorities") + of_body


def _of_goal(staff: StaffContext, goal: Goal) -> Iterator[TaskLink]:
    if staff.may(Right.EDIT_INITIATIVES):
        add_initiative = staff.page_url("fact_add", kind=Initiative.KIND)
        yield _("Begin an initiative for it"), f"{add_initiative}?goals={goal.key}"
    if staff.may(Right.RECORD_DECISIONS):
        yield _("Record a decision about it"), f"{staff.page_url('decision_record')}?goal={goal.key}"
        yield _("Write the priorities of a year"), staff.page_url("priorities")
    if staff.may(Right.EDIT_AGREEMENTS):
        yield _("Take it into an agreement"), f"{staff.page_url('take_up')}?goal={goal.key}"


def _figures_of_goal(staff: StaffContext, index: FactIndex, goal: Goal) -> Iterator[TaskLink]:
    for key in dict.fromkeys(target.indicator for target in goal.targets if target.indicator):
        indicator = index.fact(Indicator.KIND, key)
        if isinstance(indicator, Indicator):
            name = index.name(Indicator.KIND, key)
            yield from _figure_links(staff, indicator, _("Enter a figure: %(what)s") % {"what": name})


def _figure_links(staff: StaffContext, indicator: Indicator, words: str) -> Iterator[TaskLink]:
    if indicator.derived is None and staff.may(Right.EDIT_FIGURES, indicator):
        yield words, staff.page_url("figure_enter", key=indicator.key)
