"""A list of findings of the chain inspection as a paper, slides and a workbook; findings are never published."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.web.papers import blocks
from kobling.web.papers.pdf import render_pdf
from kobling.web.papers.slides.charts import add_counts
from kobling.web.papers.slides.deck import MAX_SLIDES, PLAIN, QUIET, STRONG, Deck, Style, Words
from kobling.web.papers.slides.tables import SlideTable, add_table_slides
from kobling.web.papers.slides.template import Box
from kobling.web.papers.tables import Cell, Number, SheetTable, render_workbook
from kobling.web.shared.formats import format_day, format_number
from kobling.web.shared.localization import LocalizedText

MAX_ROWS = 500
"""Findings in a PDF; of more, the rest are in the workbook."""
MAX_BARS = 12


@dataclass(frozen=True)
class FindingRow:
    """One finding, in the words of its page."""

    number: int
    rule: str
    """Code and name."""
    severity: str
    subject: LocalizedText
    subject_kind: str
    text: str
    since: date
    address: str


@dataclass(frozen=True)
class FindingList:
    """The findings of one state, of all rules or some."""

    title: str
    municipality: LocalizedText
    notice: LocalizedText | None
    """What is to be known of the municipality: that it is made up."""
    inspected: str
    """Of which day the newest inspection is."""
    rows: Sequence[FindingRow]
    day: date

    @property
    def origin(self) -> str:
        """What stands at the foot of every page."""
        return f"{self.municipality}. {self.inspected}"

    @property
    def is_internal(self) -> str:
        """The word that marks every page."""
        return _("INTERNAL: not published")

    @property
    def count(self) -> str:
        """How many there are."""
        number = len(self.rows)
        return ngettext("%(number)s finding", "%(number)s findings", number) % {"number": format_number(number)}


def finding_pdf(findings: FindingList, *, at: datetime) -> bytes:
    """Return the list as PDF, in the active language."""
    return render_pdf(
        list(_blocks(findings)),
        title=findings.title,
        origin=findings.origin,
        at=at,
        draft=findings.is_internal,
    )


def _blocks(findings: FindingList) -> Iterator[blocks.Block]:
    yield blocks.paragraph(findings.origin, "lead")
    if findings.notice:
        yield blocks.paragraph(findings.notice, "small")
    yield blocks.paragraph(findings.count, "strong")
    if not findings.rows:
        return
    rules = Counter(row.rule for row in findings.rows)
    by_rule = [[rule, format_number(number)] for rule, number in rules.most_common()]
    yield blocks.table(_("By rule"), [_("Rule"), _("Findings")], by_rule, columns=["5fr", "1fr right"])
    rows = [
        [row.subject, f"{row.severity[:1].upper()}{row.severity[1:]}", row.text, _number_and_day(row)]
        for row in findings.rows[:MAX_ROWS]
    ]
    headings = [_("What it is about"), _("Severity"), _("What was found"), _("Number")]
    yield blocks.table(findings.title, headings, rows, columns=["2.4fr", "1.4fr", "5fr", "1.8fr"])
    if len(findings.rows) > MAX_ROWS:
        yield blocks.paragraph(hidden_words(len(findings.rows) - MAX_ROWS))


def _number_and_day(row: FindingRow) -> str:
    return _("%(number)s, since %(day)s") % {"number": format_number(row.number), "day": format_day(row.since)}


def hidden_words(hidden: int) -> str:
    """Return how many findings had no room, and where they are."""
    return ngettext(
        "%(number)s more finding is in the Excel file.", "%(number)s more findings are in the Excel file.", hidden
    ) % {"number": format_number(hidden)}


def finding_deck(findings: FindingList, *, template: bytes | None = None) -> bytes:
    """Return the list as slides, in the active language."""
    notes: list[Words] = [findings.origin, *([findings.notice] if findings.notice else [])]
    deck = Deck(
        template=template, title=findings.title, origin=findings.origin, draft=findings.is_internal, notes=notes
    )
    lines: list[tuple[Words, Style]] = [(findings.count, STRONG), (findings.origin, PLAIN)]
    if findings.notice:
        lines.append((findings.notice, QUIET))
    deck.first(findings.title, lines)
    if findings.rows:
        _by_rule(deck, findings)
        hidden = add_table_slides(deck, _table(findings), most=MAX_SLIDES - deck.count)
        if hidden:
            slide, foot = deck.layouts.presentation.slides[-1], deck.layouts.foot
            box = Box(foot.left, foot.top - foot.height, foot.width, foot.height)
            deck.text(slide, [(hidden_words(hidden), STRONG)], box, (11.0,))
    return deck.file()


def _by_rule(deck: Deck, findings: FindingList) -> None:
    counts = Counter(row.rule for row in findings.rows).most_common()
    bars = [(rule, number, "#00566b") for rule, number in counts[:MAX_BARS]]
    rest = sum(number for _rule, number in counts[MAX_BARS:])
    if rest:
        bars.append((_("Other rules"), rest, "#566162"))
    spoken = [f"{rule}: {format_number(number)}" for rule, number, _colour in bars]
    slide = deck.slide(_("Findings by rule"), [f"{rule}: {format_number(number)}" for rule, number in counts])
    add_counts(slide, bars, deck.body, name=_("Findings by rule"), description=spoken)


def _table(findings: FindingList) -> SlideTable:
    rows: list[tuple[tuple[Words, Style], ...]] = [
        ((row.subject, STRONG), (f"{row.severity[:1].upper()}{row.severity[1:]}", PLAIN), (row.text, PLAIN))
        for row in findings.rows
    ]
    headings = (_("What it is about"), _("Severity"), _("What was found"))
    return SlideTable(findings.title, headings, (0.28, 0.14, 0.58), tuple(rows))


def finding_workbook(findings: FindingList) -> bytes:
    """Return the whole list as an Excel workbook, in the active language."""
    headings = (
        _("Number"),
        _("Severity"),
        _("Rule"),
        _("Kind"),
        _("What it is about"),
        _("What was found"),
        _("Since"),
        _("Address"),
    )
    rows: list[list[Cell | Number]] = [
        [row.number, row.severity, row.rule, row.subject_kind, row.subject, row.text, row.since, row.address]
        for row in findings.rows
    ]
    about: list[LocalizedText | str] = [findings.is_internal, findings.title, findings.origin]
    if findings.notice:
        about.append(findings.notice)
    return render_workbook([SheetTable(_("Findings"), headings, rows)], about, at=findings.day)
