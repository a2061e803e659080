"""What the slides, papers and tables of a subject say: the texts and figures of its page, and nothing else."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kobling.core.status import Status
from kobling.rooms.releases.document import Decision, Goal, Indicator, Initiative, Target
from kobling.web.papers.edition import Edition, Subject
from kobling.web.papers.native_chart import NativeChart, native_chart
from kobling.web.public.components.budgets_and_agreements import goal_budget_lines
from kobling.web.public.components.cards import GoalCard, goal_card
from kobling.web.public.components.decisions import DecidedLink, DecidedLinks, goal_decisions
from kobling.web.public.page_context import PageContext
from kobling.web.public.pages import committee as committee_page
from kobling.web.public.pages import goal as goal_page
from kobling.web.public.pages import sheet as sheet_page
from kobling.web.public.release_lookup import ReleaseLookup
from kobling.web.shared import words
from kobling.web.shared.budget_table import BudgetTable
from kobling.web.shared.charts import MeasurementRow
from kobling.web.shared.localization import LocalizedText, join_texts, localize, localized_text


@dataclass(frozen=True)
class StatusMark:
    """A status in words, and what its icon needs."""

    status: Status
    name: str
    down: bool | None = None
    """Whether its arrow points down; None for the status alone."""


@dataclass(frozen=True)
class TargetContent:
    """One target of a goal, as the goal's page has it."""

    heading: LocalizedText | None
    """What it is about, where the goal has several."""
    mark: StatusMark
    message: LocalizedText | None
    """The figure and the target in words, where the goal's own message does not say them."""
    aim: LocalizedText
    """The target in words, with its deadline."""
    reason: LocalizedText
    uncertainty: str
    notes: tuple[str, ...]
    """What the signs in the chart mean."""
    name: LocalizedText | None
    """What is measured."""
    svg: SafeString
    """The chart of the page; empty where nothing is measured."""
    chart: NativeChart | None
    """The same figures for a chart that can be edited."""
    rows: tuple[MeasurementRow, ...]
    """The newest figures that are in force, newest first."""
    area: str
    """The name of the area that the target compares with; empty where none does."""


@dataclass(frozen=True)
class GoalContent:
    """A goal as its page has it."""

    goal: Goal
    subject: Subject
    name: LocalizedText
    wording: LocalizedText
    introduction: str
    message: LocalizedText
    mark: StatusMark
    missing: LocalizedText | None
    ended: str
    """That and when it has ended; empty for a goal in force."""
    theme: LocalizedText | None
    targets: tuple[TargetContent, ...]
    facts: tuple[tuple[str, LocalizedText], ...]
    """Who is responsible, and where the figures are from: a name and a text each."""
    initiatives: tuple[tuple[LocalizedText, LocalizedText], ...]
    """Name and what it is."""
    decided: tuple[tuple[str, LocalizedText], ...]
    """What kind of link of the chain, and what was decided."""
    money: BudgetTable | None
    """The budget lines that lead to it; None where no line does."""


@dataclass(frozen=True)
class GoalLine:
    """A goal in one row of an overview."""

    goal: Goal
    name: LocalizedText
    mark: StatusMark
    text: LocalizedText
    """Its figures and targets in words, or what is missing."""
    uncertainty: str
    rank: str = ""
    """Its place in a committee's order."""


@dataclass(frozen=True)
class GoalGroup:
    """The goals of an overview that stand together: under a theme, or a committee's priorities of a year."""

    name: LocalizedText
    lines: tuple[GoalLine, ...]


@dataclass(frozen=True)
class Overview:
    """Several goals: of the whole, a theme or a committee."""

    subject: Subject
    title: LocalizedText
    statement: LocalizedText | None
    """The statement of the theme, or what is known of the committee."""
    counts: tuple[words.StatusCount, ...]
    """How many goals have which status; nothing of a committee, whose page counts none."""
    counts_line: str
    groups: tuple[GoalGroup, ...]

    @property
    def goals(self) -> tuple[Goal, ...]:
        """Every goal, each once."""
        return tuple({line.goal.key: line.goal for group in self.groups for line in group.lines}.values())


def goal_mark(goal: Goal) -> StatusMark:
    """Return a goal's status as its page shows it."""
    first = next(iter(goal.targets), None)
    return StatusMark(goal.status, words.goal_status_name(goal), words.points_down(first) if first else None)


