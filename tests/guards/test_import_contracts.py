"""Every import contract holds, and every one can fail."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.guards.project_files import SOURCE
from tools.repository import ROOT

CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
}
ROOMS_WITH_MODELS = sorted(path.parent.name for path in SOURCE.glob("rooms/*/models.py"))

# For every contract, lines that break it: written into these files of a copy of the source.
BREACHES = [
    ("floors", {"web/shared/example.py": "import kobling.cli"}),
    ("floors", {"attic/__init__.py": ""}),  # a floor that is not in the contract
    ("floors", {"sources/example.py": "import kobling.records.base"}),
    ("floors", {"records/example.py": "import kobling.rooms.releases"}),
    ("core", {"core/example.py": "import sqlite3"}),
    ("core", {"core/example.py": "from django.db import models"}),
    ("records", {"records/example.py": "from django.db import models"}),
    ("sources", {"sources/survey_files/example.py": "from django.utils import timezone"}),
    ("rooms", {"rooms/audit/example.py": "import kobling.rooms.facts.queries"}),
    ("rooms", {"rooms/attic/__init__.py": ""}),  # a room that is not in the contract
    ("inside-rooms", {"rooms/facts/models.py": "import kobling.rooms.facts.actions"}),
    ("web", {"web/opendata/example.py": "import kobling.web.public"}),
    ("web", {"web/attic/__init__.py": ""}),  # a surface that is not in the contract
    ("public-site", {"web/public/example.py": "import kobling.rooms.facts.queries"}),
    ("public-site", {"web/shared/example.py": "import kobling.rooms.releases.actions"}),
    ("pages-without-survey", {"web/public/example.py": "import kobling.core.survey.estimation"}),
    ("pages-without-survey", {"web/opendata/example.py": "import scipy"}),
    ("working-pages-without-scipy", {"web/staff/example.py": "import scipy"}),
    ("no-cycles", {"core/one.py": "import kobling.core.two", "core/two.py": "import kobling.core.one"}),
]
MODELS = {f"models-{room}": f"import kobling.rooms.{room}.models" for room in ROOMS_WITH_MODELS}
"""A line that breaks the contract of one room's models and of no other's."""


def lint(source, *arguments):
    """Run import-linter on a source tree, and return its exit code and its output."""
    command = [
        str(Path(sys.executable).with_name("lint-imports")),
        "--config",
        str(ROOT / "pyproject.toml"),
        "--no-cache",
    ]
    environ = {**os.environ, "PYTHONPATH": str(source), "COLUMNS": "300"}
    done = subprocess.run(
        [sys.executable, *command, *arguments], cwd=source, env=environ, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path):
    """A copy of the source that the test may change."""
    shutil.copytree(SOURCE, tmp_path / "src/kobling", ignore=lambda _, names: {n for n in names if _is_not_code(n)})
    return tmp_path / "src"


def _is_not_code(name):
    return "." in name and not name.endswith(".py")


def test_every_contract_holds():
    code, output = lint(SOURCE.parent)

    assert code == 0, output


@pytest.mark.parametrize(
    ("contract", "lines"), BREACHES, ids=[f"{contract}-{next(iter(lines))}" for contract, lines in BREACHES]
)
def test_a_breach_is_found(copy, contract, lines):
    for name, line in lines.items():
        file = copy / "kobling" / name
        file.parent.mkdir(exist_ok=True)
        before = file.read_text("utf-8") if file.exists() else ""
        file.write_text(f"{before}\n{line}\n", "utf-8")

    code, output = lint(copy, "--contract", contract)

    assert code == 1, output
    assert f"{CONTRACTS[contract]} BROKEN" in output


def test_the_models_of_every_room_are_guarded(copy):
    (copy / "kobling" / "config" / "example.py").write_text("\n".join(MODELS.values()) + "\n", "utf-8")

    code, output = lint(copy, *(argument for contract in MODELS for argument in ("--contract", contract)))

    assert code == 1, output
    assert [contract for contract in MODELS if f"{CONTRACTS[contract]} BROKEN" not in output] == []


def test_every_contract_has_its_breach():
    assert {contract for contract, _ in BREACHES} | MODELS.keys() == set(CONTRACTS)


def test_every_room_guards_its_models():
    assert {f"models-{room}" for room in ROOMS_WITH_MODELS} == {
        name for name in CONTRACTS if name.startswith("models-")
    }
