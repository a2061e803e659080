"""Adjust the p values of several indicators for multiple testing."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import ArrayLike

from kobling.core.survey.arrays import FloatArray
from kobling.core.survey.errors import SurveyError


def holm(p_values: ArrayLike) -> FloatArray:
    """Adjust p values by Holm's method, which controls the family-wise error rate.

    The i-th smallest of m is multiplied by m - i + 1, and is at least the one before it; at most 1. Valid under any
    dependence between the indicators. R: p.adjust(p, "holm").
    Source: Holm (1979), Scandinavian Journal of Statistics 6, 65-70. Raises SurveyError.
    """
    p = _validate(p_values)
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    return _restore_order(np.minimum(stepped, 1), order)


def benjamini_hochberg(p_values: ArrayLike) -> FloatArray:
    """Adjust p values by Benjamini and Hochberg's method, which controls the false discovery rate.

    The i-th smallest of m is multiplied by m/i, and is at most the one after it. Valid for indicators that are
    independent or positively dependent. R: p.adjust(p, "BH").
    Source: Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300; Benjamini & Yekutieli
    (2001), Annals of Statistics 29, 1165-1188. Raises SurveyError.
    """
    p = _validate(p_values)
    order = np.argsort(p, kind="stable")
    raised = p[order] * (len(p) / np.arange(1, len(p) + 1))
    return _restore_order(np.minimum.accumulate(raised[::-1])[::-1], order)


ADJUSTMENTS: Mapping[str, Callable[[ArrayLike], FloatArray]] = {
    "holm": holm,
    "benjamini_hochberg": benjamini_hochberg,
}


def _validate(p_values: ArrayLike) -> FloatArray:
    """Return p values (k,) in 0..1.

    A missing one is an error, because leaving it out would change the number of tests.
    """
    p = np.asarray(p_values, float).ravel()
    outside = ~((p >= 0) & (p <= 1))
    if outside.any():
        raise SurveyError("bad_p_value", found=float(p[outside][0]), place=int(np.flatnonzero(outside)[0]) + 1)
    return p


def _restore_order(adjusted: FloatArray, order: np.ndarray[tuple[int, ...], np.dtype[np.intp]]) -> FloatArray:
    """Return values in ascending order in their original order."""
    result = np.empty_like(adjusted)
    result[order] = adjusted
    return result
