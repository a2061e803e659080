"""The histories of targets and indicators, kept while nothing that they are worked out from changes.

Most of an inspection is the status of every target on every day that could change it, and one change of a fact leaves
almost all of it as it was. What is kept is a process's own, so no other version of the code has made it.
"""

from collections.abc import Callable
from functools import cache, cached_property
from hashlib import sha256
from threading import Lock
from typing import Any

from cachetools import LRUCache, cached
from pydantic import TypeAdapter

from kobling.records.chain import Target
from kobling.records.facts import MunicipalityFacts
from kobling.records.indicators import Measurement, base_indicators
from kobling.rooms.findings.graph.status_history import IndicatorHistory, StatusHistory, TargetHistory

MAX_KEPT = 8_192
"""The most histories that are kept: as many as eight municipalities have of 500 goals, each with an indicator."""
_MEASUREMENTS = TypeAdapter(list[Measurement])


class KeptHistories:
    """The histories of a municipality's targets and indicators: those kept, and the others worked out."""

    def __init__(self, facts: MunicipalityFacts) -> None:
        """Use the figures of a municipality."""
        self._facts = facts
        self._indicators = {indicator.key: indicator for indicator in facts.indicators}
        self._bodies = {body.key: body for body in facts.bodies}
        self._measurements: dict[str, list[Measurement]] = {}
        for measurement in facts.measurements:
            self._measurements.setdefault(measurement.indicator, []).append(measurement)
        self._digest_of_series = cache(self._series_digest)

    @cached_property
    def _worked_out(self) -> StatusHistory:
        return StatusHistory(self._facts)

    def of_target(self, target: Target) -> TargetHistory:
        """Return the history of a target."""
        history: TargetHistory = kept(self._target_digest(target), lambda: self._worked_out.of_target(target))
        return history

    def of_indicator(self, indicator: str) -> IndicatorHistory:
        """Return the history of an indicator."""
        digest = self._digest_of_series(indicator)
        history: IndicatorHistory = kept(digest, lambda: self._worked_out.of_indicator(indicator))
        return history

    def _target_digest(self, target: Target) -> bytes:
        """Return the SHA-256 of all that a target's history is worked out from."""
        judges = [self._bodies[judgement.body].model_dump_json() for judgement in target.judgements]
        series = "" if target.indicator is None else self._digest_of_series(target.indicator).hex()
        parts = (target.model_dump_json(), *judges, series, repr(self._facts.municipality.confidence))
        return sha256("\n".join(parts).encode()).digest()

    def _series_digest(self, indicator: str) -> bytes:
        """Return the SHA-256 of an indicator and its figures, and of those that it is derived from.

        The confidence is among them, since points have intervals.
        """
        definition = self._indicators[indicator]
        bases = sorted(set(base_indicators(definition.derived).values()))
        parts = (
            repr(self._facts.municipality.confidence).encode(),
            definition.model_dump_json().encode(),
            _MEASUREMENTS.dump_json(self._measurements.get(indicator, [])),
            *(self._digest_of_series(base).hex().encode() for base in bases),
        )
        return sha256(b"\n".join(parts)).digest()


@cached(LRUCache[bytes, Any](maxsize=MAX_KEPT), key=lambda digest, _work_out: digest, lock=Lock(), info=True)
def kept(_digest: bytes, work_out: Callable[[], Any]) -> Any:
    """Return the history with this digest, which is worked out only where it is not kept."""
    return work_out()
