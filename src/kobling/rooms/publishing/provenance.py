"""The provenance of an indicator's figures in a release: what they rest on, and the drawings they were fetched by."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from kobling.core.basis import Basis
from kobling.records.drawings import Outcome
from kobling.records.indicators import Indicator, Measurement, base_indicators
from kobling.rooms.publishing.release_facts import ReleaseFacts, as_published
from kobling.rooms.registers.failures import failing_since
from kobling.rooms.releases.document import SURVEY, Drawing


def basis(indicator: Indicator, indicators: Mapping[str, Indicator]) -> Basis | None:
    """Return what an indicator's figures rest on: its own basis, else that of all it is derived from."""
    if indicator.basis is not None or indicator.derived is None:
        return indicator.basis
    bases = {basis(indicators[key], indicators) for key in base_indicators(indicator.derived).values()}
    return bases.pop() if len(bases) == 1 else None


def without_basis(indicators: Iterable[Indicator], measurements: Iterable[Measurement]) -> tuple[str, ...]:
    """Return the keys of the indicators of which no page can say what their figures rest on, by key.

    Surveys are samples, and what is derived rests on what others do. Indicators without figures are left out.
    """
    measured = {measurement.indicator for measurement in measurements}
    return tuple(
        sorted(
            indicator.key
            for indicator in indicators
            if indicator.key in measured and indicator.basis is None and indicator.collected_by != "survey"
        )
    )


def drawings(indicator: Indicator, facts: ReleaseFacts, *, on: date) -> tuple[Drawing, ...]:
    """Return the drawings that the figures known on a day are from, and each indicator's newest one, oldest first.

    The newest is when a register was last asked; estimates of a survey that were taken back are left out.
    """
    own = set(_measured_indicators(indicator, facts))
    known = [
        drawing
        for key in sorted(own)
        for drawing in facts.drawings_of.get(key, ())
        if drawing.day <= on and drawing.outcome is not Outcome.REFUSED
    ]
    used = {
        measurement.drawing
        for key in own
        for measurement in facts.measurements_of.get(key, ())
        if measurement.drawn <= on
    }
    newest = {drawing.indicator: drawing.key for drawing in known if drawing.register_name != SURVEY}.values()
    shown = [drawing for drawing in known if drawing.key in used or drawing.key in newest]
    ordered = sorted(shown, key=lambda drawing: (drawing.at, drawing.key))
    return tuple(as_published(drawing, Drawing) for drawing in ordered)


def failing(indicator: Indicator, facts: ReleaseFacts, *, on: date) -> date | None:
    """Return the first day since which the figures, or some of those they are derived from, cannot be fetched."""
    days = (
        failing_since(drawing for drawing in facts.drawings_of.get(key, ()) if drawing.day <= on)
        for key in set(_measured_indicators(indicator, facts))
    )
    return min((day for day in days if day is not None), default=None)


def _measured_indicators(indicator: Indicator, facts: ReleaseFacts) -> Iterator[str]:
    """Yield the indicator if it is measured, otherwise the measured ones it is derived from."""
    if indicator.derived is None:
        yield indicator.key
    for key in base_indicators(indicator.derived).values():
        yield from _measured_indicators(facts.indicators_by_key[key], facts)
