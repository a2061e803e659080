"""No file depends on one machine or one network."""

import re
import subprocess

import pytest

from tests.guards.project_files import project_files, text_of
from tools.repository import ROOT

# Folders of one person's machine; and addresses that only lead somewhere inside one network.
OF_ONE_MACHINE = re.compile(
    r"""(?<![\w.{}/-])/(?:home|root|work|Users)/\w | \bfile://(?=/\w) | [A-Z]:\\Users\\
    | https?://(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|[\w.-]+\.(?:internal|local|lan|corp)\b)""",
    re.VERBOSE,
)


@pytest.mark.parametrize(
    "words",
    ["see /" + "root/notes", "cd '/" + "home/anna/kobling'", "file:/" + "//opt/x", "http://" + "10.0.0.7/simple"],
)
def test_the_pattern_finds_what_it_is_for(words):
    assert OF_ONE_MACHINE.search(words)


@pytest.mark.parametrize("words", ["tests/work/plan", "https://example.org/home/page", "{{ root }}/work/x", "10.5 %"])
def test_the_pattern_leaves_ordinary_words_alone(words):
    assert not OF_ONE_MACHINE.search(words)


def test_no_file_names_a_place_on_one_machine_or_in_one_network():
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in project_files()
        if "vendor" not in path.parts
        for number, line in enumerate((text_of(path) or "").splitlines(), start=1)
        if OF_ONE_MACHINE.search(line)
    ]

    assert found == []


def test_nothing_that_is_ignored_is_in_the_repository():
    """A link to one machine's environment, once added, would replace the next one's."""
    command = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.skip("not a git repository")

    assert found.stdout == ""
