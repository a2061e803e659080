"""The uncertainty of a figure in words, and when it was measured."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kobling.core.basis import Basis
from kobling.rooms.releases.document import Indicator, Point
from kobling.web.shared.formats import (
    active_language,
    decimals_to_distinguish,
    format_in_period,
    format_number,
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
        unknown = _("The source does not say how uncertain the figure is, so we say nothing for certain from it.")
        return f"{answered(point)} {unknown}" if point.n else unknown
    if is_full_count(point):
        return _without_sample(indicator)
    likely = {"range": span(point.low, point.high, indicator)}
    if is_sampled(point, indicator):
        form = _(
            "Had we asked everyone, the figure would very likely be %(range)s, if those who did not answer are like "
            "those who did."
        )
        return f"{answered(point)} {form % likely}"
    return _("The figure is uncertain. According to the source, it is %(range)s.") % likely


def is_sampled(point: Point, indicator: Indicator) -> bool:
    """Return True if some were asked, so that those who did not answer may differ from those who did."""
    basis = rests_on(indicator)
    if basis is not None:
        return basis is Basis.SAMPLE
    return point.uncertainty == "simple_random_sample" or point.n is not None


def answered(point: Point) -> str:
    """Return how many were asked and answered, as far as that is known: `1.165 af de 2.500, der blev spurgt, …`."""
    if point.n is None:
        return _("How many answered is not known.")
    values = {"n": format_number(point.n)}
    if point.asked is None:
        return _("%(n)s answered; how many were asked is not known.") % values
    return _("%(n)s of the %(asked)s who were asked answered.") % (values | {"asked": format_number(point.asked)})


def condition(indicator: Indicator, *points: Point | None) -> str:
    """Return what has to be true for the intervals of these points to hold; empty where none has an interval."""
    uncertain = _with_interval(points)
    if any(is_sampled(point, indicator) for point in uncertain):
        return _("The uncertainty assumes that those who did not answer are like those who did.")
    return _("The uncertainty is the one that the source gives, and we take it to be right.") if uncertain else ""


def interval_meaning(indicator: Indicator, *points: Point | None) -> str:
    """Return what the intervals of a table are, and when they hold; empty where none of these points has one."""
    uncertain = _with_interval(points)
    return describe_intervals(are_sampled=any(is_sampled(point, indicator) for point in uncertain)) if uncertain else ""


def describe_intervals(*, are_sampled: bool) -> str:
    """Return what the intervals of a table are: worked out from those who answered, or given by the source."""
    if are_sampled:
        return _(
            "The intervals are where the figures would very likely lie, had everyone been asked, if those who did not "
            "answer are like those who did."
        )
    return _("The intervals are those that the source gives.")


def _with_interval(points: Iterable[Point | None]) -> list[Point]:
    return [point for point in points if point and point.low is not None and not is_full_count(point)]


def rests_on(indicator: Indicator) -> Basis | None:
    """Return what the indicator's figures rest on: a sample where people were asked and no basis is given."""
    if indicator.basis is None and indicator.collected_by == "survey":
        return Basis.SAMPLE
    return indicator.basis


def _without_sample(indicator: Indicator) -> str:
    """What a figure without sampling error rests on, as far as that is known."""
    sentences = {
        Basis.ALL_PEOPLE: _("The figure covers everyone, not a sample."),
        Basis.ALL_THINGS: _("The figure is compiled for the whole municipality, not from a sample."),
        Basis.SAMPLE: _("The figure covers those who answered."),
        Basis.CALCULATED: _(
            "The figure is calculated for the whole municipality, so it may be less precise than a count."
        ),
        Basis.REPORTED: _("The figure rests on what the institutions themselves report."),
        None: _("The figure is not from a sample."),
    }
    return sentences[rests_on(indicator)]


def span(low: float, high: float, indicator: Indicator) -> str:
    """Return the interval: `mellem 56 og 62 ud af 100`, with decimals enough for its ends to differ."""
    return format_range(low, high, indicator.unit, decimals_to_distinguish(indicator.decimals, low, high))


def uncertainty_line(point: Point, indicator: Indicator) -> str:
    """Return the uncertainty and the period, for a card: `Mellem 56 og 62 ud af 100, målt 2019`."""
    if is_full_count(point):
        basis = rests_on(indicator)
        if basis is None:
            return capitalize(measured_when(point))
        return _("%(basis)s, %(period)s") % {"basis": basis_line(basis), "period": format_period(point.period)}
    how_sure, holds_if = _("Uncertainty not known"), ""
    if point.low is not None and point.high is not None:
        how_sure, holds_if = span(point.low, point.high, indicator), _short_condition(point, indicator)
    line = capitalize(_("%(how_sure)s, %(measured)s") % {"how_sure": how_sure, "measured": measured_when(point)})
    return f"{line}. {holds_if}" if holds_if else line


def _short_condition(point: Point, indicator: Indicator) -> str:
    """How many answered, and what has to be true for the interval to hold, in one sentence for a card."""
    if point.n is None or not is_sampled(point, indicator):
        return condition(indicator, point)
    values = {"n": format_number(point.n)}
    if point.asked is None:
        return _("%(n)s answered; the uncertainty holds if those who did not answer are like them.") % values
    form = _("%(n)s of %(asked)s answered; the uncertainty holds if those who did not answer are like them.")
    return form % (values | {"asked": format_number(point.asked)})


def basis_line(basis: Basis) -> str:
    """Return what a figure without sampling error rests on, in few words: `Alle er talt med`."""
    lines = {
        Basis.ALL_PEOPLE: _("Complete count"),
        Basis.ALL_THINGS: _("Compiled for the whole municipality"),
        Basis.SAMPLE: _("Those who answered"),
        Basis.CALCULATED: _("Calculated for the whole municipality"),
        Basis.REPORTED: _("Reported by the institutions"),
    }
    return lines[basis]


def measured_when(point: Point) -> str:
    """Return `målt 2019`, `målt i 1. kvartal 2019`, or for a full count `opgjort 2019`."""
    form = _("compiled %(in_2019)s") if is_full_count(point) else _("measured %(in_2019)s")
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
