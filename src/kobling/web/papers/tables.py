"""The goals of a subject and their figures as an Excel workbook: typed numbers and dates, and no formulas."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kobling.rooms.releases.document import Goal, Indicator, Target
from kobling.web.opendata.files.workbook import FIRST_EXCEL_DATE, MAX_CELL_LENGTH, OPTIONS
from kobling.web.papers.content import GoalLine, figure_source, goal_line, overview
from kobling.web.papers.council_sheet import draft_mark
from kobling.web.papers.edition import Edition, Subject
from kobling.web.papers.slides.deck import clean
from kobling.web.shared.charts import MeasurementRow, measurement_rows
from kobling.web.shared.formats import PERCENTAGES
from kobling.web.shared.localization import LocalizedText, join_texts, localize
from kobling.web.shared.words.targets import figure_decimals

Cell = str | int | float | date | LocalizedText | None
WIDTHS = (12, 60)
"""Of a column, in characters: the least and the most."""


@dataclass(frozen=True)
class Number:
    """A figure with the decimals that the page shows."""

    value: float
    decimals: int
    is_percent: bool


@dataclass(frozen=True)
class SheetTable:
    """One sheet of a workbook."""

    name: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Cell | Number]]


def subject_workbook(edition: Edition, subject: Subject) -> bytes:
    """Return the goals of a subject, their figures, and what they are from, in the active language."""
    lines = tuple(_lines(edition, subject))
    goals = tuple({line.goal.key: line.goal for _group, line in lines}.values())
    return render_workbook(
        [
            SheetTable(_("Goals"), _goal_headings(), [_goal_row(edition, group, line) for group, line in lines]),
            SheetTable(_("Figures"), _figure_headings(), list(_figure_rows(edition, goals))),
        ],
        [draft_mark(edition), *edition.provenance(subject)],
        at=edition.release.document.as_of,
    )


def _lines(edition: Edition, subject: Subject) -> Iterator[tuple[LocalizedText | str, GoalLine]]:
    if subject.kind != "goal":
        for group in overview(edition, subject).groups:
            for line in group.lines:
                yield group.name, line
        return
    goal = edition.lookup.goals[subject.key]
    themes = [edition.lookup.themes[key] for key in goal.themes]
    yield localize(themes[0].name) if themes else "", goal_line(edition.lookup, goal)


def _goal_headings() -> tuple[str, ...]:
    return (
        _("Part"),
        _("Goal"),
        _("Place"),
        _("Status"),
        _("The figure and the target"),
        _("Uncertainty"),
        _("Wording"),
        _("Address"),
    )


def _goal_row(edition: Edition, group: LocalizedText | str, line: GoalLine) -> list[Cell]:
    return [
        group,
        line.name,
        line.rank,
        line.mark.name,
        line.text,
        line.uncertainty,
        localize(line.goal.wording.text),
        edition.address_of(Subject("goal", line.goal.key)),
    ]


def _figure_headings() -> tuple[str, ...]:
    return (
        _("Goal"),
        _("Indicator"),
        _("Period"),
        _("Number"),
        _("Figure"),
        _("Lower end of the interval"),
        _("Upper end of the interval"),
        _("Answers"),
        _("How it was counted"),
        _("Fetched"),
        _("Note"),
        _("Source"),
    )


def _figure_rows(edition: Edition, goals: Iterable[Goal]) -> Iterator[list[Cell | Number]]:
    """Yield every figure behind the goals' targets, each indicator of a goal once."""
    for goal in goals:
        lookup = edition.lookup.seen_from(goal)
        targets = {target.indicator: target for target in reversed(goal.targets) if target.indicator}
        for key, target in reversed(targets.items()):
            indicator = lookup.indicators[key]
            source = figure_source(indicator)
            for row in measurement_rows(target, indicator):
                yield [*_figure_row(goal, target, indicator, row), source]