def target_mark(target: Target) -> StatusMark:
    """Return a target's status as the goal's page shows it."""
    return StatusMark(target.assessment.status, words.target_status_name(target), words.points_down(target))


def goal_content(edition: Edition, subject: Subject) -> GoalContent:
    """Return a goal's content, in the active language."""
    page = edition.page(subject)
    goal = edition.lookup.goals[subject.key]
    lookup = edition.lookup.seen_from(goal)
    sheet = sheet_page.template_context(page)
    themes = sheet["themes"]
    return GoalContent(
        goal=goal,
        subject=subject,
        name=localize(goal.short),
        wording=localize(goal.wording.text),
        introduction=sheet["introduction"],
        message=sheet["message"],
        mark=goal_mark(goal),
        missing=localize(goal.missing) if goal.missing else None,
        ended=words.ended_sentence(goal) if goal.ended else "",
        theme=localize(themes[0].name) if themes else None,
        targets=tuple(
            _target(lookup, block, sheet["parts"], ended=goal.ended is not None)
            for block in goal_page.target_blocks(lookup, goal)
        ),
        facts=tuple(_facts(sheet)),
        initiatives=tuple(initiative_texts(lookup.initiatives_of(goal))),
        decided=tuple(_decided(page, goal_decisions(page, goal))),
        money=goal_budget_lines(page, goal),
    )


def _target(
    lookup: ReleaseLookup, block: goal_page.TargetBlock, parts: Sequence[sheet_page.SheetPart], *, ended: bool
) -> TargetContent:
    part = next(part for part in parts if part.block.target is block.target)
    indicator = lookup.indicator(block.target)
    chart = native_chart(block.target, indicator) if block.chart and indicator else None
    return TargetContent(
        heading=block.heading,
        mark=target_mark(block.target),
        message=block.message,
        aim=words.target_sentence(block.target, indicator, lookup.on, ended=ended),
        reason=block.reason,
        uncertainty=block.uncertainty,
        notes=block.notes,
        name=localize(block.name) if block.name else None,
        svg=block.chart,
        chart=chart,
        rows=part.rows,
        area=part.numbers.area if part.numbers else "",
    )


def _facts(sheet: dict[str, Any]) -> Iterator[tuple[str, LocalizedText]]:
    """Yield who answers for the goal and where its figures are from, as the sheet has them."""
    responsible, committees = sheet["responsible"], sheet["committees"]
    yield _("Responsible"), localize(responsible.name) if responsible else localized_text(_("Not given"))
    if committees:
        names = join_texts((localize(body.name) for body in committees), between=", ")
        yield _("Committees that work on the goal"), names
    for indicator in sheet["indicators"]:
        yield _("Source of the figure"), figure_source(indicator)
    if sheet["sources"]:
        titles = (localize(source.title) for source in sheet["sources"])
        yield _("Source of the goal"), join_texts(titles, between=", ")


def figure_source(indicator: Indicator) -> LocalizedText:
    """Return where an indicator's figures are from, and who is responsible for them."""
    table = _("table %(table)s") % {"table": indicator.table} if indicator.table else ""
    source = join_texts((localize(indicator.source), table), between=", ")
    if not indicator.owner:
        return source
    owner = join_texts((f"{_('Responsible for the figure')}:", localize(indicator.owner)))
    return join_texts((source, owner), between=". ")


def initiative_texts(initiatives: Iterable[Initiative]) -> Iterator[tuple[LocalizedText, LocalizedText]]:
    """Yield the name of each initiative, and what it is, with its result."""
    for one in initiatives:
        run = words.days_from_to(one.start, one.end)
        result = join_texts((_("Result:"), localize(one.outcome))) if one.outcome else ""
        told = join_texts((localize(one.what), result))
        yield localize(one.name), join_texts((told, f"({run})" if run else ""))


def _decided(page: PageContext, levels: Iterable[DecidedLinks]) -> Iterator[tuple[str, LocalizedText]]:
    for group in levels:
        for link in group.links:
            yield group.level, _decided_link(page, link)


