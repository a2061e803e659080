"""Commands on a database in which there is nothing yet."""

import json
import re
import zipfile
from datetime import UTC, datetime
from typing import get_args

import pytest

from kobling.cli.operations import import_and_release
from kobling.cli.shared.accounts import account_of
from kobling.rooms.audit.queries import entries
from kobling.rooms.change_drafts.records import DraftEventKind
from kobling.rooms.changes.queries import change_sets
from kobling.rooms.comments.records import CommentEventKind
from kobling.rooms.folder.actions import Acceptance
from kobling.rooms.municipality.queries import slugs
from kobling.rooms.releases.doubts import Doubt
from kobling.web.staff.audit_words import DOUBTS
from kobling.web.staff.audit_words import NAMES as NAMED_ACTIONS
from tests.cli.viborg import VIBORG, copy_of_viborg, run
from tests.guards.project_files import SOURCE
from tools.repository import ROOT

pytestmark = pytest.mark.django_db


def test_nothing_there_yet_is_said_with_what_to_do():
    assert "kobling import FOLDER" in run("status", code=1)


def test_a_right_folder_is_said_to_be_right():
    assert "23 goals" in run("validate", VIBORG)


@pytest.mark.parametrize(("language", "said"), [("da", "fejl"), ("en", "errors")])
def test_every_error_is_said_at_once_with_file_line_and_column(tmp_path, language, said):
    folder = copy_of_viborg(tmp_path / "viborg")
    organisation = folder / "organisation.yaml"
    organisation.write_text(organisation.read_text("utf-8").replace("kind: council", "kind: counsil"), "utf-8")
    measurements = folder / "measurements" / "medlem-af-forening.csv"
    measurements.write_text(measurements.read_text("utf-8").replace("59", "fifty-nine"), "utf-8")

    told = run("validate", folder, language=language, code=1)

    assert re.search(r"organisation\.yaml:\d+:\d+: .*counsil", told)
    assert re.search(r"medlem-af-forening\.csv:\d+:\d+: .*fifty-nine", told)
    assert said in told
    assert slugs() == ()


def test_a_rehearsal_tells_everything_and_changes_nothing():
    told = run("import", VIBORG, "--dry-run")

    assert "+ goal: 23" in told
    assert "trial run" in told
    assert slugs() == ()


def test_every_doubt_that_the_audit_keeps_has_a_name():
    assert {doubt.__name__ for doubt in get_args(Doubt)} <= DOUBTS.keys()


def recorded_actions():
    """Return what is recorded in the audit trail, as it stands in the source."""
    texts = [path.read_text("utf-8") for path in (SOURCE / "rooms").rglob("*.py")]
    literal = r'(?:audit\.record\([^)]*?action=|AuditedAs\(|\b_record\()"([^"]+)"'
    found = {name for text in texts for name in re.findall(literal, text)}
    found |= {f"change draft {what}" for what in DraftEventKind}
    return found | {f"comment.{what}" for what in CommentEventKind}


def test_every_action_that_the_audit_keeps_has_a_name():
    assert len(recorded_actions()) > 35
    assert recorded_actions() <= NAMED_ACTIONS.keys()


def test_the_schemas_are_written(tmp_path):
    run("schema", tmp_path / "schemas")

    names = sorted(path.name for path in (tmp_path / "schemas").iterdir())
    assert names
    for name in names:
        assert json.loads((tmp_path / "schemas" / name).read_text("utf-8"))["$schema"]


def viborg_with_a_slip(to, value="0.59"):
    folder = copy_of_viborg(to)
    measurements = folder / "measurements" / "medlem-af-forening.csv"
    header, *rows = measurements.read_text("utf-8").splitlines()
    slipped = rows[-1].replace("2019", "2018", 1).replace("59", value, 1)
    measurements.write_text("\n".join([header, slipped, *rows]) + "\n", "utf-8")
    return folder


@pytest.mark.parametrize(
    ("language", "words"),
    [("da", ("advarsel: ", "Ret den, eller")), ("en", ("warning: ", "Mend it or"))],
)
@pytest.mark.parametrize("command", ["validate", "import", "demo"])
def test_what_is_unlikely_is_questioned_at_its_line_and_nothing_is_changed(tmp_path, command, language, words):
    folder = viborg_with_a_slip(tmp_path / "viborg")

    said = run(command, folder, language=language, code=1)

    assert re.search(r"^measurements/medlem-af-forening\.csv:\d+:\d+: ", said, re.MULTILINE)
    assert all(word in said for word in words)
    assert "--accept-warnings" in said
    assert slugs() == ()


def test_what_was_accepted_is_taken_in_and_not_questioned_again(tmp_path):
    folder = viborg_with_a_slip(tmp_path / "viborg")

    assert "23 goals" in run("validate", folder, "--accept-warnings")
    assert "Say why in words" in run("import", folder, "--accept-warnings", "--reason", " ", code=1)
    said = run("import", folder, "--accept-warnings", "--reason", "Kun formanden svarede.")
    assert "warning: " in said
    assert "Viborg Municipality is imported: " in said
    details = list(entries())[-1].details
    assert details["reason"] == "Kun formanden svarede."
    assert details["accepted"] == 1
    assert "1 warning accepted; Kun formanden svarede." in run("audit")

    assert run("import", folder).strip() == "Nothing differs from what is kept already."
    assert "warning: " in run("import", viborg_with_a_slip(tmp_path / "other", "0.61"), code=1)


def test_a_demonstration_keeps_what_was_accepted(tmp_path):
    folder, day = viborg_with_a_slip(tmp_path / "viborg"), datetime(2020, 11, 30, tzinfo=UTC)

    slug = import_and_release(folder, on=day, by=account_of("office"), acceptance=Acceptance("Prøve."), anyway=None)

    assert slugs() == (slug,)
    [details] = [entry.details for entry in entries() if entry.action == "import"]
    assert details["accepted"] == 1
    (made,) = change_sets(slug)
    assert [warning["code"] for warning in made.accepted] == ["far_from_series"]


def test_a_rehearsal_tells_what_would_be_questioned(tmp_path):
    said = run("import", viborg_with_a_slip(tmp_path / "viborg"), "--dry-run")

    assert "warning: " in said
    assert "trial run" in said
    assert slugs() == ()


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        ("da", "+ beslutning: ", r"Viborg Kommune er taget ind: [\d.]+ oplysninger er nye\."),
        ("en", "+ decision: ", r"Viborg Municipality is imported: [\d,]+ records are new\."),
    ],
)
def test_an_import_ends_in_a_sentence_in_the_readers_words(language, first, last):
    said = run("import", VIBORG, language=language)

    assert first in said
    assert "takendecision" not in said
    assert re.fullmatch(last, said.splitlines()[-1])


@pytest.mark.parametrize(("language", "words"), [("da", "zip-fil"), ("en", "zip file")])
@pytest.mark.parametrize(("command", "code"), [("validate", 1), ("import", 1), ("check", 2), ("demo", 1)])
def test_a_zip_file_is_explained(tmp_path, command, code, language, words):
    with zipfile.ZipFile(tmp_path / "kommune.zip", "w") as packed:
        packed.writestr("viborg/municipality.yaml", "code: 791")

    assert words in run(command, tmp_path / "kommune.zip", language=language, code=code)


def test_the_indicators_without_a_basis_are_named_once_and_stop_nothing():
    told = run("validate", ROOT / "examples" / "odense-arbejdspladser")

    assert told.count("private-arbejdspladser has no basis") == 1
