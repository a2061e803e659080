"""The slides of several goals: the whole, a theme or a committee."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.web.papers.blocks import tone_colour
from kobling.web.papers.content import GoalGroup, GoalLine, Overview, goal_content, overview
from kobling.web.papers.edition import Edition, Subject
from kobling.web.papers.slides.charts import add_counts
from kobling.web.papers.slides.deck import MAX_SLIDES, PLAIN, STRONG, Deck, Style, Words
from kobling.web.papers.slides.goal_deck import first_lines, from_slide, open_deck, target_slide
from kobling.web.papers.slides.tables import SlideTable, add_table_slides, page_count
from kobling.web.papers.slides.template import Box
from kobling.web.shared import words
from kobling.web.shared.formats import format_number
from kobling.web.shared.localization import join_texts


def overview_deck(edition: Edition, subject: Subject, *, template: bytes | None = None) -> bytes:
    """Return the slides of several goals, in the active language."""
    shown = overview(edition, subject)
    deck = open_deck(edition, subject, str(shown.title), template)
    deck.first(shown.title, list(first_lines(edition, shown.statement)), [shown.counts_line])
    if shown.counts:
        _counts_slide(deck, shown)
    if not shown.groups:
        deck.text(deck.slide(shown.title), [(_("There are no goals here."), PLAIN)], deck.body)
    most = MAX_SLIDES - deck.count - 1
    tables = [_table(shown, group) for group in shown.groups]
    needed = sum(page_count(deck, table) for table in tables)
    if len(tables) > 1 and (needed > most or subject.kind == "front"):
        tables = [_table_of_all(shown)]
    hidden = sum(_add(deck, table, MAX_SLIDES - 1) for table in tables)
    if not hidden:
        _goal_slides(deck, edition, shown)
    if hidden:
        _say_hidden(deck, hidden)
    from_slide(deck, edition, subject, ())
    return deck.file()


def _add(deck: Deck, table: SlideTable, until: int) -> int:
    return add_table_slides(deck, table, most=until - deck.count)


def _counts_slide(deck: Deck, shown: Overview) -> None:
    """Draw how many goals have each status, as the page counts them."""
    slide = deck.slide(_("How many goals have which status"), [shown.counts_line])
    bars = [(words.status_name(one.status), one.number, tone_colour(one.status)) for one in shown.counts]
    body = deck.body
    line = body.height // 9
    deck.text(
        slide, [(shown.counts_line, STRONG)], Box(body.left, body.top, body.width, line), (14.0, 13.0, 12.0, 11.0)
    )
    box = Box(body.left, body.top + line, body.width, body.height - line)
    add_counts(slide, bars, box, name=_("Number of goals"), description=map(str, shown.counts))


def _table(shown: Overview, group: GoalGroup) -> SlideTable:
    is_ranked = any(line.rank for line in group.lines)
    title: Words = group.name if len(shown.groups) > 1 or str(group.name) != str(shown.title) else shown.title
    return SlideTable(
        title=title,
        headings=(_("Goal"), *((_("Place"),) if is_ranked else ()), _("Status"), _("The figure and the target")),
        shares=(0.24, 0.1, 0.22, 0.44) if is_ranked else (0.26, 0.22, 0.52),
        rows=tuple(_row(line, is_ranked=is_ranked) for line in group.lines),
    )


def _table_of_all(shown: Overview) -> SlideTable:
    """Return one table of the goals of all groups, each goal once."""
    lines = {line.goal.key: (group.name, line) for group in reversed(shown.groups) for line in reversed(group.lines)}
    rows = [((name, PLAIN), *_row(line, is_ranked=False)) for name, line in reversed(lines.values())]
    return SlideTable(
        title=shown.title,
        headings=(
            _("Theme") if shown.subject.kind == "front" else _("Part"),
            _("Goal"),
            _("Status"),
            _("The figure and the target"),
        ),
        shares=(0.15, 0.22, 0.19, 0.44),
        rows=tuple(rows),
    )


def _row(line: GoalLine, *, is_ranked: bool) -> tuple[tuple[Words, Style], ...]:
    status = Style(bold=True, colour=tone_colour(line.mark.status))
    rank = ((line.rank, PLAIN),) if is_ranked else ()
    return ((line.name, STRONG), *rank, (line.mark.name, status), (join_texts((line.text, line.uncertainty)), PLAIN))


def _goal_slides(deck: Deck, edition: Edition, shown: Overview) -> None:
    """Add a slide for each goal that is measured, where there is room for all of them."""
    measured = [goal for goal in shown.goals if any(target.latest for target in goal.targets)]
    if len(measured) > MAX_SLIDES - 1 - deck.count:
        return
    for goal in measured:
        content = goal_content(edition, Subject("goal", goal.key))
        target = next((one for one in content.targets if one.chart), None)
        if target is not None:
            target_slide(deck, content, target)


def _say_hidden(deck: Deck, hidden: int) -> None:
    """Say on the last slide of the table how many goals it has no room for."""
    said = ngettext(
        "%(number)s more goal is in the Excel file, and on the pages.",
        "%(number)s more goals are in the Excel file, and on the pages.",
        hidden,
    ) % {"number": format_number(hidden)}
    slide = deck.layouts.presentation.slides[-1]
    foot = deck.layouts.foot
    deck.text(slide, [(said, STRONG)], Box(foot.left, foot.top - foot.height, foot.width, foot.height), (11.0,))
