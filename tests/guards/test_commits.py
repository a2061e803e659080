"""Subjects of commits are imperative and short, from version 0.2 on."""

import subprocess

import pytest

from tools.commit_message import main, problems
from tools.repository import ROOT

LAST_BEFORE_THE_RULE = "9b9029c"


def subjects():
    """Return the subjects of the commits since the rule, or of all there are in a shallow clone."""
    command = ["git", "log", "--no-merges", "--format=%s"]
    since = subprocess.run(
        [*command, f"{LAST_BEFORE_THE_RULE}..HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if since.returncode == 0:
        return since.stdout.splitlines()
    newest = subprocess.run([*command, "-1"], cwd=ROOT, capture_output=True, text=True, check=False)
    return newest.stdout.splitlines()


def test_every_commit_says_what_it_does():
    assert [(subject, problems(subject)) for subject in subjects() if problems(subject)] == []


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("Searching a catalogue lies where every register finds it", "begins with 'Searching'"),
        ("Added a guard", "begins with 'Added'"),
        ("Adds a guard", "begins with 'Adds'"),
        ("add a guard", "capital letter"),
        ("Add a guard.", "full stop"),
        ("Add " + "a" * 70, "74 characters"),
    ],
)
def test_what_is_wrong_is_named(subject, words, tmp_path, capsys):
    file = tmp_path / "message"
    file.write_text(f"# a comment\n{subject}\n\nA body that may be as long as it likes.\n")

    assert main([str(file)]) == 1
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("subject", ["Draw comparison areas from their own series", "Bring figures up to date", "Pass"])
def test_an_order_passes(subject):
    assert problems(subject) == []
