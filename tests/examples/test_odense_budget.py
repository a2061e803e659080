"""Odense's budget for 2013 agrees with the report, and its gap is shown.

The figures are those of Kommunalpolitiske Studier nr. 30/2015, section 4.5 with the tracks, in million kroner.
"""

import shutil
from datetime import date
from pathlib import Path

import pytest

from kobling.rooms.findings.queries import inspect_facts
from kobling.rooms.folder.errors import FolderError
from kobling.rooms.folder.reader import read_folder

FOLDER = Path(__file__).parents[2] / "examples" / "odense-budget"
BUDGET = "terms/2010-2013/budget.yaml"
MILLION = 1_000_000

STATED = {
    "selvforsoergelse": 26,
    "sammenhaengende-velfaerdsressourcer": 26,
    "livskvalitet-paa-egne-vilkaar": 45,
    "velfaerd-i-faellesskab": 5,
}
FROM_2014 = {"sundhed-og-forebyggelse", "vores-bygninger"}
WITHOUT_AMOUNT_OR_YEAR = {"vaekst-og-udvikling", "den-ukendte-strategi"}


@pytest.fixture(scope="module")
def budget():
    return read_folder(FOLDER).budgets[0]


def test_the_tracks_have_the_amounts_the_report_gives_and_no_others(budget):
    expected = {line.track: line.expected_mid for line in budget.lines}

    assert {track: kroner for track, kroner in expected.items() if kroner is not None} == {
        track: millions * MILLION for track, millions in STATED.items()
    }
    assert {track for track, kroner in expected.items() if kroner is None} == FROM_2014
    assert {track.key for track in read_folder(FOLDER).tracks} - expected.keys() == WITHOUT_AMOUNT_OR_YEAR
    assert {line.track for line in budget.lines if line.year == 2014} == FROM_2014
    for line in budget.lines:
        assert (line.expected_low, line.expected_high, line.agreed, line.realised) == (None, None, None, None)


def test_the_gap_is_named_and_not_smoothed_over(budget):
    (remainder,) = budget.remainders

    assert budget.total().expected_mid == 125_800_000
    assert sum(STATED.values()) == 102
    assert remainder.expected_mid == 125_800_000 - 102 * MILLION == 23_800_000
    assert (remainder.track, remainder.committee, remainder.unit) == (None, None, None)


def test_the_inspection_finds_the_gap_as_money_that_follows_no_goal():
    found = inspect_facts(read_folder(FOLDER), on=date(2013, 6, 1), select=("D108",)).findings

    (finding,) = found
    assert finding.figures == {"without": 125_800_000, "total": 125_800_000, "percent": 100.0}
    assert {"kroner": 23_800_000} in [evidence.figures for evidence in finding.evidence]


def test_without_the_named_gap_the_import_says_which_sum_does_not_agree(tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "odense")
    text = (folder / BUDGET).read_text("utf-8")
    begin, end = text.index("    remainders:"), text.index("    note:\n      da: Ventet bidrag")
    (folder / BUDGET).write_text(text[:begin] + text[end:], "utf-8")
    line = text[: text.index("expected_mid: 125800000")].count("\n") + 1

    with pytest.raises(FolderError) as refused:
        read_folder(folder)

    assert [(str(one.location), one.code, one.found, one.allowed) for one in refused.value.problems] == [
        (f"{BUDGET}:{line}:23", "sum_differs", "102000000", ("125800000",))
    ]


def test_no_track_is_tied_to_a_goal_nobody_tied_it_to():
    said = read_folder(FOLDER)

    assert {track.goals for track in said.tracks} == {()}
    assert said.goals == ()


def test_both_counts_of_the_proposals_are_in_the_notes():
    note = next(one.text.da for one in read_folder(FOLDER).municipality.notes if "forslag" in one.title.da)

    assert 42 + 26 + 11 == 79
    for number in ("89", "79", "42", "26", "11"):
        assert number in note


def test_the_decisions_are_those_with_a_whole_date():
    assert {(one.body, one.date.isoformat()) for one in read_folder(FOLDER).decisions} == {
        ("byraadet", "2011-06-22"),
        ("oekonomiudvalget", "2012-02-08"),
        ("byraadet", "2012-04-25"),
    }
