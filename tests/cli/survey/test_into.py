"""`kobling survey estimate --into`: a file of answers becomes a figure on a goal page, its interval computed once."""

import hashlib
import json

import pytest
from django.test import Client
from django.utils import timezone

from kobling.records.indicators import Uncertainty
from kobling.rooms.audit.queries import entries
from kobling.rooms.changes.queries import change_sets
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.folder.reader import read_folder
from kobling.rooms.folder.writer import write_folder
from kobling.rooms.people.queries import names
from kobling.rooms.publishing.queries import document, release_facts
from kobling.rooms.releases.document import SURVEY
from kobling.web.opendata.verify import verify
from tests.cli.survey.run_command import design_file, estimates
from tests.cli.survey.test_commands import DESIGN, SCHOOLS
from tests.cli.viborg import run
from tests.rooms import small
from tests.spaces import plain

pytestmark = pytest.mark.django_db

AWARDS = {"kind": "share", "variable": "awards", "category": "Yes"}
WEIGHTED = {key: DESIGN[key] for key in ("weights", "strata", "fpc", "calibrate")}
INDICATORS = [
    small.indicator("members"),
    small.indicator("index", unit="index"),
    small.indicator("growth", unit="percent_per_year", derived={"method": "yearly_growth_percent", "of": "index"}),
    small.indicator("register", collected_by="register"),
]


@pytest.fixture
def town():
    """A municipality with an indicator for surveys, and some for which a survey has no figure."""
    import_facts(facts=small.facts(indicators=INDICATORS), by="office", at=timezone.now())


@pytest.fixture
def add(town, tmp_path):
    """Run the command on the schools, with a design that asks for these estimates."""

    def added(*arguments, wanted=(AWARDS,), data=SCHOOLS, into="members", design=WEIGHTED, **how):
        file = design_file(tmp_path, {**design, "estimate": list(wanted)})
        words = ("survey", "estimate", data, "--design", file, "--into", into, "--period", "2025", "--by", "ana")
        return run(*words, *arguments, **how)

    return added


def figures(key="members", period="2025"):
    """The present figures of an indicator for a period."""
    kept = municipality_facts("lilleby").measurements
    return [figure for figure in kept if (figure.indicator, figure.period.code) == (key, period)]


def test_an_answer_file_is_an_interval_on_the_goal_page(add, tmp_path):
    (computed,) = estimates(tmp_path, SCHOOLS, {**WEIGHTED, "estimate": [AWARDS]})

    told = add()

    (figure,) = figures()
    low, high = (round(100 * computed[end], 9) for end in ("ci_low", "ci_high"))
    assert (figure.value, figure.low, figure.high) == (round(100 * computed["estimate"], 9), low, high)
    assert (figure.uncertainty, figure.n, figure.standard_error) == (
        Uncertainty.INTERVAL,
        200,
        round(100 * computed["se"], 9),
    )
    assert "+ members 2025" in told
    assert "63.82 (56.87 to 70.37), 200 answered" in told
    assert "1 figure is added to members." in told
    (drawing,) = municipality_facts("lilleby").drawings
    how = json.loads(drawing.query)
    assert (drawing.key, drawing.register_name, drawing.table) == (figure.drawing, SURVEY, "share awards = Yes")
    files = (SCHOOLS, tmp_path / "design.yaml")
    assert drawing.sha256s == tuple(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)
    assert how["weighting"] == [{"method": "rake", "margins": ["stype", "sch.wide"]}]
    assert (how["method"], how["interval"], how["confidence"]) == (computed["method"], computed["interval"], 0.95)
    assert how["results"][0]["design_effect"] == pytest.approx(computed["deff"], abs=1e-9)
    assert how["made_with"].startswith("Kobling ")

    today = timezone.localdate()
    made = document(release_facts("lilleby"), on=today)
    (shown,) = (one for one in made.indicators if one.key == "members")
    assert [(point.low, point.high, point.drawing) for point in shown.points[1:]] == [(low, high, drawing.key)]
    assert not verify(made.canonical_bytes()).differences
    run("release", "create", "--by", "office")
    run("release", "approve", "1", "--by", "council")
    page = Client().get("/lilleby/maal/maal-a/").content.decode()
    assert f"{low:.1f}–{high:.1f}".replace(".", ",") == "56,9–70,4"
    assert "56,9–70,4" in plain(page)
    assert "share awards = Yes" in page


def test_the_same_again_changes_nothing_and_another_that_day_is_refused(add):
    add()
    assert "Nothing differs" in add()
    assert [made.origin for made in change_sets("lilleby")] == ["survey", "folder"]

    other = add("--estimate", "a", wanted=[{**AWARDS, "interval": "wilson", "name": "a"}], code=1)

    assert "There is another figure of that day or later" in other
    assert "Nothing was changed." in other
    run("changes", "undo", "2")
    assert not figures()
    made = document(release_facts("lilleby"), on=timezone.localdate())
    assert all(indicator.drawings == () for indicator in made.indicators)
    add("--estimate", "a", wanted=[{**AWARDS, "interval": "wilson", "name": "a"}])
    assert len(figures()) == 1


