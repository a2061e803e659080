"""The uncertainty of a figure in words, and when it was measured."""

from django.utils.translation import gettext as _

from kobling.core.units import Unit
from kobling.rooms.releases.document import Indicator, Point
from kobling.web.shared.formats import (
    active_language,
    decimals_to_distinguish,
    format_in_period,
    format_period,
    format_range,
)
from kobling.web.shared.words.figures import capitalize


def is_full_count(point: Point) -> bool:
    """Return True if everything is counted, so that the figure has no sampling error."""
    return point.low is not None and point.low == point.high


def uncertainty_sentence(point: Point, indicator: Indicator) -> str:
    """Return a sentence about the uncertainty of a figure."""
    if point.low is None or point.high is None:
        return _("The source does not say how uncertain the figure is, so we say nothing for certain from it.")
    if is_full_count(point):
        return _full_count(indicator)
    likely = {"range": span(point.low, point.high, indicator)}
    if indicator.collected_by == "survey":
        return _("Had we asked everyone, the figure would very likely be %(range)s.") % likely
    return _("The figure is uncertain. Very likely it is %(range)s.") % likely


def _full_count(indicator: Indicator) -> str:
    if indicator.unit in {Unit.KRONER, Unit.TONNES}:
        return _("The figure covers the whole municipality.")
    return _("The figure covers everyone, not a sample.")


def span(low: float, high: float, indicator: Indicator) -> str:
    """Return the interval: `mellem 56 og 62 ud af 100`, with decimals enough for its ends to differ."""
    return format_range(low, high, indicator.unit, decimals_to_distinguish(indicator.decimals, low, high))


def uncertainty_line(point: Point, indicator: Indicator) -> str:
    """Return the uncertainty and the period, for a card: `Mellem 56 og 62 ud af 100, målt 2019`."""
    if is_full_count(point):
        everything = indicator.unit in {Unit.KRONER, Unit.TONNES}
        counted = _("Everything counted %(in_2019)s") if everything else _("Complete count %(in_2019)s")
        return counted % {"in_2019": _when(point)}
    how_sure = _("Uncertainty not known")
    if point.low is not None and point.high is not None:
        how_sure = span(point.low, point.high, indicator)
    return capitalize(_("%(how_sure)s, %(measured)s") % {"how_sure": how_sure, "measured": measured_when(point)})


def measured_when(point: Point) -> str:
    """Return `målt 2019`, `målt i 1. kvartal 2019`, or for a full count `opgjort 2019`."""
    form = _("counted %(in_2019)s") if is_full_count(point) else _("measured %(in_2019)s")
    return form % {"in_2019": _when(point)}


def _when(point: Point) -> str:
    """`2019` alone for a year in Danish, else with its preposition."""
    plain_year = active_language() == "da" and len(point.period.code) == 4
    return format_period(point.period) if plain_year else format_in_period(point.period)


def too_old_sentence(point: Point) -> str:
    """Return `Tallet er fra 2019. Det er for gammelt til at sige noget om i dag.`"""
    return _("The figure is from %(period)s. It is too old to say anything about today.") % {
        "period": format_period(point.period)
    }
