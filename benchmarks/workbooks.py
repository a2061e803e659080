"""Facts as an Excel workbook and back: writing every kind, and reading the file as it is handed in.

    python -m benchmarks.workbooks FOLDER

prints seconds, the size of the file and that of the process as JSON. `python -m benchmarks workbooks` prints the table.
"""

import json
import os
import resource
import sys
import time
from io import BytesIO
from pathlib import Path

import django

STEPS = ("write", "read", "file, MB", "before, MB", "largest, MB")
"""What is measured: seconds, and megabytes of the file, and of the process before it and at its largest."""


def main(folder: Path) -> None:
    """Write and read the workbook of a municipality, and print what it takes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kobling.config.settings")
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from kobling.rooms.folder.actions import import_facts
    from kobling.rooms.folder.reader import read_folder
    from kobling.rooms.people.actions import command_line_account
    from kobling.rooms.workbooks.queries import read_workbook, workbook
    from kobling.rooms.workbooks.reader import RECORDS

    call_command("migrate", verbosity=0)
    facts = read_folder(folder)
    slug, now = facts.municipality.slug, timezone.now()
    account = command_line_account(name="benchmark", at=now)
    import_facts(facts=facts, by=account, at=now, replace=True)
    before = _megabytes()
    start = time.perf_counter()
    data = workbook(slug, RECORDS, "da", lambda record: record.model_fields)
    written = time.perf_counter()
    found = read_workbook(slug, BytesIO(data), by=account, at=now, may_change=lambda _before, _after: True)
    read = time.perf_counter()
    assert not found.edits
    measured = (written - start, read - written, len(data) / 1e6, before, _megabytes())
    print(json.dumps(dict(zip(STEPS, measured, strict=True))))


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000


if __name__ == "__main__":
    main(Path(sys.argv[1]))
