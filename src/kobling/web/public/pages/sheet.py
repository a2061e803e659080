"""A goal's sheet: its status, figures and sources on one page of A4, to be printed for a meeting."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kobling.web.public.page_context import PageContext
from kobling.web.public.pages.goal import IndicatorNumbers, TargetBlock, indicator_numbers, introduction, target_blocks
from kobling.web.shared import words
from kobling.web.shared.charts import MeasurementRow
from kobling.web.shared.localization import localize

MAX_ROWS = 5
"""The newest figures are in the sheet's table; the page of the goal has them all."""
MAX_CHARTS = 2
"""The first targets that are measured have their figures on the sheet, as many as one page has room for."""


@dataclass(frozen=True)
class SheetPart:
    """One target on the sheet."""

    block: TargetBlock
    numbers: IndicatorNumbers | None
    """The figures under it, for one of the first targets that are measured."""
    rows: tuple[MeasurementRow, ...]
    """The newest of them that are in force, newest first."""


def template_context(page: PageContext) -> dict[str, Any]:
    """Return the context of a goal's sheet."""
    goal = page.lookup.goals[page.route.key]
    lookup = page.lookup.seen_from(goal)
    message = words.goal_message(goal, lookup.indicators, lookup.on)
    blocks, numbers = target_blocks(lookup, goal), indicator_numbers(lookup, goal)
    return {
        "title": _("Sheet for the meeting: %(goal)s") % {"goal": localize(goal.short)},
        "description": str(message),
        "message": message,
        "goal": goal,
        "introduction": introduction(goal),
        "themes": [lookup.themes[key] for key in goal.themes],
        "parts": _parts(blocks, numbers),
        "responsible": lookup.bodies[goal.responsible] if goal.responsible else None,
        "committees": [lookup.bodies[key] for key in goal.committees],
        "indicators": [measure.indicator for measure in numbers],
        "sources": lookup.sources_of(goal.sources),
        "address": lookup.addresses.address_of("goal", goal.key, page.route.language),
    }


def _parts(blocks: tuple[TargetBlock, ...], numbers: tuple[IndicatorNumbers, ...]) -> tuple[SheetPart, ...]:
    by_indicator = {measure.indicator.key: measure for measure in numbers}
    with_chart = [block for block in blocks if block.chart][:MAX_CHARTS]
    parts = []
    for block in blocks:
        shown = by_indicator.get(block.target.indicator or "") if block in with_chart else None
        current = [row for row in shown.rows if row.point.in_force] if shown else []
        parts.append(SheetPart(block, shown, tuple(current[:MAX_ROWS])))
    return tuple(parts)
