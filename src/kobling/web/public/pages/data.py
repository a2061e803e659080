"""The open data: which files there are, what they hold, and on what terms."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kobling.web.opendata.licence import LICENCE
from kobling.web.public.page_context import Sheet

GOAL_FORMATS = {".csv": "CSV", "-excel.csv": "CSV (Excel)", ".xlsx": "XLSX", ".json": "JSON"}
"""How the names of a goal's own files end, and what each kind is called."""


@dataclass(frozen=True)
class File:
    """A file to download."""

    address: str
    name: str
    what: str
    format: str = ""
    """What the kind of file is called, where the goal's name stands beside it."""


def page(sheet: Sheet) -> dict[str, Any]:
    """Return what the data page shows."""
    return {
        "title": _("Data"),
        "description": _("Download every figure, every target and every status, in the formats you need."),
        "groups": _groups(),
        "licence": LICENCE,
        "goals": [{"goal": goal, "files": of_goal(goal.key)} for goal in sheet.document.goals],
    }


def of_goal(key: str) -> tuple[File, ...]:
    """Return a goal's own files."""
    told = {
        ".csv": _("The figures as CSV, with commas"),
        "-excel.csv": _("The figures as CSV for Danish Excel, with semicolons"),
        ".xlsx": _("The figures as a workbook"),
        ".json": _("The goal as JSON, with everything that goes into its status"),
    }
    return tuple(
        File(address=f"data/goals/{key}{end}", name=f"{key}{end}", what=told[end], format=called)
        for end, called in GOAL_FORMATS.items()
    )


def _groups() -> list[tuple[str, list[File]]]:
    """The files of the whole release, by what they are good for."""
    return [
        (
            _("For a spreadsheet"),
            [
                _file("barometer.xlsx", _("Workbook: goals, targets, statuses, figures and sources")),
                _file("status-excel.csv", _("Each goal's status, for Danish Excel: semicolons and decimal commas")),
                _file("measurements-excel.csv", _("Every figure, for Danish Excel: semicolons and decimal commas")),
                _file("comparison-excel.csv", _("Other municipalities' figures, for Danish Excel")),
            ],
        ),
        (
            _("For programs"),
            [
                _file("status.csv", _("Each goal's status, as CSV (RFC 4180): commas and decimal points")),
                _file("measurements.csv", _("Every figure, as CSV (RFC 4180): commas and decimal points")),
                _file("comparison.csv", _("Other municipalities' figures, as CSV (RFC 4180)")),
                _file("measurements.jsonstat.json", _("Every figure, as JSON-stat 2.0")),
                _file("datapackage.json", _("What each file and each column holds (Frictionless Data Package)")),
            ],
        ),
        (
            _("For checking our sums"),
            [
                _file("release.json", _("The whole release: all that these pages are made from, as JSON")),
                _file("release.schema.json", _("The JSON Schema of the release")),
            ],
        ),
    ]


def _file(name: str, what: str) -> File:
    return File(address=f"data/{name}", name=name, what=what)
