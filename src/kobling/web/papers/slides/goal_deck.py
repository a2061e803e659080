"""The slides of one goal: its status and figures, what is done, what was decided, and where the figures are from."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from kobling.web.papers.content import GoalContent, TargetContent, goal_content
from kobling.web.papers.council_sheet import draft_mark
from kobling.web.papers.edition import Edition, Subject
from kobling.web.papers.slides.charts import add_figures
from kobling.web.papers.slides.deck import MAX_SLIDES, PLAIN, QUIET, STRONG, Deck, Style, Words
from kobling.web.papers.slides.template import Box
from kobling.web.shared.localization import LocalizedText, join_texts

ALWAYS = 4
"""Slides beside those of the targets: the first, what is done, what was decided, and where the figures are from."""
CHART_SHARE = 0.62
"""Of the width of a slide."""


def goal_deck(edition: Edition, subject: Subject, *, template: bytes | None = None) -> bytes:
    """Return the slides of a goal, in the active language."""
    goal = goal_content(edition, subject)
    deck = open_deck(edition, subject, str(goal.name), template)
    deck.first(goal.name, list(first_lines(edition, goal.wording, goal.introduction)), [goal.message])
    shown = goal.targets[: MAX_SLIDES - ALWAYS]
    for target in shown:
        target_slide(deck, goal, target)
    if not goal.targets:
        _unmeasured_slide(deck, goal)
    _list_slide(
        deck,
        _("What the municipality is doing"),
        [join_texts((name, what), between=": ") for name, what in goal.initiatives],
        _("No initiative has been published for this goal."),
    )
    decided = [join_texts((f"{level[:1].upper()}{level[1:]}", what), between=": ") for level, what in goal.decided]
    _list_slide(deck, _("What has been decided"), decided, _("No decision was found."))
    from_slide(deck, edition, subject, goal.facts, hidden=len(goal.targets) - len(shown))
    return deck.file()


def open_deck(edition: Edition, subject: Subject, title: str, template: bytes | None) -> Deck:
    """Return a deck without slides, with its origin at the foot of each."""
    return Deck(
        template=template,
        title=title,
        origin=str(edition.origin()),
        draft=draft_mark(edition),
        notes=edition.provenance(subject),
    )


def first_lines(edition: Edition, text: LocalizedText | None, introduction: str = "") -> Iterator[tuple[Words, Style]]:
    """Yield what stands below the title of the first slide."""
    if text:
        yield join_texts((introduction, text)), PLAIN
    yield edition.origin(), STRONG
    notice = edition.provenance(Subject("front"))[1:2] if edition.release.document.municipality.notice else ()
    for line in notice:
        yield line, QUIET


def target_slide(deck: Deck, goal: GoalContent, target: TargetContent) -> None:
    """Add the slide of a target: its chart, and beside it its status and the reason for it."""
    is_only = len(goal.targets) == 1
    title = goal.message if is_only else target.heading or goal.message
    notes: list[Words] = [
        goal.wording,
        *([target.message] if target.message else []),
        target.mark.name,
        target.reason,
        target.uncertainty,
        *target.notes,
        *(join_texts((name, text), between=": ") for name, text in goal.facts),
    ]
    slide = deck.slide(title, notes)
    lines: list[tuple[Words, Style]] = []
    if target.message:
        lines.append((target.message, PLAIN))
    lines.append((target.reason, PLAIN))
    if target.uncertainty:
        lines.append((target.uncertainty, QUIET))
    body = deck.body
    if target.chart is None:
        _status_and_text(deck, slide, target, lines, body)
        return
    width = int(body.width * CHART_SHARE)
    caption = join_texts((target.name or "", ", ".join(target.chart.captions)), between=". ")
    line = body.height // 9
    deck.text(slide, [(caption, QUIET)], Box(body.left, body.top, width, line), (12.0, 11.0, 10.0))
    add_figures(slide, target.chart, Box(body.left, body.top + line, width, body.height - line))
    gap = body.width // 30
    right = Box(body.left + width + gap, body.top, body.width - width - gap, body.height)
    _status_and_text(deck, slide, target, lines, right)


def _status_and_text(deck: Deck, slide: Any, target: TargetContent, lines: list[tuple[Words, Style]], box: Box) -> None:
    below = deck.status(slide, target.mark, box)
    deck.text(slide, lines, Box(box.left, below, box.width, box.top + box.height - below))


def _unmeasured_slide(deck: Deck, goal: GoalContent) -> None:
    """Say in words that there is no figure, and what one would take."""
    slide = deck.slide(goal.message, [goal.wording])
    below = deck.status(slide, goal.mark, deck.body)
    room = Box(deck.body.left, below, deck.body.width, deck.body.top + deck.body.height - below)
    deck.text(slide, [(goal.missing or _("There is no figure."), PLAIN)], room)


def _list_slide(deck: Deck, title: str, texts: list[LocalizedText], none: str) -> None:
    slide = deck.slide(title, texts)
    deck.text(slide, [(text, Style(space=9.0)) for text in texts] or [(none, PLAIN)], deck.body)


def from_slide(
    deck: Deck, edition: Edition, subject: Subject, facts: tuple[tuple[str, LocalizedText], ...], *, hidden: int = 0
) -> None:
    """Add the last slide: where the figures are from, and what is not on the slides."""
    lines: list[tuple[Words, Style]] = [(join_texts((name, text), between=": "), PLAIN) for name, text in facts]
    lines += [(line, QUIET) for line in edition.provenance(subject)]
    if hidden > 0:
        lines.insert(0, (_("The goal has %(number)s more targets; they are on its page.") % {"number": hidden}, STRONG))
    slide = deck.slide(_("Where the numbers are from"), [text for text, _style in lines])
    deck.text(slide, lines, deck.body, (16.0, 14.0, 13.0, 12.0, 11.0))
