"""The page of open data: the files to download, what they contain, and the licence."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kobling.web.opendata.licence import LICENCE
from kobling.web.public.page_context import PageContext

GOAL_FILE_FORMATS = {".csv": "CSV", "-excel.csv": "CSV (Excel)", ".xlsx": "XLSX", ".json": "JSON"}
"""Suffix of each of a goal's own files, and the name of its format."""


@dataclass(frozen=True)
class DownloadLink:
    """A file to download."""

    address: str
    name: str
    description: str
    format: str = ""
    """Name of the format, for lists where the goal's name stands beside it."""


def template_context(page: PageContext) -> dict[str, Any]:
    """Return the context of the data page."""
    return {
        "title": _("Data"),
        "description": _("Download every figure, every target and every status, in the formats you need."),
        "groups": _download_groups(),
        "licence": LICENCE,
        "goals": [{"goal": goal, "files": goal_downloads(goal.key)} for goal in page.lookup.with_former],
    }


def goal_downloads(key: str) -> tuple[DownloadLink, ...]:
    """Return a goal's own files."""
    descriptions = {
        ".csv": _("The figures as CSV, with commas"),
        "-excel.csv": _("The figures as CSV for Danish Excel, with semicolons"),
        ".xlsx": _("The figures as a workbook"),
        ".json": _("The goal as JSON, with everything that goes into its status"),
    }
    return tuple(
        DownloadLink(
            address=f"data/goals/{key}{suffix}",
            name=f"{key}{suffix}",
            description=descriptions[suffix],
            format=format_name,
        )
        for suffix, format_name in GOAL_FILE_FORMATS.items()
    )


def _download_groups() -> list[tuple[str, list[DownloadLink]]]:
    """Return the files of the whole release, grouped by purpose."""
    return [
        (
            _("For a spreadsheet"),
            [
                _download("barometer.xlsx", _("Workbook: goals, targets, statuses, figures and sources")),
                _download("status-excel.csv", _("Each goal's status, for Danish Excel: semicolons and decimal commas")),
                _download("measurements-excel.csv", _("Every figure, for Danish Excel: semicolons and decimal commas")),
                _download("comparison-excel.csv", _("Other municipalities' figures, for Danish Excel")),
                _download("priorities-excel.csv", _("The committees' priorities, for Danish Excel")),
                _download("budgets-excel.csv", _("The budget lines that lead to goals, for Danish Excel")),
                _download("agreements-excel.csv", _("The agreements about goals, for Danish Excel")),
            ],
        ),
        (
            _("For programs"),
            [
                _download("status.csv", _("Each goal's status, as CSV (RFC 4180): commas and decimal points")),
                _download("measurements.csv", _("Every figure, as CSV (RFC 4180): commas and decimal points")),
                _download("comparison.csv", _("Other municipalities' figures, as CSV (RFC 4180)")),
                _download("priorities.csv", _("The committees' priorities, as CSV (RFC 4180)")),
                _download("budgets.csv", _("The budget lines that lead to goals, as CSV (RFC 4180)")),
                _download("agreements.csv", _("The agreements about goals, as CSV (RFC 4180)")),
                _download("measurements.jsonstat.json", _("Every figure, as JSON-stat 2.0")),
                _download("datapackage.json", _("What each file and each column holds (Frictionless Data Package)")),
            ],
        ),
        (
            _("For checking our sums"),
            [
                _download("release.json", _("The whole release: all that these pages are made from, as JSON")),
                _download("release.schema.json", _("The JSON Schema of the release")),
            ],
        ),
    ]


def _download(name: str, description: str) -> DownloadLink:
    return DownloadLink(address=f"data/{name}", name=name, description=description)
