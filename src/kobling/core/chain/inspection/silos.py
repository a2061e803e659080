"""D302's test: do directorates work on their own committees' goals more than chance explains?"""

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
"""A p no larger than this is a finding."""

TOO_FEW_DIRECTORATES = gettext_noop(
    "Not tested: the test takes three directorates that work on goals, and here there are fewer."
)
TOO_FEW_PAIRS = gettext_noop(
    "Not tested: the test takes ten cases of a directorate working on a goal, and here there are fewer."
)
SHARE_MESSAGE = gettext_noop(
    "works on goals: %(goals)s, its own committees' among them: %(own)s; by chance about %(expected)s"
)
"""One directorate's share, as a sentence."""


@dataclass(frozen=True, slots=True)
class DirectorateShare:
    """How much of one directorate's work is on the goals of the committees it serves."""

    directorate: Ref
    goals: int
    """how many goals it works on"""
    own: int
    """how many of them one of its own committees carries"""
    expected: float
    """how many chance gives: the mean of the rewirings"""
    p: float
    """adjusted by Holm's method for there being several directorates; evidence, never a finding of its own"""


@dataclass(frozen=True, slots=True)
class SiloTest:
    """The joint test for the municipality, and the directorates' shares."""

    not_tested: str | None
    """why there is no test, in English marked for translation; None where there is one"""
    pairs: int
    """how many cases there are of a directorate working on a goal"""
    own: int
    """T: how many of them are on a goal that one of its own committees carries"""
    expected: float | None = None
    p: float | None = None
    """(1 + how many rewirings have at least as many) / (1 + rewirings)"""
    shares: tuple[DirectorateShare, ...] = ()
    facts: tuple[str, ...] = ()
    """which directorate works on which goal, and whether it is its own committees': all that the test is made of"""

    @property
    def is_bilateral(self) -> bool:
        """Whether chance does not explain it."""
        return self.p is not None and self.p <= SIGNIFICANCE_LEVEL


def run_silo_test(view: GraphView, *, rewirings: int = REWIRINGS) -> SiloTest:
    """Test whether directorates keep to their own committees' goals, by the view's seed.

    Null: who works on what is rewired at random, with as many goals per directorate and as many directorates per goal;
    which committee carries which goal stays. Only directorates that work on a goal are counted.
    """
    working, refs = _working(view)
    own = _own(view, refs)
    names = [str(goal.key) for goal in view.all(Goal)]
    facts = tuple(
        f"{ref.key} {names[goal]} {bool(own[row, goal])}"
        for row, ref in enumerate(refs)
        for goal in working[row].nonzero()[0]
    )
    pairs, hits = int(working.sum()), int((working & own).sum())
    refusal = _refusal(len(refs), pairs)
    if refusal:
        return SiloTest(refusal, pairs, hits, facts=facts)
    drawn = np.concatenate(
        [(tables & own).sum(axis=2) for tables in draw_rewired_tables(working, rewirings=rewirings, seed=view.seed)]
    )
    return SiloTest(
        None,
        pairs,
        hits,
        expected=float(drawn.sum(axis=1).mean()),
        p=float(_exceeded(drawn.sum(axis=1), np.asarray(hits))),
        shares=_shares(refs, working, own, drawn),
        facts=facts,
    )


def _working(view: GraphView) -> tuple[NDArray[np.bool_], tuple[Ref, ...]]:
    """W of shape (directorates, goals), and the directorates of its rows: those that work on a goal."""
    goals = [{unit.ref for unit in working_directorates(view, goal)} for goal in view.all(Goal)]
    refs = tuple(sorted(set().union(*goals)))
    table = np.array([[ref in goal for goal in goals] for ref in refs], dtype=np.bool_)
    return table.reshape(len(refs), len(goals)), refs


def _own(view: GraphView, refs: tuple[Ref, ...]) -> NDArray[np.bool_]:
    """Whether some committee that a directorate serves carries a goal: shape (directorates, goals)."""
    goals = [{body.ref for body in carrying_committees(view, goal)} for goal in view.all(Goal)]
    served = [{body.ref for body in view.successors(view.nodes[ref], LinkKind.SERVES, Body)} for ref in refs]
    table = np.array([[bool(mine & goal) for goal in goals] for mine in served], dtype=np.bool_)
    return table.reshape(len(refs), len(goals))


def _refusal(directorate_count: int, pairs: int) -> str | None:
    if directorate_count < MIN_DIRECTORATES:
        return TOO_FEW_DIRECTORATES
    return TOO_FEW_PAIRS if pairs < MIN_PAIRS else None


def _exceeded(drawn: NDArray[np.int64], observed: NDArray[np.int64]) -> NDArray[np.float64]:
    """The p-value of each column: drawn has a row per rewiring."""
    return np.asarray((1 + (drawn >= observed).sum(axis=0)) / (1 + len(drawn)))


def _shares(
    refs: tuple[Ref, ...], working: NDArray[np.bool_], own: NDArray[np.bool_], drawn: NDArray[np.int64]
) -> tuple[DirectorateShare, ...]:
    hits = (working & own).sum(axis=1)
    adjusted = holm(_exceeded(drawn, hits))
    expected = drawn.mean(axis=0)
    return tuple(
        DirectorateShare(ref, int(working[row].sum()), int(hits[row]), float(expected[row]), float(adjusted[row]))
        for row, ref in enumerate(refs)
    )


def holm(p_values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Adjust p-values for their number. Source: S. Holm (1979), Scandinavian Journal of Statistics 6, 65-70."""
    order = p_values.argsort(kind="stable")
    stepped = np.maximum.accumulate(p_values[order] * np.arange(len(p_values), 0, -1))
    adjusted = np.empty_like(p_values)
    adjusted[order] = np.minimum(stepped, 1)
    return adjusted
