"""Enter a figure of an indicator, or correct one, with the series beside it, and see what came of it."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kobling.core.basis import Basis
from kobling.core.periods import Period
from kobling.records.chain import Goal
from kobling.records.indicators import Cadence, Indicator, Measurement, Uncertainty
from kobling.records.rights import Right
from kobling.rooms.change_drafts.effects import StatusEffect, statuses_around
from kobling.rooms.changes.edits import Edits
from kobling.rooms.facts.changes import FactChanges, figure_identity
from kobling.rooms.facts.history import NoSuchChangeSet, changes_of
from kobling.rooms.facts.kinds import KIND_OF
from kobling.rooms.facts.queries import definition, facts_of, measurements
from kobling.rooms.folder.merging import ConflictingChanges
from kobling.rooms.indicators.figures import UnknownIndicator
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.publishing.goals import goal_on
from kobling.rooms.publishing.kept_points import KeptPoints
from kobling.rooms.publishing.queries import indicator_on
from kobling.rooms.publishing.release_facts import ReleaseFacts
from kobling.rooms.releases.queries import newest_approved
from kobling.web.shared.charts.render import render_sparkline
from kobling.web.shared.formats import decimals_of, format_day, format_number, format_period, format_quantity
from kobling.web.shared.localization import LocalizedText, localize
from kobling.web.shared.words.vocabulary import status_name
from kobling.web.staff.editing import UNDO_REFUSALS, undo_change, undo_refusal_words
from kobling.web.staff.figure_changes import edited_figure_line
from kobling.web.staff.forms.data import blank_data, record_data
from kobling.web.staff.forms.index import FactIndex, fact_index
from kobling.web.staff.forms.labels import choice_label, field_label
from kobling.web.staff.forms.parsing import FieldProblem, parse_form
from kobling.web.staff.forms.views import FormBuilder, FormView, InputView, NodeView
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden, render_page, right_required
from kobling.web.staff.pages.fact_form import INPUT
from kobling.web.staff.pages.figures import figure_rows
from kobling.web.staff.tasks import Saving, conflict_problem, save

NOT_TYPED = ("indicator", "area", "drawing", "withdrawn")
"""The fields of a figure that are not typed: it is the municipality's own, and comes from no register."""
CARRIED_OVER = ("uncertainty", "source")
"""The fields that a new figure has from the newest one until something else is chosen."""
BESIDE_VALUE = ("of", "n", "asked", "standard_error", "low", "high")
"""The fields that are asked for with the value, where the newest figure has them."""
MAX_ROWS = 8
"""Figures that are shown beside the form."""


@dataclass(frozen=True)
class ShownEffect:
    """What became of the status of a target."""

    goal: LocalizedText
    url: str
    target: str
    """Its key, where the goal has several."""
    before: str
    """Empty where it had none."""
    after: str
    is_moved: bool


@dataclass(frozen=True)
class Entry:
    """The form of one figure, with what is known of its series."""

    staff: StaffContext
    index: FactIndex
    indicator: Indicator
    figures: Sequence[Measurement]
    """The municipality's own figures, in order."""
    corrected: Measurement | None
    """The figure that is corrected; None for a new one."""
    is_published: bool
    """Whether a release has been approved, so that figures are superseded and not replaced."""
    data: Mapping[str, str]

    @property
    def parts(self) -> list[str]:
        """The parts, such as towns, that its figures are of."""
        return list(dict.fromkeys(figure.part for figure in self.figures if figure.part))

    @property
    def left_out(self) -> tuple[str, ...]:
        """The fields that the form does not have."""
        has_no_parts = bool(self.figures) and not self.parts
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

    def edits(self, figure: Measurement) -> Edits:
        """Return what storing a figure takes: one that no release can have is replaced, another is superseded."""
        is_replaced = self.corrected is not None and not self.is_published
        return Edits(added=(figure,), removed=(self.corrected,) if self.corrected and is_replaced else ())

    def problems(self, figure: Measurement) -> list[FieldProblem]:
        """Return what is wrong with a figure beside the others of its series."""
        old = self.corrected
        if old is not None and self.is_published and figure.drawn <= old.drawn:
            message = _(
                "It has to be after %(day)s: the figure of that day may have been published, and stays in the history."
            )
            return [FieldProblem("drawn", message % {"day": format_day(old.drawn)})]
        same = _newest(self.figures, figure.period, figure.part)
        if same is None or (old is not None and (same.period, same.part) == (old.period, old.part)):
            return []
        message = _("There is a figure of %(period)s already: %(value)s. Correct that one, or choose another period.")
        words = {"period": format_period(same.period), "value": _amount(self.indicator, self.figures, same)}
        return [FieldProblem("period", message % words)]


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
    problems = tuple(entry.problems(parsed.record))
    if problems:
        return Saving(problems=problems)
    title = f"{localize(entry.indicator.name)}: {format_period(parsed.record.period)}"
    answer = request.POST.get("answer", "")
    saving = save(entry.staff, entry.index, entry.edits(parsed.record), title=title, answer=answer)
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
    index, is_published = fact_index(staff.municipality), newest_approved(staff.municipality) is not None
    today = timezone.localdate()
    data = (
        _proposal(indicator, figures, today)
        if corrected is None
        else _correction(corrected, today if is_published else corrected.drawn)
    )
    return Entry(staff, index, indicator, figures, corrected, is_published, data)


