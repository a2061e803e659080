"""What a fetch changes, in words: how many figures, and the first of them in lines."""

from django.utils import translation

from kobling.core.periods import Period
from kobling.records.drawings import Outcome
from kobling.records.indicators import Indicator
from kobling.rooms.registers.figure_diff import FigureDiff, FigureRevision
from kobling.web.staff.figure_changes import count_summary, figure_change_lines
from tests.rooms import small


def diff(**found):
    nothing = dict.fromkeys(("added", "revisions", "restored", "missing", "withdrawn", "untouched"), ())
    return FigureDiff(**({"unchanged": 0, "outcome": Outcome.REVISED} | nothing | found))


def test_figures_beyond_the_limit_are_counted():
    revisions = tuple(FigureRevision(None, None, Period.parse(str(year)), 1, 2) for year in range(1000, 3000))

    with translation.override("da"):
        lines = figure_change_lines(diff(revisions=revisions), Indicator(**small.indicator("folketal")), limit=2)

    assert lines == ["1000: 1 → 2 (+1)", "1001: 1 → 2 (+1)", "og 1.998 tal mere"]


def test_a_source_without_figures_changes_nothing():
    with translation.override("en"):
        assert count_summary(diff()) == "the source gives no figures"
        assert count_summary(diff(unchanged=1234)) == "1,234 as before"
