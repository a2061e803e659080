"""The core computes from its arguments alone: no files, network, clock, environment or other packages."""

import ast
import subprocess
import sys

import pytest

from tests.guards.project_files import SOURCE
from tools.repository import ROOT

CORE = sorted((SOURCE / "core").rglob("*.py"))
# ruff's banned-api does not know the built-in functions.
BUILT_IN = {"__import__", "breakpoint", "compile", "eval", "exec", "input", "open", "print"}
# Arrays, frames and distributions are computation too: they read files, clock or network only when asked to.
ALLOWED = {"kobling", "numpy", "polars", "scipy"}


def outside(source):
    """Yield the packages outside the standard library and the built-ins with side effects that a source uses."""
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


def test_the_core_needs_the_standard_library_and_arrays_alone():
    found = [f"{path.relative_to(SOURCE)}: {name}" for path in CORE for name in outside(path.read_text("utf-8"))]

    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("source", "found"),
    [("import pandas", "pandas"), ("from yaml import load", "yaml"), ("open('a')", "open"), ("print(1)", "print")],
)
def test_what_comes_from_outside_is_seen(source, found):
    assert list(outside(source)) == [found]


def is_rejected(source, file):
    """Return True if the project's ruff rejects this source under that file name."""
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
def test_clock_randomness_environment_and_files_are_rejected_in_the_core(source):
    assert is_rejected(source, "src/kobling/core/status/example.py")


@pytest.mark.parametrize("source", BANNED)
def test_they_are_rejected_in_the_core_alone(source):
    assert not is_rejected(source, "src/kobling/rooms/chain/example.py")


def test_a_generator_with_a_given_seed_is_allowed():
    assert not is_rejected("import random\nrandom.Random(7).random()", "src/kobling/core/status/example.py")