def test_a_trial_run_and_an_unlikely_figure_change_nothing_before_it_is_accepted(add, tmp_path):
    assert "trial run" in add("--dry-run")
    assert not figures()
    data = tmp_path / "answers.csv"
    data.write_text("y\n" + "1\n" * 6 + "0\n" * 994, "utf-8")
    rare = {"design": {}, "data": data, "wanted": [{"kind": "share", "variable": "y", "category": 1}]}

    asked = add(**rare, code=1)

    assert "lies far from the other figures of its series" in asked
    assert not figures()
    add("--accept-warnings", "--reason", "Talt efter.", **rare)
    (newest, _first) = change_sets("lilleby")
    assert (newest.reason, names()[newest.by], len(newest.accepted)) == ("Talt efter.", "ana", 1)
    assert len(figures()) == 1
    assert list(entries())[-1].action == "add estimates"


@pytest.mark.parametrize(
    ("into", "wanted", "arguments", "message"),
    [
        ("nobody", [AWARDS], (), "No indicator is called nobody. There are: growth, index, members, register."),
        ("register", [AWARDS], (), "collected from a register"),
        ("growth", [AWARDS], (), "calculated from other indicators"),
        ("index", [AWARDS], (), "index is measured in points of an index"),
        ("members", [{"kind": "mean", "variable": "api00"}], (), "becomes a figure in one of"),
        ("members", [{**AWARDS, "category": None}], (), "--estimate: share awards = No, share awards = Yes"),
        ("members", [AWARDS], ("--estimate", "x"), "no estimate called x. There are: share awards = Yes"),
        ("members", [{**AWARDS, "by": "stype"}], (), "divided by stype"),
        ("members", [{**AWARDS, "by": "stype", "part": "awards"}], (), "none of the columns of by: stype"),
        ("members", [{**AWARDS, "level": 0.9}], (), "hold in 90 of 100, and those on the municipality's pages in 95"),
    ],
)
def test_what_is_no_figure_of_the_indicator_is_refused_in_words(add, into, wanted, arguments, message):
    said = add(*arguments, wanted=wanted, into=into, code=1)

    assert message in said
    assert len(change_sets("lilleby")) == 1


def test_danish_refusals(add):
    said = add(into="register", language="da", code=1)

    assert "Tallene i register kommer fra et register, ikke fra en spørgeskemaundersøgelse" in said


def test_a_domain_that_the_design_names_is_a_part_and_too_few_never_come_in(add, tmp_path):
    data = tmp_path / "answers.csv"
    data.write_text("town,place,y\n" + "A,999,1\nA,999,0\n" * 30 + "B,000,1\nB,000,0\n" * 2, "utf-8")
    wanted = {"kind": "share", "variable": "y", "category": 1, "by": ["town", "place"]}

    said = add(
        data=data,
        design={"small_counts": False},
        wanted=[{**wanted, "part": "town", "area": "place", "name": "yes"}],
    )

    assert "What is held back is not added." in said
    (figure,) = figures()
    assert (figure.area, figure.part, figure.value, figure.n) == (None, "A", 50, 60)
    (drawing,) = municipality_facts("lilleby").drawings
    assert "000" not in drawing.query
    alone = add(data=data, design={"where": "town = 'B'"}, wanted=[{**wanted, "by": None, "name": "yes"}], code=1)
    assert "yes is held back" in alone


def test_how_many_were_asked_comes_from_the_step_that_says_who_answered(add, tmp_path):
    data = tmp_path / "answers.csv"
    data.write_text("came,y\n" + "1,1\n1,0\n" * 30 + "0,\n" * 40, "utf-8")
    step = {"method": "nonresponse", "responded": "came"}

    add(data=data, design={"calibrate": [step]}, wanted=[{"kind": "share", "variable": "y", "category": 1}])

    (figure,) = figures()
    assert (figure.n, figure.asked) == (60, 100)


def test_the_figure_and_how_it_was_computed_leave_and_come_in_with_the_folder(add, tmp_path):
    add()
    here = municipality_facts("lilleby")

    write_folder(here, tmp_path / "folder")

    assert read_folder(tmp_path / "folder") == here


def test_without_an_indicator_or_a_period_the_command_says_what_is_missing(town, tmp_path):
    words = ("survey", "estimate", SCHOOLS, "--design", design_file(tmp_path, {"estimate": [AWARDS]}))

    assert "Say --into INDICATOR too" in run(*words, "--period", "2025", code=2)
    assert "with --period" in run(*words, "--into", "members", code=2)
    assert "is not a period such as 2019" in run(*words, "--into", "members", "--period", "last year", code=2)
