"""The test of D302: do directorates work on their own committees' goals more than chance explains?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kobling.core.chain.goal_queries import carrying_committees, working_directorates
from kobling.core.chain.graph.graph import GraphView
from kobling.core.chain.graph.links import LinkKind
from kobling.core.chain.graph.nodes import Body, Goal, Ref
from kobling.core.chain.i18n import gettext_noop
from kobling.core.chain.inspection.rewiring import draw_rewired_tables

REWIRINGS = 9_999
MIN_DIRECTORATES = 3
MIN_PAIRS = 10
SIGNIFICANCE_LEVEL = 0.05
"""A p-value up to this is a finding."""

TOO_FEW_DIRECTORATES = gettext_noop(
    "Not tested: the test takes three directorates that work on goals, and here there are fewer."
)
TOO_FEW_PAIRS = gettext_noop(
    "Not tested: the test takes ten cases of a directorate working on a goal, and here there are fewer."
)
SHARE_MESSAGE = gettext_noop(
    "works on goals: %(goals)s, its own committees' among them: %(own)s; by chance about %(expected)s"
)
"""The message of one directorate's share, for evidence."""


@dataclass(frozen=True, slots=True)
class DirectorateShare:
    """The share of one directorate's work that is on the goals of the committees it serves."""

    directorate: Ref
    goals: int
    """number of goals it works on"""
    own: int
    """number of them that one of its own committees carries"""
    expected: float
    """number expected by chance: the mean of the rewirings"""
    p: float
    """p-value, adjusted by Holm's method for several directorates; evidence, never a finding of its own"""


@dataclass(frozen=True, slots=True)
class SiloTest:
    """The result of the joint test for the municipality, with the directorates' shares."""

    not_tested: str | None
    """reason why there is no test, in English marked for translation; None if there is one"""
    pairs: int
    """number of cases of a directorate working on a goal"""
    own: int
    """T: number of them on a goal that one of its own committees carries"""
    expected: float | None = None
    p: float | None = None
    """(1 + number of rewirings with at least as many) / (1 + rewirings)"""
    shares: tuple[DirectorateShare, ...] = ()
    facts: tuple[str, ...] = ()
    """which directorate works on which goal, and whether it is its own committees': the whole input of the test"""

    @property
    def is_bilateral(self) -> bool:
        """True if chance does not explain the result."""
        return self.p is not None and self.p <= SIGNIFICANCE_LEVEL


def run_silo_test(view: GraphView, *, rewirings: int = REWIRINGS) -> SiloTest:
    """Test whether directorates keep to their own committees' goals; the view's seed drives the rewirings.

    Null hypothesis: which directorate works on which goal is random, given the number of goals of every directorate,
    the number of directorates of every goal, and the committees that carry the goals. Only directorates that work on a
    goal are counted.
    """
    working, refs = _working_table(view)
    own = _own_table(view, refs)
    names = [str(goal.key) for goal in view.all(Goal)]
    facts = tuple(
        f"{ref.key} {names[goal]} {bool(own[row, goal])}"
        for row, ref in enumerate(refs)
        for goal in working[row].nonzero()[0]
    )
    pairs, hits = int(working.sum()), int((working & own).sum())
    not_tested = _reason_not_tested(len(refs), pairs)
    if not_tested:
        return SiloTest(not_tested, pairs, hits, facts=facts)
    rewired = np.concatenate(
        [(tables & own).sum(axis=2) for tables in draw_rewired_tables(working, rewirings=rewirings, seed=view.seed)]
    )
    return SiloTest(
        None,
        pairs,
        hits,
        expected=float(rewired.sum(axis=1).mean()),
        p=float(_p_values(rewired.sum(axis=1), np.asarray(hits))),
        shares=_shares(refs, working, own, rewired),
        facts=facts,
    )


def _working_table(view: GraphView) -> tuple[NDArray[np.bool_], tuple[Ref, ...]]:
    """Return W of shape (directorates, goals), and the directorates of its rows: those that work on a goal."""
    goals = [{unit.ref for unit in working_directorates(view, goal)} for goal in view.all(Goal)]
    refs = tuple(sorted(set().union(*goals)))
    table = np.array([[ref in goal for goal in goals] for ref in refs], dtype=np.bool_)
    return table.reshape(len(refs), len(goals)), refs


def _own_table(view: GraphView, refs: tuple[Ref, ...]) -> NDArray[np.bool_]:
    """Return whether a committee that a directorate serves carries a goal: shape (directorates, goals)."""
    goals = [{body.ref for body in carrying_committees(view, goal)} for goal in view.all(Goal)]
    served = [{body.ref for body in view.successors(view.nodes[ref], LinkKind.SERVES, Body)} for ref in refs]
    table = np.array([[bool(committees & goal) for goal in goals] for committees in served], dtype=np.bool_)
    return table.reshape(len(refs), len(goals))


def _reason_not_tested(directorate_count: int, pairs: int) -> str | None:
    if directorate_count < MIN_DIRECTORATES:
        return TOO_FEW_DIRECTORATES
    return TOO_FEW_PAIRS if pairs < MIN_PAIRS else None


def _p_values(rewired: NDArray[np.int64], observed: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the p-value of each column; `rewired` has a row per rewiring."""
    return np.asarray((1 + (rewired >= observed).sum(axis=0)) / (1 + len(rewired)))


def _shares(
    refs: tuple[Ref, ...], working: NDArray[np.bool_], own: NDArray[np.bool_], rewired: NDArray[np.int64]
) -> tuple[DirectorateShare, ...]:
    hits = (working & own).sum(axis=1)
    adjusted = holm(_p_values(rewired, hits))
    expected = rewired.mean(axis=0)
    return tuple(
        DirectorateShare(ref, int(working[row].sum()), int(hits[row]), float(expected[row]), float(adjusted[row]))
        for row, ref in enumerate(refs)
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
