"""Figures from registers: what is drawn, when and from where, and drawing it again."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kobling.core.chain import NodeKind, Ref
from kobling.core.errors import KoblingError
from kobling.rooms.indicators.queries import UnknownIndicator, definition, measurements
from kobling.rooms.indicators.records import Indicator, Measurement, base_indicators
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.people.records import Right
from kobling.rooms.registers import actions, configuration, queries
from kobling.rooms.registers.figure_diff import FigureDiff
from kobling.rooms.registers.records import Drawing, Outcome
from kobling.sources.registers import CatalogueEntry, RegisterError
from kobling.web.public.addresses import PATH_TEMPLATES
from kobling.web.shared.formats import decimals_of, format_number, format_period, format_quantity
from kobling.web.shared.localization import localize
from kobling.web.staff import register_errors
from kobling.web.staff.chain_view import Shown, looking
from kobling.web.staff.page_context import HEADERS, Visit, needs, refused, shown
from kobling.web.staff.words import outcome_name

MOST_FOUND = 50
"""Tables shown of a search; the rest are counted."""
MOST_REVISED = 50
UNPROCESSABLE = 422


@require_safe
@needs(Right.READ)
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List what is drawn, and search the registers for tables."""
    asked, names = request.GET.get("q", "").strip(), configuration.names()
    name = request.GET.get("register", "")
    name = name if name in names else next(iter(names), "")
    found, problem = _search(asked, name, visit.language) if asked and name else ((), "")
    facts = {
        "title": _("Figures from registers"),
        "here": "figures",
        "rows": [_row(visit, one) for one in queries.fetchable_indicators(visit.municipality, on=timezone.localdate())],
        "registers": names,
        "asked": asked,
        "name": name,
        "found": found[:MOST_FOUND],
        "count": len(found),
        "problem": problem,
    }
    return shown(request, "figures", facts, visit=visit)


def _search(asked: str, name: str, language: str) -> tuple[Sequence[CatalogueEntry], str]:
    """Return the tables found, or why nobody could look."""
    try:
        return configuration.register(name).search(asked, language=language), ""
    except RegisterError as refusal:
        return (), register_errors.register_error_message(refusal)


@dataclass(frozen=True)
class Row:
    """An indicator in the list."""

    indicator: Indicator
    latest: Drawing | None
    outcome: str
    is_due: bool
    to: str


def _row(visit: Visit, one: queries.FetchableIndicator) -> Row:
    outcome = outcome_name(one.latest.outcome) if one.latest else ""
    return Row(one.indicator, one.latest, outcome, one.is_due, visit.to("series", key=one.indicator.key))


