"""Pictures in text of what a rule looks at, for the rules whose examples are too large to be read as lists of links."""

from collections.abc import Callable, Iterator, Mapping

from kobling.core.chain.graph.graph import GraphView
from kobling.core.chain.i18n import gettext_noop
from kobling.core.chain.inspection.silos import WorkTables, work_tables

Translate = Callable[[str], str]
Picture = Callable[[GraphView, Translate], Iterator[str]]
"""Yields the lines of a picture; the second argument translates its words."""

ALONE, TOGETHER, STRAY, IDLE, NEITHER = "■", "□", "△", "○", "·"
LEGEND: Mapping[str, str] = {
    ALONE: gettext_noop("works on the goal alone, and serves one of its committees"),
    TOGETHER: gettext_noop("works on the goal together with another"),
    STRAY: gettext_noop("works on the goal alone, and serves none of its committees"),
    IDLE: gettext_noop("serves one of its committees, and does not work on it"),
    NEITHER: gettext_noop("neither"),
}


def draw_work(view: GraphView, translate: Translate) -> Iterator[str]:
    """Yield a table of directorates by goals: who works on what, alone or together, and whose committees carry it.

    Goals that committees of one directorate alone carry stand there too; D302 does not count them.
    """
    tables = work_tables(view)
    rows = [[_sign(tables, row, column) for column in range(len(tables.goals))] for row in range(len(tables.works))]
    goals = [goal.key for goal in tables.goals]
    widths = [max(len(key), 1) for key in goals]
    titles = [f"{translate(gettext_noop('directorate'))} {ref.key}" for ref in tables.directorates]
    margin = max(map(len, (*titles, translate(gettext_noop("goal")))))
    for title, cells in ((translate(gettext_noop("goal")), goals), *zip(titles, rows, strict=True)):
        line = "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        yield f"{title.ljust(margin)}  {line}".rstrip()
    yield ""
    used = {sign for row in rows for sign in row}
    yield from (f"{sign} {translate(words)}" for sign, words in LEGEND.items() if sign in used)


def _sign(tables: WorkTables, row: int, column: int) -> str:
    works, serves = bool(tables.works[row, column]), bool(tables.serves[row, column])
    if not works:
        return IDLE if serves else NEITHER
    if tables.works[:, column].sum() > 1:
        return TOGETHER
    return ALONE if serves else STRAY


PICTURES: Mapping[str, Picture] = {"D302": draw_work}
"""By the code of the rule."""
