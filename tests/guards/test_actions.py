"""Every action that writes takes the key of an account and leaves an audit entry; what only stores is named so."""

import ast
import re

import pytest

from tests.guards.project_files import SOURCE
from tests.guards.test_writes import writes
from tools.repository import ROOT

ROOMS = SOURCE / "rooms"
RECORD = "audit.record"
DONE_BY_ITS_RESULT = {
    "people.command_line_account": "it is done by the account that it adds, whose key it returns",
    "people.accept_invitation": "it is done by the account that the invitation is of, whose key it returns",
}
KEYS = {"AccountKey", "Author"}
"""Types of the key of an account: the key itself, or a function that returns it when something is stored."""
WHO = {"by", "created_by", "approved_by"}
"""Fields that hold who did something."""


def actions_modules():
    """Return the source of each room's actions, by the name of the room."""
    return {path.parent.name: path.read_text("utf-8") for path in sorted(ROOMS.glob("*/actions.py"))}


def functions(modules):
    """Return the functions of actions modules by `room.name`, and the names of those that each of them calls."""
    nodes, calls = {}, {}
    for room, source in modules.items():
        tree = ast.parse(source)
        known = dict(_imported_actions(tree))
        known |= {node.name: f"{room}.{node.name}" for node in tree.body if isinstance(node, ast.FunctionDef)}
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                nodes[f"{room}.{node.name}"] = node
                calls[f"{room}.{node.name}"] = set(_called(node, known))
    return nodes, calls


def _imported_actions(tree):
    """Yield the names under which a module knows other rooms' actions, with what they stand for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("kobling.rooms."):
            room, *rest = node.module.removeprefix("kobling.rooms.").split(".")
            for name in node.names:
                if rest == ["actions"]:
                    yield name.asname or name.name, f"{room}.{name.name}"
                elif not rest and name.name == "actions":
                    yield name.asname or name.name, room


def _called(function, known):
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and node.id in known:
            yield known[node.id]
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known:
            yield f"{known[node.value.id]}.{node.attr}"


def reaching(ends, calls):
    """Return the functions that are, or lead to, one of these."""
    found = set(ends)
    while more := {name for name, called in calls.items() if called & found} - found:
        found |= more
    return found


def without_account(modules):
    """Return the actions that write without the key of an account or without an audit entry."""
    nodes, calls = functions(modules)
    writing = reaching({name for name, node in nodes.items() if list(writes(ast.unparse(node)))}, calls)
    audited = reaching({RECORD}, calls)
    return {
        name
        for name in writing
        if not name.split(".")[1].startswith(("_", "store_")) and name not in DONE_BY_ITS_RESULT
        if name not in audited or not _takes_account(nodes[name])
    }


def _takes_account(function):
    return any(
        argument.arg == "by" and argument.annotation is not None and ast.unparse(argument.annotation) in KEYS
        for argument in function.args.kwonlyargs
    )


def test_every_action_that_writes_takes_an_account_and_is_audited():
    modules = actions_modules()
    nodes, calls = functions(modules)

    assert {"releases.approve", "folder.import_facts", "people.erase", "registers.fetch"} <= reaching({RECORD}, calls)
    assert without_account(modules) == set()
    assert DONE_BY_ITS_RESULT.keys() <= nodes.keys() & reaching({RECORD}, calls)


WRITE = "    Goal.objects.create(name='x')\n"
AUDIT = "    audit.record(by=by, action='add', subject='x', details={}, at=at)\n"
IMPORT = "from kobling.rooms.audit import actions as audit\n"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (f"{IMPORT}def add(*, by: AccountKey, at):\n{WRITE}{AUDIT}", set()),
        (f"{IMPORT}def add(*, by: str, at):\n{WRITE}{AUDIT}", {"chain.add"}),
        (f"{IMPORT}def add(*, at):\n{WRITE}{AUDIT}", {"chain.add"}),
        (f"def add(*, by: AccountKey, at):\n{WRITE}", {"chain.add"}),
        (f"def add():\n    _add()\ndef _add():\n{WRITE}", {"chain.add"}),
        (f"def store_goal():\n{WRITE}", set()),
        (f"def store_goal():\n{WRITE}def add():\n    store_goal()\n", {"chain.add"}),
        ("def count():\n    return Goal.objects.count()\n", set()),
    ],
)
def test_an_action_without_account_or_audit_is_seen(source, found):
    assert (
        without_account({"audit": "def record(*, by: AccountKey):\n    Entry.objects.create()\n", "chain": source})
        == found
    )


def test_what_only_stores_is_called_by_actions_alone():
    stores = {name.split(".")[1] for name in functions(actions_modules())[0] if ".store_" in name}
    used = {
        (str(path.relative_to(SOURCE)), name)
        for path in SOURCE.rglob("*.py")
        if path.name != "actions.py" and "migrations" not in path.parts
        for name in stores
        if re.search(rf"\b{name}\b", path.read_text("utf-8"))
    }

    assert {"store_address", "store_change_set"} <= stores
    assert used == set()


def calls_of(name, source):
    """Yield the calls of a function with this name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def test_keys_of_accounts_are_made_by_the_room_of_accounts_alone():
    """So a name is never handed over as who does something: mypy refuses a text that is not an AccountKey."""
    made = {path.relative_to(ROOMS).parts[0] for path in ROOMS.rglob("*.py") if _makes_key(path.read_text("utf-8"))}
    elsewhere = [
        path for path in SOURCE.rglob("*.py") if ROOMS not in path.parents and _makes_key(path.read_text("utf-8"))
    ]

    assert made == {"people"}
    assert elsewhere == []


