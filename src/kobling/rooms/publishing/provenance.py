"""Where an indicator's figures came from, as a release tells it."""

from collections.abc import Iterator
from datetime import date

from kobling.rooms.indicators.records import Indicator, base_indicators
from kobling.rooms.publishing.release_facts import ReleaseFacts
from kobling.rooms.registers.records import Outcome
from kobling.rooms.releases.document import Drawing


def drawings(indicator: Indicator, of: ReleaseFacts, *, on: date) -> tuple[Drawing, ...]:
    """Return the drawings that figures known on a day are from, and the newest that says they still stand."""
    own = set(_measured(indicator, of))
    known = [
        one for one in of.drawings if one.indicator in own and one.day <= on and one.outcome is not Outcome.REFUSED
    ]
    used = {one.drawing for one in of.figures.measurements if one.indicator in own and one.drawn <= on}
    newest = {one.indicator: one.key for one in known}.values()
    told = sorted((one for one in known if one.key in used or one.key in newest), key=lambda one: (one.at, one.key))
    return tuple(Drawing.model_validate(one.model_dump(include=set(Drawing.model_fields))) for one in told)


def _measured(indicator: Indicator, of: ReleaseFacts) -> Iterator[str]:
    """Yield the indicator, or those that are measured among what it is derived from."""
    if indicator.derived is None:
        yield indicator.key
    for key in base_indicators(indicator.derived).values():
        yield from _measured(of.indicators[key], of)
