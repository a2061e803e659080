"""The core computes from what it is given, and from nothing else."""

import ast
import subprocess
import sys

import pytest

from tests.guards.tree import ROOT, SOURCE

CORE = sorted((SOURCE / "core").rglob("*.py"))
# ruff's banned-api does not know the built-in functions.
BUILT_IN = {"__import__", "breakpoint", "compile", "eval", "exec", "input", "open", "print"}
# Arrays, frames and distributions are computation too: they read no file, clock or network unless told to.
ALLOWED = {"kobling", "numpy", "polars", "scipy"}


def outside(source):
    """What a piece of source takes from beyond the standard library, or from a built-in that reaches outside."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""] if not node.level else []
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BUILT_IN:
            yield node.func.id
            continue
        else:
            continue
        firsts = {name.partition(".")[0] for name in names}
        yield from firsts - sys.stdlib_module_names - ALLOWED


def test_there_is_a_core():
    assert CORE


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(SOURCE)))
def test_the_core_needs_the_standard_library_and_arrays_alone(path):
    assert list(outside(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [("import pandas", "pandas"), ("from yaml import load", "yaml"), ("open('a')", "open"), ("print(1)", "print")],
)
def test_what_comes_from_outside_is_seen(source, found):
    assert list(outside(source)) == [found]


def refused(source, file):
    """Whether the project's ruff refuses this source under that name."""
    command = [sys.executable, "-m", "ruff", "check", "--quiet", "--select", "TID251", "--stdin-filename", file, "-"]
    return subprocess.run(command, cwd=ROOT, input=source, text=True, capture_output=True, check=False).returncode != 0


BANNED = [
    "import datetime\ndatetime.datetime.now()",
    "from datetime import datetime\ndatetime.now()",
    "from datetime import datetime\ndatetime.utcnow()",
    "from datetime import date\ndate.today()",
    "import time\ntime.time()",
    "from time import monotonic\nmonotonic()",
    "import os\nos.environ['HOME']",
    "from os import getenv\ngetenv('HOME')",
    "from pathlib import Path\nPath('goal.yaml').open()",
    "import random\nrandom.random()",
    "from random import shuffle\nshuffle([])",
    "import random\nrandom.SystemRandom()",
]


@pytest.mark.parametrize("source", BANNED)
def test_clock_chance_environment_and_files_are_refused_in_the_core(source):
    assert refused(source, "src/kobling/core/status/example.py")


@pytest.mark.parametrize("source", BANNED)
def test_they_are_refused_in_the_core_alone(source):
    assert not refused(source, "src/kobling/rooms/chain/example.py")


def test_a_generator_that_is_handed_its_seed_is_welcome():
    assert not refused("import random\nrandom.Random(7).random()", "src/kobling/core/status/example.py")
