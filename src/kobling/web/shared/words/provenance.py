"""The provenance of a figure in words: its source, its derivation, and its former values."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from kobling.core.units import Unit
from kobling.rooms.releases.document import SURVEY, Calculation, Cell, Drawing, Indicator, Point, Working
from kobling.web.shared.formats import (
    Expression,
    Number,
    decimals_that_add_up,
    format_day,
    format_difference,
    format_number,
    format_period,
    solve,
)
from kobling.web.shared.localization import LocalizedText, join_texts, localize
from kobling.web.shared.words import figures


def fetched_from(drawing: Drawing) -> str:
    """Return `Hentet 12. marts 2020 fra Danmarks Statistik, tabel FOLK1B.`, and when the source updated the figures.

    A source that had withdrawn everything gave no answer that figures could be fetched from. Figures of a survey were
    estimated from answers.
    """
    values = {"day": format_day(drawing.day), "source": drawing.register_title, "table": drawing.table}
    if drawing.register_name == SURVEY:
        sentence = _("Estimated on %(day)s from the answers to: %(source)s (%(table)s). The open data say how.")
        return sentence % values
    if drawing.outcome == "withdrawn" and not drawing.sha256s:
        return _("On %(day)s %(source)s no longer had the figures of table %(table)s.") % values
    sentences = [_("Fetched on %(day)s from %(source)s, table %(table)s.") % values]
    if drawing.outcome == "withdrawn":
        sentences.append(_("The source had withdrawn figures by then."))
    if drawing.updated is not None:
        updated = format_day(timezone.localdate(drawing.updated))
        sentences.append(_("The source updated the figures on %(day)s.") % {"day": updated})
    if drawing.active is False:
        sentences.append(_("The source has stopped updating this table."))
    return " ".join(sentences)


def derivations(indicator: Indicator) -> tuple[tuple[str, str], ...]:
    """Return the period and the formula of every figure of a derived indicator, the newest first."""
    points = {point.period: point for point in indicator.points if point.in_force}
    known = [(points[working.period], working) for working in indicator.workings if working.period in points]
    return tuple(
        (format_period(point.period), derivation_formula(indicator, point, working))
        for point, working in reversed(known)
    )


def derivation_formula(indicator: Indicator, point: Point, working: Working) -> str:
    """Return `100 · (97.113 − 96.883) / 96.883 ≈ 0,24 %`; for a count of parts the count alone."""
    calculation, cells = indicator.calculation, working.cells
    expression = _expression(calculation, indicator, *cells) if calculation and len(cells) == 2 else None
    if expression is None:
        return figures.point_amount(point, indicator)
    equation = solve(expression, point.value, decimals=indicator.decimals, least=indicator.decimals)
    result = figures.amount(equation.results[0], indicator, decimals=equation.decimals)
    return f"{equation.formula} {equation.relation} {result}"


def _expression(calculation: Calculation, indicator: Indicator, first: Cell, second: Cell) -> Expression | None:
    """Return the formula of a method with its two cells put in; None for a method that has none."""
    one, other = (Number(cell.value, indicator.decimals + 2) for cell in (first, second))
    match calculation.method:
        case "yearly_growth_percent":
            return Number(100) * (one - other) / other
        case "share_percent" | "index":
            return Number(100) * one / other
        case "per_inhabitant":
            return Number(calculation.per or 1) * one / other
        case "difference_to_area":
            return one - other
    return None


def revisions(indicator: Indicator) -> tuple[str, ...]:
    """Return `Tallet for 2013 var 58.635, da det blev hentet 9. april 2014. Nu er det 59.769, altså 1.134 mere.`"""
    now = {point.period: point for point in indicator.points if point.in_force}
    former = [point for point in indicator.points if point.superseded and point.period in now]
    return tuple(
        _revised(point, now[point.period], indicator) for point in former if point.value != now[point.period].value
    )


def revisions_behind(indicator: Indicator, indicators: Mapping[str, Indicator]) -> tuple[LocalizedText, ...]:
    """Return the revisions of the figures that a derived indicator is worked out of, each after its indicator's name.

    indicators   the document's, by key
    """
    used = {
        (cell.indicator, cell.period)
        for working in indicator.workings
        for cell in working.cells
        if cell.area is None and cell.part is None
    }
    found: list[LocalizedText] = []
    for key in dict.fromkeys(key for key, _period in sorted(used)):
        base, periods = indicators[key], {period for other, period in used if other == key}
        points = tuple(point for point in base.points if point.period in periods)
        shown = base.model_copy(update={"points": points})
        found += [join_texts((localize(base.name), sentence), between=": ") for sentence in revisions(shown)]
        found += revisions_behind(base, indicators)
    return tuple(dict.fromkeys(found))


def _revised(before: Point, now: Point, indicator: Indicator) -> str:
    decimals = decimals_that_add_up(indicator.decimals, before.value, now.value)
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
