"""Changes since the previous release, in words; only changes that are certain."""

from django.utils.translation import gettext as _

from kobling.core.status import Status
from kobling.rooms.releases.document import Change, Indicator, Point
from kobling.web.shared.formats import (
    decimals_that_add_up,
    decimals_to_distinguish,
    format_difference,
    format_in_period,
    format_period,
)
from kobling.web.shared.words import figures, uncertainty
from kobling.web.shared.words.vocabulary import status_name


def change_sentence(change: Change, indicator: Indicator | None) -> str:
    """Return one change as a sentence: `Status var »Uændret« og er nu »Nået«.`"""
    if change.kind in {"status", "rule"}:
        return _status_change(change)
    if indicator is None or change.point_before is None or change.point_now is None:
        return ""
    if change.kind == "corrected":
        return corrected_figure(change.point_before, change.point_now, indicator, change.area)
    if change.kind == "withdrawn":
        return withdrawn_figure(change.point_now, change.area)
    sentence = figure_change_sentence(change.point_before, change.point_now, indicator)
    return f"{sentence} {_larger_than_chance(change.point_before, change.point_now, indicator)}".rstrip()


def former_status_change(before: Status, then: Status) -> str:
    """Return a change between two earlier releases as a sentence: `Status var »Bagud« og blev »På vej«.`"""
    values = {"before": status_name(before), "then": status_name(then)}
    return _("The status was “%(before)s” and became “%(then)s”.") % values


def _status_change(change: Change) -> str:
    if change.status_before is None or change.status_now is None:
        return ""
    values = {"before": status_name(change.status_before), "now": status_name(change.status_now)}
    return _("The status was “%(before)s” and is now “%(now)s”.") % values


def new_figure(point: Point, indicator: Indicator) -> str:
    """Return `Nyt tal for 2020: 61,0 %.`"""
    values = {"period": format_period(point.period), "value": figures.point_amount(point, indicator)}
    return _("New figure for %(period)s: %(value)s.") % values


def corrected_figure(before: Point, now: Point, indicator: Indicator, area: str | None = None) -> str:
    """Return `Tallet for 2019 er rettet fra 59,0 % til 60,0 %.`"""
    decimals = decimals_to_distinguish(indicator.decimals, before.value, now.value)
    values = {
        "period": format_period(now.period),
        "before": figures.amount(before.value, indicator, decimals=decimals),
        "now": figures.amount(now.value, indicator, decimals=decimals),
    }
    if area is not None:
        form = _("The figure for %(area)s, %(period)s, has been corrected from %(before)s to %(now)s.")
        return form % (values | {"area": figures.area_name(area)})
    return _("The figure for %(period)s has been corrected from %(before)s to %(now)s.") % values


def withdrawn_figure(point: Point, area: str | None = None) -> str:
    """Return `Kilden har trukket tallet for 2019 tilbage.`"""
    values = {"period": format_period(point.period)}
    if area is not None:
        form = _("The source has withdrawn the figure of %(area)s for %(period)s.")
        return form % (values | {"area": figures.area_name(area)})
    return _("The source has withdrawn the figure for %(period)s.") % values


def figure_change_sentence(before: Point, now: Point, indicator: Indicator) -> str:
    """Return `Tallet er steget 6,5 procentpoint, fra 41,0 % i 2017 til 47,5 % i 2020.`"""
    decimals = decimals_that_add_up(indicator.decimals, before.value, now.value)
    values = {
        "size": format_difference(abs(round(now.value - before.value, 9)), indicator.unit, decimals),
        "before": figures.amount(before.value, indicator, decimals=decimals),
        "in_2017": format_in_period(before.period),
        "now": figures.amount(now.value, indicator, decimals=decimals),
        "in_2020": format_in_period(now.period),
    }
    if now.value > before.value:
        return _("The figure has risen by %(size)s, from %(before)s %(in_2017)s to %(now)s %(in_2020)s.") % values
    if now.value < before.value:
        return _("The figure has fallen by %(size)s, from %(before)s %(in_2017)s to %(now)s %(in_2020)s.") % values
    return _("The figure is the same %(in_2020)s as %(in_2017)s: %(now)s.") % values


def _larger_than_chance(before: Point, now: Point, indicator: Indicator) -> str:
    if uncertainty.is_full_count(before) and uncertainty.is_full_count(now):
        return ""
    holds_if = uncertainty.condition(indicator, before, now)
    return f"{_('The difference is larger than the uncertainty.')} {holds_if}".rstrip()
