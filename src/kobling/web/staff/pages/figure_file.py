"""Files of figures that are handed in: what their columns are, a preview, and an indicator's figures from them."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from pydantic import ValidationError

from kobling.core.errors import KoblingError
from kobling.records.indicators import Indicator
from kobling.records.rights import Right
from kobling.rooms.facts.queries import definitions, municipality_record
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.people.queries import names as account_names
from kobling.rooms.registers import actions, figure_files, queries
from kobling.rooms.registers.figure_files import FileRefused, FileRegister, UnknownFile
from kobling.sources.registers import RegisterError
from kobling.web.shared.body_limit import MEGABYTE, at_most
from kobling.web.shared.formats import decimals_of, format_number, format_period
from kobling.web.shared.localization import localize
from kobling.web.shared.words import area_name
from kobling.web.staff import register_errors
from kobling.web.staff.figure_mapping import MappingForm
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden, render_page, right_required
from kobling.web.staff.pages.figures import render_questions, render_unfetched

UNPROCESSABLE = 422
MAX_MEGABYTES = figure_files.MAX_BYTES // MEGABYTE
MAX_PREVIEW_ROWS, MAX_SHOWN_ROWS, MAX_SHOWN_COLUMNS = 60, 12, 12
"""Figures of a preview, and rows and columns of the file, that are shown."""


@require_http_methods(["GET", "HEAD", "POST"])
@at_most(MAX_MEGABYTES + 1)
@right_required(Right.FETCH)
def index(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """List the files that are handed in, and take a new one."""
    if request.method != "POST":
        return _index(request, staff)
    try:
        name, content = _sent(request)
        with transaction.atomic():
            number = actions.hand_in_file(
                municipality=staff.municipality, name=name, content=content, by=staff.user.key, at=timezone.now()
            )
            figure_files.look_at(staff.municipality, number, sheet=None, own="", own_name="")
    except FileRefused as refused:
        return _index(request, staff, _refusal(refused))
    except RegisterError as error:
        return _index(request, staff, register_errors.register_error_message(error))
    return HttpResponseRedirect(staff.page_url("figure_file", number=number), headers=HEADERS)


def _index(request: HttpRequest, staff: StaffContext, problem: str = "") -> HttpResponse:
    drawn: dict[str, list[Indicator]] = {}
    for indicator in definitions(pk_of(staff.municipality)):
        if indicator.draw is not None and indicator.draw.register_name == figure_files.REGISTER:
            drawn.setdefault(indicator.draw.table, []).append(indicator)
    context = {
        "title": _("Files of figures"),
        "section": "figures",
        "files": [
            (
                file,
                staff.page_url("figure_file", number=file.number),
                [(localize(one.name), staff.page_url("series", key=one.key)) for one in drawn.get(file.table, ())],
            )
            for file in figure_files.files(staff.municipality)
        ],
        "names": account_names(),
        "problem": problem,
        "limit": MAX_MEGABYTES,
    }
    return render_page(request, "figure_files", context, staff=staff, status=UNPROCESSABLE if problem else 200)


def _sent(request: HttpRequest) -> tuple[str, bytes]:
    """Return the name and content of the file that was sent. Raises FileRefused."""
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise FileRefused("none")
    figure_files.check_file(file.name or "", file.size or 0)
    return file.name or "", file.read()


def _refusal(refused: FileRefused) -> str:
    messages = {
        "none": _("Choose a file."),
        "unknown_kind": _("Only Excel workbooks (.xlsx) and CSV files are read. Save it as one of them."),
        "empty": _("The file is empty."),
        "too_large": _("The file is too large: it may be at most %(size)s MB.") % {"size": MAX_MEGABYTES},
        "too_many": _("There are %(count)s files already. Hand in the next file of one of them in its place.")
        % {"count": format_number(refused.allowed)},
    }
    return messages[refused.code]


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.FETCH)
def detail(request: HttpRequest, staff: StaffContext, number: int) -> HttpResponse:
    """Show what a file holds and what its columns are taken for, with the figures; or store that and fetch them."""
    data = request.POST if request.method == "POST" else request.GET
    here = municipality_record(pk_of(staff.municipality))
    try:
        file, stored = (
            figure_files.file(staff.municipality, number),
            figure_files.definition(staff.municipality, number),
        )
        sheet = data.get("sheet") or (stored.sheet if stored else None)
        looked = figure_files.look_at(
            staff.municipality, number, sheet=sheet, own=here.code, own_name=str(localize(here.name))
        )
    except UnknownFile:
        return forbidden(request, staff.language)
    except RegisterError as error:
        context = {"title": file.name, "section": "figures", "problem": register_errors.register_error_message(error)}
        return render_page(request, "table_refused", context, staff=staff, status=UNPROCESSABLE)
    form = MappingForm(data, staff, number, looked, stored)
    if request.method == "POST" and "keep" in request.POST:
        return _keep(request, form, file)
    return _render(request, form, file)


def _render(request: HttpRequest, form: MappingForm, file: figure_files.HandedIn, *, problem: str = "") -> HttpResponse:
    preview, error = _preview(form, file)
    context = {
        "title": file.name,
        "section": "figures",
        "file": file,
        "choices": form.choices(),
        "fill_down": "fill" in form.data if form.is_sent else form.base.fill_down,
        "rows": [
            (number, number == form.looked.heading, row[:MAX_SHOWN_COLUMNS])
            for number, row in enumerate(form.looked.rows[: form.looked.heading + MAX_SHOWN_ROWS], 1)
            if any(row[:MAX_SHOWN_COLUMNS])
        ],
        "preview": preview,
        "sheet": form.looked.proposed.sheet or "",
        "data": form.data,
        "source": form.data.get("source", form.looked.source),
        "name": form.data.get("name", _title(file)),
        "problem": problem or error,
        **form.lists(),
    }
    status = UNPROCESSABLE if problem or (error and request.method == "POST") else 200
    return render_page(request, "figure_file", context, staff=form.staff, status=status)


def _title(file: figure_files.HandedIn) -> str:
    """Return what a file is called without its ending, as the name of a new indicator."""
    return file.name.rpartition(".")[0].replace("_", " ").strip() or file.name


def _preview(form: MappingForm, file: figure_files.HandedIn) -> tuple[dict[str, Any] | None, str]:
    """Return the figures that the choice gives, or an error message."""
    try:
        result = queries.preview(
            municipality=form.staff.municipality,
            definition=form.definition(_title(file)),
            register=FileRegister(form.staff.municipality, (form.number, form.extract)),
            at=timezone.now(),
        )
    except RegisterError as error:
        return None, register_errors.register_error_message(error)
    except ValidationError:
        return None, _("The choice cannot be kept as it is: each column is one thing, and a name has letters in it.")
    figures = sorted(result.figures, key=lambda figure: (figure.area or "", figure.period.start))
    return {
        "rows": [
            (
                format_period(figure.period),
                area_name(figure.area) if figure.area else _("the municipality"),
                format_number(figure.value, decimals_of(figure.value))
                if figure.value is not None
                else figure.why or "..",
            )
            for figure in figures[:MAX_PREVIEW_ROWS]
        ],
        "count": len(figures),
        "rest": max(0, len(figures) - MAX_PREVIEW_ROWS),
    }, ""


def _keep(request: HttpRequest, form: MappingForm, file: figure_files.HandedIn) -> HttpResponse:
    """Store what the columns are and what is fetched, and fetch the figures; or show the form with what is wrong."""
    preview, error = _preview(form, file)
    if preview is None:
        return _render(request, form, file, problem=error)
    now, staff = timezone.now(), form.staff
    try:
        indicator, extract = form.definition(_title(file)), form.extract
        if form.indicator is None and indicator.key in {one.key for one in definitions(pk_of(staff.municipality))}:
            message = _("There is an indicator called %(key)s already. Choose it in the list, or write another name.")
            return _render(request, form, file, problem=message % {"key": indicator.key})
        actions.map_file(
            municipality=staff.municipality, number=form.number, extract=extract, by=staff.user.key, at=now
        )
        actions.define(municipality=staff.municipality, definition=indicator, by=staff.user.key, at=now)
    except actions.BadDefinition as bad:
        return _render(request, form, file, problem=str(bad))
    return _fetched(request, staff, [indicator])


def _fetched(request: HttpRequest, staff: StaffContext, indicators: list[Indicator]) -> HttpResponse:
    """Fetch the figures of indicators from the file, and show the first; or what keeps one from being stored."""
    for indicator in indicators:
        try:
            actions.fetch(
                municipality=staff.municipality,
                indicator=indicator.key,
                register=figure_files.file_register(staff.municipality),
                by=staff.user.key,
                at=timezone.now(),
            )
        except actions.UnlikelyFigures as held_back:
            return render_questions(request, staff, held_back)
        except OperationalError as error:
            return render_unfetched(request, staff, indicator.key, error)
        except KoblingError as error:
            return _unfetched(request, staff, indicator, error)
    return HttpResponseRedirect(staff.page_url("series", key=indicators[0].key), headers=HEADERS)


def _unfetched(request: HttpRequest, staff: StaffContext, indicator: Indicator, error: KoblingError) -> HttpResponse:
    """Show why figures were not fetched from a file, with the way to what its columns are."""
    number = figure_files.number_of(indicator.draw.table) if indicator.draw else None
    context = {
        "title": _("The figures were not fetched"),
        "section": "figures",
        "problem": register_errors.register_error_message(error),
        "file_url": staff.page_url("figure_file", number=number or 0),
        "series_url": staff.page_url("series", key=indicator.key),
    }
    return render_page(request, "figure_file_refused", context, staff=staff, status=UNPROCESSABLE)


@require_POST
@at_most(MAX_MEGABYTES + 1)
@right_required(Right.FETCH)
def next_file(request: HttpRequest, staff: StaffContext, number: int) -> HttpResponse:
    """Take the next file of the same, and fetch the figures from it with the columns as they were."""
    table = figure_files.table_of(number)
    drawn = [
        one
        for one in definitions(pk_of(staff.municipality))
        if one.draw is not None and (one.draw.register_name, one.draw.table) == (figure_files.REGISTER, table)
    ]
    try:
        figure_files.file(staff.municipality, number)
        name, content = _sent(request)
        actions.replace_file(
            municipality=staff.municipality,
            number=number,
            name=name,
            content=content,
            by=staff.user.key,
            at=timezone.now(),
        )
    except UnknownFile:
        return forbidden(request, staff.language)
    except FileRefused as refused:
        return _index(request, staff, _refusal(refused))
    if not drawn:
        return HttpResponseRedirect(staff.page_url("figure_file", number=number), headers=HEADERS)
    return _fetched(request, staff, drawn)
