"""The test of D302: do directorates work alone on goals that several committees carry, more than chance explains?

It works on two tables of directorates by goals: who works on what, and whose committees carry what.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kobling.core.chain.goal_queries import carrying_committees, initiatives, working_directorates
from kobling.core.chain.graph.graph import GraphView
from kobling.core.chain.graph.links import LinkKind
from kobling.core.chain.graph.nodes import Body, Goal, Ref, Unit
from kobling.core.chain.i18n import gettext_noop
from kobling.core.chain.inspection.rewiring import draw_rewired_tables

SEED = 302
"""The random seed of the rewirings; constant, so that an inspection is reproducible."""
REWIRINGS = 9_999
RESAMPLES = 999
"""Number of times the goals are drawn anew for the interval of the index."""
MIN_DIRECTORATES = 3
MIN_PAIRS = 10
SIGNIFICANCE_LEVEL = 0.05
"""A p-value up to this is a finding, where the index is large enough too."""
CONFIDENCE = 0.95
"""of the interval of the index"""

TOO_FEW_DIRECTORATES = gettext_noop(
    "Not tested: the test takes three directorates that work on goals, and here there are fewer."
)
TOO_FEW_PAIRS = gettext_noop(
    "Not tested: the test takes ten cases of a directorate working on a goal that committees of several directorates "
    "carry, and here there are fewer."
)

Table = NDArray[np.bool_]
"""of shape (directorates, goals)"""


@dataclass(frozen=True, slots=True)
class DirectorateShare:
    """The share of one directorate's work that is on the goals of the committees it serves; evidence, never a test."""

    directorate: Ref
    goals: int
    """number of goals it works on"""
    own: int
    """number of them that one of its own committees carries"""
    expected: float
    """number expected by chance: the mean of the rewirings"""
    p: float
    """p-value, adjusted by Holm's method for several directorates"""


@dataclass(frozen=True, slots=True)
class LoneGoal:
    """A goal that committees of several directorates carry and one of these directorates works on alone."""

    goal: Ref
    directorate: Ref
    could_join: tuple[Ref, ...]
    """the other directorates that serve a committee that carries it"""
    initiatives: tuple[Ref, ...]
    """the initiatives for it, which they could join"""


@dataclass(frozen=True, slots=True)
class SiloTest:
    """The result of the joint test for the municipality, with its evidence."""

    not_tested: str | None
    """reason why there is no test, in English marked for translation; None if there is one"""
    least_index: float
    """the index from which there is a finding"""
    pairs: int
    """number of cases of a directorate working on a goal that committees of several directorates carry"""
    alone: int
    """number of them that are bilateral: the directorate serves a carrying committee, and works on the goal alone"""
    lone_goals: tuple[LoneGoal, ...] = ()
    """the goals of these cases; those of most committees first"""
    expected: float | None = None
    """number expected by chance: the mean of the rewirings"""
    index: float | None = None
    """(b - e) / (1 - e) of the shares b found and e expected; 0 where e is 1"""
    interval: tuple[float, float] | None = None
    """of the index, by drawing the goals anew; it decides nothing"""
    p: float | None = None
    """(1 + number of rewirings with at least as many) / (1 + rewirings)"""
    shares: tuple[DirectorateShare, ...] = ()
    facts: tuple[str, ...] = ()
    """which directorate works on which goal, and how: the whole input of the test"""

    @property
    def is_bilateral(self) -> bool:
        """True if there is more of it than chance explains, and it is much."""
        if self.p is None or self.index is None:
            return False
        return self.p <= SIGNIFICANCE_LEVEL and self.index >= self.least_index


@dataclass(frozen=True, slots=True)
class WorkTables:
    """Who works on what, and whose committees carry what."""

    directorates: tuple[Ref, ...]
    """the rows: those that work on a goal"""
    goals: tuple[Goal, ...]
    """the columns"""
    works: Table
    serves: Table
    """whether the directorate serves a committee that carries the goal"""
    is_shared: NDArray[np.bool_]
    """of the goals: whether at least two directorates serve committees that carry it, working on goals or not"""

    @property
    def is_lone(self) -> Table:
        """Where a directorate is bilateral if it works on the goal: only one does, as in every rewiring."""
        return np.asarray(self.serves & self.is_shared & (self.works.sum(axis=0) == 1))


def work_tables(view: GraphView) -> WorkTables:
    """Return the tables of a municipality on a day."""
    goals = view.all(Goal)
    working = [{unit.ref for unit in working_directorates(view, goal)} for goal in goals]
    carrying = [{body.ref for body in carrying_committees(view, goal)} for goal in goals]
    served = {
        unit.ref: {body.ref for body in view.successors(unit, LinkKind.SERVES, Body)}
        for unit in view.all(Unit)
        if unit.directorate
    }
    refs = tuple(sorted(set().union(*working)))
    serving = [sum(bool(committees & bodies) for committees in served.values()) for bodies in carrying]
    return WorkTables(
        refs,
        goals,
        _table([[ref in of_goal for of_goal in working] for ref in refs], len(goals)),
        _table([[bool(served[ref] & of_goal) for of_goal in carrying] for ref in refs], len(goals)),
        np.array([number > 1 for number in serving], dtype=np.bool_),
    )


def _table(rows: list[list[bool]], columns: int) -> Table:
    return np.array(rows, dtype=np.bool_).reshape(len(rows), columns)


