"""Write facts as an Excel workbook that a person can fill in and hand back."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import override
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from kobling.records.base import Fact
from kobling.records.facts import FACT_TYPES, LIST_OF, MunicipalityFacts
from kobling.records.municipality import Municipality
from kobling.records.words import record_words
from kobling.rooms.workbooks.cells import WrittenValue, facts_of_kind, parts, place_cells, value_at, written, yes_and_no
from kobling.rooms.workbooks.columns import CellType, Column, Sheet, Visible, in_language, sheets, visible_part
from kobling.rooms.workbooks.names import Names
from kobling.rooms.workbooks.origin import ORIGIN_SHEET, WorkbookOrigin

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""XlsxWriter must not turn a text into a formula, link or number."""
LAST_ROW = 1_048_575
"""Of a sheet, from 0."""
WIDTHS = {CellType.PROSE: 40, CellType.REFERENCE: 28, CellType.CHOICE: 26, CellType.DATE: 12, CellType.NUMBER: 12}
MARKDOWN = re.compile(r"\[([^\]]*)\]\([^)]*\)|`")


def render_facts(
    facts: MunicipalityFacts, kinds: Sequence[type[Fact]], origin: WorkbookOrigin, visible: Visible
) -> bytes:
    """Return a workbook of the facts of some kinds: a sheet for each, and one for each list inside them.

    visible   the fields of records that who asks for it may see
    """
    with override(origin.language):
        names = Names.of(facts, origin.language)
        file = BookFile(names, origin)
        for kind in kinds:
            list_name = LIST_OF.get(kind, Municipality.KIND)
            for sheet in sheets(kind, origin.language):
                shown = visible_part(sheet, visible)
                if shown is not None:
                    file.write(shown, facts_of_kind(facts, list_name))
        return file.close()


@dataclass
class BookFile:
    """A workbook that is being written."""

    names: Names
    origin: WorkbookOrigin
    content: BytesIO = field(default_factory=BytesIO)
    lists: dict[str, list[str]] = field(default_factory=dict)
    """What columns can be filled in with, by its heading on the sheet of lists."""

    def __post_init__(self) -> None:
        """Begin with the sheet on how to fill the others in."""
        self.book = Workbook(self.content, OPTIONS)
        self.formats = _Formats(self.book)
        _write_read_me(self.book.add_worksheet(_("Read me")), self.formats)

    def write(self, sheet: Sheet, facts: Iterable[Fact]) -> None:
        """Write the facts of a kind, or the parts of a list in them."""
        page = self.book.add_worksheet(sheet.name)
        headings = [*((label, "", CellType.LINE, True) for label in sheet.place_labels)]
        headings += [
            (column.label, column.help, column.type, column.is_required and not column.within)
            for column in sheet.columns
        ]
        if sheet.record is not Municipality or sheet.lists:
            headings.append((delete_label(), delete_help(), CellType.YES_NO, False))
        for index, (label, help_text, of_type, is_required) in enumerate(headings):
            page.set_column(index, index, WIDTHS.get(of_type, 18), self.formats.of(of_type))
            page.write_string(0, index, label, self.formats.required if is_required else self.formats.heading)
            if help_text:
                size = {"x_scale": 2, "y_scale": 1 + len(help_text) // 200}
                page.write_comment(0, index, _plain(help_text), {"author": "Kobling", **size})
        last = 0
        for last, cells in enumerate(rows_of(sheet, facts, self.names), 1):
            for index, value in enumerate(cells):
                self.write_cell(page, last, index, value, self.formats.of(headings[index][2]))
        self._offer(page, sheet)
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, max(last, 1), len(headings) - 1)
        page.ignore_errors({"number_stored_as_text": f"A1:XFD{LAST_ROW + 1}"})

    def write_cell(self, page: Worksheet, row: int, index: int, value: WrittenValue, cell_format: Format) -> None:
        """Write one value with its own type; a text is never a formula, link or number."""
        match value:
            case None:
                pass
            case str():
                page.write_string(row, index, value, cell_format)
            case date():
                page.write_datetime(row, index, datetime.combine(value, time()), cell_format)
            case _:
                page.write_number(row, index, value, cell_format)

    def _offer(self, page: Worksheet, sheet: Sheet) -> None:
        """Let the cells of a sheet be filled in from lists."""
        first = len(sheet.place_labels)
        if sheet.lists:
            self.offer(page, 0, sheet.place_labels[0], self.names.labels(sheet.record.KIND), is_open=True)
        for index, column in enumerate(sheet.columns, first):
            if column.is_list:
                continue
            if column.type is CellType.REFERENCE:
                self.offer(
                    page, index, _kind_label(column, self.names.language), self.names.labels(column.kind), is_open=True
                )
            elif column.type is CellType.CHOICE:
                words = [in_language(text, self.names.language) for text in (column.choices or {}).values()]
                self.offer(page, index, f"{sheet.name}: {column.label}", words)
            elif column.type is CellType.YES_NO:
                self.offer(page, index, " / ".join(yes_and_no()), yes_and_no())
        if sheet.record is not Municipality or sheet.lists:
            self.offer(page, first + len(sheet.columns), " / ".join(yes_and_no()), yes_and_no())

    def offer(
        self, page: Worksheet, index: int, heading: str, choices: Sequence[str], *, is_open: bool = False
    ) -> None:
        """Let a column be filled in from a list; an open one takes other texts too, such as the name of a new fact."""
        if not choices:
            return
        self.lists.setdefault(heading, list(choices))
        place = list(self.lists).index(heading)
        source = f"='{_lists_name()}'!{xl_range_abs(1, place, len(self.lists[heading]), place)}"
        page.data_validation(
            1, index, LAST_ROW, index, {"validate": "list", "source": source, "show_error": not is_open}
        )

    def close(self) -> bytes:
        """Write the lists and what the workbook was made from, and return its bytes."""
        page = self.book.add_worksheet(_lists_name())
        for index, (heading, choices) in enumerate(self.lists.items()):
            page.set_column(index, index, 30)
            page.write_string(0, index, heading, self.formats.heading)
            for row, choice in enumerate(choices, 1):
                page.write_string(row, index, choice)
        page.freeze_panes(1, 0)
        hidden = self.book.add_worksheet(ORIGIN_SHEET)
        for row, (name, value) in enumerate(self.origin.rows()):
            hidden.write_string(row, 0, name)
            hidden.write_string(row, 1, value)
        hidden.very_hidden()
        self.book.close()
        return self.content.getvalue()


