"""Run one municipality through the whole pipeline in its own process and database: read, import, release, site.

    python -m benchmarks.pipeline FOLDER DAY OUT

Prints seconds per step, the number of files, and the peak memory of the process, as JSON.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import django


def main(folder: Path, day: date, out: Path) -> None:
    """Run every step, and print the measurements."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kobling.config.settings")
    seconds: dict[str, float] = {}
    with timed(seconds, "start"):
        django.setup()
        from django.core.management import call_command
        from django.utils import timezone

        from kobling.rooms.findings.releases_with_chain import create_release
        from kobling.rooms.folder.actions import import_facts
        from kobling.rooms.folder.reader import read_folder
        from kobling.rooms.people.actions import command_line_account
        from kobling.rooms.releases import actions, queries
        from kobling.web.public.export import export
        from kobling.web.public.site import Site
    with timed(seconds, "tables"):
        call_command("migrate", verbosity=0)
    with timed(seconds, "read"):
        facts = read_folder(folder)
    now, slug = timezone.now(), facts.municipality.slug
    account = command_line_account(name="benchmark", at=now)
    with timed(seconds, "import"):
        import_facts(facts=facts, by=account, at=now, replace=True)
    with timed(seconds, "release"):
        create_release(municipality=slug, on=day, by=account, at=now)
        actions.approve(municipality=slug, number=1, embargo_until=None, by=account, at=now, alone=True)
    with timed(seconds, "site"):
        files = export(Site(queries.release(slug, 1)), out)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "files": files, "megabytes": peak}))


@contextmanager
def timed(seconds: dict[str, float], step: str) -> Iterator[None]:
    """Record the seconds of a step."""
    start = time.perf_counter()
    yield
    seconds[step] = time.perf_counter() - start


if __name__ == "__main__":
    main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]), Path(sys.argv[3]))
