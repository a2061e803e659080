"""Commands on the draft of a first release: approve, embargo, revoke."""

import json

import pytest

from kobling.rooms.people.queries import names
from tests.cli.viborg import run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafted")]


def test_a_release_goes_from_draft_to_public():
    assert "draft" in run("release", "list")

    run("release", "approve", 1, "--by", "council")

    assert "public" in run("release", "list")
    assert "unchanged" in run("release", "verify", 1)
    assert names()[json.loads(run("release", "show", 1))["approved_by"]] == "council"
    assert "--corrects 1" in run("release", "approve", 1, code=1)
    assert "complete" in run("audit")


def test_an_embargo_is_said():
    approved = run("release", "approve", 1, "--embargo", "2999-01-01T09:00", "--by", "council")

    assert "public from 1 January 2999 09:00." in approved
    assert "under embargo until 2999-01-01 09:00" in run("release", "list")
    assert "embargo until 2999-01-01 09:00" in run("audit")


@pytest.mark.parametrize(
    ("embargo", "said"),
    [
        ("2999-03-31T02:30", "does not exist: the clocks are set forward that night"),
        ("2999-10-27T02:30", "2999-10-27T02:30+02:00 or 2999-10-27T02:30+01:00"),
        ("0001-01-01", "outside the calendar"),
        ("9999-12-31T23:59-10:00", "outside the calendar"),
        ("2020-12-01T09:00", "The embargo ended 1 December 2020 09:00"),
    ],
)
def test_a_moment_that_cannot_be_meant_is_refused(embargo, said):
    assert said in run("release", "approve", 1, "--embargo", embargo, code=1)
    assert "draft" in run("release", "list")


def test_pages_that_are_not_for_the_public_yet_are_written_with_a_warning(tmp_path):
    assert "a draft that is not approved" in run("site", 1, "--out", tmp_path / "draft")

    run("release", "approve", 1, "--embargo", "2999-01-01", "--by", "council")
    assert "under embargo until 1 January 2999 00:00" in run("site", 1, "--out", tmp_path / "embargo")


def test_an_offset_says_which_of_two_moments_is_meant():
    run("release", "approve", 1, "--embargo", "2999-10-27T02:30+01:00", "--by", "council")

    assert "until 2999-10-27 02:30" in run("release", "list")
    assert json.loads(run("release", "show", 1))["embargo_until"] == "2999-10-27T01:30:00Z"


def test_a_release_under_embargo_can_be_revoked():
    run("release", "approve", 1, "--embargo", "2999-01-01", "--by", "council")

    assert "draft again" in run("release", "revoke", 1, "--reason", "Et tal er forkert.")
    assert "draft" in run("release", "list")
    assert "Et tal er forkert." in run("audit")
    assert "not under embargo" in run("release", "revoke", 1, "--reason", "Igen.", code=1)
