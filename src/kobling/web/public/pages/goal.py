"""A goal's page: wording, status of each target and the reasons for it, figures, initiatives and sources."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kobling.core.status import Status
from kobling.records.base import Text
from kobling.rooms.releases.document import Goal, Indicator, Target
from kobling.web.opendata.extract import agreements_of, budgets_of
from kobling.web.public.components.area_comparison import ComparisonSection, comparison_section
from kobling.web.public.components.budgets_and_agreements import agreement_summaries, budget_sources, goal_budget_lines
from kobling.web.public.components.chart_files import shared_picture
from kobling.web.public.components.decisions import goal_decisions
from kobling.web.public.components.target_texts import target_heading, target_message
from kobling.web.public.page_context import PageContext
from kobling.web.public.pages import chain
from kobling.web.public.pages.changes import goal_history
from kobling.web.public.pages.committee import goal_meetings
from kobling.web.public.pages.data import goal_downloads
from kobling.web.public.release_lookup import ReleaseLookup
from kobling.web.shared import words
from kobling.web.shared.charts import MeasurementRow, area_heading, measurement_rows, render_goal_chart, sign_notes
from kobling.web.shared.formats import active_language, format_period
from kobling.web.shared.localization import LocalizedText, localize

MAX_OPEN_ROWS = 16
"""A table with more rows is collapsed until the reader opens it."""


@dataclass(frozen=True)
class TargetBlock:
    """One target with its status, reasons and chart."""

    target: Target
    heading: LocalizedText | None
    """The target's text or what is measured, if the goal has several targets."""
    message: LocalizedText | None
    """The figure and the target in words, if the page's title does not give them."""
    reason: LocalizedText
    uncertainty: str
    name: Text | None
    """Name of the indicator, as the chart's caption."""
    chart: SafeString
    notes: tuple[str, ...]
    """Explanations of the signs in the chart, each once per page."""
    steps: tuple[words.ArithmeticStep, ...]
    """The arithmetic with the numbers filled in."""
    rule: tuple[words.StatusRuleRow, ...]
    """The rows of the status rule, down to the first that applies."""


@dataclass(frozen=True)
class IndicatorNumbers:
    """The figures of one indicator as a table, with its comparison."""

    indicator: Indicator
    rows: tuple[MeasurementRow, ...]
    """Newest first."""
    comparison: ComparisonSection | None
    """With other municipalities."""
    area: str
    """The name of the area that a target compares with; empty where none does."""

    @property
    def is_folded(self) -> bool:
        """Whether the table is long, and therefore collapsed."""
        return len(self.rows) > MAX_OPEN_ROWS

    @property
    def has_intervals(self) -> bool:
        """Whether any number has an interval."""
        return any(row.interval for row in self.rows)

    @property
    def interval_condition(self) -> str:
        """What the intervals are, and when they hold; empty if no number has one."""
        return words.interval_meaning(self.indicator, *self.indicator.points)

    @property
    def has_answers(self) -> bool:
        """Whether any number comes from people who answered."""
        return any(row.n for row in self.rows)

    @property
    def has_notes(self) -> bool:
        """Whether any number has a remark."""
        return any(
            row.note or row.is_superseded or row.withdrawn or row.area_withdrawn or row.is_baseline for row in self.rows
        )


@dataclass(frozen=True)
class ContextIndicator:
    """An indicator that is shown beside the goal but is not its own measure."""

    indicator: Indicator
    sentence: LocalizedText
    """Its newest figure in words."""
    uncertainty: str
    """How sure that figure is."""
    numbers: tuple[tuple[str, str], ...]
    """Period and value, newest first."""
    comparison: ComparisonSection | None
    """With other municipalities."""

    @property
    def is_folded(self) -> bool:
        """Whether the table is long, and therefore collapsed."""
        return len(self.numbers) > MAX_OPEN_ROWS


def template_context(page: PageContext) -> dict[str, Any]:
    """Return the context of a goal's page."""
    goal = page.lookup.goals[page.route.key]
    lookup = page.lookup.seen_from(goal)
    message = words.goal_message(goal, lookup.indicators, lookup.on)
    before, after = lookup.neighbours(goal)
    measures, files = indicator_numbers(lookup, goal), goal_downloads(goal.key)
    return {
        "title": str(message),
        "message": message,
        "description": localize(goal.wording.text).plain(),
        "goal": goal,
        "introduction": introduction(goal),
        "themes": [lookup.themes[key] for key in goal.themes],
        "blocks": target_blocks(lookup, goal),
        "picture": shared_picture(page, goal),
        "since": goal.wordings[0].valid_from,
        "history": goal_history(page.lookup, goal),
        "responsible": lookup.bodies[goal.responsible] if goal.responsible else None,
        "committees": [lookup.bodies[key] for key in goal.committees],
        "initiatives": lookup.initiatives_of(goal),
        "decided": goal_decisions(page, goal),
        "meetings": goal_meetings(lookup, goal),
        "agreements": agreement_summaries(page, agreements_of(page.document.agreements or (), goal)),
        "money": goal_budget_lines(page, goal),
        "money_sources": budget_sources(budgets_of(page.document.budgets or (), goal)),
        "chain": chain.goal_chain_context(page, goal.key),
        "stories": lookup.stories_of(goal),
        "measures": measures,
        "compared_measures": [measure for measure in measures if measure.comparison],
        "context": _context_indicators(lookup, goal),
        "related": [lookup.goals[key] for key in goal.related],
        "files": files,
        "figures_address": files[0].address,
        "card": page.page_url("card", goal.key).removeprefix(page.page_url("goal", goal.key)),
        "before": before,
        "after": after,
    }