def _named_figure(request: HttpRequest, figures: Sequence[Measurement]) -> Measurement | None:
    """Return the newest figure of the period and part that an address names."""
    period, part = request.GET.get("correct", ""), request.GET.get("part", "")
    return next((one for one in reversed(figures) if (one.period.code, one.part or "") == (period, part)), None)


def _newest(figures: Sequence[Measurement], period: Period, part: str | None) -> Measurement | None:
    return next((one for one in reversed(figures) if (one.period, one.part) == (period, part)), None)


def _proposal(indicator: Indicator, figures: Sequence[Measurement], today: date) -> dict[str, str]:
    """Return the form data of the next expected figure: what it rests on is as it was for the newest one."""
    data = blank_data(Measurement) | {"indicator": indicator.key, "drawn": today.isoformat()}
    if not figures:
        return data | {"period": _first_period(indicator, today).code, "uncertainty": _first_uncertainty(indicator)}
    newest = max(figures, key=lambda figure: figure.period)
    former = record_data(newest)
    of_newest = {figure.part for figure in figures if figure.period == newest.period}
    missing = [part for part in dict.fromkeys(figure.part for figure in figures) if part not in of_newest]
    following = _following(indicator, newest.period)
    period = newest.period if missing else following
    return data | {
        **{name: former[name] for name in CARRIED_OVER},
        "period": period.code if period else "",
        "part": (missing[0] if missing else figures[0].part) or "",
    }


KIND_OF_PERIOD = {Cadence.MONTHLY: Period.parse("2020-01"), Cadence.QUARTERLY: Period.parse("2020-Q1")}
"""A period of the kind that an indicator's figures have, by its cadence; a year for the others."""
YEARS_BETWEEN = {Cadence.EVERY_OTHER_YEAR: 2, Cadence.EVERY_FOURTH_YEAR: 4}
A_YEAR = Period.parse("2020")


def _first_period(indicator: Indicator, today: date) -> Period:
    """Return the newest period that is over, of the kind that the cadence asks for."""
    kind = KIND_OF_PERIOD.get(indicator.cadence, A_YEAR)
    under_way = kind.of_this_kind(today) or kind
    return kind.of_this_kind(under_way.start - timedelta(days=1)) or under_way


def _first_uncertainty(indicator: Indicator) -> str:
    """Return the uncertainty of the first figure of an indicator that counts everything; otherwise nothing."""
    counted = indicator.basis in {Basis.ALL_PEOPLE, Basis.ALL_THINGS}
    is_register = indicator.collected_by == "register" and indicator.basis is None
    return Uncertainty.FULL_COUNT.value if counted or is_register else ""


def _following(indicator: Indicator, newest: Period) -> Period | None:
    """Return the period that a figure is expected of next; None where there is none."""
    period: Period | None = newest
    has_years = newest.of_this_kind(newest.start) is None or len(newest.code) == len(A_YEAR.code)
    for _step in range(YEARS_BETWEEN.get(indicator.cadence, 1) if has_years else 1):
        period = period.following() if period else None
    return period


def _correction(figure: Measurement, drawn: date) -> dict[str, str]:
    """Return the form data of a figure that is corrected by hand, and so comes from no drawing."""
    return record_data(figure) | {"drawing": "", "withdrawn": "", "drawn": drawn.isoformat()}


def _page(request: HttpRequest, entry: Entry, saving: Saving | None = None) -> HttpResponse:
    saving = saving or Saving()
    builder = FormBuilder(entry.data, entry.index, saving.problems, left_out=entry.left_out)
    form = builder.form(Measurement)
    main, rest = _divided(entry, form)
    names = {node.name for node in rest}
    rows = figure_rows(entry.indicator, entry.figures)
    context = {
        "title": _("Enter a figure") if entry.corrected is None else _("Correct a figure"),
        "section": "figures",
        "indicator": entry.indicator,
        "corrected": entry.corrected,
        "is_published": entry.is_published,
        "version": entry.version,
        "main": main,
        "rest": rest,
        "names": form.names,
        "rest_is_open": any(problem.name.split(".")[0] in names for problem in saving.problems) or not entry.figures,
        "rests_on": _rests_on(entry),
        "problems": [(one.name, form.labels().get(one.name, ""), one.message) for one in saving.problems],
        "warnings": saving.warnings,
        "answer": request.POST.get("answer", ""),
        "is_unanswered": bool(saving.warnings) and "answer" in request.POST,
        "rows": rows[:MAX_ROWS],
        "has_parts": bool(entry.parts),
        "more": max(0, len(rows) - MAX_ROWS),
        "chart": _chart(entry),
        "saved": _saved(request, entry),
    }
    status = 422 if saving.problems or saving.warnings else 200
    return render_page(request, "figure_entry", context, staff=entry.staff, status=status)