def _figure_row(goal: Goal, target: Target, indicator: Indicator, row: MeasurementRow) -> list[Cell | Number]:
    def number(value: float | None, decimals: int) -> Number | None:
        return None if value is None else Number(value, decimals, indicator.unit in PERCENTAGES)

    decimals = figure_decimals(target, indicator)
    shown = row.interval != ""
    return [
        localize(goal.short),
        localize(indicator.name),
        row.period,
        number(row.point.value, decimals),
        row.value,
        number(row.point.low if shown else None, decimals + 1),
        number(row.point.high if shown else None, decimals + 1),
        row.n,
        row.uncertainty,
        row.point.drawn,
        join_texts(_notes(row)),
    ]


def _notes(row: MeasurementRow) -> Iterator[LocalizedText | str]:
    if row.is_superseded:
        yield _("Replaced by a later figure.")
    if row.withdrawn:
        yield _("The source has withdrawn this figure (seen on %(day)s), and no status rests on it.") % {
            "day": row.withdrawn
        }
    if row.is_baseline:
        yield _("Starting point.")
    if row.note:
        yield row.note


def render_workbook(tables: Sequence[SheetTable], about: Sequence[LocalizedText | str], *, at: date) -> bytes:
    """Return a workbook of the tables, and a last sheet with what they are from.

    at   the day that is written into the file; the same tables of the same day give the same bytes
    """
    content = BytesIO()
    with Workbook(content, OPTIONS) as book:
        book.set_properties({"created": datetime.combine(at, time())})
        for table in tables:
            _write_table(book, book.add_worksheet(table.name), table)
        sheet = book.add_worksheet(_("About the file"))
        sheet.set_column(0, 0, 110, book.add_format({"text_wrap": True, "valign": "top"}))
        for row, line in enumerate(line for line in about if line):
            sheet.write_string(row, 0, _text(line))
    return content.getvalue()


def _write_table(book: Workbook, sheet: Worksheet, table: SheetTable) -> None:
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    formats: dict[str, Format] = {"text": book.add_format({"text_wrap": True, "valign": "top"})}
    longest = [WIDTHS[0], *[WIDTHS[0]] * (len(table.headings) - 1)]
    for index, name in enumerate(table.headings):
        sheet.write_string(0, index, name, heading)
    for row, cells in enumerate(table.rows, start=1):
        for index, cell in enumerate(cells):
            _write_cell(book, sheet, (row, index), cell, formats)
            if isinstance(cell, str | LocalizedText):
                longest[index] = max(longest[index], len(str(cell)))
    for index, width in enumerate(longest):
        sheet.set_column(index, index, min(WIDTHS[1], width + 2))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.headings) - 1)


def _write_cell(
    book: Workbook, sheet: Worksheet, place: tuple[int, int], cell: Cell | Number, formats: dict[str, Format]
) -> None:
    def of(pattern: str) -> Format:
        if pattern not in formats:
            formats[pattern] = book.add_format({"num_format": pattern, "valign": "top"})
        return formats[pattern]

    if isinstance(cell, Number):
        digits = "#,##0" + ("." + "0" * cell.decimals if cell.decimals > 0 else "")
        sheet.write_number(*place, cell.value, of(f'{digits}" %"' if cell.is_percent else digits))
    elif isinstance(cell, int | float):
        sheet.write_number(*place, cell, of("#,##0"))
    elif isinstance(cell, date) and cell >= FIRST_EXCEL_DATE:
        sheet.write_datetime(*place, datetime.combine(cell, time()), of("dd-mm-yyyy"))
    elif cell is not None:
        text = cell.isoformat() if isinstance(cell, date) else cell
        sheet.write_string(*place, _text(text), formats["text"])


def _text(value: LocalizedText | str) -> str:
    text = clean(str(value))
    return text if len(text) <= MAX_CELL_LENGTH else text[: MAX_CELL_LENGTH - 2] + " …"
