"""The council's sheet: one page of A4 about a goal, or about a theme, a committee or the whole."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _

from kobling.web.papers import blocks
from kobling.web.papers.blocks import Block
from kobling.web.papers.content import GoalContent, GoalLine, Overview, TargetContent, goal_content, overview
from kobling.web.papers.edition import Edition, Subject
from kobling.web.papers.pdf import render_pdf
from kobling.web.public.pages.sheet import MAX_CHARTS
from kobling.web.shared.localization import LocalizedText, join_texts

MAX_LINES = 40
"""Goals that a sheet has a row for; of more, a theme's are counted by status."""


def council_sheet(edition: Edition, subject: Subject, *, at: datetime) -> bytes:
    """Return the sheet of a subject as PDF, in the active language."""
    if subject.kind == "goal":
        goal = goal_content(edition, subject)
        return sheet_pdf(edition, subject, str(goal.message), list(goal_blocks(goal)), at=at)
    shown = overview(edition, subject)
    return sheet_pdf(edition, subject, str(shown.title), list(overview_blocks(shown)), at=at)


def sheet_pdf(edition: Edition, subject: Subject, title: str, content: list[Block], *, at: datetime) -> bytes:
    """Return blocks as one page, with what they are from below them."""
    from_where = [blocks.paragraph(line, "small") for line in edition.provenance(subject)]
    return render_pdf(
        [*content, *from_where],
        title=title,
        origin=str(edition.origin()),
        at=at,
        draft=draft_mark(edition),
        fits_one_page=True,
    )


def draft_mark(edition: Edition) -> str:
    """Return the word on every page of what is not public; empty where it is."""
    return _("DRAFT: not published") if edition.is_draft else ""


def goal_blocks(goal: GoalContent) -> Iterator[Block]:
    """Yield what the goal's sheet on the pages has."""
    if goal.theme:
        yield blocks.paragraph(goal.theme, "small")
    yield blocks.paragraph(join_texts((goal.introduction, goal.wording)), "lead")
    if goal.ended:
        yield blocks.paragraph(goal.ended, "strong")
    if not goal.targets:
        yield blocks.status(goal.mark)
    if goal.missing:
        yield blocks.paragraph(goal.missing)
    for number, target in enumerate(goal.targets):
        yield from target_blocks(target, level=2, has_figures=number < MAX_CHARTS)
    yield blocks.facts(goal.facts)


def target_blocks(target: TargetContent, *, level: int, has_figures: bool = True) -> Iterator[Block]:
    """Yield a target: its status and the reason for it, its chart and its newest figures."""
    if target.heading:
        yield blocks.heading(target.heading, level)
    yield blocks.status(target.mark)
    if target.message:
        yield blocks.paragraph(target.message)
    yield blocks.paragraph(target.reason)
    if target.uncertainty:
        yield blocks.paragraph(target.uncertainty)
    if target.svg and target.chart and has_figures:
        yield blocks.figure(target.svg, target.chart.description, target.name or "")
        if target.notes:
            yield blocks.paragraph(" ".join(target.notes), "small")
        if target.rows:
            yield figures_table(target)


def figures_table(target: TargetContent) -> Block:
    """Return the newest figures of a target as a table."""
    has_intervals = any(row.interval for row in target.rows)
    columns = [(_("Period"), "1fr"), (_("Figure"), "1fr right")]
    columns += [(target.area, "1fr right")] if target.area else []
    columns += [(_("Interval"), "1fr right")] if has_intervals else []
    rows = [
        [row.period, row.value, *([row.area] if target.area else []), *([row.interval] if has_intervals else [])]
        for row in target.rows
    ]
    caption = join_texts((_("The newest figures"), target.name or ""), between=": ")
    return blocks.table(caption, [name for name, _width in columns], rows, columns=[width for _name, width in columns])


def overview_blocks(shown: Overview) -> Iterator[Block]:
    """Yield the counts and a table of the goals; of too many goals, how many have which status."""
    if shown.statement:
        yield blocks.paragraph(shown.statement, "lead")
    if shown.counts_line:
        yield blocks.paragraph(shown.counts_line, "strong")
    if not shown.groups:
        yield blocks.paragraph(_("There are no goals here."))
    is_counted = sum(len(group.lines) for group in shown.groups) > MAX_LINES
    for group in shown.groups:
        if is_counted:
            yield blocks.heading(group.name)
            yield blocks.items(counted(group.lines))
        else:
            yield goals_table(group.name, group.lines, in_short=True)
    if shown.groups:
        yield blocks.paragraph(_("How sure each figure is, stands on the page of its goal."), "small")


def counted(lines: tuple[GoalLine, ...]) -> Iterator[LocalizedText]:
    """Yield each status with the goals that have it, by name."""
    ordered = sorted(lines, key=lambda line: line.mark.name)
    for name, of_status in groupby(ordered, key=lambda line: line.mark.name):
        yield join_texts((f"{name}:", join_texts((line.name for line in of_status), between=" · ")))


def goals_table(caption: LocalizedText | str, lines: tuple[GoalLine, ...], *, in_short: bool = False) -> Block:
    """Return goals with their status and their figures in words; in short without how sure the figures are."""
    is_ranked = any(line.rank for line in lines)
    rows = [
        [
            line.name,
            *([line.rank] if is_ranked else []),
            line.mark,
            join_texts((line.text, "" if in_short else line.uncertainty)),
        ]
        for line in lines
    ]
    headings = [_("Goal"), *([_("Place")] if is_ranked else []), _("Status"), _("The figure and the target")]
    columns = ["3fr", *(["1.4fr"] if is_ranked else []), "2.6fr", "5fr"]
    return blocks.table(caption, headings, rows, columns=columns)