def _divided(entry: Entry, form: FormView) -> tuple[list[NodeView], list[NodeView]]:
    """Return the inputs that are filled in every time, and those that are mostly as they were."""
    of_part = [figure for figure in entry.figures if (figure.part or "") == entry.data["part"]]
    former = entry.corrected or next(reversed(of_part or [*entry.figures]), None)
    asked = {"period", "value", *(name for name in BESIDE_VALUE if getattr(former, name, None) is not None)}
    asked |= {"part"} if entry.parts else set()
    if former is None and not entry.data["uncertainty"]:
        asked |= {"uncertainty", "n", "asked"}
    nodes = [_with_hint(entry, former, node) for node in form.nodes]
    return [node for node in nodes if node.name in asked], [node for node in nodes if node.name not in asked]


def _with_hint(entry: Entry, former: Measurement | None, node: NodeView) -> NodeView:
    """Return an input with what the newest figure has there."""
    if not isinstance(node, InputView):
        return node
    if node.name == "part" and entry.parts:
        options = [(part, part) for part in entry.parts]
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
    shown = _amount(entry.indicator, entry.figures, former) if is_value else format_number(number, decimals_of(number))
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


def _amount(indicator: Indicator, figures: Sequence[Measurement], figure: Measurement) -> str:
    decimals = indicator.shown_decimals(one.value for one in figures)
    return format_quantity(figure.value, indicator.unit, decimals, parts=indicator.parts)


def _measured_goals(index: FactIndex, key: str) -> list[Goal]:
    goals: Collection[Any] = index.facts(KIND_OF[Goal]).values()
    return [goal for goal in goals if any(target.indicator == key for target in goal.targets)]


def _chart(entry: Entry) -> SafeString:
    """Return the series as a line with the target; empty where no goal in force is measured by it."""
    on, key = timezone.localdate(), entry.indicator.key
    goal = next((goal for goal in _measured_goals(entry.index, key) if goal.wording(on) is not None), None)
    if goal is None or len({figure.period for figure in entry.figures}) < 2:
        return SafeString()
    facts = ReleaseFacts.of(facts_of(pk_of(entry.staff.municipality), series=[key]))
    points = KeptPoints(facts, on=on, confidence=facts.municipality.confidence)
    targets = [target for target in goal_on(goal, facts, points, on).targets if target.indicator == key]
    if not targets:
        return SafeString()
    return render_sparkline(targets[0], indicator_on(entry.indicator, points, facts, on), name="series")


def _saved(request: HttpRequest, entry: Entry) -> dict[str, Any] | None:
    """Return what a change set that the query names has done to figures of this indicator; None where it is another."""
    number = parse_number(request.GET.get("saved", ""))
    done = None if number is None or request.method == "POST" else _figures_of(entry, number)
    if number is None or done is None:
        return None
    try:
        statuses = statuses_around(entry.staff.municipality, number, on=timezone.localdate())
    except ConflictingChanges:
        statuses = ()
    removed = {figure_identity(figure): figure for figure in done.removed}
    lines = [edited_figure_line(removed.get(figure_identity(figure)), figure) for figure in done.added]
    return {"number": number, "lines": lines, "effects": [_shown(entry, one) for one in statuses]}


def _figures_of(entry: Entry, number: int) -> FactChanges | None:
    """Return what a change set did, if that was to figures of this indicator alone."""
    try:
        done = changes_of(pk_of(entry.staff.municipality), number)
    except NoSuchChangeSet:
        return None
    touched = {figure.indicator for figure in (*done.added, *done.removed)}
    return done if touched == {entry.indicator.key} and not done.records and not done.drawings else None


def _shown(entry: Entry, effect: StatusEffect) -> ShownEffect:
    before, after = ("" if status is None else status_name(status) for status in (effect.before, effect.after))
    goal = entry.index.fact(Goal.KIND, effect.goal)
    has_several = isinstance(goal, Goal) and len(goal.targets) > 1
    return ShownEffect(
        entry.index.name(Goal.KIND, effect.goal),
        entry.staff.page_url("fact", kind=Goal.KIND, key=effect.goal),
        effect.target if has_several else "",
        before,
        after,
        effect.before is not effect.after,
    )


def _undo(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Take back a change set of figures of this indicator."""
    number = parse_number(request.POST.get("undo", ""))
    if number is None or _figures_of(entry, number) is None:
        return forbidden(request, entry.staff.language)
    try:
        undo_change(entry.staff, number)
    except UNDO_REFUSALS as error:
        return _page(request, entry, Saving(problems=(FieldProblem("", undo_refusal_words(error, entry.index)),)))
    return HttpResponseRedirect(entry.staff.page_url("figure_enter", key=entry.indicator.key), headers=HEADERS)
