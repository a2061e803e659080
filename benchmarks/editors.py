"""Fifty people who edit facts at once, on SQLite and on PostgreSQL: speed, and whether anything is lost.

    python -m benchmarks editors

Everybody opens the form of a goal, sees what their change does, and stores it: in every round but the last of a goal of
their own, in the last all of the same goal. Whoever meets another's change there sees it and gives up.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import httpx

from benchmarks.serving import gunicorn
from tools.postgres import NoServer, temporary_server
from tools.repository import ROOT

EDITORS = 50
ROUNDS = 4
FIELD = re.compile(r'name="(f\.[^"]*|revision|csrfmiddlewaretoken)"[^>]*?(?:value="([^"]*)"|>\n([^<]*)</textarea>)')


@dataclass
class Editor:
    """One signed-in person, with what they did."""

    client: httpx.Client
    seconds: list[float] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    stored: list[tuple[str, str, str]] = field(default_factory=list)
    """The key of a goal, its name as the form showed it, and as it was stored."""

    def edit(self, address: str, goal: str, name: str) -> None:
        """Give a goal another short name, as a person does with a form and its preview."""
        form = self._ask("GET", address)
        typed = {found[1]: unescape(found[2] or found[3] or "") for found in FIELD.finditer(form.text)}
        seen = typed.get("f.short.da", "")
        typed |= {"f.short.da": name}
        if self._ask("POST", address, typed).status_code == httpx.codes.OK:
            answer = self._ask("POST", address, typed | {"apply": "1"})
            if answer.status_code == httpx.codes.FOUND:
                self.stored.append((goal, seen, name))

    def _ask(self, method: str, address: str, data: Mapping[str, str] | None = None) -> httpx.Response:
        start = time.perf_counter()
        answer = self.client.request(method, address, data=data)
        self.seconds.append(time.perf_counter() - start)
        self.statuses.append(answer.status_code)
        return answer


def tables(place: Path, folder: Path) -> None:
    """Print what fifty editors at once get, for the municipality in a folder, on both databases."""
    print(f"\n## {EDITORS} people editing at once, {ROUNDS} changes each (2 workers x 4 threads)\n")
    print("| database | requests/s | median ms | p99 ms | stored | met another's change | asked to try again |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    home = place / "editors"
    home.mkdir()
    settings = {"KOBLING_HOME": str(home), "KOBLING_SECRET_KEY": "of a benchmark, and of nothing else"}
    _row("SQLite", folder, settings, nullcontext(""))
    try:
        _row("PostgreSQL", folder, settings, temporary_server())
    except NoServer as missing:
        print(f"| PostgreSQL | {missing} | | | | | |")


def _row(database: str, folder: Path, settings: dict[str, str], server: Any) -> None:
    with server as url:
        if url:
            settings |= {"DATABASE_URL": url}
        prepared = _in_process("prepare", folder, settings)
        with gunicorn("kobling.config.wsgi:application", **settings) as root, _editors(root, prepared) as editors:
            start = time.perf_counter()
            for number in range(ROUNDS):
                _round(editors, prepared, number)
            whole = time.perf_counter() - start
        kept = _in_process("kept", folder, settings)
        _check(editors, kept)
    seconds = sorted(one for editor in editors for one in editor.seconds)
    statuses = [status for editor in editors for status in editor.statuses]
    print(
        f"| {database} | {len(seconds) / whole:.0f} | {1000 * seconds[len(seconds) // 2]:.0f}"
        f" | {1000 * seconds[int(len(seconds) * 0.99)]:.0f} | {sum(len(editor.stored) for editor in editors)}"
        f" | {statuses.count(httpx.codes.UNPROCESSABLE_ENTITY)} | {statuses.count(httpx.codes.SERVICE_UNAVAILABLE)} |"
    )


def _in_process(what: str, folder: Path, settings: Mapping[str, str]) -> Any:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | dict(settings)
    command = [sys.executable, "-m", "benchmarks.editors", what, str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


@contextmanager
def _editors(root: str, prepared: Mapping[str, Any]) -> Iterator[list[Editor]]:
    clients = [
        httpx.Client(
            base_url=root,
            cookies={"sessionid": session},
            timeout=60,
            # A connection that the server closes while it is used again would be no answer.
            limits=httpx.Limits(max_keepalive_connections=0),
        )
        for session in prepared["sessions"]
    ]
    try:
        yield [Editor(client) for client in clients]
    finally:
        for client in clients:
            client.close()


def _round(editors: list[Editor], prepared: Mapping[str, Any], number: int) -> None:
    """Let everybody edit a goal at once: their own, in the last round the first one."""

    def edit(numbered: tuple[int, Editor]) -> None:
        place, editor = numbered
        goal = prepared["goals"][0 if number == ROUNDS - 1 else place]
        address = f"/arbejde/{prepared['municipality']}/oplysninger/goal/{goal}/ret/?field=short"
        editor.edit(address, goal, f"Navn {number} af {place}")

    with ThreadPoolExecutor(len(editors)) as pool:
        list(pool.map(edit, enumerate(editors)))


def _check(editors: list[Editor], kept: Mapping[str, list[str]]) -> None:
    """Raise AssertionError where a stored name was lost, or one was stored over a name that its editor never saw."""
    statuses = {status for editor in editors for status in editor.statuses}
    assert statuses <= {200, 302, 422, 503}, statuses
    stored = [each for editor in editors for each in editor.stored]
    for goal, names in kept.items():
        done = {now: seen for key, seen, now in stored if key == goal}
        assert sorted(done) == sorted(names[1:]), (goal, names, done)
        for before, now in pairwise(names):
            assert done[now] == before, f"{goal}: {now!r} took the place of {before!r}, unseen"
    assert len(stored) == sum(len(names) - 1 for names in kept.values())


def _prepare(folder: Path) -> dict[str, Any]:
    """Import a folder into a new database, and sign fifty people in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.utils import timezone

    from kobling.records.rights import Role
    from kobling.rooms.folder.actions import import_facts
    from kobling.rooms.folder.reader import read_folder
    from kobling.rooms.people.actions import add, command_line_account
    from kobling.rooms.people.models import User
    from kobling.rooms.people.records import Assignment

    call_command("migrate", verbosity=0)
    facts, now = read_folder(folder), timezone.now()
    by = command_line_account(name="benchmark", at=now)
    import_facts(facts=facts, by=by, at=now, replace=True)
    sessions = []
    for number in range(EDITORS):
        name = f"redaktør{number}"
        role = Assignment(Role.STRATEGY, facts.municipality.slug)
        add(name=name, assignment=role, password=token_urlsafe(), by=by, at=now)
        user = User.objects.get(name=name)
        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session.create()
        sessions.append(session.session_key)
    goals = [goal.key for goal in facts.goals[:EDITORS]]
    return {"municipality": facts.municipality.slug, "sessions": sessions, "goals": goals}


def _kept(folder: Path) -> dict[str, list[str]]:
    """Return the short names that each edited goal has had, the oldest first."""
    from kobling.rooms.changes.queries import history
    from kobling.rooms.folder.reader import read_folder

    facts = read_folder(folder)
    found = {}
    for goal in facts.goals[:EDITORS]:
        entries = history(facts.municipality.slug, "goal", goal.key)
        newer = [entry.after["short"]["da"] for entry in reversed(entries) if entry.before and entry.after]
        found[goal.key] = [goal.short.da, *newer]
    return found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kobling.config.settings")
    import django

    django.setup()
    print(json.dumps({"prepare": _prepare, "kept": _kept}[sys.argv[1]](Path(sys.argv[2]))))
