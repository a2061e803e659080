"""A search on the working pages of a municipality with everything: milliseconds, queries and hits.

    python -m benchmarks.working_search FOLDER DAY

prints them as JSON. `python -m benchmarks search` prints the table.
"""

import json
import os
import sys
import time
from datetime import date
from pathlib import Path

import django

QUERIES = {"a word": "unge", "a synonym": "rygning", "three words": "mål skole 2019", "nothing": "zzyzx"}


def main(folder: Path, day: date) -> None:
    """Import, inspect, and search; print what the page takes by query."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kobling.config.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from kobling.records.rights import Role
    from kobling.rooms.findings.actions import inspect
    from kobling.rooms.findings.queries import listed_findings
    from kobling.rooms.folder.actions import import_facts
    from kobling.rooms.folder.reader import read_folder
    from kobling.rooms.people import actions
    from kobling.rooms.people.models import User
    from kobling.rooms.people.records import Assignment

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    facts, now = read_folder(folder), timezone.now()
    slug = facts.municipality.slug
    account = actions.command_line_account(name="benchmark", at=now)
    import_facts(facts=facts, by=account, at=now, replace=True)
    inspect(municipality=slug, on=day, by=account, at=now)
    office = Assignment(Role.STRATEGY, None)
    actions.add(name="office", assignment=office, password="en meget lang adgangskode", by=account, at=now)  # noqa: S106
    client = Client()
    client.force_login(User.objects.get(name="office"))
    address = f"/arbejde/{slug}/soeg/"
    began = time.perf_counter()
    client.get(address, {"q": "klima"})
    measured: dict[str, object] = {"findings": len(listed_findings(slug)), "first": _milliseconds(began)}
    for name, query in QUERIES.items():
        with CaptureQueriesContext(connection) as captured:
            began = time.perf_counter()
            answer = client.get(address, {"q": query})
            taken = _milliseconds(began)
        assert answer.status_code == 200
        measured[name] = f"{taken:.0f} ({len(captured)})"
    print(json.dumps(measured))


def _milliseconds(began: float) -> float:
    return round(1000 * (time.perf_counter() - began))


if __name__ == "__main__":
    main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))
