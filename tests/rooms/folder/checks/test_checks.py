"""The checks look at everything there is to look at."""

from typing import get_args

import pytest
from hypothesis import HealthCheck, given

from kobling.core.status import Direction, Kind
from kobling.core.status import Target as CoreTarget
from kobling.records.chain import Goal, Vision
from kobling.records.facts import MunicipalityFacts
from kobling.records.indicators import (
    Derivation,
    DifferenceToArea,
    Indicator,
    Measurement,
    PerInhabitant,
    Uncertainty,
)
from kobling.records.municipality import Municipality, Unit
from kobling.rooms.folder.checks import chain, measurements
from kobling.rooms.folder.checks.context import ReadGaps
from kobling.rooms.folder.checks.run import run_checks
from kobling.rooms.folder.errors import ProblemCollector
from kobling.rooms.folder.parsing.locations import RecordLocations
from kobling.rooms.folder.reader import read_folder
from kobling.rooms.indicators.validation import FIXED_UNITS
from tests.laws import examples
from tests.rooms.folder.sample import FILES, write
from tests.rooms.strategies import facts


@pytest.mark.parametrize("table", [chain.REQUIRED_FIELDS, chain.UNUSED_FIELDS])
def test_every_kind_of_target_has_its_needs(table):
    assert table.keys() == set(Kind)


@pytest.mark.parametrize("table", [measurements.REQUIRED_COLUMNS, measurements.UNUSED_COLUMNS])
def test_every_kind_of_uncertainty_has_its_needs(table):
    assert table.keys() == set(Uncertainty)


def test_everything_derived_has_a_unit():
    assert {*FIXED_UNITS, PerInhabitant, DifferenceToArea} == set(get_args(get_args(Derivation)[0]))


@pytest.mark.parametrize("kind", Kind)
def test_a_target_that_passes_is_one_the_status_rule_takes(kind):
    needs = chain.REQUIRED_FIELDS[kind]

    target = CoreTarget(
        kind=kind,
        direction=Direction.UP,
        value=1.0 if "value" in needs else None,
        deadline=None,
        parts=40 if kind is Kind.ALL_PARTS else None,
    )

    assert target.kind is kind
    assert ("value" in needs) is ("value" not in chain.UNUSED_FIELDS[kind] and kind is not Kind.DIRECTION_ONLY)


def inspected(said, gaps=None):
    problems = ProblemCollector()
    run_checks(said, locations=RecordLocations(), gaps=gaps or ReadGaps(), problems=problems)
    return [(str(problem.location), problem.code, problem.found) for problem in problems.found]


@given(facts())
@examples(25, suppress_health_check=[HealthCheck.too_slow])
def test_a_consistent_municipality_has_no_problems(said):
    assert inspected(said) == []


def test_what_was_never_written_is_named(tmp_path):
    said = read_folder(write(tmp_path, FILES))
    lost = said.goals[1].model_copy(update={"responsible": "ingen"})

    assert inspected(said.model_copy(update={"goals": (said.goals[0], lost)})) == [
        ("mål foreninger responsible", "unknown_body", "ingen")
    ]


@pytest.mark.parametrize(
    ("gaps", "told"),
    [
        (ReadGaps(), ["unknown_indicator"]),
        (ReadGaps(rejected_keys={Indicator: {"folketal"}}), []),
        (ReadGaps(incomplete_types={Indicator}), []),
        (ReadGaps(rejected_keys={Indicator: {"andet"}}), ["unknown_indicator"]),
        (ReadGaps(incomplete_types={Goal, Vision}), ["unknown_indicator"]),
    ],
)
def test_what_could_not_be_read_is_not_called_missing(tmp_path, gaps, told):
    said = read_folder(write(tmp_path, FILES))
    without = tuple(one for one in said.indicators if one.key not in {"folketal", "vaekst"})
    measured = tuple(one for one in said.measurements if one.indicator != "folketal")
    targets = tuple(one for one in said.goals[1].targets if one.indicator not in {"folketal", "vaekst"})
    goal = said.goals[1].model_copy(update={"targets": targets})
    less = {"indicators": without, "measurements": measured, "goals": (said.goals[0], goal)}

    assert [code for _place, code, _found in inspected(said.model_copy(update=less), gaps)] == told


def test_a_series_that_points_nowhere_is_told_of_once(tmp_path):
    said = read_folder(write(tmp_path, FILES))
    lost = tuple(one.model_copy(update={"source": "tabt"}) for one in said.measurements)

    assert inspected(said.model_copy(update={"measurements": lost})) == [
        ("måling byer 2019 2020-02-11 source", "unknown_source", "tabt")
    ]


@pytest.mark.parametrize("parents", [{"a": "a"}, {"a": "b", "b": "a"}, {"a": "b", "b": "c", "c": "a", "d": "a"}])
def test_units_on_a_cycle_are_found(tmp_path, parents):
    units = tuple(Unit(key=key, name=key, kind="centre", parent=parent) for key, parent in parents.items())
    of_units = ("leaders", "tracks", "budgets", "agreements", "commitments", "initiatives", "decisions")
    said = read_folder(write(tmp_path, FILES)).model_copy(update={"units": units} | dict.fromkeys(of_units, ()))

    on_cycle = [key for key in parents if key != "d"]
    assert [(place, code) for place, code, _found in inspected(said)] == [
        (f"enhed {key} parent", "unit_under_itself") for key in on_cycle
    ]


def test_the_order_of_facts_is_theirs_alone(tmp_path):
    said = read_folder(write(tmp_path, FILES))
    turned = {
        name: value[::-1]
        for name in ("terms", "indicators", "measurements", "stories")
        if (value := getattr(said, name))
    }

    assert MunicipalityFacts(**dict(said) | turned) == said
    assert MunicipalityFacts(**dict(said) | {"goals": said.goals[::-1]}) != said
    assert isinstance(said.municipality, Municipality)
    assert all(isinstance(one, Measurement) for one in said.measurements)
