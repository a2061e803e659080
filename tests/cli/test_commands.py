import json
import re
import socket
import zipfile
from datetime import UTC, datetime
from typing import get_args

import pytest
from click.testing import CliRunner
from django.apps import apps

from kobling.cli.commands import kobling
from kobling.cli.operations import import_and_release
from kobling.cli.shared.doubts import NAMES
from kobling.cli.shared.record_names import RECORD_NAMES
from kobling.rooms.audit.queries import entries
from kobling.rooms.folder.actions import Acceptance
from kobling.rooms.municipality.queries import slugs
from kobling.rooms.releases.doubts import Doubt
from kobling.rooms.sync import IdentifiedModel
from tools.repository import ROOT

VIBORG = ROOT / "examples" / "viborg"

pytestmark = pytest.mark.django_db


def run(*arguments, language="en", code=0):
    """What a command says, standard output and error together, once it has ended as expected."""
    done = CliRunner().invoke(kobling, ["--language", language, *map(str, arguments)])
    assert done.exit_code == code, done.output
    return done.output


@pytest.fixture
def viborg():
    run("import", VIBORG, "--by", "office")


@pytest.fixture
def released(viborg):
    run("release", "create", "--on", "2020-11-30", "--by", "office")
    run("release", "approve", 1, "--by", "council")


def copy_of_viborg(to):
    for path in sorted(VIBORG.rglob("*")):
        target = to / path.relative_to(VIBORG)
        if path.is_dir():
            target.mkdir(parents=True)
        elif path.suffix != ".license":
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return to


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


def test_a_second_import_finds_nothing_to_do(viborg):
    assert "Nothing differs" in run("import", VIBORG)


def test_what_has_been_public_cannot_be_taken_out(released, tmp_path):
    folder = copy_of_viborg(tmp_path / "viborg")
    measurements = folder / "measurements" / "medlem-af-forening.csv"
    measurements.write_text(measurements.read_text("utf-8").replace("59", "61"), "utf-8")

    assert "not overwritten" in run("import", folder, code=1)
    (folder / "stories" / "en-ungeguide.md").unlink()
    (folder / "stories" / "en-ungeguide.en.md").unlink()
    measurements.write_bytes((VIBORG / "measurements" / "medlem-af-forening.csv").read_bytes())
    assert "en-ungeguide" in run("import", folder, code=1)


def test_a_goal_is_shown_by_key_or_address(viborg):
    for name in ("of2", "flere-er-medlem-af-en-forening"):
        assert "59%" in run("status", name, "--on", "2020-11-30")
    assert "no-such-goal" in run("status", "no-such-goal", code=1)


@pytest.mark.parametrize(
    ("language", "sums", "verdict"),
    [
        ("en", "59 − 80 = −21 percentage points", "Not reached yet"),
        ("da", "59 − 80 = −21 procentpoint", "Ikke nået endnu"),
    ],
)
def test_the_sums_are_shown_with_the_numbers_put_in(viborg, language, sums, verdict):
    told = run("explain", "of2", "--on", "2020-11-30", language=language)

    assert sums in told
    assert verdict in told


def test_a_release_goes_from_draft_to_public(viborg):
    run("release", "create", "--on", "2020-11-30", "--by", "office")
    assert "draft" in run("release", "list")

    run("release", "approve", 1, "--by", "council")

    assert "public" in run("release", "list")
    assert "unchanged" in run("release", "verify", 1)
    assert json.loads(run("release", "show", 1))["approved_by"] == "council"
    assert "--corrects 1" in run("release", "approve", 1, code=1)
    assert "complete" in run("audit")


def test_an_embargo_is_said(viborg):
    run("release", "create", "--on", "2020-11-30", "--by", "office")
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
def test_a_moment_that_cannot_be_meant_is_refused(viborg, embargo, said):
    run("release", "create", "--on", "2020-11-30", "--by", "office")

    assert said in run("release", "approve", 1, "--embargo", embargo, code=1)
    assert "draft" in run("release", "list")


