"""The command as a person starts it: a process of its own."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.core.exceptions import ImproperlyConfigured

from kobling.config import environment
from tools.repository import ROOT

MAIN = "from kobling.cli import main; main()"
IMPATIENT = """
from kobling.config import environment
environment.SQLITE_OPTIONS["init_command"] += "PRAGMA busy_timeout=200;"
"""
"""Wait a fifth of a second for another process, not five."""


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """A folder with an embedded database without a municipality, which no test changes."""
    home = tmp_path_factory.mktemp("tables")
    assert kobling("audit", home=home).returncode == 0
    return home


def start(*arguments, home, program=MAIN, **settings):
    inherited = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "KOBLING_SECRET_KEY"}
    }
    inherited |= {"KOBLING_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), **settings}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.Popen(command, env=inherited, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def kobling(*arguments, home, **settings):
    with start(*arguments, home=home, **settings) as process:
        said, error = process.communicate()
    return subprocess.CompletedProcess(process.args, process.returncode, said, error)


def test_the_embedded_database_is_made_where_it_is_wanted(tmp_path):
    done = kobling("--language", "en", "release", "list", home=tmp_path / "new" / "place")

    assert done.returncode == 1
    assert "no municipality yet" in done.stderr
    assert (tmp_path / "new" / "place" / "kobling.sqlite3").exists()
    assert kobling("setup", home=tmp_path / "another" / "place").returncode == 0


def test_commands_that_start_at_once_make_the_embedded_database_together(tmp_path):
    processes = [start("audit", home=tmp_path, KOBLING_LANGUAGE="en") for _ in range(3)]

    said = [process.communicate() for process in processes]

    assert [process.returncode for process in processes] == [0, 0, 0], said
    assert all("The trail is complete" in text for text, _ in said)


def test_a_command_that_waits_too_long_for_another_says_so(tmp_path):
    imported = kobling("import", str(ROOT / "examples" / "odense-arbejdspladser"), home=tmp_path)
    assert imported.returncode == 0, imported.stderr

    with closing(sqlite3.connect(tmp_path / "kobling.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = kobling(
            *("release", "create", "--on", "2016-06-01"),
            home=tmp_path,
            program=IMPATIENT + MAIN,
            KOBLING_LANGUAGE="en",
        )

    assert done.returncode == 1
    assert done.stderr.startswith("Another command is writing to the database.")


def test_a_database_that_cannot_be_opened_is_said_so(tmp_path):
    (tmp_path / "kobling.sqlite3").mkdir()

    done = kobling("status", home=tmp_path, KOBLING_LANGUAGE="en")

    assert (done.returncode, done.stderr) == (1, "The database cannot be used: unable to open database file\n")


def test_a_server_database_without_a_key_is_refused_with_how_to_make_one(tmp_path):
    done = kobling("status", home=tmp_path, DATABASE_URL="postgresql://nobody@localhost/none")

    assert done.returncode == 1
    assert "secrets.token_urlsafe(50)" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_database_is_refused_with_what_is_known(tmp_path):
    done = kobling("status", home=tmp_path, DATABASE_URL="mysql://localhost/x", KOBLING_SECRET_KEY="k" * 50)

    assert done.returncode == 1
    assert "postgresql://" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_misspelt_command_is_a_usage_error(tmp_path):
    assert kobling("imprt", home=tmp_path).returncode == 2


def test_each_language_speaks(tables):
    assert "ingen kommune" in kobling("status", home=tables).stderr
    assert "no municipality" in kobling("status", home=tables, KOBLING_LANGUAGE="en").stderr
    assert "da or en" in kobling("status", home=tables, KOBLING_LANGUAGE="fr").stderr


def test_a_word_that_is_neither_yes_nor_no_is_refused(tmp_path):
    assert "yes or no" in kobling("status", home=tmp_path, KOBLING_WORKING_PAGES="maybe").stderr


def test_what_is_no_address_is_refused(tmp_path, monkeypatch):
    assert "is an address such as" in kobling("status", home=tmp_path, KOBLING_ADDRESS="maal.example.dk").stderr
    for address in ("https://name:secret@maal.example.dk/", 'https://maal.example.dk/"><b>'):
        monkeypatch.setenv("KOBLING_ADDRESS", address)
        with pytest.raises(ImproperlyConfigured, match="is an address such as"):
            environment.public_address()


def test_a_server_of_the_public_pages_alone_has_no_working_pages(tables):
    """Where there is no municipality, `arbejde/` is no address at all."""
    look = """
import django; django.setup()
from django.test import Client
print([Client().get(page).status_code for page in ("/arbejde/ind/", "/en/work/in/")])
"""
    ours = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    settings = {
        "DJANGO_SETTINGS_MODULE": "kobling.config.settings",
        "KOBLING_HOME": str(tables),
        "KOBLING_HOSTS": "testserver",
        "PYTHONPATH": str(ROOT / "src"),
    }
    said = [
        subprocess.run(
            [sys.executable, "-c", look],
            env=ours | settings | {"KOBLING_WORKING_PAGES": chosen},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for chosen in ("yes", "no")
    ]

    assert said == ["[200, 200]\n", "[404, 404]\n"]


def test_a_folder_whose_name_the_terminal_cannot_show_is_named_all_the_same(tmp_path):
    folder = os.fsencode(tmp_path) + b"/k\xf8bing"
    shutil.copytree(os.fsencode(ROOT / "examples" / "odense-arbejdspladser"), folder)

    done = kobling("validate", os.fsdecode(folder), home=tmp_path)

    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert "k\\udcf8bing" in done.stdout
