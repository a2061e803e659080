"""Figures: the indicators that are fetched or written, the search for tables, and fetching one again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from kobling.core.chain import NodeKind, Ref
from kobling.core.errors import KoblingError
from kobling.records.base import visible_text
from kobling.records.drawings import Drawing
from kobling.records.indicators import Draw, Indicator, Measurement, base_indicators
from kobling.records.rights import Right
from kobling.rooms.facts.kinds import KIND_OF
from kobling.rooms.facts.queries import definition, measurements
from kobling.rooms.indicators.figures import UnknownIndicator
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.people.queries import names as account_names
from kobling.rooms.registers import actions, configuration, figure_files, queries
from kobling.sources.registers import CatalogueEntry, RegisterError
from kobling.web.public.addresses import PATH_TEMPLATES
from kobling.web.shared.formats import format_period, format_quantity
from kobling.web.shared.localization import LocalizedText, localize
from kobling.web.staff import register_errors
from kobling.web.staff.chain_view import NodeHyperlink, chain_view
from kobling.web.staff.figure_changes import count_summary, figure_change_lines
from kobling.web.staff.forms.index import fact_index
from kobling.web.staff.page_context import (
    HEADERS,
    UNAVAILABLE,
    StaffContext,
    forbidden,
    render_page,
    require_busy,
    right_required,
)
from kobling.web.staff.words import outcome_name

MAX_TABLES_SHOWN = 50
"""Tables shown of a search; the rest are counted."""
MAX_CHANGES_SHOWN = 50
"""Figures listed that a fetch would withdraw, and that it would revise; the rest are counted."""
UNPROCESSABLE = 422


@require_safe
@right_required(Right.READ)
def index(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """List the indicators that are fetched and those whose figures are written, and search the registers for tables."""
    query, names = request.GET.get("q", "").strip(), configuration.names()
    name = request.GET.get("register", "")
    name = name if name in names else next(iter(names), "")
    tables, problem = _search(query, name, staff.language) if query and name else ((), "")
    context = {
        "title": _("Figures"),
        "section": "figures",
        "rows": [
            _indicator_row(staff, fetchable)
            for fetchable in queries.fetchable_indicators(staff.municipality, on=timezone.localdate())
        ],
        "written": _written_rows(staff),
        "registers": names,
        "query": query,
        "name": name,
        "tables": tables[:MAX_TABLES_SHOWN],
        "count": len(tables),
        "problem": problem,
    }
    return render_page(request, "figures", context, staff=staff)


def _search(query: str, name: str, language: str) -> tuple[Sequence[CatalogueEntry], str]:
    """Return the tables found, or the error of the register."""
    try:
        return configuration.register(name).search(query, language=language), ""
    except RegisterError as refusal:
        return (), register_errors.register_error_message(refusal)


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator in the list."""

    indicator: Indicator
    latest: Drawing | None
    outcome: str
    is_due: bool
    url: str


def _indicator_row(staff: StaffContext, fetchable: queries.FetchableIndicator) -> IndicatorRow:
    outcome = outcome_name(fetchable.latest.outcome) if fetchable.latest else ""
    return IndicatorRow(
        fetchable.indicator,
        fetchable.latest,
        outcome,
        fetchable.is_due,
        staff.page_url("series", key=fetchable.indicator.key),
    )


@dataclass(frozen=True)
class WrittenRow:
    """An indicator whose figures are written by hand."""

    name: LocalizedText
    url: str
    enter_url: str
    """Where its next figure is written; empty for a user who may not."""


def _written_rows(staff: StaffContext) -> list[WrittenRow]:
    """Return the indicators that are neither fetched nor derived; those that the user may write figures of first."""
    index = fact_index(staff.municipality)
    indicators: Collection[Any] = index.facts(KIND_OF[Indicator]).values()
    rows = [
        WrittenRow(
            index.name(Indicator.KIND, one.key),
            staff.page_url("series", key=one.key),
            staff.page_url("figure_enter", key=one.key) if staff.may(Right.EDIT_FIGURES, one) else "",
        )
        for one in indicators
        if one.draw is None and one.derived is None
    ]
    return sorted(rows, key=lambda row: not row.enter_url)


