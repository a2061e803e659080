"""Whether something is unchanged: shown to be within a margin, not merely not shown to have moved."""

from dataclasses import dataclass
from math import isfinite

from kobling.core.survey.errors import SurveyError
from kobling.core.survey.estimation.confidence_intervals import t_quantile


@dataclass(frozen=True)
class Equivalence:
    """Two one-sided tests of a change against a margin."""

    estimate: float
    """the change, in the indicator's unit"""
    se: float
    df: float
    margin: float
    """the largest change, up or down, that counts as none"""
    p_lower: float
    """p value against a change of -margin or lower"""
    p_upper: float
    """p value against a change of +margin or higher"""
    level: float
    """the chance of wrongly saying `unchanged` that is accepted, such as 0.05"""
    smallest_margin: float
    """the smallest margin with which this sample would have shown it: |estimate| + t * se"""

    @property
    def p_value(self) -> float:
        """The larger of the two: both have to be shown."""
        return max(self.p_lower, self.p_upper)

    @property
    def is_unchanged(self) -> bool:
        return self.p_value <= self.level


def equivalence(*, estimate: float, se: float, df: float, margin: float, level: float = 0.05) -> Equivalence:
    """Test whether a change lies between -margin and +margin.

    estimate, se, margin  in one unit; se and margin larger than zero
    df                    the design's degrees of freedom
    level                 of each of the two tests; `unchanged` is then wrongly said with at most that chance

    The same as asking whether the interval of confidence 1 - 2*level lies within the margin: 90 % for 0.05.
    The margin is a decision about what matters, taken before the data are seen; `margin_needed` says what the data
    could have shown, not what to choose.
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
