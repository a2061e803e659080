"""Find whether predictors tell two outcomes apart, in which case no finite logistic estimate exists.

Complete separation: some combination of the predictors is above 0 for everyone with the one outcome and below 0 for
everyone with the other. Quasi-complete: the same, with some at 0. In both the likelihood grows for ever along that
combination. Source: Albert & Anderson (1984), Biometrika 71, 1-10; as a linear programme: Konis (2007), "Linear
programming algorithms for detecting separated data in binary logistic regression models", thesis, Oxford.
"""

import numpy as np

from kobling.core.survey.arrays import BoolArray, FloatArray

FIRST_ROWS = 2_000
"""Rows of the first programme, and the most that each further one adds."""
TOLERANCE = 1e-7
"""A combination of standardised predictors this close to 0 is 0; the programme is solved to about as much."""


def separating_direction(x: FloatArray, outcome: BoolArray) -> FloatArray | None:
    """(p,) Return coefficients that separate the outcomes, 0 where a predictor takes no part; None where none do.

    x        (n, p) linearly independent columns, the first of them ones; its coefficient in the result means nothing
    outcome  (n,)

    Rows beyond the first few thousand are added only as far as they matter: what some rows do not separate, all of them
    do not.
    """
    centred = np.column_stack([x[:, 0], x[:, 1:] - x[:, 1:].mean(axis=0)])
    scale = np.abs(centred).max(axis=0)
    signed = np.unique(np.where(outcome[:, None], centred, -centred) / np.where(scale == 0, 1, scale), axis=0)
    active = np.zeros(len(signed), bool)
    active[np.linspace(0, len(signed) - 1, min(len(signed), FIRST_ROWS)).astype(int)] = True
    while True:
        direction = _best_direction(signed[active])
        reached = signed @ direction
        violated = np.flatnonzero((reached < -TOLERANCE) & ~active)
        if len(violated):
            active[violated[np.argsort(reached[violated])[:FIRST_ROWS]]] = True
        elif reached.max() > TOLERANCE:
            return np.where(np.abs(direction) > TOLERANCE, direction, 0)
        elif active.all() or np.linalg.matrix_rank(signed[active]) == x.shape[1]:
            return None
        else:
            active[:] = True


def _best_direction(signed: FloatArray) -> FloatArray:
    """(p,) Return the coefficients, each from -1 to 1, whose combinations (n,) are all 0 or more and largest in sum."""
    from scipy.optimize import linprog

    solved = linprog(-signed.sum(axis=0), A_ub=-signed, b_ub=np.zeros(len(signed)), bounds=(-1, 1), method="highs")
    return np.asarray(solved.x, float)