@require_safe
@right_required(Right.READ)
def series(request: HttpRequest, staff: StaffContext, key: str) -> HttpResponse:
    """Show one indicator: its figures, their former values and every fetch."""
    return _render_series(request, staff, key)


@require_POST
@right_required(Right.FETCH)
def fetch(request: HttpRequest, staff: StaffContext, key: str) -> HttpResponse:
    """Fetch the figures, or preview what fetching would change."""
    try:
        indicator = definition(pk_of(staff.municipality), key)
    except UnknownIndicator:
        return forbidden(request, staff.language)
    if indicator.draw is None or not configuration.is_known(indicator.draw.register_name):
        return _render_series(
            request,
            staff,
            key,
            problem=_("The indicator does not say what to fetch, or names a register that is not here."),
        )
    dry_run = "try" in request.POST
    try:
        accept = visible_text(request.POST.get("reason", "").strip()) if "accept" in request.POST else None
        result = actions.fetch(
            municipality=staff.municipality,
            indicator=key,
            register=configuration.register(indicator.draw.register_name, staff.municipality),
            by=staff.user.key,
            at=timezone.now(),
            dry_run=dry_run,
            accept=accept,
        )
    except actions.UnlikelyFigures as held_back:
        return render_questions(request, staff, held_back)
    except KoblingError as refusal:
        return _render_series(request, staff, key, problem=register_errors.register_error_message(refusal))
    if dry_run:
        changes = [
            count_summary(result.diff),
            *figure_change_lines(result.diff, indicator, limit=MAX_CHANGES_SHOWN),
            *register_errors.unlikely_lines(result.unlikely),
        ]
        return _render_series(request, staff, key, changes=changes)
    return HttpResponseRedirect(staff.page_url("series", key=key), headers=HEADERS)


def render_questions(request: HttpRequest, staff: StaffContext, held_back: actions.UnlikelyFigures) -> HttpResponse:
    """Show the page of an indicator whose fetched figures are unlikely, with a form that accepts them."""
    questions = register_errors.unlikely_lines(held_back.figures)
    return _render_series(request, staff, held_back.indicator, questions=questions)


def render_unfetched(request: HttpRequest, staff: StaffContext, key: str, error: OperationalError) -> HttpResponse:
    """Show the page of an indicator that is saved, but without its figures, because another process was writing.

    Raises the error where it is another one.
    """
    require_busy(error)
    problem = _(
        "The choice is saved. Its figures could not be saved, because another change was being saved: fetch them in a "
        "moment."
    )
    return _render_series(request, staff, key, problem=problem, status=UNAVAILABLE)


def _render_series(
    request: HttpRequest,
    staff: StaffContext,
    key: str,
    *,
    status: int = 200,
    problem: str = "",
    changes: Sequence[str] = (),
    questions: Sequence[str] = (),
) -> HttpResponse:
    pk = pk_of(staff.municipality)
    try:
        indicator = definition(pk, key)
    except UnknownIndicator:
        return forbidden(request, staff.language)
    drawings = queries.drawings(staff.municipality, key)
    figures = figure_rows(indicator, measurements(pk, key))
    context = {
        "title": str(localize(indicator.name)),
        "section": "figures",
        "indicator": indicator,
        "figures": figures,
        "has_parts": any(row.part for row in figures),
        "has_before": any(row.before for row in figures),
        "goals": _measured_goals(staff, key),
        "drawings": [(outcome_name(drawing.outcome), drawing, _error_of(drawing)) for drawing in reversed(drawings)],
        "names": account_names(),
        "selection": _selection(indicator.draw) if indicator.draw else [],
        "latest": next((drawing for drawing in reversed(drawings) if drawing.refusal is None), None),
        "problem": problem,
        "changes": changes,
        "questions": questions,
        "enter_url": enter_url(staff, indicator),
        "table": _table_url(staff, indicator.draw) if indicator.draw else None,
        "next_file_url": next_file_url(staff, indicator),
    }
    is_refused = status == 200 and (problem or questions)
    return render_page(request, "series", context, staff=staff, status=UNPROCESSABLE if is_refused else status)


