"""Validate an indicator's definition, in itself and against the indicators and figures it is derived from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kobling.core.units import Unit
from kobling.records.base import Record
from kobling.records.indicators import (
    Derivation,
    DifferenceToArea,
    Draw,
    IndexAgainst,
    Indicator,
    Measurement,
    PartsThatGrew,
    PerInhabitant,
    ShareOf,
    YearlyGrowth,
    base_indicators,
)

Path = tuple[str | int, ...]

FIXED_UNITS: Mapping[type[Record], Unit] = {
    YearlyGrowth: Unit.PERCENT_PER_YEAR,
    PartsThatGrew: Unit.PARTS,
    ShareOf: Unit.PERCENT,
    IndexAgainst: Unit.INDEX,
}
"""The units of derivations whose unit does not depend on the indicator they are derived from."""


@dataclass(frozen=True)
class DefinitionProblem:
    """One inconsistency in a definition."""

    path: Path
    """The field with the problem."""
    code: str
    """The kind of problem; the municipality folder has a message for each code."""
    found: object = ""
    allowed: tuple[object, ...] = ()


@dataclass(frozen=True)
class ValidationContext:
    """The other indicators and the figures that a definition is validated against."""

    indicators: Mapping[str, Indicator]
    measured: Mapping[str, list[Measurement]] = field(default_factory=dict)
    """The figures of each indicator, by its key."""


def validate_definition(indicator: Indicator, context: ValidationContext) -> Iterator[DefinitionProblem]:
    """Yield the problems that keep an indicator from being shown or calculated."""
    yield from _sentence_problems(indicator)
    if indicator.unit is Unit.PARTS and indicator.parts is None:
        yield DefinitionProblem(("unit",), "parts_without_name")
    if indicator.unit is not Unit.PARTS and indicator.parts is not None:
        yield DefinitionProblem(("parts",), "parts_without_unit", indicator.unit)
    if indicator.derived is not None:
        yield from _derivation_problems(indicator, indicator.derived, context)
    if indicator.draw is not None:
        yield from _fetch_problems(indicator, indicator.draw)


def _sentence_problems(indicator: Indicator) -> Iterator[DefinitionProblem]:
    for name in ("sentence", "sentence_negative"):
        words = getattr(indicator, name)
        for language, sentence in () if words is None else (("da", words.da), ("en", words.en)):
            if sentence is not None and not _holds_value_once(sentence):
                yield DefinitionProblem((name, language), "no_value_in_sentence")
    if indicator.sentence is None and indicator.sentence_negative is not None:
        yield DefinitionProblem(("sentence_negative",), "no_other_sentence")


def _holds_value_once(sentence: str) -> bool:
    """Return whether a sentence has `{value}` once, `{period}` at most once, and no other curly brackets."""
    if sentence.count("{value}") != 1 or sentence.count("{period}") > 1:
        return False
    return not set("{}") & set(sentence.replace("{value}", "").replace("{period}", ""))


def _derivation_problems(
    indicator: Indicator, derived: Derivation, context: ValidationContext
) -> Iterator[DefinitionProblem]:
    for name, key in base_indicators(derived).items():
        base = context.indicators.get(key)
        if base is not None and base.derived is not None and not _may_derive_from(derived, base.derived):
            yield DefinitionProblem(("derived", name), "derived_from_derived", base.key)
    unit = derived_unit(derived, context.indicators)
    if unit is not None and indicator.unit is not unit:
        yield DefinitionProblem(("unit",), "derived_unit", derived.method, (unit,))
    yield from _unmeasured_problems(derived, context)


def _may_derive_from(derived: Derivation, base: Derivation) -> bool:
    """Return whether a derivation may build on another. Only a difference may, so there are at most two steps."""
    return isinstance(derived, DifferenceToArea) and not isinstance(base, DifferenceToArea)


def derived_unit(derived: Derivation, indicators: Mapping[str, Indicator]) -> Unit | None:
    """Return the unit of a derivation; None where it depends on an unknown indicator."""
    if type(derived) in FIXED_UNITS:
        return FIXED_UNITS[type(derived)]
    if isinstance(derived, PerInhabitant) and derived.per == 1000:
        return Unit.PER_1000
    base = indicators.get(derived.of)
    if base is None:
        return None
    return _unit_of_difference(base.unit) if isinstance(derived, DifferenceToArea) else base.unit


def _unit_of_difference(unit: Unit) -> Unit:
    if unit in {Unit.PERCENT, Unit.PERCENT_PER_YEAR}:
        return Unit.PERCENTAGE_POINTS
    return Unit.COUNT if unit is Unit.PARTS else unit


def _unmeasured_problems(derived: Derivation, context: ValidationContext) -> Iterator[DefinitionProblem]:
    """Yield an area or a base period that was never measured, once there are any figures."""
    measured = context.measured.get(derived.of, [])
    areas = {measurement.area for measurement in measured if measurement.area is not None}
    periods = {measurement.period for measurement in measured if measurement.area is None and measurement.part is None}
    if isinstance(derived, DifferenceToArea) and measured and derived.area not in areas:
        yield DefinitionProblem(("derived", "area"), "unknown_area", derived.area, tuple(sorted(areas)))
    if isinstance(derived, IndexAgainst) and periods and derived.base not in periods:
        yield DefinitionProblem(("derived", "base"), "unknown_period", derived.base, tuple(sorted(periods)))


def _fetch_problems(indicator: Indicator, draw: Draw) -> Iterator[DefinitionProblem]:
    if indicator.derived is not None:
        yield DefinitionProblem(("draw",), "derived_is_drawn", indicator.key)
    if indicator.unit is Unit.PARTS:
        yield DefinitionProblem(("draw",), "parts_are_drawn", indicator.key)
    named: set[str] = set()
    for name in ("time", "area", "part"):
        variable = getattr(draw, name)
        if variable is None:
            continue
        if variable not in draw.select:
            yield DefinitionProblem(("draw", name), "variable_not_selected", variable, tuple(draw.select))
        if variable in named:
            yield DefinitionProblem(("draw", name), "variable_twice", variable)
        named.add(variable)
