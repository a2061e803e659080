"""Question figures that lie far from their series, or cannot be of their unit."""

from itertools import chain, groupby

from kobling.core.basis import Basis
from kobling.records.indicators import Uncertainty
from kobling.rooms.folder.checks.warnings.context import WarningContext
from kobling.rooms.indicators.unlikely import early_figures, far_corrections, unlikely_figures

_CONTRADICTIONS = {
    Basis.SAMPLE: Uncertainty.FULL_COUNT,
    Basis.ALL_PEOPLE: Uncertainty.SIMPLE_RANDOM_SAMPLE,
    Basis.ALL_THINGS: Uncertainty.SIMPLE_RANDOM_SAMPLE,
}
"""What the figures of an indicator of a basis cannot be: a sample is no full count, and a full count no sample."""


def question_basis(context: WarningContext) -> None:
    """Warn of every indicator whose own figures contradict its basis."""
    uncertainties = {(one.indicator, one.uncertainty) for one in context.facts.measurements if one.area is None}
    for indicator in context.asked.indicators:
        contradiction = _CONTRADICTIONS.get(indicator.basis) if indicator.basis is not None else None
        if contradiction is not None and (indicator.key, contradiction) in uncertainties:
            context.warn(indicator, ("basis",), "basis_contradicted", indicator.basis, (contradiction,))


def question_figures(context: WarningContext) -> None:
    """Warn of every figure that is far from its series, or impossible in its unit."""
    measured = groupby(context.asked.measurements, key=lambda measurement: measurement.indicator)
    indicators = {indicator.key: indicator for indicator in context.facts.indicators}
    for key, of_indicator in measured:
        measurements, indicator = tuple(of_indicator), indicators[key]
        found = (unlikely_figures(measurements, indicator.unit), far_corrections(measurements, indicator.unit))
        for figure in chain.from_iterable(found):
            measurement, value = figure.measurement, figure.measurement.value
            context.warn(measurement, ("value",), figure.code, value, figure.allowed, suggestion=figure.suggestion)
        for early in early_figures(measurements, indicator, context.facts.indicators):
            context.warn(early.measurement, ("value",), early.code, early.measurement.value, early.allowed)
