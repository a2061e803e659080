"""Commands on a published release: show, verify, correct, write its pages."""

import json

import pytest
from django.apps import apps

from kobling.rooms.people.queries import names
from tests.cli.viborg import VIBORG, copy_of_viborg, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("released")]


def everything(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_has_been_public_cannot_be_taken_out(tmp_path):
    folder = copy_of_viborg(tmp_path / "viborg")
    measurements = folder / "measurements" / "medlem-af-forening.csv"
    measurements.write_text(measurements.read_text("utf-8").replace("59", "61"), "utf-8")

    assert "not overwritten" in run("import", folder, "--replace", code=1)
    (folder / "stories" / "en-ungeguide.md").unlink()
    (folder / "stories" / "en-ungeguide.en.md").unlink()
    measurements.write_bytes((VIBORG / "measurements" / "medlem-af-forening.csv").read_bytes())
    assert "en-ungeguide" in run("import", folder, "--replace", code=1)


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_is_unlikely_is_done_for_a_reason_that_is_kept(language):
    made = ("release", "create", "--on", "2020-01-01", "--by", "office")
    asked = run(*made, language=language, code=1)

    assert "--anyway" in asked
    assert "2020" in asked
    assert run(*made, "--anyway", code=1)
    run(*made, "--anyway", "Kun til afprøvning")
    assert "Kun til afprøvning" in run("audit", language=language)


def test_keys_are_kept_names_are_shown_and_a_name_can_be_erased():
    run("check", "--database", "--on", "2020-11-30", "--by", "Åse Lund", code=1)
    run("findings", "answer", 1, "--reason", "Det er med vilje.", "--by", "åse lund")
    run("findings", "undo", 1, "--by", "eva", code=1)
    run("import", VIBORG, "--dry-run", "--by", "ib")
    shown = run("audit"), run("findings", "show", 1), run("release", "list"), run("changes", "list")

    assert set(names().values()) == {"office", "council", "åse lund"}
    assert {value for column in who_did_it() for value in column} <= names().keys()
    assert ["åse lund" in text for text in shown] == [True, True, False, False]
    assert ["office" in text for text in shown] == [True, False, False, True]
    assert ["council" in text for text in shown] == [True, False, True, False]

    assert "is not closed" in run("user", "erase", "åse lund", "--yes", code=1)
    run("user", "close", "åse lund", "--by", "eva")
    assert "is closed" in run("findings", "undo", 1, "--by", "åse lund", code=1)
    assert "cannot be undone" in run("user", "erase", "åse lund", code=1)
    run("user", "erase", "åse lund", "--yes", "--by", "eva")
    assert not any("åse lund" in text for text in (run("audit"), run("findings", "show", 1), run("user", "list")))
    assert "an erased account (k" in run("findings", "show", 1)
    assert "en slettet konto (k" in run("audit", language="da")
    assert "complete" in run("audit")


def who_did_it():
    """Yield the columns that hold who did something, but for drawings: those of a folder are as they stand there."""
    for model in apps.get_models():
        for field in {"by", "created_by", "approved_by"} & {field.name for field in model._meta.get_fields()}:
            if model._meta.label != "facts.Drawing":
                yield model.objects.exclude(**{field: None}).values_list(field, flat=True)


def test_the_same_pages_come_from_the_number_and_from_the_file(tmp_path):
    run("release", "show", 1, "--out", tmp_path / "release.json")
    address = ("--address", "https://maal.example.dk/her")
    run("site", 1, "--out", tmp_path / "from-number", *address)
    run("site", tmp_path / "release.json", "--out", tmp_path / "from-file", *address)

    assert everything(tmp_path / "from-number") == everything(tmp_path / "from-file")
    assert "<loc>https://maal.example.dk/her/om/</loc>" in (tmp_path / "from-file" / "sitemap.xml").read_text("utf-8")
    assert "is not an address" in run("site", 1, "--out", tmp_path / "x", "--address", "maal.example.dk", code=2)


def test_a_release_that_was_changed_is_not_shown(tmp_path):
    file = tmp_path / "release.json"
    run("release", "show", 1, "--out", file)
    file.write_text(file.read_text("utf-8").replace("59.0", "95.0"), "utf-8")

    assert "checksum" in run("site", file, "--out", tmp_path / "site", code=1)
    assert not (tmp_path / "site").exists()


def test_a_downloaded_release_gives_the_same_statuses(tmp_path):
    assert "no sitemap.xml" in run("site", 1, "--out", tmp_path / "site")
    file = tmp_path / "site" / "data" / "release.json"
    run("verify-open-data", file)

    changed = json.loads(file.read_text("utf-8"))
    goal = next(goal for goal in changed["goals"] if goal["key"] == "of2")
    goal["targets"][0]["assessment"]["status"] = "reached"
    file.write_text(json.dumps(changed), "utf-8")
    assert "of2" in run("verify-open-data", file, code=1)


@pytest.mark.parametrize("option", ["--reason", "--reason-en"])
@pytest.mark.parametrize("blank", ["", " ", "\N{NO-BREAK SPACE}\t"])
def test_a_correction_without_words_is_refused(option, blank):
    texts = {"--reason": "Rettet.", option: blank}
    arguments = [argument for pair in texts.items() for argument in pair]

    said = run("release", "create", "--on", "2020-12-01", "--corrects", 1, *arguments, code=1)

    assert said.strip() == "Say why in words; the reason is kept in the audit."
    assert "2020-12-01" not in run("release", "list")


def test_a_correction_in_english_alone_is_refused():
    said = run("release", "create", "--on", "2020-12-01", "--corrects", 1, "--reason-en", "Corrected.", code=1)

    assert "Say why in words" in said


@pytest.mark.parametrize("command", [("site", 1, "--out"), ("release", "show", 1, "--out"), ("schema",)])
def test_a_place_where_nothing_can_be_written_is_named(tmp_path, command):
    (tmp_path / "file").write_text("x")

    said = run(*command, tmp_path / "file" / "new", code=1)

    assert "cannot be read or written: " in said
    assert str(tmp_path / "file") in said


@pytest.mark.parametrize(("language", "words"), [("da", "ikke en tidligere eksport"), ("en", "not an earlier export")])
def test_pages_are_not_written_over_something_else(tmp_path, language, words):
    (tmp_path / "mine.txt").write_text("x")

    assert words in run("site", 1, "--out", tmp_path, language=language, code=1)