@require_safe
@needs(Right.READ)
def series(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """Show one indicator: its figures, what they were before, and every drawing of them."""
    return _series(request, visit, key)


@require_POST
@needs(Right.DRAW)
def draw(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """Draw it, or see what drawing it would give."""
    try:
        found = definition(pk_of(visit.municipality), key)
    except UnknownIndicator:
        return refused(request, visit.language)
    if found.draw is None or found.draw.register_name not in configuration.names():
        return _series(
            request, visit, key, problem=_("It does not say what to draw, or from a register that is not here.")
        )
    dry = "try" in request.POST
    try:
        drew = actions.fetch(
            municipality=visit.municipality,
            indicator=key,
            register=configuration.register(found.draw.register_name),
            by=visit.user.name,
            at=timezone.now(),
            dry_run=dry,
        )
    except KoblingError as refusal:
        return _series(request, visit, key, problem=register_errors.register_error_message(refusal))
    if dry:
        return _series(request, visit, key, told=tell(drew.diff, found))
    return HttpResponseRedirect(visit.to("series", key=key), headers=HEADERS)


def _series(
    request: HttpRequest, visit: Visit, key: str, *, problem: str = "", told: Sequence[str] = ()
) -> HttpResponse:
    pk = pk_of(visit.municipality)
    try:
        found = definition(pk, key)
    except UnknownIndicator:
        return refused(request, visit.language)
    drawings = queries.drawings(visit.municipality, key)
    figures = _figures(found, measurements(pk, key))
    facts = {
        "title": str(localize(found.name)),
        "here": "figures",
        "indicator": found,
        "figures": figures,
        "has_parts": any(one.part for one in figures),
        "has_before": any(one.before for one in figures),
        "goals": _goals(visit, key),
        "drawings": [(outcome_name(one.outcome), one, _why(one)) for one in reversed(drawings)],
        "latest": next((one for one in reversed(drawings) if one.outcome is not Outcome.REFUSED), None),
        "problem": problem,
        "told": told,
        "table": visit.to("table", register=found.draw.register_name, code=found.draw.table) if found.draw else None,
    }
    return shown(request, "series", facts, visit=visit, status=UNPROCESSABLE if problem else 200)


def _goals(visit: Visit, key: str) -> list[tuple[Shown, str]]:
    """The goals that it measures, by itself or through what is derived from it, and their pages in the draft."""
    here = looking(visit)
    through = {key} | {one.key for one in here.facts.indicators if key in base_indicators(one.derived).values()}
    using = [goal for goal in here.facts.goals if any(target.indicator in through for target in goal.targets)]
    return [
        (
            here.shown(Ref(NodeKind.GOAL, goal.key)),
            visit.to(
                "draft_page", address=PATH_TEMPLATES["goal"][visit.language].format(getattr(goal.slug, visit.language))
            ),
        )
        for goal in using
    ]


@dataclass(frozen=True)
class Figure:
    """One figure of the municipality's own."""

    part: str | None
    period: str
    value: str
    drawn: Measurement
    before: tuple[str, ...]
    """What it was said to be before, the latest first."""


def _figures(indicator: Indicator, found: Sequence[Measurement]) -> list[Figure]:
    """The municipality's own figures, the newest period first, each with what it was before."""
    by_place: dict[tuple[str, str], list[Measurement]] = {}
    for one in found:
        if one.area is None:
            by_place.setdefault((one.period.code, one.part or ""), []).append(one)
    newest = sorted(by_place.values(), key=lambda same: (same[-1].period.start, same[-1].part or ""), reverse=True)
    return [
        Figure(
            part=same[-1].part,
            period=format_period(same[-1].period),
            value=_amount(indicator, same[-1].value),
            drawn=same[-1],
            before=tuple(_amount(indicator, one.value) for one in reversed(same[:-1])),
        )
        for same in newest
    ]


def _amount(indicator: Indicator, value: float) -> str:
    return format_quantity(value, indicator.unit, indicator.decimals, parts=indicator.parts)


def _why(drawing: Drawing) -> str:
    return register_errors.failed_drawing_message(drawing)


def tell(compared: FigureDiff, indicator: Indicator) -> list[str]:
    """Say what a drawing would change."""
    counts = (
        (len(compared.added), ngettext("%(count)s new figure.", "%(count)s new figures.", len(compared.added))),
        (
            len(compared.revisions),
            ngettext(
                "%(count)s figure is another than it was.",
                "%(count)s figures are others than they were.",
                len(compared.revisions),
            ),
        ),
        (
            compared.unchanged,
            ngettext("%(count)s figure is as it was.", "%(count)s figures are as they were.", compared.unchanged),
        ),
        (
            len(compared.missing),
            ngettext(
                "The source gives no number in %(count)s place.",
                "The source gives no number in %(count)s places.",
                len(compared.missing),
            ),
        ),
        (
            len(compared.withdrawn),
            ngettext(
                "%(count)s figure that stands is not in the answer any more; it is kept.",
                "%(count)s figures that stand are not in the answer any more; they are kept.",
                len(compared.withdrawn),
            ),
        ),
    )
    told = [said % {"count": format_number(count)} for count, said in counts if count]
    told += [
        _("%(period)s %(where)s: %(before)s has become %(after)s.")
        % {
            "period": format_period(one.period),
            "where": " ".join(part for part in (one.area, one.part) if part) or _("the municipality"),
            "before": format_number(one.before, max(indicator.decimals, decimals_of(one.before))),
            "after": format_number(one.after, max(indicator.decimals, decimals_of(one.after))),
        }
        for one in compared.revisions[:MOST_REVISED]
    ]
    return told or [_("The source gives no figures.")]
