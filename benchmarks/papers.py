"""Slides, papers and workbooks of the pages: what each takes inside a request, and the size of the process.

    python -m benchmarks.papers FOLDER DAY

prints seconds and megabytes as JSON. `python -m benchmarks papers` prints the table.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import django

STEPS = (
    "slides of all",
    "slides of a theme",
    "slides of a goal",
    "sheet of all",
    "sheet of a goal",
    "paper of all",
    "paper of a theme",
    "workbook of all",
    "before, MB",
    "largest, MB",
)
"""What is measured: seconds, and megabytes of the process before the papers and at its largest."""


def main(folder: Path, day: date) -> None:
    """Make every paper of a municipality's draft, and print what each takes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kobling.config.settings")
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone, translation

    from kobling.rooms.findings.releases_with_chain import draft_document
    from kobling.rooms.folder.actions import import_facts
    from kobling.rooms.folder.reader import read_folder
    from kobling.rooms.people.actions import command_line_account
    from kobling.rooms.releases.release_file import ReleaseFile, checksum
    from kobling.web.papers.committee_paper import committee_paper
    from kobling.web.papers.council_sheet import council_sheet
    from kobling.web.papers.edition import Edition, Subject
    from kobling.web.papers.slides.goal_deck import goal_deck
    from kobling.web.papers.slides.overview_deck import overview_deck
    from kobling.web.papers.tables import subject_workbook

    call_command("migrate", verbosity=0)
    facts, now = read_folder(folder), timezone.now()
    account = command_line_account(name="benchmark", at=now)
    import_facts(facts=facts, by=account, at=now, replace=True)
    document = draft_document(municipality=facts.municipality.slug, on=day)
    digest = checksum(document.canonical_bytes())
    release = ReleaseFile(document=document, sha256=digest, created_at=now, created_by=account)
    made_of = Edition(release, is_draft=True)
    whole, goal = Subject("front"), Subject("goal", document.goals[0].key)
    theme = Subject("theme", max(document.themes, key=lambda one: len(one.goals)).key)
    makers: tuple[Callable[[], bytes], ...] = (
        lambda: overview_deck(made_of, whole),
        lambda: overview_deck(made_of, theme),
        lambda: goal_deck(made_of, goal),
        lambda: council_sheet(made_of, whole, at=now),
        lambda: council_sheet(made_of, goal, at=now),
        lambda: committee_paper(made_of, whole, {}, at=now),
        lambda: committee_paper(made_of, theme, {}, at=now),
        lambda: subject_workbook(made_of, whole),
    )
    with translation.override("da"):
        goal_deck(made_of, goal)
        before = _megabytes()
        seconds = [_seconds(make) for make in makers]
    print(json.dumps(dict(zip(STEPS, (*seconds, before, _megabytes()), strict=True))))


def _seconds(make: Callable[[], bytes]) -> float:
    start = time.perf_counter()
    assert make()
    return time.perf_counter() - start


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000


if __name__ == "__main__":
    main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))
