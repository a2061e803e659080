"""The year wheel: the steps of a year as a picture and as a list."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kobling.records.municipality import Body, Unit
from kobling.records.rights import Right
from kobling.records.year_wheel import Step, StepTopic
from kobling.rooms.facts.kinds import KIND_OF
from kobling.web.shared.formats import format_day
from kobling.web.shared.localization import LocalizedText, join_texts
from kobling.web.staff.forms.index import FactIndex, fact_index
from kobling.web.staff.forms.labels import choice_label
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import StaffContext, render_page, right_required
from kobling.web.staff.wheel_chart import WheelStep, render_wheel
from kobling.web.staff.words import role_name

MIN_YEAR, MAX_YEAR = 1900, 2199
"""The years that a step can be of."""


@dataclass(frozen=True)
class StepRow:
    """A step in the list; its number is that of the picture."""

    number: int
    name: LocalizedText
    url: str
    days: str
    first: date
    topic: str
    who: LocalizedText


@require_safe
@right_required(Right.READ)
def index(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Show the steps of a year: of this one, or of the one that the address names."""
    today = timezone.localdate()
    asked = parse_number(request.GET.get("year", ""))
    year = asked if asked is not None and MIN_YEAR <= asked < MAX_YEAR else today.year
    facts = fact_index(staff.municipality)
    steps = [
        (days, step)
        for step in facts.facts(KIND_OF[Step]).values()
        if isinstance(step, Step)
        for days in step.between(date(year, 1, 1), date(year, 12, 31))
        if days[0].year == year
    ]
    steps.sort(key=lambda one: (one[0], one[1].key))
    drawn = [WheelStep(number, first, last, step.topic.value) for number, ((first, last), step) in enumerate(steps, 1)]
    label = ngettext(
        "The year wheel of %(year)s with %(count)s step, which the list names",
        "The year wheel of %(year)s with %(count)s steps, which the list names",
        len(steps),
    )
    context = {
        "title": _("The year wheel %(year)s") % {"year": year},
        "section": "year_wheel",
        "picture": render_wheel(drawn, year=year, today=today, label=label % {"year": year, "count": len(steps)}),
        "rows": [_row(staff, facts, number, days, step) for number, (days, step) in enumerate(steps, 1)],
        "years": [one for one in (year - 1, year + 1) if MIN_YEAR <= one < MAX_YEAR],
        "kind": Step.KIND,
        "may_edit": staff.may(Step.RIGHT),
    }
    return render_page(request, "year_wheel", context, staff=staff)


def _row(staff: StaffContext, facts: FactIndex, number: int, days: tuple[date, date], step: Step) -> StepRow:
    first, last = days
    words = format_day(first) if first == last else f"{format_day(first)} – {format_day(last)}"
    who: list[LocalizedText | str] = [role_name(step.role)] if step.role else []
    who += [facts.name(Body.KIND, key) for key in step.bodies] + [facts.name(Unit.KIND, key) for key in step.units]
    topic = choice_label(StepTopic.__name__, step.topic.value)
    url = staff.page_url("fact", kind=Step.KIND, key=step.key)
    return StepRow(number, facts.name(Step.KIND, step.key), url, words, first, topic, join_texts(who, between=", "))
