"""`kobling changes` and `kobling history`: what was changed, taking it back, and what was known on a day."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import timezone

from kobling.cli import changes
from kobling.rooms.facts.queries import municipality_facts_known_on
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.folder.writer import write_folder
from tests.cli.viborg import run
from tests.rooms import small

THEN = datetime(2020, 11, 30, 12, tzinfo=UTC)
GOAL = small.goal("a", small.target("a1", value=70.0), short="Kort")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def changed():
    """A municipality whose goal was changed on 1 December 2020."""
    import_facts(facts=small.facts(), by="office", at=THEN)
    import_facts(facts=small.facts(goals=[GOAL]), by="anna", at=THEN.replace(month=12, day=1), replace=True)


def test_the_changes_are_listed_shown_and_taken_back():
    listed = run("changes", "list").splitlines()
    assert [line.split()[0] for line in listed[2:]] == ["2", "1"]
    assert "anna" in listed[2]
    assert "folder" in listed[2]

    shown = run("changes", "show", "2")
    assert "~ goal a" in shown
    assert "targets.a1.value: 80.0 -> 70.0" in shown
    assert "short.da: " in shown
    assert '-> "Kort"' in shown

    assert "nothing was changed" in run("changes", "undo", "2", "--dry-run")
    assert "Change 2 is taken back." in run("changes", "undo", "2", "--reason", "Forkert mål.", "--by", "bo")
    assert "taken back by change 3" in run("changes", "list")
    assert "takes back change 2; Forkert mål." in run("changes", "show", "3")
    assert "taken back already, by change 3" in run("changes", "undo", "2", code=1)
    assert "There is no change number 9; the newest is 3" in run("changes", "show", "9", code=1)
    assert "Change 1 is the first" in run("changes", "undo", "1", code=1)


def test_the_changes_are_in_danish():
    assert "Ændring 2 er fortrudt." in run("changes", "undo", "2", language="da")
    assert "fortryder ændring 2" in run("changes", "list", language="da")


def test_the_history_of_a_goal_is_found_by_key_and_address():
    told = run("history", "maal-a")
    assert told == run("history", "a")
    assert told.index("Change 2") < told.index("targets.a1.value: 80.0 -> 70.0") < told.index("Change 1")
    assert "  added" in told
    assert told.startswith("Named by: initiative i, story st\n")
    assert "Nothing (goal) is called b. There are: a." in run("history", "b", code=1)
    assert "Change 1" in run("history", "members", "--kind", "indicator")


def test_a_long_history_shows_the_newest_changes_unless_all_are_asked_for(monkeypatch):
    monkeypatch.setattr(changes, "MAX_ENTRIES", 1)

    newest = run("history", "a")
    assert ("Change 2" in newest, "Change 1" in newest) == (True, False)
    assert newest.endswith("Earlier changes are not shown; --all shows every one.\n")
    assert "tidligere ændringer" in run("history", "a", language="da")
    assert "--all" not in run("history", "a", "--all")
    assert "Change 1" in run("history", "a", "--all")


def test_a_goal_is_shown_as_it_was_known_on_a_day():
    assert "value: 80" in run("history", "a", "--on", "2020-11-30")
    assert "value: 70" in run("history", "a", "--on", "2020-12-01")
    assert "30 November 2020" in run("history", "a", "--on", "2020-11-29", code=1)


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_is_exported_as_it_was_known_on_a_day_figures_included(tmp_path):
    write_folder(municipality_facts_known_on("lilleby", THEN.date()), tmp_path / "first")
    later = small.facts(measurements=[small.measurement("members", "2019", 58.0)], goals=[GOAL])
    import_facts(facts=later, by="anna", at=timezone.now(), replace=True)

    run("export", tmp_path / "then", "--as-known-on", "2020-11-30")
    write_folder(small.facts(), tmp_path / "written on that day")

    assert files(tmp_path / "then") == files(tmp_path / "written on that day") == files(tmp_path / "first")
    run("export", tmp_path / "now")
    assert files(tmp_path / "now").keys() - files(tmp_path / "then").keys() == {Path("revision.yaml")}
    assert "30 November 2020" in run("export", tmp_path / "before", "--as-known-on", "2020-11-29", code=1)
    assert "has not come yet" in run("export", tmp_path / "later", "--as-known-on", "2999-01-01", code=1)


def test_a_folder_that_would_take_something_back_says_what_and_waits(tmp_path):
    write_folder(small.facts(), tmp_path / "hand")

    refused = run("import", tmp_path / "hand", "--accept-warnings", code=1)
    assert "~ goal a" in refused
    assert "--replace" in refused
    assert "is imported" in run("import", tmp_path / "hand", "--replace", "--accept-warnings")


def test_an_exported_folder_keeps_what_is_newer(tmp_path):
    folder = tmp_path / "folder"
    run("export", folder)
    newer = small.facts(goals=[GOAL | {"short": "Nyere"}])
    import_facts(facts=newer, by="anna", at=timezone.now(), replace=True)

    assert "nothing else" in run("import", folder)
    vision = folder / "terms/2018-2021/vision.yaml"
    vision.write_text(vision.read_text("utf-8").replace("short: Kort", "short: Mappens"), "utf-8")
    refused = run("import", folder, code=1)

    assert "goal a short" in refused
    assert all(word in refused for word in ("Kort", "Nyere", "Mappens"))


def test_of_a_long_text_the_part_that_differs_is_shown(tmp_path):
    """One word of one language is changed, far from where both versions begin."""
    folder = tmp_path / "folder"
    start = "Byrådet vil have, at " + "rigtig " * 30
    for word in ("gamle", "unge"):
        wording = {"text": {"da": f"{start}mange {word} går med.", "en": "The same."}, "valid_from": "2018-01-01"}
        newer = small.facts(goals=[GOAL | {"wordings": [wording]}])
        import_facts(facts=newer, by="anna", at=timezone.now(), replace=True)
        if word == "gamle":
            run("export", folder)

    shown = run("changes", "show", "4")
    (line,) = (line for line in shown.splitlines() if "wordings" in line)
    assert "wordings.0.text.da: " in line
    assert "mange gamle går med." in line
    assert "mange unge går med." in line

    vision = folder / "terms/2018-2021/vision.yaml"
    vision.write_text(vision.read_text("utf-8").replace("gamle", "andre"), "utf-8")
    refused = run("import", folder, code=1)
    assert "goal a wordings.0.text.da: it was" in refused
    assert "The same." not in refused


def test_what_has_been_changed_again_is_named_in_the_readers_language():
    import_facts(facts=small.facts(goals=[GOAL | {"short": "Nyere"}]), by="anna", at=timezone.now(), replace=True)

    assert "  mål a\n" in run("changes", "undo", "2", language="da", code=1)


def test_the_reason_of_an_import_is_kept_with_the_change(tmp_path):
    folder = tmp_path / "folder"
    run("export", folder)
    vision = folder / "terms/2018-2021/vision.yaml"
    vision.write_text(vision.read_text("utf-8").replace("short: Kort", "short: Kortere"), "utf-8")

    run("import", folder, "--reason", "Ordet var for langt.")

    assert "Ordet var for langt." in run("changes", "list")
    assert "Ordet var for langt." in run("history", "a")


def test_an_exported_folder_is_questioned_as_what_it_is_merged_into(tmp_path):
    """A target that was changed since the export is no change of the folder, and nothing to accept."""
    folder = tmp_path / "folder"
    run("export", folder)
    newer = small.facts(goals=[small.goal("a", small.target("a1", value=60.0), short="Kort")])
    import_facts(facts=newer, by="anna", at=timezone.now(), replace=True)
    vision = folder / "terms/2018-2021/vision.yaml"
    vision.write_text(vision.read_text("utf-8").replace("short: Kort", "short: Mappens"), "utf-8")

    for options in ((), ("--dry-run",)):
        assert "warning" not in run("import", folder, *options)
    assert "value: 60" in run("history", "a", "--on", timezone.localdate().isoformat())


def test_a_folder_of_another_kobling_is_refused(tmp_path):
    folder = tmp_path / "folder"
    run("export", folder)
    (folder / "revision.yaml").write_text("number: 2\ndigest: '000000000000'\n", "utf-8")

    assert "another Kobling" in run("import", folder, code=1)
