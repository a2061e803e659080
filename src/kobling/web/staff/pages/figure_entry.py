"""Enter a figure of an indicator, or correct one, with the series beside it, and see what came of it."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kobling.records.indicators import Measurement, Uncertainty
from kobling.records.rights import Right
from kobling.rooms.changes.one_figure import DayPassed, PeriodTaken, Series
from kobling.rooms.facts.queries import definition, measurements
from kobling.rooms.indicators.figures import UnknownIndicator
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.releases.queries import newest_approved
from kobling.web.shared.formats import decimals_of, format_day, format_number, format_period, format_quantity
from kobling.web.shared.localization import localize
from kobling.web.staff.editing import UNDO_REFUSALS, undo_change, undo_refusal_words
from kobling.web.staff.figure_chart import figure_chart
from kobling.web.staff.forms.builder import FormBuilder
from kobling.web.staff.forms.data import blank_data, record_data
from kobling.web.staff.forms.index import FactIndex, fact_index
from kobling.web.staff.forms.labels import choice_label, field_label
from kobling.web.staff.forms.nodes import FormView, InputView, NodeView
from kobling.web.staff.forms.parsing import FieldProblem, parse_form
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden, render_page, right_required
from kobling.web.staff.pages.fact_form import INPUT
from kobling.web.staff.pages.figures import figure_rows
from kobling.web.staff.saved_figures import SavedFigures, figures_of, saved_figures
from kobling.web.staff.tasks import Saving, conflict_problem, save

NOT_TYPED = ("indicator", "area", "drawing", "withdrawn")
"""The fields of a figure that are not typed: it is the municipality's own, and comes from no register."""
BESIDE_VALUE = ("of", "n", "asked", "standard_error", "low", "high")
"""The fields that are asked for with the value, where the newest figure has them."""
MAX_ROWS = 8
"""Figures that are shown beside the form."""


@dataclass(frozen=True)
class Entry:
    """The form of one figure, with what is known of its series."""

    staff: StaffContext
    index: FactIndex
    series: Series
    corrected: Measurement | None
    """The figure that is corrected; None for a new one."""
    data: Mapping[str, str]

    @property
    def left_out(self) -> tuple[str, ...]:
        """The fields that the form does not have."""
        has_no_parts = bool(self.series.figures) and not self.series.parts
        return (*NOT_TYPED, "part") if has_no_parts else NOT_TYPED

    @property
    def version(self) -> str:
        """What identifies the state of the corrected figure, to find out whether others have changed it."""
        return f"{self.corrected.value} {self.corrected.drawn}" if self.corrected else ""

    def typed(self, request: HttpRequest) -> "Entry":
        """Return the form with what was sent."""
        sent = {name.removeprefix(INPUT): str(text) for name, text in request.POST.items() if name.startswith(INPUT)}
        kept = {name: text for name, text in sent.items() if name.split(".")[0] not in self.left_out}
        return replace(self, data={**self.data, **kept})

    def problems(self, figure: Measurement) -> tuple[FieldProblem, ...]:
        """Return what is wrong with a figure beside the others of its series, in words."""
        match self.series.problem(figure, self.corrected):
            case DayPassed(day):
                message = _(
                    "It has to be after %(day)s: the figure of that day may have been published, and stays in the "
                    "history."
                )
                return (FieldProblem("drawn", message % {"day": format_day(day)}),)
            case PeriodTaken(same):
                message = _(
                    "There is a figure of %(period)s already: %(value)s. Correct that one, or choose another period."
                )
                words = {"period": format_period(same.period), "value": _amount(self.series, same)}
                return (FieldProblem("period", message % words),)
        return ()


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.EDIT_FIGURES)
def enter(request: HttpRequest, staff: StaffContext, key: str) -> HttpResponse:
    """Enter a figure of an indicator, or correct the one that the query names."""
    entry = _opened(request, staff, key)
    if entry is None:
        return forbidden(request, staff.language)
    if "undo" in request.POST:
        return _undo(request, entry)
    if request.method != "POST":
        return _page(request, entry)
    typed = entry.typed(request)
    saving = _save(request, typed)
    if not saving.is_done:
        return _page(request, typed, saving)
    url = staff.page_url("figure_enter", key=key)
    if saving.change_set is not None:
        url = f"{url}?saved={saving.change_set}"
    elif saving.draft is not None:
        url = staff.page_url("change_draft", number=saving.draft)
    return HttpResponseRedirect(url, headers=HEADERS)


