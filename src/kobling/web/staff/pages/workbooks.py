"""Facts as Excel workbooks and as a zip of the municipality folder: downloaded, and handed in as a change draft."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kobling.records.base import Fact
from kobling.records.council import Priority
from kobling.records.municipality import Municipality
from kobling.records.rights import Right
from kobling.records.words import record_words
from kobling.rooms.changes.edits import Edits
from kobling.rooms.facts.changes import Difference
from kobling.rooms.workbooks.actions import TakenOver, take_over_workbook
from kobling.rooms.workbooks.folders import take_over_folder, zipped_folder
from kobling.rooms.workbooks.queries import priorities_workbook, term_years, workbook
from kobling.rooms.workbooks.reader import RECORDS
from kobling.web.shared.body_limit import at_most
from kobling.web.shared.formats import format_day, format_number
from kobling.web.shared.localization import LocalizedText, localize
from kobling.web.staff.forms.index import fact_index
from kobling.web.staff.forms.values import ValueWords
from kobling.web.staff.page_context import HEADERS, StaffContext, render_page, right_required
from kobling.web.staff.uploads import REFUSALS, conflict_rows, refusal_lines

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_WORKBOOK, MAX_FOLDER = 20, 50
"""Megabytes of a file that is handed in."""
MAX_SHOWN = 200
"""Warnings and changes that are listed; the rest is counted."""
KINDS = {record.KIND: record for record in RECORDS}
EDITING = (*(right for right in Right if right.startswith("edit_")), Right.RECORD_DECISIONS)
TakeOver = Callable[..., TakenOver]


@require_safe
@right_required(Right.READ)
def index(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Choose what to download, and hand a filled-in file in."""
    return _index(request, staff)


def _index(request: HttpRequest, staff: StaffContext, problem: str = "", status: int = 200) -> HttpResponse:
    years = term_years(staff.municipality)
    this_year = timezone.localdate().year
    chosen = request.GET.getlist("kind")
    context = {
        "title": _("Excel"),
        "section": "facts",
        "kinds": [(name, localize(record_words(record).label), name in chosen) for name, record in KINDS.items()],
        "years": years,
        "year": this_year if this_year in years else max(years, default=0),
        "may_hand_in": _may_hand_in(staff),
        "problem": problem,
        "limits": {"workbook": MAX_WORKBOOK, "folder": MAX_FOLDER},
    }
    return render_page(request, "workbooks", context, staff=staff, status=status)


def _may_hand_in(staff: StaffContext) -> bool:
    return any(staff.may(right) for right in EDITING)


@require_safe
@right_required(Right.READ)
def download(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Download the facts of the chosen kinds; of all, where none is chosen."""
    chosen = [record for name, record in KINDS.items() if name in request.GET.getlist("kind")]
    content = workbook(staff.municipality, chosen or RECORDS, staff.language, staff.access.visible_fields)
    name = chosen[0].KIND if len(chosen) == 1 else "kobling"
    return _file(content, XLSX, f"{staff.municipality}-{name}.xlsx")


@require_safe
@right_required(Right.READ)
def priorities(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Download the priorities of a year as a table of committees by goals."""
    years = {str(year): year for year in term_years(staff.municipality)}
    year = years.get(request.GET.get("year", ""))
    if year is None:
        return _index(request, staff, _("Choose a year of a council term."), status=422)
    content = priorities_workbook(staff.municipality, year, staff.language)
    return _file(content, XLSX, f"{staff.municipality}-{Priority.KIND}-{year}.xlsx")


@require_safe
@right_required(Right.EDIT_ORGANISATION)
def folder(_request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Download the municipality folder as a zip file."""
    return _file(zipped_folder(staff.municipality), "application/zip", f"{staff.municipality}.zip")


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


@require_POST
@at_most(MAX_WORKBOOK)
@right_required(Right.READ)
def hand_in(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Take a filled-in workbook over as a change draft, or show what is wrong with it: rights are asked row by row."""
    return _hand_in(request, staff, take_over_workbook)


@require_POST
@at_most(MAX_FOLDER)
@right_required(Right.EDIT_ORGANISATION)
def hand_in_folder(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Take a municipality folder over as a change draft, or show what is wrong with it."""
    return _hand_in(request, staff, take_over_folder)


def _hand_in(request: HttpRequest, staff: StaffContext, take_over: TakeOver) -> HttpResponse:
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or file.file is None:
        return _index(request, staff, _("Choose a file."), status=422)
    try:
        taken = _taken_over(staff, file.file, request.POST.get("title", ""), take_over)
    except REFUSALS as error:
        refused = {
            "title": _("The file cannot be taken over"),
            "problems": list(refusal_lines(error)),
            "conflicts": conflict_rows(error),
        }
        return _result(request, staff, refused, status=422)
    differences, warnings = taken.contents.differences, taken.contents.warnings
    context: dict[str, Any] = {
        "title": _("The file is taken over as a change draft") if taken.draft else _("The file changes nothing"),
        "draft": taken.draft,
        "warnings": [warning.located_message(format_day) for warning in warnings[:MAX_SHOWN]],
        "changes": _change_rows(staff, taken.contents.edits, differences[:MAX_SHOWN]),
        "hidden": format_number(max(0, len(differences) - MAX_SHOWN)) if len(differences) > MAX_SHOWN else "",
        "made_keys": [f"{_kind_name(kind)}: {key}" for kind, key in taken.contents.made_keys],
    }
    return _result(request, staff, context)


def _taken_over(staff: StaffContext, file: IO[bytes], title: str, take_over: TakeOver) -> TakenOver:
    return take_over(
        municipality=staff.municipality,
        file=file,
        title=title,
        by=staff.user.key,
        at=timezone.now(),
        may_change=staff.access.may_change,
    )


def _result(request: HttpRequest, staff: StaffContext, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render_page(request, "workbook_result", context | {"section": "facts"}, staff=staff, status=status)


def _kind_name(kind: str) -> str:
    record: type[Fact] = KINDS.get(kind, Municipality)
    return str(localize(record_words(record).label))


@dataclass(frozen=True)
class ChangeRow:
    """What a file changes in one fact or figure."""

    name: str
    is_new: bool
    is_removed: bool
    lines: Sequence[LocalizedText]


def _change_rows(staff: StaffContext, edits: Edits, differences: Sequence[Difference]) -> list[ChangeRow]:
    index = fact_index(staff.municipality).with_names_of(edits.new_facts)
    return [
        ChangeRow(
            f"{_kind_name(one.kind)}: {index.name(one.kind, one.name)}",
            one.before is None,
            one.after is None,
            ValueWords(index, staff.access.seen_in(index.fact(one.kind, one.name))).changes(
                one.kind, one.before, one.after
            )
            if one.before and one.after
            else (),
        )
        for one in differences
    ]
