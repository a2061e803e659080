"""Every dependency is used, explained, and installed from the public index with its hash."""

import ast
import re
import sys
import tomllib
from functools import cache
from importlib import metadata
from itertools import pairwise

import pytest

from tests.guards.project_files import SOURCE
from tools.repository import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
REQUIREMENTS = (ROOT / "requirements.txt").read_text("utf-8")
EVERY_PYTHON = (ROOT / "requirements-every-python.txt").read_text("utf-8")
PUBLIC_INDEX = {"https://pypi.org", "https://files.pythonhosted.org"}

ENTRY = re.compile(r'^    "([A-Za-z][\w.-]*)(?:\[[\w,]+\])?(?:[<>=~!]=?[^"]*)"')


@cache
def locked_packages():
    return tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]


def _plain(name):
    """Return a package's name in the normalized form of the index."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _unexplained(pyproject):
    lines = pyproject.splitlines()
    entries = [(before, ENTRY.match(line)) for before, line in pairwise(lines)]
    return [entry[1] for before, entry in entries if entry and not re.match(r"    # .+\.$", before)]


def test_every_dependency_has_a_sentence():
    assert _unexplained((ROOT / "pyproject.toml").read_text("utf-8")) == []


@pytest.mark.parametrize(
    "table",
    ['a = [\n    "click>=8",\n]', 'a = [\n    # click\n    "click>=8",\n]', 'a = [\n\n    "psycopg[binary]>=3",\n]'],
)
def test_a_dependency_without_a_sentence_is_found(table):
    assert len(_unexplained(table)) == 1


# pydantic pins this to the one version it works with, and its own documentation imports from it.
COMES_WITH = {"pydantic_core": "pydantic"}


def _declared():
    groups = [PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"].values()]
    return {_plain(re.split(r"[^\w.-]", entry)[0]) for group in groups for entry in group}


def test_what_the_package_imports_is_declared():
    """An import that works only because something else happens to bring the package would break one day."""
    providers = metadata.packages_distributions()
    imported = {name for path in SOURCE.rglob("*.py") for name in _top_level_imports(path.read_text("utf-8"))}
    outside = imported - set(sys.stdlib_module_names) - {"kobling"}
    undeclared = {
        name: providers.get(name, ["not installed"])
        for name in outside
        if not {_plain(provider) for provider in providers.get(COMES_WITH.get(name, name), [])} & _declared()
    }

    assert undeclared == {}


def _top_level_imports(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_the_lock_names_the_public_index_alone():
    lock = (ROOT / "uv.lock").read_text("utf-8")

    assert set(re.findall(r"\w+://[^/\"]*", lock)) == PUBLIC_INDEX
    assert {package["source"].get("registry") for package in locked_packages()} == {"https://pypi.org/simple", None}


def test_requirements_name_no_place_at_all():
    for requirements in (REQUIREMENTS, EVERY_PYTHON):
        assert re.findall(r"://|^ *(?:-i|-f|--\w*index|--find-links|--trusted)", requirements, re.MULTILINE) == []


def test_requirements_are_the_lock():
    """Same packages, same versions, same hashes: one is not edited without the other."""
    pinned = set(re.findall(r"^([\w.-]+)==([^\s;]+)", REQUIREMENTS, re.MULTILINE))
    packages = [package for package in locked_packages() if "registry" in package["source"]]
    hashes = {file["hash"] for p in packages for file in [*p.get("wheels", []), *filter(None, [p.get("sdist")])]}

    assert pinned == {(package["name"], package["version"]) for package in packages}
    assert set(re.findall(r"--hash=(\S+)", REQUIREMENTS)) == hashes


def test_requirements_of_every_python_are_what_its_packages_need():
    """The package, the group `every-python` and what these need in turn, as in the requirements of all."""
    packages = {package["name"]: package for package in locked_packages()}
    own = packages["kobling"]
    needed, found = [*own["dependencies"], *own["dev-dependencies"]["every-python"]], set()
    while needed:
        entry = needed.pop()
        key = (entry["name"], *entry.get("extra", []))
        if key not in found:
            found.add(key)
            package = packages[entry["name"]]
            needed += package.get("dependencies", [])
            needed += [more for extra in key[1:] for more in package["optional-dependencies"][extra]]
    entries = re.split(r"^(?=\w)", _without_comments(EVERY_PYTHON), flags=re.MULTILINE)

    assert {re.match(r"[\w.-]*", entry)[0] for entry in entries} - {""} == {name for name, *_ in found}
    assert set(entries) <= set(re.split(r"^(?=\w)", _without_comments(REQUIREMENTS), flags=re.MULTILINE))


def _without_comments(requirements):
    return re.sub(r"^ *#.*\n", "", requirements, flags=re.MULTILINE)


def test_the_lock_knows_every_dependency_that_is_declared():
    """A dependency that was added without locking it again would be missing from every environment."""
    own = next(package for package in locked_packages() if package["name"] == "kobling")["metadata"]
    locked = {(entry["name"], entry.get("specifier", "")) for entry in own["requires-dist"]}
    locked |= {(entry["name"], entry.get("specifier", "")) for group in own["requires-dev"].values() for entry in group}
    tables = [
        PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"].values(),
        *PROJECT["dependency-groups"].values(),
    ]
    parts = [
        re.match(r"([\w.-]+)(?:\[[\w,]+\])?(.*)", entry)
        for table in tables
        for entry in table
        if isinstance(entry, str)
    ]

    assert {(_plain(part[1]), part[2]) for part in parts} == locked


def _unpinned_actions(workflow):
    return [name for name in re.findall(r"uses: *(\S+)", workflow) if not re.search(r"@[0-9a-f]{40}$", name)]


def test_every_action_is_pinned_to_a_commit():
    """A tag of an action can be moved to other code."""
    workflows = (ROOT / ".github/workflows").glob("*.yml")

    assert [name for path in workflows for name in _unpinned_actions(path.read_text("utf-8"))] == []


def test_an_action_by_its_tag_is_found():
    assert _unpinned_actions(f"- uses: actions/checkout@v4\n- uses: a/b@{'0a' * 20}  # v1") == ["actions/checkout@v4"]