def _makes_key(source):
    casts = (node for node in calls_of("cast", source) if "AccountKey" in ast.unparse(node))
    return any(calls_of("AccountKey", source)) or any(casts)


def unnamed(source):
    """Yield where who did something is used without its name being looked up."""
    tree = ast.parse(source)
    looked_up = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "account_name":
            looked_up |= {id(inner) for inner in ast.walk(node)}
        if isinstance(node, ast.IfExp | ast.If):
            looked_up |= {id(inner) for inner in ast.walk(node.test)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in WHO and id(node) not in looked_up:
            yield f"line {node.lineno}: {ast.unparse(node)}"


WHO_IN_TEMPLATE = re.compile(r"\.(?:by|created_by|approved_by)\b(?!\|account_name:names)")


def unnamed_in_template(source):
    """Yield where a template shows who did something without its name being looked up."""
    for tag in re.findall(r"\{\{.*?\}\}|\{%(?! if ).*?%\}", source):
        if WHO_IN_TEMPLATE.search(tag):
            yield tag


def test_who_did_something_is_shown_by_name():
    modules = [path for area in ("cli", "web") for path in (SOURCE / area).rglob("*.py") if "survey" not in path.parts]
    shown = {str(path.relative_to(ROOT)): list(unnamed(path.read_text("utf-8"))) for path in modules}
    shown |= {
        str(path.relative_to(ROOT)): list(unnamed_in_template(path.read_text("utf-8")))
        for path in SOURCE.rglob("*.html")
    }

    assert {path: places for path, places in shown.items() if places} == {}


def test_a_key_that_is_shown_is_seen():
    assert list(unnamed("echo(account_name(entry.by, names) if entry.by else '')")) == []
    assert list(unnamed("echo(entry.by)")) == ["line 1: entry.by"]
    assert list(unnamed_in_template("{% if a.by %}{{ a.by|account_name:names }}{% endif %}")) == []
    assert list(unnamed_in_template("{{ a.by }}{% translate_with by=a.approved_by %}")) == [
        "{{ a.by }}",
        "{% translate_with by=a.approved_by %}",
    ]