def test_pages_that_are_not_for_the_public_yet_are_written_with_a_warning(viborg, tmp_path):
    run("release", "create", "--on", "2020-11-30", "--by", "office")
    assert "a draft that is not approved" in run("site", 1, "--out", tmp_path / "draft")

    run("release", "approve", 1, "--embargo", "2999-01-01", "--by", "council")
    assert "under embargo until 1 January 2999 00:00" in run("site", 1, "--out", tmp_path / "embargo")


def test_an_offset_says_which_of_two_moments_is_meant(viborg):
    run("release", "create", "--on", "2020-11-30", "--by", "office")
    run("release", "approve", 1, "--embargo", "2999-10-27T02:30+01:00", "--by", "council")

    assert "until 2999-10-27 02:30" in run("release", "list")
    assert json.loads(run("release", "show", 1))["embargo_until"] == "2999-10-27T01:30:00Z"


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_is_unlikely_is_done_for_a_reason_that_is_kept(released, language):
    made = ("release", "create", "--on", "2020-01-01", "--by", "office")
    asked = run(*made, language=language, code=1)

    assert "--anyway" in asked
    assert "2020" in asked
    assert run(*made, "--anyway", code=1)
    run(*made, "--anyway", "Kun til afprøvning")
    assert "Kun til afprøvning" in run("audit", language=language)


def test_every_doubt_that_the_audit_keeps_has_a_name():
    assert {doubt.__name__ for doubt in get_args(Doubt)} <= NAMES.keys()


def test_a_release_under_embargo_can_be_revoked(viborg):
    run("release", "create", "--on", "2020-11-30", "--by", "office")
    run("release", "approve", 1, "--embargo", "2999-01-01", "--by", "council")

    assert "draft again" in run("release", "revoke", 1, "--reason", "Et tal er forkert.")
    assert "draft" in run("release", "list")
    assert "Et tal er forkert." in run("audit")
    assert "not under embargo" in run("release", "revoke", 1, "--reason", "Igen.", code=1)


def test_an_export_can_be_imported_again(viborg, tmp_path):
    run("export", tmp_path / "out")

    assert "Nothing differs" in run("import", tmp_path / "out")


def test_the_chain_of_an_earlier_day_is_that_of_the_folder_exported_as_of_it(viborg, tmp_path):
    day = "2019-06-30"
    run("export", tmp_path / "then", "--on", day)
    of_now = json.loads(run("check", "--database", "--on", day, "--format", "json", "--fail-on", "never"))
    of_then = json.loads(run("check", tmp_path / "then", "--on", day, "--format", "json", "--fail-on", "never"))

    assert of_now["findings"]
    assert [one["fingerprint"] for one in of_then["findings"]] == [one["fingerprint"] for one in of_now["findings"]]


def test_the_same_pages_come_from_the_number_and_from_the_file(released, tmp_path):
    run("release", "show", 1, "--out", tmp_path / "release.json")
    run("site", 1, "--out", tmp_path / "from-number")
    run("site", tmp_path / "release.json", "--out", tmp_path / "from-file")

    assert everything(tmp_path / "from-number") == everything(tmp_path / "from-file")


