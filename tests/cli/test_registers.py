"""`kobling fetch | register`, against a StatBank that tells the truth."""

import json

import pytest
from click.testing import CliRunner
from django.test import override_settings

from kobling.cli.commands import kobling
from kobling.rooms.people.queries import names
from tests.rooms import small
from tests.rooms.registers.town import people, statbank, take
from tests.spaces import plain

pytestmark = pytest.mark.django_db

REVISED = {("791", "TOT", "IALT", "000", "2019K1"): 97114}


@pytest.fixture
def fake(fake):
    with override_settings(REGISTERS={"statbank": lambda: statbank(fake)}):
        yield fake


def run(*arguments, language="en", code=0):
    done = CliRunner().invoke(kobling, ["--language", language, *map(str, arguments)])
    assert done.exit_code == code, done.output
    return plain(done.output)


def test_a_drawing_says_what_it_did(fake):
    take()

    assert "Folketal (folketal), Danmarks Statistik, FOLK1B: the first figures (4 new)" in run("fetch", "folketal")
    assert "nothing had changed (4 as before)" in run("draw", "--all"), "what fetch was called before"


def test_a_figure_the_source_has_changed_is_shown_with_the_difference(fake):
    take()
    run("fetch", "--all")
    fake.revise("FOLK1B", REVISED, updated="2020-05-11T08:00:00")

    said = run("fetch", "--all", "--dry-run", language="da")

    assert "1. kvartal 2019: 97.113 → 97.114 (+1)" in said
    assert "Det var en prøve" in said
    assert "1 revised" in run("fetch", "--all")


def test_what_the_source_has_withdrawn_is_named_with_its_value(fake):
    take()
    run("fetch", "--all")
    fake.revise("FOLK1B", {("791", "TOT", "IALT", "000", "2019K1"): None}, updated="2020-05-11T08:00:00")

    said = run("fetch", "--all", "--dry-run", language="da")

    assert "kilden havde trukket tal tilbage (1 trukket tilbage, 3 som før)" in said
    assert "1. kvartal 2019: 97.113 er trukket tilbage; kilden skriver »..« i stedet" in said
    (told,) = json.loads(run("fetch", "folketal", "--dry-run", "--format", "json"))
    assert (told["outcome"], told["withdrawn"]) == ("withdrawn", [[None, None, "2019-Q1", 97113.0, ".."]])
    fake.remove_table("FOLK1B")
    gone = run("fetch", "--all")
    assert "the source had withdrawn figures (4 withdrawn)" in gone
    assert "there is no table with this code" in gone
    assert "97,113 is withdrawn; the source has no such row any more" in gone


def test_what_is_refused_is_said_and_the_rest_is_drawn(fake):
    take(people(), people() | {"key": "andet", "name": "Andet", "draw": people()["draw"] | {"table": "FOLK9Z"}})

    said = run("fetch", "--all", code=1)

    assert "FOLK9Z" in said
    assert "The former figures stand." in said
    assert "the first figures (4 new)" in said
    assert "1 fetched, 1 refused." in said


def test_a_fetch_that_stores_nothing_adds_no_account_and_one_that_keeps_a_failure_does(fake):
    early = people() | {"draw": people()["draw"] | {"table": "FOLK9Z"}}
    take(measurements=[small.counted("folketal", "2019-Q1", 90_000, drawn="2999-01-01")])
    for refused in (("members",), ("folketal",)):
        run("fetch", *refused, "--by", "nogen", code=1)
    run("fetch", "folketal", "--dry-run", "--by", "nogen", code=1)
    assert "nogen" not in names().values()

    take(early)
    run("fetch", "folketal", "--by", "nogen", code=1)
    assert "nogen" in names().values()


def test_a_program_is_told_the_same(fake):
    take()

    (told,) = json.loads(run("fetch", "folketal", "--format", "json"))

    assert told["outcome"] == "first"
    assert [None, None, "2019-Q1", 97113.0] in told["added"]
    assert len(told["drawing"]["sha256s"][0]) == 64


def test_only_what_may_have_come_is_due(fake):
    take()

    assert "4 new" in run("fetch", "--due")
    assert "Nothing is due." in run("fetch", "--due")


@pytest.mark.parametrize("arguments", [(), ("folketal", "--all"), ("--all", "--due")])
def test_it_has_to_be_said_which_and_once(fake, arguments):
    take()

    assert "--due" in run("fetch", *arguments, code=2)


@pytest.mark.parametrize(
    ("indicator", "said"), [("folketallet", "folketal, members"), ("members", "does not say what to fetch")]
)
def test_what_cannot_be_drawn_is_said(fake, indicator, said):
    take()

    assert said in run("fetch", indicator, code=1)


def test_a_register_that_nobody_set_up_is_never_asked(fake):
    take(people(register_name="http://169.254.169.254/"))

    assert "No register is called http://169.254.169.254/. There are: statbank." in run("fetch", "--all", code=1)
    assert fake.requests == []


def test_tables_are_found_by_their_words(fake):
    found = run("register", "search", "befolkningen", "kvartalet")

    assert "FOLK1B" in found
    assert json.loads(run("register", "search", "FOLK1B", "--format", "json"))[0]["code"] == "FOLK1B"
    assert "No table" in run("register", "search", "xyzzy")


def test_a_table_shows_its_codes_and_totals(fake):
    shown = run("register", "table", "FOLK1B")

    assert "OMRÅDE" in shown
    assert "the total is TOT" in shown
    assert "… 80 more: --values" in shown
    assert "791  Viborg" in run("register", "table", "FOLK1B", "--values")
    variables = json.loads(run("register", "table", "FOLK1B", "--format", "json"))["variables"]
    assert next(one["total"] for one in variables if one["code"] == "OMRÅDE") == "000"
    assert "FOLK9Z" in run("register", "table", "FOLK9Z", code=1)


def test_a_table_the_source_has_stopped_says_so(fake):
    take()
    fake.retire("FOLK1B")

    assert "has stopped updating" in run("register", "table", "FOLK1B")
    assert "has stopped updating" in run("fetch", "folketal")
