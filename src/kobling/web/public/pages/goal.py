"""A goal: what the council said, how it is going, why we say so, and where everything is from."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kobling.core.status import Status
from kobling.rooms.records import Text
from kobling.rooms.releases.document import Goal, Indicator, Target
from kobling.web.public.components.comparison import Compared, compared_with_others
from kobling.web.public.page_context import Sheet
from kobling.web.public.pages import chain
from kobling.web.public.pages.data import of_goal
from kobling.web.public.release_lookup import Contents
from kobling.web.shared import words
from kobling.web.shared.charts import MeasurementRow, measurement_rows, render_goal_chart, sign_notes
from kobling.web.shared.formats import active_language, format_period
from kobling.web.shared.localization import LocalizedText, join_texts, localize, localized_text
from kobling.web.shared.words.targets import target_level

LONG_TABLE = 16
"""A table of more rows than this is folded until somebody asks for it."""


@dataclass(frozen=True)
class Block:
    """One target: its status, why, and its chart."""

    target: Target
    heading: LocalizedText | None
    """What the target is about, where the goal has several."""
    message: LocalizedText | None
    """The figure and the target in words, where the page's title does not say them."""
    reason: LocalizedText
    uncertainty: str
    name: Text | None
    """What is measured, over the chart."""
    chart: SafeString
    notes: tuple[str, ...]
    """What the signs in the chart mean; said once on a page."""
    steps: tuple[words.ArithmeticStep, ...]
    """The arithmetic, with the numbers in it."""
    rule: tuple[words.StatusRuleRow, ...]
    """The lines of the rule, up to the first that fits."""


@dataclass(frozen=True)
class Measure:
    """One indicator: its numbers, and how they are made."""

    indicator: Indicator
    rows: tuple[MeasurementRow, ...]
    """The newest first."""
    compared: Compared | None
    """The figures beside other municipalities'."""

    @property
    def folded(self) -> bool:
        """Whether the table is long."""
        return len(self.rows) > LONG_TABLE

    @property
    def has_intervals(self) -> bool:
        """Whether any number has an interval."""
        return any(row.interval for row in self.rows)

    @property
    def has_answers(self) -> bool:
        """Whether any number comes from people who answered."""
        return any(row.n for row in self.rows)

    @property
    def has_notes(self) -> bool:
        """Whether there is something to say of any number."""
        return any(row.note or row.is_superseded or row.is_baseline for row in self.rows)


@dataclass(frozen=True)
class Beside:
    """An indicator shown beside the goal that is not its own measure."""

    indicator: Indicator
    sentence: LocalizedText
    """Its newest figure in words."""
    numbers: tuple[tuple[str, str], ...]
    """Period and value, the newest first."""
    compared: Compared | None
    """The figures beside other municipalities'."""

    @property
    def folded(self) -> bool:
        """Whether the table is long."""
        return len(self.numbers) > LONG_TABLE


def page(sheet: Sheet) -> dict[str, Any]:
    """Return what a goal's page shows."""
    contents, document = sheet.contents, sheet.document
    goal = contents.goals[sheet.place.key]
    message = words.goal_message(goal, contents.indicators, document.as_of)
    before, after = contents.neighbours(goal)
    measures = _own(contents, goal)
    return {
        "title": str(message),
        "message": message,
        "description": str(localize(goal.wording.text)),
        "goal": goal,
        "introduction": _introduction(goal),
        "themes": [contents.themes[key] for key in goal.themes],
        "blocks": _blocks(contents, goal),
        "since": goal.wordings[0].valid_from,
        "responsible": contents.bodies[goal.responsible] if goal.responsible else None,
        "committees": [contents.bodies[key] for key in goal.committees],
        "initiatives": contents.initiatives_of(goal),
        "chain": chain.of_goal(sheet, goal.key),
        "stories": contents.stories_of(goal),
        "measures": measures,
        "compared_measures": [one for one in measures if one.compared],
        "context": _beside(contents, goal),
        "related": [contents.goals[key] for key in goal.related],
        "files": of_goal(goal.key),
        "card": sheet.to("card", goal.key).removeprefix(sheet.to("goal", goal.key)),
        "before": before,
        "after": after,
    }


