"""What one indicator's definition has to agree on with itself, and with the indicators and figures it rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kobling.core.units import Unit
from kobling.rooms.indicators.records import (
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
from kobling.rooms.records import Record

Path = tuple[str | int, ...]

FIXED_UNITS: Mapping[type[Record], Unit] = {
    YearlyGrowth: Unit.PERCENT_PER_YEAR,
    PartsThatGrew: Unit.PARTS,
    ShareOf: Unit.PERCENT,
    IndexAgainst: Unit.INDEX,
}
"""The units of what is derived, where they do not depend on what it is derived from."""


@dataclass(frozen=True)
class DefinitionProblem:
    """Something a definition does not agree on."""

    path: Path
    """The field it stands in."""
    code: str
    """What is wrong; the municipality folder has a sentence for each."""
    found: object = ""
    allowed: tuple[object, ...] = ()


@dataclass(frozen=True)
class ValidationContext:
    """What else there is."""

    indicators: Mapping[str, Indicator]
    measured: Mapping[str, list[Measurement]] = field(default_factory=dict)
    """The figures of each indicator."""


def validate_definition(indicator: Indicator, known: ValidationContext) -> Iterator[DefinitionProblem]:
    """Yield everything that keeps an indicator from being shown or reckoned."""
    for language, sentence in (("da", indicator.sentence.da), ("en", indicator.sentence.en)):
        if sentence is not None and not _holds_value_once(sentence):
            yield DefinitionProblem(("sentence", language), "no_value_in_sentence")
    if indicator.unit is Unit.PARTS and indicator.parts is None:
        yield DefinitionProblem(("unit",), "parts_without_name")
    if indicator.unit is not Unit.PARTS and indicator.parts is not None:
        yield DefinitionProblem(("parts",), "parts_without_unit", indicator.unit)
    if indicator.derived is not None:
        yield from _of_derivation(indicator, indicator.derived, known)
    if indicator.draw is not None:
        yield from _of_draw(indicator, indicator.draw)


def _holds_value_once(sentence: str) -> bool:
    return sentence.count("{value}") == 1 and not set("{}") & set(sentence.replace("{value}", ""))


def _of_derivation(indicator: Indicator, derived: Derivation, known: ValidationContext) -> Iterator[DefinitionProblem]:
    for name, key in base_indicators(derived).items():
        base = known.indicators.get(key)
        if base is not None and base.derived is not None and not _may_rest_on(derived, base.derived):
            yield DefinitionProblem(("derived", name), "derived_from_derived", base.key)
    unit = derived_unit(derived, known.indicators)
    if unit is not None and indicator.unit is not unit:
        yield DefinitionProblem(("unit",), "derived_unit", derived.method, (unit,))
    yield from _never_measured(derived, known)


def _may_rest_on(derived: Derivation, base: Derivation) -> bool:
    """A difference may be of something derived, such as growth, so that nothing is ever two steps further down."""
    return isinstance(derived, DifferenceToArea) and not isinstance(base, DifferenceToArea)


def derived_unit(derived: Derivation, indicators: Mapping[str, Indicator]) -> Unit | None:
    """Return the unit of what is derived; None where it depends on an indicator that is not there."""
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


def _never_measured(derived: Derivation, known: ValidationContext) -> Iterator[DefinitionProblem]:
    """Refuse an area or a base period that was never measured, once there are figures at all."""
    measured = known.measured.get(derived.of, [])
    areas = {one.area for one in measured if one.area is not None}
    periods = {one.period for one in measured if one.area is None and one.part is None}
    if isinstance(derived, DifferenceToArea) and measured and derived.area not in areas:
        yield DefinitionProblem(("derived", "area"), "unknown_area", derived.area, tuple(sorted(areas)))
    if isinstance(derived, IndexAgainst) and periods and derived.base not in periods:
        yield DefinitionProblem(("derived", "base"), "unknown_period", derived.base, tuple(sorted(periods)))


def _of_draw(indicator: Indicator, draw: Draw) -> Iterator[DefinitionProblem]:
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