def run_silo_test(view: GraphView, *, rewirings: int = REWIRINGS) -> SiloTest:
    """Test whether directorates work alone on shared goals; the view's seed drives the rewirings.

    Null hypothesis: which directorate works on which goal is random, given the number of goals of every directorate,
    the number of directorates of every goal, and the committees that carry the goals. Goals that committees of one
    directorate carry take part in the rewirings and are not counted.
    """
    tables = work_tables(view)
    works, lone, shared = tables.works, tables.is_lone, tables.is_shared
    pairs, alone = int((works & shared).sum()), int((works & lone).sum())
    result = SiloTest(
        _reason_not_tested(len(tables.directorates), pairs),
        view.least_silo_index,
        pairs,
        alone,
        lone_goals=tuple(_lone_goals(view, tables)),
        facts=tuple(_facts(tables)),
    )
    if result.not_tested:
        return result
    of_goals, own = _count_rewired(tables, rewirings=rewirings, seed=view.seed)
    counts = of_goals.sum(axis=1)
    expected_of_goals = of_goals.mean(axis=0)
    expected = float(expected_of_goals.sum())
    resampled = _resampled_indices(
        (works & shared).sum(axis=0), (works & lone).sum(axis=0), expected_of_goals, seed=view.seed
    )
    low, high = np.quantile(resampled, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return SiloTest(
        None,
        result.least_index,
        pairs,
        alone,
        lone_goals=result.lone_goals,
        expected=expected,
        index=float(_index(np.asarray(alone / pairs), np.asarray(expected / pairs))),
        interval=(float(low), float(high)),
        p=float(_p_values(counts, np.asarray(alone))),
        shares=_shares(tables, own),
        facts=result.facts,
    )


def _count_rewired(tables: WorkTables, *, rewirings: int, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return, for every rewiring, the bilateral cases of each goal and the own goals of each directorate.

    Shapes (rewirings, goals) and (rewirings, directorates).
    """
    blocks = [
        ((drawn & tables.is_lone).sum(axis=1), (drawn & tables.serves).sum(axis=2))
        for drawn in draw_rewired_tables(tables.works, rewirings=rewirings, seed=seed)
    ]
    of_goals, own = zip(*blocks, strict=True)
    return np.concatenate(of_goals), np.concatenate(own)


def _index(found: NDArray[np.float64], expected: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (b - e) / (1 - e) of shares, 0 where e is 1."""
    room = 1 - expected
    return np.asarray(np.divide(found - expected, room, out=np.zeros_like(room), where=room > 0))


def _resampled_indices(
    pairs: NDArray[np.int64], alone: NDArray[np.int64], expected: NDArray[np.float64], *, seed: int
) -> NDArray[np.float64]:
    """Return the index of the goals drawn anew, as many times as RESAMPLES; the arguments are per goal."""
    counted = pairs > 0
    goals = int(counted.sum())
    times = np.random.default_rng(seed).multinomial(goals, np.full(goals, 1 / goals), size=RESAMPLES)
    of_pairs, of_alone, of_expected = (times @ column[counted] for column in (pairs, alone, expected))
    return _index(of_alone / of_pairs, of_expected / of_pairs)


def _lone_goals(view: GraphView, tables: WorkTables) -> Iterator[LoneGoal]:
    """Yield the goals that a directorate of several works on alone, those that most committees carry first."""
    rows, columns = (tables.works & tables.is_lone).nonzero()
    lone = sorted(
        ((tables.goals[column], tables.directorates[row]) for row, column in zip(rows, columns, strict=True)),
        key=lambda pair: (-len(carrying_committees(view, pair[0])), pair[0].key),
    )
    for goal, directorate in lone:
        committees = {body.ref for body in carrying_committees(view, goal)}
        others = (
            unit.ref
            for unit in view.all(Unit)
            if unit.directorate
            and unit.ref != directorate
            and any(body.ref in committees for body in view.successors(unit, LinkKind.SERVES, Body))
        )
        of_goal = (initiative for initiative in initiatives(view, goal) if initiative.ended_on(view.day) is None)
        yield LoneGoal(goal.ref, directorate, tuple(others), tuple(one.ref for one in of_goal))


def _facts(tables: WorkTables) -> Iterator[str]:
    for row, column in zip(*tables.works.nonzero(), strict=True):
        shared, own = bool(tables.is_shared[column]), bool(tables.serves[row, column])
        yield f"{tables.directorates[row].key} {tables.goals[column].key} {shared} {own}"


def _reason_not_tested(directorate_count: int, pairs: int) -> str | None:
    if directorate_count < MIN_DIRECTORATES:
        return TOO_FEW_DIRECTORATES
    return TOO_FEW_PAIRS if pairs < MIN_PAIRS else None


def _p_values(rewired: NDArray[np.int64], observed: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the p-value of each column; `rewired` has a row per rewiring."""
    return np.asarray((1 + (rewired >= observed).sum(axis=0)) / (1 + len(rewired)))


def _shares(tables: WorkTables, rewired: NDArray[np.int64]) -> tuple[DirectorateShare, ...]:
    """Return the share of every directorate; `rewired` has a row per rewiring and a column per directorate."""
    own, goals = (tables.works & tables.serves).sum(axis=1), tables.works.sum(axis=1)
    adjusted = holm(_p_values(rewired, own))
    expected = rewired.mean(axis=0)
    return tuple(
        DirectorateShare(ref, int(goals[row]), int(own[row]), float(expected[row]), float(adjusted[row]))
        for row, ref in enumerate(tables.directorates)
    )


def holm(p_values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Adjust p-values for multiple testing by Holm's method.

    Source: S. Holm (1979), Scandinavian Journal of Statistics 6, 65-70.
    """
    order = p_values.argsort(kind="stable")
    stepped = np.maximum.accumulate(p_values[order] * np.arange(len(p_values), 0, -1))
    adjusted = np.empty_like(p_values)
    adjusted[order] = np.minimum(stepped, 1)
    return adjusted