def _save(request: HttpRequest, entry: Entry) -> Saving:
    """Save what was typed, or say what stands in its way."""
    parsed = parse_form(entry.data, Measurement, entry.index)
    if parsed.record is None:
        return Saving(problems=parsed.problems)
    if request.POST.get("version", "") != entry.version:
        return Saving(problems=(conflict_problem(),))
    problems = entry.problems(parsed.record)
    if problems:
        return Saving(problems=problems)
    title = f"{localize(entry.series.indicator.name)}: {format_period(parsed.record.period)}"
    answer = request.POST.get("answer", "")
    saving = save(
        entry.staff, entry.index, entry.series.edits(parsed.record, entry.corrected), title=title, answer=answer
    )
    return Saving(problems=(conflict_problem(),)) if saving.conflicts else saving


def _opened(request: HttpRequest, staff: StaffContext, key: str) -> Entry | None:
    """Return the form as it is opened; None where there is no such figure, or the user may not write it."""
    pk = pk_of(staff.municipality)
    try:
        indicator = definition(pk, key)
    except UnknownIndicator:
        return None
    if indicator.derived is not None or not staff.may(Right.EDIT_FIGURES, indicator):
        return None
    figures = [figure for figure in measurements(pk, key) if figure.area is None and figure.withdrawn is None]
    corrected = _named_figure(request, figures)
    if "correct" in request.GET and corrected is None:
        return None
    series = Series(indicator, figures, is_published=newest_approved(staff.municipality) is not None)
    today = timezone.localdate()
    data = (
        _proposed(series, today)
        if corrected is None
        else _correction(corrected, today if series.is_published else corrected.drawn)
    )
    return Entry(staff, fact_index(staff.municipality), series, corrected, data)


def _named_figure(request: HttpRequest, figures: Sequence[Measurement]) -> Measurement | None:
    """Return the newest figure of the period and part that an address names."""
    period, part = request.GET.get("correct", ""), request.GET.get("part", "")
    return next((one for one in reversed(figures) if (one.period.code, one.part or "") == (period, part)), None)


def _proposed(series: Series, today: date) -> dict[str, str]:
    """Return the form data of the next expected figure."""
    proposal = series.proposal(today)
    return blank_data(Measurement) | {
        "indicator": series.indicator.key,
        "drawn": today.isoformat(),
        "period": proposal.period.code if proposal.period else "",
        "part": proposal.part or "",
        "uncertainty": proposal.uncertainty.value if proposal.uncertainty else "",
        "source": proposal.source or "",
    }


def _correction(figure: Measurement, drawn: date) -> dict[str, str]:
    """Return the form data of a figure that is corrected by hand, and so comes from no drawing."""
    return record_data(figure) | {"drawing": "", "withdrawn": "", "drawn": drawn.isoformat()}


def _page(request: HttpRequest, entry: Entry, saving: Saving | None = None) -> HttpResponse:
    saving = saving or Saving()
    builder = FormBuilder(entry.data, entry.index, saving.problems, left_out=entry.left_out)
    form = builder.form(Measurement)
    main, rest = _divided(entry, form)
    names = {node.name for node in rest}
    rows = figure_rows(entry.series.indicator, entry.series.figures)
    context = {
        "title": _("Enter a figure") if entry.corrected is None else _("Correct a figure"),
        "section": "figures",
        "indicator": entry.series.indicator,
        "corrected": entry.corrected,
        "is_published": entry.series.is_published,
        "version": entry.version,
        "main": main,
        "rest": rest,
        "names": form.names,
        "rest_is_open": any(problem.name.split(".")[0] in names for problem in saving.problems)
        or not entry.series.figures,
        "rests_on": _rests_on(entry),
        "problems": [(one.name, form.labels().get(one.name, ""), one.message) for one in saving.problems],
        "warnings": saving.warnings,
        "answer": request.POST.get("answer", ""),
        "is_unanswered": bool(saving.warnings) and "answer" in request.POST,
        "rows": rows[:MAX_ROWS],
        "has_parts": bool(entry.series.parts),
        "more": max(0, len(rows) - MAX_ROWS),
        "chart": figure_chart(entry.staff.municipality, entry.index, entry.series),
        "saved": _saved(request, entry),
    }
    status = 422 if saving.problems or saving.warnings else 200
    return render_page(request, "figure_entry", context, staff=entry.staff, status=status)


