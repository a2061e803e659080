"""The commands still answer for a goal that has ended, and for every release."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from django.test import Client

from kobling.cli.commands import kobling
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.releases import actions
from tests.rooms import small
from tests.spaces import plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended():
    """A municipality whose goal a ended between its two releases."""
    wording = {"text": "Målet a nås", "valid_from": "2018-12-19"}
    for number, (at, dates) in enumerate(
        (
            (datetime(2020, 11, 30, 12, tzinfo=UTC), {}),
            (datetime(2021, 5, 31, 12, tzinfo=UTC), {"valid_to": "2020-12-31"}),
        ),
        start=1,
    ):
        goals = [small.goal("a", small.target("a1"), wordings=[wording | dates]), small.goal("b", small.target("b1"))]
        import_facts(facts=small.facts(goals=goals), by="office", at=at, replace=True)
        create_release(municipality="lilleby", on=at.date(), by="office", at=at)
        actions.approve(municipality="lilleby", number=number, embargo_until=None, by="council", at=at)


def run(*arguments, code=0):
    result = CliRunner().invoke(kobling, ["--language", "en", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return plain(result.output)


@pytest.mark.parametrize("name", ["a", "maal-a", "goal-a"])
def test_a_former_goal_is_explained_with_its_last_status(ended, name):
    told = run("explain", name, "--on", "2021-05-31")

    assert "31 December 2020" in told
    assert "80" in told


@pytest.mark.parametrize("name", ["a", "maal-a"])
def test_the_chain_of_a_former_goal_is_shown_on_its_last_day(ended, name):
    refused = run("chain", name, "--on", "2021-05-31", code=1)

    assert refused == f"The goal {name} has ended. Show its chain as it was on the last day: --on 2020-12-31\n"
    assert "goal a: Mål a" in run("chain", name, "--on", "2020-12-31")


def test_a_goal_to_come_is_not_in_force_yet(ended):
    assert run("chain", "b", "--on", "2018-01-01", code=1) == "The goal b is not in force on 1 January 2018.\n"


def test_the_api_answers_for_a_former_goal(ended):
    sent = json.loads(Client().get("/api/v1/lilleby/goals/a").content)

    assert sent["goal"]["ended"]["day"] == "2020-12-31"
    listed = json.loads(Client().get("/api/v1/lilleby/goals").content)
    assert [goal["key"] for goal in listed["goals"]] == ["b"]


def test_a_folder_of_all_releases_has_the_earlier_one(ended, tmp_path):
    run("site", 2, "--out", tmp_path / "all", "--all-releases")
    run("site", 2, "--out", tmp_path / "newest")

    assert (tmp_path / "all" / "udgivelser" / "1" / "maal" / "maal-a" / "index.html").is_file()
    assert not (tmp_path / "newest" / "udgivelser" / "1").exists()
