"""My page of an account that owns 200 goals of a municipality of 500: computing what waits, and the page of it.

    python -m benchmarks.my_page FOLDER TASKS

prints the measurements as JSON. `python -m benchmarks my_page` prints the table.
"""

import json
import os
import sys
import time
from pathlib import Path
from statistics import median

import django

TASKS = 200
OPENINGS = 5
STEPS = ("tasks", "computing, ms", "computing, queries", "page, ms", "page, queries", "page, kB")


def main(folder: Path, tasks: int) -> None:
    """Import a folder, give an account so many goals, and open its page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kobling.config.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from kobling.records.rights import Role
    from kobling.rooms.facts.queries import municipality_facts
    from kobling.rooms.folder.actions import import_facts
    from kobling.rooms.folder.reader import read_contents
    from kobling.rooms.municipality.queries import slugs
    from kobling.rooms.people import actions
    from kobling.rooms.people.queries import user
    from kobling.rooms.people.records import Assignment, Place
    from kobling.rooms.todos.queries import todos_of

    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    now = timezone.now()
    office = actions.command_line_account(name="benchmark", at=now)
    import_facts(facts=read_contents(folder).facts, by=office, at=now, replace=True)
    [slug] = slugs()
    first, *others = [goal.key for goal in municipality_facts(slug).goals][:tasks]
    password = "klovnefisk-og-havregryn"  # noqa: S105  (of an account of this measurement alone)
    owner = Assignment(Role.OWNER, slug, Place("goal", first))
    actions.add(name="ejer", assignment=owner, password=password, by=office, at=now)
    for goal in others:
        assignment = Assignment(Role.OWNER, slug, Place("goal", goal))
        actions.assign(name="ejer", assignment=assignment, by=office, at=now)
    browser, key = Client(), user("ejer").key
    browser.post("/arbejde/ind/", {"name": "ejer", "password": password})
    address, times, page_times = f"/arbejde/{slug}/mig/", [], []
    for _ in range(OPENINGS):
        begun = time.perf_counter()
        with CaptureQueriesContext(connection) as asked:
            todos = todos_of(key, slug, timezone.localdate())
        times.append(1000 * (time.perf_counter() - begun))
        begun = time.perf_counter()
        with CaptureQueriesContext(connection) as page_asked:
            answer = browser.get(address)
        page_times.append(1000 * (time.perf_counter() - begun))
        assert answer.status_code == 200
    found = (len(todos), median(times), len(asked), median(page_times), len(page_asked), len(answer.content) / 1000)
    print(json.dumps(dict(zip(STEPS, found, strict=True))))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