def everything(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_release_that_was_changed_is_not_shown(released, tmp_path):
    file = tmp_path / "release.json"
    run("release", "show", 1, "--out", file)
    file.write_text(file.read_text("utf-8").replace("59.0", "95.0"), "utf-8")

    assert "checksum" in run("site", file, "--out", tmp_path / "site", code=1)
    assert not (tmp_path / "site").exists()


def test_a_downloaded_release_gives_the_same_statuses(released, tmp_path):
    run("site", 1, "--out", tmp_path / "site")
    file = tmp_path / "site" / "data" / "release.json"
    run("verify-open-data", file)

    changed = json.loads(file.read_text("utf-8"))
    goal = next(goal for goal in changed["goals"] if goal["key"] == "of2")
    goal["targets"][0]["assessment"]["status"] = "reached"
    file.write_text(json.dumps(changed), "utf-8")
    assert "of2" in run("verify-open-data", file, code=1)


def test_a_taken_port_is_said_with_another(viborg):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"--port {port + 1}" in run("demo", VIBORG, "--port", port, code=1)


def test_the_schemas_are_written(tmp_path):
    run("schema", tmp_path / "schemas")

    names = sorted(path.name for path in (tmp_path / "schemas").iterdir())
    assert names
    for name in names:
        assert json.loads((tmp_path / "schemas" / name).read_text("utf-8"))["$schema"]


@pytest.mark.parametrize(("language", "words"), [("da", "som ikke kan ses"), ("en", "cannot be seen")])
@pytest.mark.parametrize("option", ["--reason", "--reason-en", "--by"])
def test_a_text_with_an_invisible_character_is_refused_on_the_command_line(viborg, language, words, option):
    texts = {"--reason": "Rettet.", "--reason-en": "Corrected.", "--by": "kontoret", option: "Ret\u202etet."}
    arguments = [argument for pair in texts.items() for argument in pair]

    said = run("release", "create", "--on", "2020-11-30", *arguments, language=language, code=1)

    assert words in said
    assert "U+202E" in said


@pytest.mark.parametrize("option", ["--reason", "--reason-en"])
@pytest.mark.parametrize("blank", ["", " ", "\N{NO-BREAK SPACE}\t"])
def test_a_correction_without_words_is_refused(released, option, blank):
    texts = {"--reason": "Rettet.", option: blank}
    arguments = [argument for pair in texts.items() for argument in pair]

    said = run("release", "create", "--on", "2020-12-01", "--corrects", 1, *arguments, code=1)

    assert said.strip() == "Say why in words; the reason is kept in the audit."
    assert "2020-12-01" not in run("release", "list")


def test_a_correction_in_english_alone_is_refused(released):
    said = run("release", "create", "--on", "2020-12-01", "--corrects", 1, "--reason-en", "Corrected.", code=1)

    assert "Say why in words" in said


@pytest.mark.parametrize("nobody", ["", " ", "x" * 201])
def test_what_nobody_does_is_not_done(viborg, nobody):
    assert "at most 200 characters" in run("release", "create", "--on", "2020-11-30", "--by", nobody, code=2)


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
    assert [warning["code"] for warning in details["accepted_warnings"]] == ["far_from_series"]
    assert "1 warning accepted; Kun formanden svarede." in run("audit")

    assert run("import", folder).strip() == "Nothing differs from what is kept already."
    assert "warning: " in run("import", viborg_with_a_slip(tmp_path / "other", "0.61"), code=1)


def test_a_demonstration_keeps_what_was_accepted(tmp_path):
    folder, day = viborg_with_a_slip(tmp_path / "viborg"), datetime(2020, 11, 30, tzinfo=UTC)

    slug = import_and_release(folder, on=day, by="office", acceptance=Acceptance("Prøve."), anyway=None)

    assert slugs() == (slug,)
    [details] = [entry.details for entry in entries() if entry.action == "import"]
    assert [warning["code"] for warning in details["accepted_warnings"]] == ["far_from_series"]


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


def test_every_kind_of_row_that_an_import_writes_has_a_name():
    tables = {model._meta.label_lower for model in apps.get_models() if issubclass(model, IdentifiedModel)}

    assert tables == RECORD_NAMES.keys()


@pytest.mark.parametrize(("language", "words"), [("da", "zip-fil"), ("en", "zip file")])
@pytest.mark.parametrize(("command", "code"), [("validate", 1), ("import", 1), ("check", 2), ("demo", 1)])
def test_a_zip_file_is_explained(tmp_path, command, code, language, words):
    with zipfile.ZipFile(tmp_path / "kommune.zip", "w") as packed:
        packed.writestr("viborg/municipality.yaml", "code: 791")

    assert words in run(command, tmp_path / "kommune.zip", language=language, code=code)


@pytest.mark.parametrize("command", [("site", 1, "--out"), ("release", "show", 1, "--out"), ("schema",)])
def test_a_place_where_nothing_can_be_written_is_named(released, tmp_path, command):
    (tmp_path / "file").write_text("x")

    said = run(*command, tmp_path / "file" / "new", code=1)

    assert "cannot be read or written: " in said
    assert str(tmp_path / "file") in said


@pytest.mark.parametrize(("language", "words"), [("da", "ikke en tidligere eksport"), ("en", "not an earlier export")])
def test_pages_are_not_written_over_something_else(released, tmp_path, language, words):
    (tmp_path / "mine.txt").write_text("x")

    assert words in run("site", 1, "--out", tmp_path, language=language, code=1)
