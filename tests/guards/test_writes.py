"""The database is written only in actions, so that every write has a user, a time and an audit entry."""

import ast

import pytest

from tests.guards.project_files import SOURCE
from tools.repository import ROOT

ALWAYS_A_WRITE = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "save_base", "_raw_delete"}
A_WRITE_ON_ROWS = {"create", "update", "delete", "raw"}
ROWS = {"objects", "_default_manager", "_base_manager", "all", "filter", "exclude", "select_for_update", "using"}

# Where rows may be written, and why there.
MAY_WRITE = {
    "rooms/*/actions.py": "an action is atomic, names who does it, and writes the audit row",
    "rooms/facts/find_references.py": "an operation of migrations, which make a derived table anew",
    "rooms/messages/to_followers.py": "a follower is no account, and addresses are in no audit trail",
    "rooms/followers/subscriptions.py": "a follower is no account, and addresses are in no audit trail",
    "rooms/messages/digests.py": "that an account has been considered is kept with its digest; no person does it",
    "rooms/messages/delivery.py": "what became of a message is kept at each step; no person does it",
    "rooms/people/sign_in.py": "allauth notes that a second factor was used; the user is just signing in",
    "rooms/people/second_factors.py": "allauth keeps them; each change takes the account's password, and is audited",
    "rooms/people/adapters.py": "allauth calls it when a provider vouches for a user; a link is audited",
    "rooms/people/lockout.py": "a wrong password is stored although the sign-in fails, and has no user to name",
}


def writes(source):
    """Yield the lines that write to the database, with the method they call."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            on_rows = bool(_names_before(node.func) & ROWS)
            no_arguments_of_its_own = not node.args and all(k.arg in {"using", "update_fields"} for k in node.keywords)
            if (
                name in ALWAYS_A_WRITE
                or (name in A_WRITE_ON_ROWS and on_rows)
                or (name in {"save", "delete"} and no_arguments_of_its_own)
            ):
                yield f"line {node.lineno}: .{name}()"


def _names_before(attribute):
    """Return every name on the path to a method: `Goal.objects.filter(…).update` gives Goal, objects and filter."""
    return {n.attr for n in ast.walk(attribute.value) if isinstance(n, ast.Attribute)} | {
        n.id for n in ast.walk(attribute.value) if isinstance(n, ast.Name)
    }


def _may_write(path):
    return any(path.match(f"kobling/{pattern}") for pattern in MAY_WRITE) or "migrations" in path.parts


def test_only_actions_write():
    found = {
        str(path.relative_to(ROOT)): list(writes(path.read_text("utf-8")))
        for path in SOURCE.rglob("*.py")
        if not _may_write(path)
    }

    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize("pattern", MAY_WRITE)
def test_every_exception_is_still_needed(pattern):
    assert any(list(writes(path.read_text("utf-8"))) for path in SOURCE.glob(pattern))


@pytest.mark.parametrize(
    "source",
    [
        "goal.save()",
        "goal.save(update_fields=['name'])",
        "goal.delete()",
        "Goal.objects.create(name='x')",
        "Goal.objects.filter(pk=1).update(name='x')",
        "Goal.objects.filter(pk=1).delete()",
        "Goal._default_manager.bulk_create(rows)",
        "rows.bulk_update(changed, ['name'])",
    ],
)
def test_a_write_is_seen(source):
    assert len(list(writes(source))) == 1


@pytest.mark.parametrize(
    "source", ["seen.update(more)", "digest.update(chunk)", "workbook.save(path)", "Record.create(x)"]
)
def test_what_only_looks_like_a_write_is_left_alone(source):
    assert list(writes(source)) == []


CHANGES_FACTS = {"change_facts", "undo", "import_facts", "store_change_set"}


def changes_of_facts(source):
    """Yield the lines that change facts: calls of the rooms' actions that are more than a trial."""
    tree = ast.parse(source)
    imported = {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kobling.rooms.")
        for name in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            first, _dot, last = ast.unparse(node.func).partition(".")
            is_trial = any(ast.unparse(keyword) == "dry_run=True" for keyword in node.keywords)
            if (last or first) in CHANGES_FACTS and first in imported and not is_trial:
                yield f"line {node.lineno}: {last or first}()"


def test_the_working_pages_change_facts_in_one_place_which_asks_whether_the_user_may():
    found = {path.name: list(changes_of_facts(path.read_text("utf-8"))) for path in (SOURCE / "web").rglob("*.py")}

    assert [name for name, lines in found.items() if lines] == ["editing.py"]
    sample = "from kobling.rooms.changes import actions\nactions.undo(number=1)\nactions.undo(number=1, dry_run=True)"
    assert list(changes_of_facts(sample)) == ["line 2: undo()"]
