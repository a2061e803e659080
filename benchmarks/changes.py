"""Work on stored facts: importing again, saving one change, previewing its findings, and the draft it makes.

    python -m benchmarks.changes FOLDER DAY

prints the milliseconds of each as JSON. `python -m benchmarks changes` prints the table.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

import django

SAVES = 60
"""Half of them of goals, half of indicators."""
PREVIEWS = 10
PAGES = ("front", "status", "goal", "data", "changes")
"""The kinds of pages of a draft that are opened first, each after an edit."""
STEPS = (
    "import",
    "import again",
    "inspection",
    "first draft",
    "save, median",
    "save, p95",
    "preview of findings, median",
    "preview of findings, p95",
    "draft after an edit, median",
    "draft after an edit, slowest",
)
"""What is measured, in milliseconds. A draft is the day's document and the first page that is opened of it."""


def main(folder: Path, day: date) -> None:
    """Run every step, and print the milliseconds."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kobling.config.settings")
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from kobling.records.base import Text
    from kobling.records.chain import Goal
    from kobling.records.indicators import Indicator
    from kobling.rooms.changes.actions import change_facts
    from kobling.rooms.changes.edits import Edits, FactEdit
    from kobling.rooms.facts.queries import municipality_facts
    from kobling.rooms.findings.actions import inspect
    from kobling.rooms.findings.queries import preview_inspection
    from kobling.rooms.findings.releases_with_chain import draft_document
    from kobling.rooms.folder.actions import import_facts
    from kobling.rooms.folder.reader import read_folder
    from kobling.rooms.people.actions import command_line_account
    from kobling.rooms.releases.release_file import ReleaseFile, checksum
    from kobling.web.public.site import Site

    call_command("migrate", verbosity=0)
    facts = read_folder(folder)
    slug, now = facts.municipality.slug, timezone.now()
    account = command_line_account(name="benchmark", at=now)

    def take() -> None:
        import_facts(facts=facts, by=account, at=now, replace=True)

    def save(number: int) -> float:
        present = municipality_facts(slug)
        record: Goal | Indicator = present.goals[number // 2 % len(present.goals)]
        field, text = "short", Text(da=f"Rettet {number}")
        if number % 2:
            record, field = present.indicators[number // 2 % len(present.indicators)], "how"
        after = record.model_copy(update={field: text})
        edits = Edits((FactEdit(record, after),))
        return milliseconds(lambda: change_facts(municipality=slug, edits=edits, by=account, at=now))

    def draft(kind: str) -> None:
        document = draft_document(municipality=slug, on=day)
        digest = checksum(document.canonical_bytes())
        site = Site(ReleaseFile(document=document, sha256=digest, created_at=now, created_by=""))
        site.open(next(address for address, route in site.page_addresses.routes.items() if route.kind == kind), "")

    measured = {"import": milliseconds(take), "import again": milliseconds(take)}
    measured["inspection"] = milliseconds(lambda: inspect(municipality=slug, on=day, by=account, at=now))
    measured["first draft"] = milliseconds(lambda: draft("front"))
    saves = [save(number) for number in range(SAVES)]
    previews, drafts = [], []
    for number in range(SAVES, SAVES + PREVIEWS):
        saves.append(save(number))
        previews.append(milliseconds(lambda: preview_inspection(slug, on=day)))
        drafts.append(milliseconds(lambda: draft(PAGES[number % len(PAGES)])))  # noqa: B023  (called at once)
    measured |= _summary("save", saves) | _summary("preview of findings", previews)
    measured |= {"draft after an edit, median": median(drafts), "draft after an edit, slowest": max(drafts)}
    print(json.dumps({step: measured[step] for step in STEPS}))


def milliseconds(step: Callable[[], object]) -> float:
    """Return how long a step takes."""
    start = time.perf_counter()
    step()
    return (time.perf_counter() - start) * 1000


def _summary(name: str, times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        f"{name}, median": median(ordered),
        f"{name}, p95": ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))],
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))
