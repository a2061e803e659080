"""The tasks that a fact is the place to begin: links to their pages, for those who may do them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kobling.records.base import Fact
from kobling.records.chain import Goal
from kobling.records.indicators import Indicator
from kobling.records.rights import Right
from kobling.web.staff.forms.index import FactIndex
from kobling.web.staff.page_context import StaffContext

TaskLink = tuple[str, str]
"""Words, and the address that they lead to."""


def task_links(staff: StaffContext, index: FactIndex, record: Fact) -> list[TaskLink]:
    """Return the tasks that begin at a fact, and that the user may do."""
    match record:
        case Indicator():
            return list(_figure_links(staff, record, _("Enter a figure")))
        case Goal():
            return list(_figures_of_goal(staff, index, record))
    return []


def _figures_of_goal(staff: StaffContext, index: FactIndex, goal: Goal) -> Iterator[TaskLink]:
    for key in dict.fromkeys(target.indicator for target in goal.targets if target.indicator):
        indicator = index.fact(Indicator.KIND, key)
        if isinstance(indicator, Indicator):
            name = index.name(Indicator.KIND, key)
            yield from _figure_links(staff, indicator, _("Enter a figure: %(what)s") % {"what": name})


def _figure_links(staff: StaffContext, indicator: Indicator, words: str) -> Iterator[TaskLink]:
    if indicator.derived is None and staff.may(Right.EDIT_FIGURES, indicator):
        yield words, staff.page_url("figure_enter", key=indicator.key)
