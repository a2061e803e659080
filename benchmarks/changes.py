"""Work on stored facts: importing again, saving one change, previewing its findings, and the first page of a draft.

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
from typing import Any

import django

SAVES = 40
PREVIEWS = 10
STEPS = (
    "import",
    "import again",
    "save, median",
    "save, p95",
    "preview of findings, median",
    "preview of findings, p95",
    "first page of a draft",
    "inspection",
)
"""What is measured, in milliseconds."""


def main(folder: Path, day: date) -> None:
    """Run every step, and print the milliseconds."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kobling.config.settings")
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from kobling.records.base import Text
    from kobling.rooms.changes.actions import change_fact
    from kobling.rooms.facts.queries import municipality_facts
    from kobling.rooms.findings.actions import inspect
    from kobling.rooms.findings.queries import preview_inspection
    from kobling.rooms.findings.releases_with_chain import draft_document
    from kobling.rooms.folder.actions import import_facts
    from kobling.rooms.folder.reader import read_folder
    from kobling.rooms.people.actions import command_line_account
    from kobling.rooms.releases.release_file import ReleaseFile
    from kobling.web.public.site import Site

    call_command("migrate", verbosity=0)
    facts = read_folder(folder)
    slug, now = facts.municipality.slug, timezone.now()
    account = command_line_account(name="benchmark", at=now)

    def take() -> None:
        import_facts(facts=facts, by=account, at=now, replace=True)

    saves: list[float] = []
    previews: list[float] = []

    def save(number: int) -> None:
        goal = municipality_facts(slug).goals[number % len(facts.goals)]
        changed = goal.model_copy(update={"short": Text(da=f"Rettet {number}")})
        what: dict[str, Any] = {"municipality": slug, "before": goal, "after": changed, "by": account, "at": now}
        saves.append(milliseconds(lambda: change_fact(**what)))

    def draft() -> None:
        document = draft_document(municipality=slug, on=day)
        Site(ReleaseFile(document=document, sha256="", created_at=now, created_by="")).open("", "")

    measured = {"import": milliseconds(take), "import again": milliseconds(take)}
    measured["inspection"] = milliseconds(lambda: inspect(municipality=slug, on=day, by=account, at=now))
    for number in range(SAVES):
        save(number)
        if number < PREVIEWS:
            previews.append(milliseconds(lambda: preview_inspection(slug, on=day)))
    measured |= _summary("save", saves) | _summary("preview of findings", previews)
    measured["first page of a draft"] = milliseconds(draft)
    print(json.dumps({step: measured[step] for step in STEPS}))


def milliseconds(step: Callable[[], object]) -> float:
    """Return how long a step takes."""
    start = time.perf_counter()
    step()
    return (time.perf_counter() - start) * 1000


def _summary(name: str, times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        f"{name}, median": ordered[len(ordered) // 2],
        f"{name}, p95": ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))],
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))
