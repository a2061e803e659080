"""A committee's case as minutes have it: the fixed headings, what the chain knows, and marked places for the rest.

Headings and their order are those of the minutes of Danish municipalities, such as Viborg's.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kobling.web.papers import blocks
from kobling.web.papers.blocks import Block
from kobling.web.papers.content import GoalContent, Overview, goal_content, overview
from kobling.web.papers.council_sheet import draft_mark, goals_table, target_blocks
from kobling.web.papers.edition import Edition, Subject
from kobling.web.papers.pdf import render_pdf
from kobling.web.shared.budget_table import BudgetTable
from kobling.web.shared.localization import join_texts

MAX_LENGTH = 20_000
"""Characters of what is typed under one heading."""


@dataclass(frozen=True)
class Part:
    """A heading of the case, and what a person writes under it."""

    key: str
    heading: str | Promise
    hint: str | Promise
    """What is to be written."""
    level: int = 2
    is_line: bool = False
    """Whether it is one line and stands in the head of the case."""


PARTS = (
    Part("case", gettext_lazy("Case number"), gettext_lazy("The number of the case, such as 20/12345"), is_line=True),
    Part("body", gettext_lazy("Committee"), gettext_lazy("The committee that takes up the case"), is_line=True),
    Part("day", gettext_lazy("Meeting"), gettext_lazy("The day of the meeting"), is_line=True),
    Part("resume", gettext_lazy("Summary"), gettext_lazy("What the case is about, in a few sentences")),
    Part(
        "recommendation",
        gettext_lazy("Recommendation"),
        gettext_lazy("What the committee is recommended to decide, a line for each point"),
    ),
    Part("decision", gettext_lazy("Decision"), gettext_lazy("Written in at the meeting")),
    Part("account", gettext_lazy("Account of the case"), ""),
    Part("history", gettext_lazy("History"), gettext_lazy("What has been decided before"), level=3),
    Part(
        "involvement", gettext_lazy("Involvement and hearing"), gettext_lazy("Who has been involved, and how"), level=3
    ),
    Part(
        "description",
        gettext_lazy("Description"),
        gettext_lazy("What the committee should know beside the figures"),
        level=3,
    ),
    Part("alternatives", gettext_lazy("Alternatives"), gettext_lazy("What else the committee could decide"), level=3),
    Part("schedule", gettext_lazy("Timeframe"), gettext_lazy("What happens next, and when"), level=3),
    Part("money", gettext_lazy("Finances"), gettext_lazy("What it costs, and how it is paid for"), level=3),
    Part("law", gettext_lazy("Legal and planning matters"), gettext_lazy("What the law asks for"), level=3),
    Part("annexes", gettext_lazy("Annexes"), gettext_lazy("The documents that belong to the case, a line for each")),
)
"""In the order of the minutes."""
Known = Mapping[str, Callable[[], Iterator[Block]]]
"""By heading what the chain knows."""


def committee_paper(edition: Edition, subject: Subject, typed: Mapping[str, str], *, at: datetime) -> bytes:
    """Return the case of a subject as PDF, in the active language.

    typed   what a person has written, by the key of the part; empty parts are left as marked places
    """
    title, known = _known(edition, subject)
    return render_pdf(
        list(_case(known, typed)), title=title, origin=str(edition.origin()), at=at, draft=draft_mark(edition)
    )


def _case(known: Known, typed: Mapping[str, str]) -> Iterator[Block]:
    lines = [part for part in PARTS if part.is_line]
    yield blocks.facts((str(part.heading), typed.get(part.key, "").strip() or f"[{part.hint}]") for part in lines)
    for part in PARTS:
        if part.is_line:
            continue
        yield blocks.heading(_decision_heading(typed) if part.key == "decision" else str(part.heading), part.level)
        if part.key in known:
            yield from known[part.key]()
        yield from _written(part, typed.get(part.key, ""), has_known=part.key in known)


def _decision_heading(typed: Mapping[str, str]) -> str:
    body, day = typed.get("body", "").strip(), typed.get("day", "").strip()
    if not (body and day):
        return _("Decision")
    return _("Decision in %(body)s on %(day)s") % {"body": body, "day": day}


def _written(part: Part, text: str, *, has_known: bool) -> Iterator[Block]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines and part.key in {"recommendation", "annexes"}:
        yield blocks.items(lines, numbered=part.key == "recommendation")
    elif lines:
        yield from (blocks.paragraph(line) for line in lines)
    elif part.hint and not (has_known and part.key in {"annexes", "resume", "history"}):
        yield blocks.place(_("To be written: %(hint)s.") % {"hint": part.hint})


def _known(edition: Edition, subject: Subject) -> tuple[str, Known]:
    if subject.kind == "goal":
        goal = goal_content(edition, subject)
        return _("Status of the goal: %(name)s") % {"name": goal.name}, _of_goal(edition, goal)
    shown = overview(edition, subject)
    if subject.kind == "front":
        title = _("Status of the council's goals")
    else:
        title = _("Status of the goals: %(name)s") % {"name": shown.title}
    return title, _of_goals(edition, shown)


def _of_goal(edition: Edition, goal: GoalContent) -> Known:
    known: dict[str, Callable[[], Iterator[Block]]] = {
        "resume": lambda: _resume(goal),
        "description": lambda: _description(goal),
        "schedule": lambda: _schedule(goal),
        "money": lambda: _money(goal),
        "annexes": lambda: _annexes(edition, goal.subject),
    }
    return known | ({"history": lambda: _history(goal)} if goal.decided else {})


def _resume(goal: GoalContent) -> Iterator[Block]:
    yield blocks.paragraph(goal.message)
    yield blocks.status(goal.mark)


def _history(goal: GoalContent) -> Iterator[Block]:
    yield blocks.facts((f"{level[:1].upper()}{level[1:]}", what) for level, what in goal.decided)


def _description(goal: GoalContent) -> Iterator[Block]:
    yield blocks.paragraph(join_texts((goal.introduction, goal.wording)))
    if goal.ended:
        yield blocks.paragraph(goal.ended, "strong")
    if goal.missing:
        yield blocks.paragraph(goal.missing)
    for target in goal.targets:
        yield from target_blocks(target, level=4)
    yield blocks.heading(_("What the municipality is doing"), 4)
    if goal.initiatives:
        yield blocks.items(join_texts((name, what), between=": ") for name, what in goal.initiatives)
    else:
        yield blocks.paragraph(_("No initiative has been published for this goal."))
    yield blocks.facts(goal.facts)


def _schedule(goal: GoalContent) -> Iterator[Block]:
    aims = dict.fromkeys(target.aim for target in goal.targets if target.aim)
    if aims:
        yield blocks.items(aims)


def _money(goal: GoalContent) -> Iterator[Block]:
    if goal.money is None:
        yield blocks.paragraph(_("No budget line that leads to the goal has been published."))
    else:
        yield budget_block(goal.money)


def budget_block(money: BudgetTable) -> Block:
    """Return budget lines as a table, in whole kroner."""
    headings = [_("Budget line"), _("Year"), _("Expected"), _("Agreed"), _("Realised")]
    rows = [
        [
            row.line.name,
            str(row.year),
            join_texts((row.expected, row.expected_range), between=", "),
            row.agreed,
            row.realised,
        ]
        for row in money.rows
    ]
    columns = ["3fr", "1fr right", "2fr right", "1.6fr right", "1.6fr right"]
    return blocks.table(money.title, headings, rows, columns=columns)


def _of_goals(edition: Edition, shown: Overview) -> Known:
    def resume() -> Iterator[Block]:
        if shown.statement:
            yield blocks.paragraph(shown.statement)
        if shown.counts_line:
            yield blocks.paragraph(shown.counts_line, "strong")

    def description() -> Iterator[Block]:
        if not shown.groups:
            yield blocks.paragraph(_("There are no goals here."))
        for group in shown.groups:
            yield goals_table(group.name, group.lines)

    known: dict[str, Callable[[], Iterator[Block]]] = {"description": description}
    known |= {"annexes": lambda: _annexes(edition, shown.subject)}
    return known | ({"resume": resume} if shown.statement or shown.counts_line else {})


def _annexes(edition: Edition, subject: Subject) -> Iterator[Block]:
    yield blocks.items(edition.provenance(subject))