class _Formats:
    """The cell formats of the workbook."""

    def __init__(self, book: Workbook) -> None:
        heading = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
        self.title: Format = book.add_format({"bold": True, "font_size": 14})
        self.heading: Format = book.add_format(heading)
        self.required: Format = book.add_format(heading | {"bg_color": "#DCE6F1"})
        self.prose: Format = book.add_format({"text_wrap": True, "valign": "top"})
        self._text: Format = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self._date: Format = book.add_format({"num_format": "dd-mm-yyyy", "align": "left", "valign": "top"})
        self._number: Format = book.add_format({"valign": "top"})

    def of(self, cell_type: CellType) -> Format:
        """Return the format of the cells of a type: what is text stays text when it is typed."""
        match cell_type:
            case CellType.DATE:
                return self._date
            case CellType.NUMBER | CellType.WHOLE_NUMBER:
                return self._number
            case CellType.PROSE:
                return self.prose
            case _:
                return self._text


def rows_of(sheet: Sheet, facts: Iterable[Fact], names: Names) -> Iterable[tuple[WrittenValue, ...]]:
    """Yield the cells of every row below the header."""
    for fact in facts:
        for places, item in parts(fact, sheet.lists):
            cells = (written(column, value_at(item, column.path), names) for column in sheet.columns)
            yield (*place_cells(sheet, fact, places, names), *cells)


def delete_label() -> str:
    """Return the heading of the column in which a person marks what is to be removed."""
    return _("Delete")


def delete_help() -> str:
    """Return what that column is for."""
    return _("write yes to remove what stands in the row. A row that is missing from the sheet removes nothing")


def _kind_label(column: Column, language: str) -> str:
    return in_language(record_words(FACT_TYPES[column.kind]).label, language)


def own_sheet_names() -> tuple[str, ...]:
    """Return the names of the sheets that hold no facts."""
    return _("Read me"), _lists_name(), ORIGIN_SHEET


def _lists_name() -> str:
    return _("Lists")


def _plain(help_text: str) -> str:
    """Return a help in Markdown as plain text, beginning with a capital."""
    text = MARKDOWN.sub(lambda found: found[1] or "", help_text)
    return text[:1].upper() + text[1:]


def _write_read_me(page: Worksheet, formats: _Formats) -> None:
    """Write how the sheets are filled in."""
    page.set_column(0, 0, 100, formats.prose)
    page.write_string(0, 0, _("How to fill this in"), formats.title)
    lines = (
        _("Change what is to be changed, and add rows below. Then hand the file in on the working pages."),
        _("A row that is missing removes nothing, nor does a filter. Write yes under “Delete” to remove a row."),
        _("Columns with a coloured heading have to be filled in. A new row needs no key: one is made from its name."),
        _("A cell with several things has one on each line (Alt and Enter)."),
        _(
            "Where a goal, a committee or the like is named, its name or its key will do; they stand on the sheet "
            "“Lists”."
        ),
        _("Formulas are not read: paste their values. You may move columns, sort and filter."),
    )
    for row, line in enumerate(lines, 2):
        page.write_string(row, 0, line, formats.prose)