def _divided(entry: Entry, form: FormView) -> tuple[list[NodeView], list[NodeView]]:
    """Return the inputs that are filled in every time, and those that are mostly as they were."""
    of_part = [figure for figure in entry.series.figures if (figure.part or "") == entry.data["part"]]
    former = entry.corrected or next(reversed(of_part or [*entry.series.figures]), None)
    asked = {"period", "value", *(name for name in BESIDE_VALUE if getattr(former, name, None) is not None)}
    asked |= {"part"} if entry.series.parts else set()
    if former is None and not entry.data["uncertainty"]:
        asked |= {"uncertainty", "n", "asked"}
    nodes = [_with_hint(entry, former, node) for node in form.nodes]
    return [node for node in nodes if node.name in asked], [node for node in nodes if node.name not in asked]


def _with_hint(entry: Entry, former: Measurement | None, node: NodeView) -> NodeView:
    """Return an input with what the newest figure has there."""
    if not isinstance(node, InputView):
        return node
    if node.name == "part" and entry.series.parts:
        options = [(part, part) for part in entry.series.parts]
        return replace(node, kind="choice", options=options if node.text else [("", _("Not chosen")), *options])
    if node.name == "period" and former is None:
        examples = {"year": "2019", "quarter": "2019-Q3", "month": "2019-08"}
        return replace(
            node, help=_("A year, a quarter or a month, such as %(year)s, %(quarter)s or %(month)s.") % examples
        )
    if node.name == "period" and former is not None:
        code, period = former.period.code, format_period(former.period)
        newest = _("The newest is %(code)s.") if code == period else _("The newest is %(code)s: %(period)s.")
        return replace(node, help=newest % {"code": code, "period": period})
    if former is None or node.name not in ("value", *BESIDE_VALUE) or getattr(former, node.name) is None:
        return node
    number = getattr(former, node.name)
    is_value = node.name == "value"
    shown = _amount(entry.series, former) if is_value else format_number(number, decimals_of(number))
    return replace(node, help=f"{format_period(former.period)}: {shown}")


def _rests_on(entry: Entry) -> str:
    """Return what the figure rests on, as it is proposed: its uncertainty, its source and the day."""
    data = entry.data
    known = [choice_label(Uncertainty.__name__, data["uncertainty"])] if data["uncertainty"] else []
    source = entry.index.key_of("source", data["source"]) if data["source"] else None
    known += [str(entry.index.name("source", source))] if source else []
    with suppress(ValueError):
        known.append(f"{field_label(Measurement, 'drawn').lower()} {format_day(date.fromisoformat(data['drawn']))}")
    return ", ".join(known)


def _amount(series: Series, figure: Measurement) -> str:
    indicator = series.indicator
    decimals = indicator.shown_decimals(one.value for one in series.figures)
    return format_quantity(figure.value, indicator.unit, decimals, parts=indicator.parts)


def _saved(request: HttpRequest, entry: Entry) -> SavedFigures | None:
    """Return what the change set that the query names has done to figures of this indicator; None for another."""
    number = parse_number(request.GET.get("saved", ""))
    if number is None or request.method == "POST":
        return None
    return saved_figures(entry.staff, entry.index, entry.series.indicator.key, number)


def _undo(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Take back a change set of figures of this indicator."""
    number = parse_number(request.POST.get("undo", ""))
    if number is None or figures_of(entry.staff.municipality, entry.series.indicator.key, number) is None:
        return forbidden(request, entry.staff.language)
    try:
        undo_change(entry.staff, number)
    except UNDO_REFUSALS as error:
        return _page(request, entry, Saving(problems=(FieldProblem("", undo_refusal_words(error, entry.index)),)))
    return HttpResponseRedirect(entry.staff.page_url("figure_enter", key=entry.series.indicator.key), headers=HEADERS)