def _decided_link(page: PageContext, link: DecidedLink) -> LocalizedText:
    rank = f"({link.rank})" if link.rank else ""
    name = words.as_sentence(join_texts((link.name, rank))) if link.name else ""
    if link.decision:
        return join_texts((name, decision_text(page.lookup, link.decision)))
    return join_texts((name, link.done or _("No decision was found.")))


def decision_text(lookup: ReleaseLookup, decision: Decision) -> LocalizedText:
    """Return what was decided, by whom and when."""
    details = words.decision_details(day=decision.date, item=decision.item, case=decision.case)
    who = join_texts((localize(lookup.body_name(decision.body)), details), between=", ")
    taken = lookup.document.taken_decision(decision)
    return words.as_sentence(join_texts((who, localize(taken.what)), between=": ") if taken else who)


def overview(edition: Edition, subject: Subject) -> Overview:
    """Return the goals of the whole, a theme or a committee, in the active language."""
    lookup = edition.lookup
    match subject.kind:
        case "theme":
            theme = lookup.themes[subject.key]
            lines = tuple(goal_line(lookup, goal) for goal in lookup.goals_of(theme))
            statement = localize(theme.statement) if theme.statement else None
            group = GoalGroup(localize(theme.name), lines)
            return _overview(subject, localize(theme.name), statement, (group,), lookup.goals_of(theme))
        case "committee":
            context = committee_page.template_context(edition.page(subject))
            note = context["body"].note
            groups = tuple(_committee_groups(lookup, context))
            return _overview(subject, localized_text(context["title"]), localize(note) if note else None, groups)
        case _:
            title = localized_text(_("Progress on the council's goals"))
            vision = lookup.document.vision
            statement = localize(vision.name) if vision else None
            return _overview(subject, title, statement, tuple(_by_theme(lookup)), lookup.counted)


def _overview(
    subject: Subject,
    title: LocalizedText,
    statement: LocalizedText | None,
    groups: tuple[GoalGroup, ...],
    counted: Iterable[Goal] = (),
) -> Overview:
    statuses = [goal.status for goal in counted]
    return Overview(
        subject=subject,
        title=title,
        statement=statement,
        counts=words.status_counts(statuses),
        counts_line=words.counts_line(statuses),
        groups=tuple(group for group in groups if group.lines),
    )


def _by_theme(lookup: ReleaseLookup) -> Iterator[GoalGroup]:
    if lookup.overall:
        yield GoalGroup(localized_text(_("The overall goal")), (goal_line(lookup, lookup.overall),))
    for theme in lookup.document.themes:
        yield GoalGroup(localize(theme.name), tuple(goal_line(lookup, goal) for goal in lookup.goals_of(theme)))
    yield GoalGroup(localized_text(_("Other goals")), tuple(goal_line(lookup, goal) for goal in lookup.themeless))


def _committee_groups(lookup: ReleaseLookup, context: dict[str, Any]) -> Iterator[GoalGroup]:
    years: tuple[committee_page.PriorityYear, ...] = context["years"]
    if years:
        newest = years[0]
        name = localized_text(_("Goals given priority in %(year)s") % {"year": newest.year})
        yield GoalGroup(name, tuple(goal_line(lookup, row.goal, rank=row.rank) for row in newest.rows))
    responsible, others = context["responsible"], context["others"]
    yield GoalGroup(
        localized_text(_("Is responsible for")),
        tuple(goal_line(lookup, goal) for goal in responsible),
    )
    yield GoalGroup(
        localized_text(_("Other goals that the committee works on")),
        tuple(goal_line(lookup, goal) for goal in others),
    )


def goal_line(lookup: ReleaseLookup, goal: Goal, rank: str = "") -> GoalLine:
    """Return a goal as a row of an overview: the texts of its card."""
    card = goal_card(lookup, goal, has_sparklines=False)
    return GoalLine(goal, localize(goal.short), goal_mark(goal), *_line_texts(card), rank=rank)


def _line_texts(card: GoalCard) -> tuple[LocalizedText, str]:
    if not card.lines:
        return card.missing or localized_text(""), ""
    texts = (
        join_texts((line.text, line.message), between=": ") if line.text and card.has_several_targets else line.message
        for line in card.lines
    )
    return join_texts(texts), " ".join(line.uncertainty for line in card.lines if line.uncertainty)