def _introduction(goal: Goal) -> str:
    """Say whose words the goal is in: the council's own, a translation of them, or a retelling."""
    if not goal.wording.exact:
        return _("The goal. The council's exact words were not found, so they are retold here:")
    if active_language() == "en" and goal.wording.text.en:
        return _("The goal, translated from the council's Danish words:")
    return _("The goal, in the council's own words:")


def _blocks(contents: Contents, goal: Goal) -> tuple[Block, ...]:
    """A block for each target, the worst first; none where all there is to say is that there is no figure."""
    several = len(goal.targets) > 1
    if goal.status is Status.NO_DATA and not several:
        return ()
    blocks: list[Block] = []
    for target in goal.targets:
        told = {note for block in blocks for note in block.notes}
        blocks.append(_block(contents, target, name=f"chart-{goal.key}-{target.key}", several=several, told=told))
    return tuple(blocks)


def _block(contents: Contents, target: Target, *, name: str, several: bool, told: set[str]) -> Block:
    indicator, on = contents.indicator(target), contents.document.as_of
    confidence = contents.document.municipality.confidence
    measured = indicator if target.latest else None
    return Block(
        target=target,
        heading=_heading(target, indicator) if several else None,
        message=_message(contents, target) if several else None,
        reason=words.reason(target, indicator, on),
        uncertainty=_uncertainty(target, measured),
        name=measured.name if measured else None,
        chart=render_goal_chart(target, measured, name=name) if measured else SafeString(),
        notes=tuple(note for note in sign_notes(target, measured) if note not in told) if measured else (),
        steps=words.arithmetic_steps(target, indicator, on=on, confidence=confidence),
        rule=tuple(row for row in words.status_rule_rows(target, on) if row.applies is not None),
    )


def _heading(target: Target, indicator: Indicator | None) -> LocalizedText:
    """What the target is about: in its own words, or by what is measured."""
    if target.text:
        return localize(target.text)
    return localize(indicator.name) if indicator else localized_text(words.no_figure(target))


def _message(contents: Contents, target: Target) -> LocalizedText | None:
    indicator = contents.indicator(target)
    if indicator is None or target.latest is None:
        return None
    figure = words.figure(target.latest, indicator, beside=target_level(target))
    return join_texts((figure, words.target_sentence(target, indicator, contents.document.as_of)))


def _uncertainty(target: Target, indicator: Indicator | None) -> str:
    """How sure the figure is; where nobody knows, the reason for the status says so already."""
    if indicator is None or target.latest is None or target.latest.low is None:
        return ""
    return words.uncertainty_sentence(target.latest, indicator)


def _own(contents: Contents, goal: Goal) -> tuple[Measure, ...]:
    """The numbers of each indicator that decides a target, each once."""
    found: dict[str, Measure] = {}
    for target in goal.targets:
        indicator = contents.indicator(target)
        if indicator is not None and indicator.key not in found:
            rows = tuple(reversed(measurement_rows(target, indicator)))
            found[indicator.key] = Measure(indicator, rows, compared_with_others(indicator))
    return tuple(found.values())


def _beside(contents: Contents, goal: Goal) -> tuple[Beside, ...]:
    """The figures that are not the goal's own; those that nobody has measured are left out."""
    indicators = (contents.indicators[key] for key in goal.context)
    measured = ((one, [point for point in one.points if not point.superseded]) for one in indicators)
    return tuple(
        Beside(
            indicator=one,
            sentence=words.figure(points[-1], one),
            numbers=tuple((format_period(point.period), words.point_amount(point, one)) for point in reversed(points)),
            compared=compared_with_others(one),
        )
        for one, points in measured
        if points
    )