def enter_url(staff: StaffContext, indicator: Indicator) -> str:
    """Return the address to enter a figure at; empty where there is none to enter, or the user may not."""
    may_enter = indicator.derived is None and staff.may(Right.EDIT_FIGURES, indicator)
    return staff.page_url("figure_enter", key=indicator.key) if may_enter else ""


def _table_url(staff: StaffContext, draw: Draw) -> str:
    """Return the address at which it is chosen what is fetched."""
    number = figure_files.number_of(draw.table) if draw.register_name == figure_files.REGISTER else None
    if number is not None:
        return staff.page_url("figure_file", number=number)
    return staff.page_url("table", register=draw.register_name, code=draw.table)


def next_file_url(staff: StaffContext, indicator: Indicator) -> str:
    """Return the address that the next file of an indicator's figures is sent to; empty where they are from no file."""
    draw = indicator.draw
    number = figure_files.number_of(draw.table) if draw and draw.register_name == figure_files.REGISTER else None
    may_fetch = staff.may(Right.FETCH, indicator)
    return staff.page_url("figure_file_next", number=number) if number is not None and may_fetch else ""


def _selection(draw: Draw) -> list[tuple[str, str]]:
    """Return each variable of a table, with its role where it has one, and the values that are fetched."""
    roles = {draw.time: _("Period"), draw.area: _("Area"), draw.part: _("Part")}
    return [
        (
            f"{roles[variable]} ({variable})" if variable in roles else variable,
            pgettext("values of a variable", "all") if codes == ("*",) else ", ".join(codes),
        )
        for variable, codes in draw.select.items()
    ]


def _measured_goals(staff: StaffContext, key: str) -> list[tuple[NodeHyperlink, str]]:
    """Return the goals measured by the indicator, directly or through derived ones, with their draft pages."""
    chain = chain_view(staff)
    through = {key} | {
        indicator.key for indicator in chain.facts.indicators if key in base_indicators(indicator.derived).values()
    }
    using = [goal for goal in chain.facts.goals if any(target.indicator in through for target in goal.targets)]
    return [
        (
            chain.node_hyperlink(Ref(NodeKind.GOAL, goal.key)),
            staff.page_url(
                "draft_page", address=PATH_TEMPLATES["goal"][staff.language].format(getattr(goal.slug, staff.language))
            ),
        )
        for goal in using
    ]


@dataclass(frozen=True)
class FigureRow:
    """One of the municipality's own figures."""

    part: str | None
    period: str
    value: str
    drawn: Measurement
    before: tuple[str, ...]
    """Former values, the latest first."""

    @property
    def query(self) -> str:
        """The query of the address at which it is corrected."""
        return urlencode({"correct": self.drawn.period.code, "part": self.drawn.part or ""})


def figure_rows(indicator: Indicator, all_measurements: Sequence[Measurement]) -> list[FigureRow]:
    """Return the municipality's own figures, the newest period first, each with its former values."""
    by_period_and_part: dict[tuple[str, str], list[Measurement]] = {}
    for measurement in all_measurements:
        if measurement.area is None:
            by_period_and_part.setdefault((measurement.period.code, measurement.part or ""), []).append(measurement)
    newest = sorted(
        by_period_and_part.values(),
        key=lambda versions: (versions[-1].period.start, versions[-1].part or ""),
        reverse=True,
    )
    decimals = indicator.shown_decimals(measurement.value for measurement in all_measurements)

    def amount(value: float) -> str:
        return format_quantity(value, indicator.unit, decimals, parts=indicator.parts)

    return [
        FigureRow(
            part=versions[-1].part,
            period=format_period(versions[-1].period),
            value=amount(versions[-1].value),
            drawn=versions[-1],
            before=tuple(amount(former.value) for former in reversed(versions[:-1])),
        )
        for versions in newest
    ]


def _error_of(drawing: Drawing) -> str:
    return register_errors.failed_drawing_message(drawing)
