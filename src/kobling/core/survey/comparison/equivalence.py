"""Equivalence test: show that a change lies within a margin, which a nonsignificant difference does not show."""

from dataclasses import dataclass
from math import isfinite

from kobling.core.survey.errors import SurveyError
from kobling.core.survey.estimation.confidence_intervals import t_quantile


@dataclass(frozen=True)
class Equivalence:
    """The result of two one-sided tests (TOST) of a change against a margin."""

    estimate: float
    """the change, in the indicator's unit"""
    se: float
    df: float
    margin: float
    """the largest change, up or down, that counts as unchanged"""
    p_lower: float
    """p value against a change of -margin or lower"""
    p_upper: float
    """p value against a change of +margin or higher"""
    level: float
    """the accepted probability of a wrong `is_unchanged`, such as 0.05"""
    smallest_margin: float
    """the smallest margin within which this sample shows no change: |estimate| + t * se"""

    @property
    def p_value(self) -> float:
        """The larger of the two p values, because both tests have to reject."""
        return max(self.p_lower, self.p_upper)

    @property
    def is_unchanged(self) -> bool:
        return self.p_value <= self.level


def equivalence(*, estimate: float, se: float, df: float, margin: float, level: float = 0.05) -> Equivalence:
    """Test whether a change lies between -margin and +margin.

    estimate, se, margin  in one unit; se and margin larger than zero
    df                    the design's degrees of freedom
    level                 of each of the two tests: the probability of a wrong `is_unchanged` is at most this

    Equivalent to checking that the interval of confidence 1 - 2*level lies within the margin: 90 % for 0.05.
    The margin has to be decided before the data are seen; `smallest_margin` describes the precision of the data and is
    not a margin to choose.
    Source: Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15, 657-680. Raises SurveyError.
    """
    from scipy.special import stdtr

    if not isfinite(estimate):
        raise SurveyError("no_estimate")
    if not margin > 0:
        raise SurveyError("bad_margin", found=margin)
    if not se > 0:
        raise SurveyError("no_standard_error", found=se)
    if not df > 0:
        raise SurveyError("no_freedom", found=df)
    if not 0 < level < 0.5:
        raise SurveyError("bad_level", found=level)
    return Equivalence(
        estimate=estimate,
        se=se,
        df=df,
        margin=margin,
        p_lower=float(stdtr(df, -(estimate + margin) / se)),
        p_upper=float(stdtr(df, (estimate - margin) / se)),
        level=level,
        smallest_margin=abs(estimate) + float(t_quantile(df, 1 - 2 * level)) * se,
    )
