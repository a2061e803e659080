"""Commands on Viborg as it is imported, before anything is released."""

import json
import os
import socket

import pytest

from kobling.rooms.people.queries import names
from kobling.rooms.releases.queries import summaries
from tests.cli.viborg import VIBORG, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("imported")]


def test_a_second_import_finds_nothing_to_do():
    assert "Nothing differs" in run("import", VIBORG)


def test_a_goal_is_shown_by_key_or_address():
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
def test_the_sums_are_shown_with_the_numbers_put_in(language, sums, verdict):
    told = run("explain", "of2", "--on", "2020-11-30", language=language)

    assert sums in told
    assert verdict in told


def test_an_export_can_be_imported_again(tmp_path):
    run("export", tmp_path / "out")

    assert "Nothing differs" in run("import", tmp_path / "out")


def test_the_chain_of_an_earlier_day_is_that_of_the_folder_exported_as_of_it(tmp_path):
    day = "2019-06-30"
    run("export", tmp_path / "then", "--on", day)
    of_now = json.loads(run("check", "--database", "--on", day, "--format", "json", "--fail-on", "never"))
    of_then = json.loads(run("check", tmp_path / "then", "--on", day, "--format", "json", "--fail-on", "never"))

    assert of_now["findings"]
    assert [one["fingerprint"] for one in of_then["findings"]] == [one["fingerprint"] for one in of_now["findings"]]


def test_a_taken_port_is_said_with_another():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"--port {port + 1}" in run("demo", VIBORG, "--port", port, code=1)


@pytest.mark.parametrize(("language", "words"), [("da", "som ikke kan ses"), ("en", "cannot be seen")])
@pytest.mark.parametrize("option", ["--reason", "--reason-en", "--by"])
def test_a_text_with_an_invisible_character_is_refused_on_the_command_line(language, words, option):
    texts = {"--reason": "Rettet.", "--reason-en": "Corrected.", "--by": "kontoret", option: "Ret\u202etet."}
    arguments = [argument for pair in texts.items() for argument in pair]

    said = run("release", "create", "--on", "2020-11-30", *arguments, language=language, code=1)

    assert words in said
    assert "U+202E" in said


@pytest.mark.parametrize("nobody", ["", " ", "x" * 201, "ß" * 101])
def test_what_nobody_does_is_not_done(nobody):
    assert "at most 200 characters" in run("release", "create", "--on", "2020-11-30", "--by", nobody, code=2)


def test_a_system_that_knows_no_name_needs_one_on_the_command_line(monkeypatch):
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 2**31 - 7)

    assert "--by NAME" in run("release", "create", "--on", "2020-11-30", code=2)


def test_a_command_that_is_refused_adds_no_account():
    for command in (
        ("user", "close", "ukendt"),
        ("user", "password", "ukendt", "--password", "en meget lang adgangskode"),
        ("changes", "undo", 99),
        ("release", "approve", 99),
        ("findings", "answer", 99, "--reason", "Det er fint."),
        ("release", "create", "--on", "2999-01-01"),
        ("fetch", "of2"),
        ("demo", VIBORG, "--on", "2020-11-30", "--beside", VIBORG, "2999-01-01"),
    ):
        run(*command, "--by", "nogen", code=1)

    assert "nogen" not in names().values()
    assert summaries("viborg") == (), "what the demonstration began with is taken back"