def introduction(goal: Goal) -> str:
    """Return whose words the goal is in: the council's own, a translation of them, or a paraphrase."""
    if not goal.wording.exact:
        return _("The goal. The council's exact words were not found, so they are retold here:")
    if active_language() == "en" and goal.wording.text.en:
        return _("The goal, translated from the council's Danish words:")
    return _("The goal, in the council's own words:")


def target_blocks(lookup: ReleaseLookup, goal: Goal) -> tuple[TargetBlock, ...]:
    """Return a block for each target, the worst first; none if the goal has one target and no figure."""
    several = len(goal.targets) > 1
    if goal.status is Status.NO_DATA and not several:
        return ()
    blocks: list[TargetBlock] = []
    for target in goal.targets:
        shown_notes = {note for block in blocks for note in block.notes}
        blocks.append(
            _target_block(lookup, goal, target, name=f"chart-{goal.key}-{target.key}", shown_notes=shown_notes)
        )
    return tuple(blocks)


def _target_block(
    lookup: ReleaseLookup, goal: Goal, target: Target, *, name: str, shown_notes: set[str]
) -> TargetBlock:
    several = len(goal.targets) > 1
    indicator, on, confidence = lookup.indicator(target), lookup.on, lookup.confidence
    ended = goal.ended is not None
    measured = indicator if target.latest else None
    return TargetBlock(
        target=target,
        heading=target_heading(target, indicator) if several else None,
        message=target_message(lookup, goal, target) if several else None,
        reason=words.reason(target, indicator, on, ended=ended),
        uncertainty=_uncertainty(target, measured),
        name=measured.name if measured else None,
        chart=render_goal_chart(target, measured, name=name) if measured else SafeString(),
        notes=tuple(note for note in sign_notes(target, measured) if note not in shown_notes) if measured else (),
        steps=words.arithmetic_steps(target, indicator, on=on, confidence=confidence, ended=ended),
        rule=tuple(row for row in words.status_rule_rows(target, on) if row.applies is not None),
    )


def _uncertainty(target: Target, indicator: Indicator | None) -> str:
    """Return the uncertainty of the figure; empty if it is unknown, which the reason for the status mentions."""
    if indicator is None or target.latest is None or target.latest.low is None:
        return ""
    return words.uncertainty_sentence(target.latest, indicator)


def indicator_numbers(lookup: ReleaseLookup, goal: Goal) -> tuple[IndicatorNumbers, ...]:
    """Return the figures of each indicator that decides a target, each indicator once."""
    numbers: dict[str, IndicatorNumbers] = {}
    for target in sorted(goal.targets, key=lambda target: not (target.area_series or target.area_withdrawn)):
        indicator = lookup.indicator(target)
        if indicator is not None and indicator.key not in numbers:
            rows = tuple(reversed(measurement_rows(target, indicator)))
            area = area_heading(target) if target.area_series or target.area_withdrawn else ""
            numbers[indicator.key] = IndicatorNumbers(indicator, rows, comparison_section(indicator), area)
    in_order = dict.fromkeys(target.indicator for target in goal.targets)
    return tuple(numbers[key] for key in in_order if key is not None and key in numbers)


def _context_indicators(lookup: ReleaseLookup, goal: Goal) -> tuple[ContextIndicator, ...]:
    """Return the context indicators that have figures."""
    indicators = (lookup.indicators[key] for key in goal.context)
    measured = ((indicator, [point for point in indicator.points if point.in_force]) for indicator in indicators)
    return tuple(
        ContextIndicator(
            indicator=indicator,
            sentence=words.figure(points[-1], indicator),
            uncertainty=words.uncertainty_sentence(points[-1], indicator),
            numbers=tuple(
                (format_period(point.period), words.point_amount(point, indicator)) for point in reversed(points)
            ),
            comparison=comparison_section(indicator),
        )
        for indicator, points in measured
        if points
    )
