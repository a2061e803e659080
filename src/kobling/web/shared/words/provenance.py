"""The provenance of a figure in words: its source, its derivation, and its former values."""

from django.utils import timezone
from django.utils.translation import gettext as _

from kobling.core.units import Unit
from kobling.rooms.releases.document import Cell, Drawing, Indicator, Point, Working
from kobling.web.shared.formats import (
    decimals_of,
    decimals_to_distinguish,
    format_day,
    format_difference,
    format_number,
    format_period,
)
from kobling.web.shared.words import figures

FORMULAS = {
    "yearly_growth_percent": "({0} − {1}) / {1}",
    "share_percent": "{0} / {1}",
    "difference_to_area": "{0} − {1}",
    "index": "{0} / {1} × 100",
}
"""The formula of each method, with a place for each cell in order; `per_inhabitant` has one of its own."""


def fetched_from(drawing: Drawing) -> str:
    """Return `Hentet 12. marts 2020 fra Danmarks Statistik, tabel FOLK1B.`, and when the source updated the figures."""
    values = {"day": format_day(drawing.day), "source": drawing.register_title, "table": drawing.table}
    sentences = [_("Fetched on %(day)s from %(source)s, table %(table)s.") % values]
    if drawing.updated is not None:
        updated = format_day(timezone.localdate(drawing.updated))
        sentences.append(_("The source updated the figures on %(day)s.") % {"day": updated})
    if drawing.active is False:
        sentences.append(_("The source has stopped updating this table."))
    return " ".join(sentences)


def derivations(indicator: Indicator) -> tuple[tuple[str, str], ...]:
    """Return the period and the formula of every figure of a derived indicator, the newest first."""
    points = {point.period: point for point in indicator.points if not point.superseded}
    known = [(points[working.period], working) for working in indicator.workings if working.period in points]
    return tuple(
        (format_period(point.period), derivation_formula(indicator, point, working))
        for point, working in reversed(known)
    )


def derivation_formula(indicator: Indicator, point: Point, working: Working) -> str:
    """Return `(97.113 − 96.883) / 96.883 = 0,24 %`; for a count of parts the count alone."""
    calculation = indicator.calculation
    result = figures.point_amount(point, indicator)
    if calculation is None or len(working.cells) != 2:
        return result
    cells = [_cell(cell) for cell in working.cells]
    if calculation.method == "per_inhabitant":
        return f"{cells[0]} / {cells[1]} × {format_number(calculation.per or 1)} = {result}"
    form = FORMULAS.get(calculation.method)
    return result if form is None else f"{form.format(*cells)} = {result}"


def _cell(cell: Cell) -> str:
    return format_number(cell.value, decimals_of(cell.value))


def revisions(indicator: Indicator) -> tuple[str, ...]:
    """Return `Tallet for 2013 var 58.635, da det blev hentet 9. april 2014. Nu er det 59.769, altså 1.134 mere.`"""
    now = {point.period: point for point in indicator.points if not point.superseded}
    former = [point for point in indicator.points if point.superseded and point.period in now]
    return tuple(
        _revised(point, now[point.period], indicator) for point in former if point.value != now[point.period].value
    )


def _revised(before: Point, now: Point, indicator: Indicator) -> str:
    decimals = decimals_to_distinguish(indicator.decimals, before.value, now.value)
    values = {
        "period": format_period(now.period),
        "before": figures.amount(before.value, indicator, decimals=decimals),
        "drawn": format_day(before.drawn),
        "now": figures.amount(now.value, indicator, decimals=decimals),
        "apart": _apart(abs(round(now.value - before.value, 9)), indicator.unit, decimals),
    }
    if now.value > before.value:
        form = _(
            "The figure for %(period)s was %(before)s when fetched on %(drawn)s. Now it is %(now)s, %(apart)s more."
        )
    else:
        form = _(
            "The figure for %(period)s was %(before)s when fetched on %(drawn)s. Now it is %(now)s, %(apart)s less."
        )
    return form % values


def _apart(value: float, unit: Unit, decimals: int) -> str:
    plain = unit in {Unit.PERSONS, Unit.COUNT, Unit.PARTS, Unit.INDEX}
    return format_number(value, decimals) if plain else format_difference(value, unit, decimals)
