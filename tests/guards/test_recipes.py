"""The recipes of CONTRIBUTING.md hold: each diff fits the tree, passes its own test and the checks of its kind."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.guards.project_files import project_files
from tools.repository import ROOT
from tools.suite import LINTERS

FOLDER = ROOT / "docs" / "recipes"
TRANSLATIONS = "tests/guards/test_translations.py::test_every_text_is_translated"
CHECKS = {
    "rule": [
        "tests/core/chain/inspection/test_examples.py",
        "tests/core/chain/inspection/test_planted_faults.py::test_every_structural_rule_finds_a_planted_fault",
        "tests/core/chain/inspection/test_rules.py",
        "tests/core/chain/inspection/test_runner.py::test_rules_are_selected_by_code_or_by_its_beginning",
        "tests/examples/test_kaedekoebing.py::test_every_rule_finds_what_was_planted_and_no_more[D403]",
        "tests/tools/test_rules.py",
        TRANSLATIONS,
    ],
    "register": [
        "tests/sources/sotkanet",
        "tests/config/test_registers.py",
    ],
    "page": [
        "tests/web/staff/pages/test_decisions.py",
        "tests/web/staff/test_rights.py::test_a_role_opens_what_the_table_says_and_nothing_else[staff_reader]",
        "tests/guards/test_url_access.py",
        TRANSLATIONS,
    ],
    "computation": [
        "tests/core/test_derived.py",
        "tests/guards/test_published_records.py",
        "tests/rooms/folder/checks/test_checks.py::test_everything_derived_has_a_unit",
        "tests/rooms/publishing/test_provenance.py::test_every_sum_follows_from_its_cells_in_the_file",
        "tests/records/test_words.py",
    ],
}
"""The tests that each recipe makes pass: its own, and those that a change of its kind is caught by."""
TOGETHER = [tuple(CHECKS), *(pytest.param((name,), marks=pytest.mark.exhaustive) for name in CHECKS)]
"""Recipes that are applied to the same tree."""
WITHOUT = [
    ("rule", "src/kobling/core/chain/inspection/examples/d4.py", "tests/core/chain/inspection/test_examples.py"),
    ("rule", "src/kobling/web/shared/locale/da/LC_MESSAGES/django.po", TRANSLATIONS),
    ("register", "src/kobling/config/registers.py", "tests/config/test_registers.py"),
    ("page", "tests/guards/url_access.py", "tests/guards/test_url_access.py"),
    ("page", "src/kobling/web/staff/locale/da/LC_MESSAGES/django.po", TRANSLATIONS),
    ("computation", "src/kobling/records/words.csv", "tests/records/test_words.py"),
    ("computation", "src/kobling/rooms/publishing/points.py", "tests/rooms/publishing/test_provenance.py"),
    ("computation", "src/kobling/records/choices.csv", "tests/records/test_words.py"),
]
"""A recipe, a file of its diff that is left out, and the test that then fails."""


@pytest.fixture
def tree(tmp_path):
    """A copy of the project's files, and of what Python has compiled of them already."""
    copy = tmp_path / "kobling"
    files = list(project_files())
    for file in files:
        target = copy / file.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, target)
    for folder in {file.parent for file in files if file.suffix == ".py"}:
        if (folder / "__pycache__").exists():
            shutil.copytree(folder / "__pycache__", copy / folder.relative_to(ROOT) / "__pycache__")
    return copy


def apply(tree, name, *options):
    """Apply a recipe to a copy of the tree."""
    check_passed([name], run(tree, "git", "apply", *options, str(FOLDER / f"{name}.diff")))


def check_passed(names, done):
    """Fail with the output of a command, and with what to do about it."""
    diffs = ", ".join(f"docs/recipes/{name}.diff" for name in names)
    assert done.returncode == 0, (
        f"{diffs} no longer fits the tree:\n{done.stdout}\nMake it anew as docs/recipes/README.md describes at its end."
    )


def run(tree, *command):
    """Run a command in the copy, which knows nothing of this run or of the repository."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "GIT_", "PYTEST_"))}
    settings = {"PYTHONPATH": "src", "GIT_CEILING_DIRECTORIES": str(tree.parent)}
    return subprocess.run(
        command,
        cwd=tree,
        env=inherited | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def run_python(tree, *arguments):
    return run(tree, sys.executable, *arguments)


def run_tests(tree, *tests):
    options = ["-q", "-n0", "-p", "no:cacheprovider", "--hypothesis-profile=few"]
    return run_python(tree, "-m", "pytest", *options, *tests)


def files_of(name):
    """Return the files that a recipe adds or changes."""
    return re.findall(r"^\+\+\+ b/(.+)$", (FOLDER / f"{name}.diff").read_text("utf-8"), re.MULTILINE)


def test_every_recipe_is_tried():
    assert {file.stem for file in FOLDER.glob("*.diff")} == set(CHECKS)


@pytest.mark.parametrize("name", CHECKS)
def test_the_text_says_what_every_file_of_a_recipe_is_for(name):
    section = (FOLDER / "README.md").read_text("utf-8").partition(f"({name}.diff)")[2].partition("\n## ")[0]

    assert [file for file in files_of(name) if f"`{file}`" not in section] == []


def test_every_recipe_applies_by_itself(tree):
    for name in CHECKS:
        apply(tree, name, "--check")


@pytest.mark.parametrize("names", TOGETHER, ids=" ".join)
def test_recipes_apply_and_their_checks_pass(tree, names):
    for name in names:
        apply(tree, name)

    check_passed(names, run_python(tree, "-m", "tools.generated", "write"))
    modules = {file for name in names for file in files_of(name) if file.endswith(".py")}
    check_passed(names, run_python(tree, "-m", "ruff", "check", *modules))
    check_passed(names, run_python(tree, "-m", "ruff", "format", "--check", *modules))
    check_passed(names, run_tests(tree, *{check for name in names for check in CHECKS[name]}))


@pytest.mark.exhaustive
@pytest.mark.parametrize(("name", "left_out", "check"), WITHOUT)
def test_a_step_that_is_left_out_is_found(tree, name, left_out, check):
    assert left_out in files_of(name)
    apply(tree, name, f"--exclude={left_out}")
    run_python(tree, "-m", "tools.generated", "write")

    found = run_tests(tree, check)
    assert found.returncode == pytest.ExitCode.TESTS_FAILED, found.stdout


@pytest.mark.exhaustive
def test_every_linter_passes_with_all_recipes_together(tree):
    for name in CHECKS:
        apply(tree, name)
    if (ROOT / ".mypy_cache").exists():
        shutil.copytree(ROOT / ".mypy_cache", tree / ".mypy_cache")  # a minute less
    results = {name: run_python(tree, *arguments) for name, arguments in LINTERS.items()}

    assert {name: done.stdout for name, done in results.items() if done.returncode} == {}


def test_a_recipe_that_no_longer_fits_says_how_to_make_it_anew(tree):
    (tree / files_of("rule")[0]).write_text("something else\n")

    with pytest.raises(AssertionError, match=r"no longer fits the tree:[\s\S]+README\.md describes"):
        apply(tree, "rule")
