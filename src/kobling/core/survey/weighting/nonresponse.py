"""Nonresponse adjustment within response homogeneity groups (classes)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from kobling.core.survey.arrays import BoolArray, FloatArray, IntArray, count_by, sum_by
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.design.stages import Stage, collapse_lonely_strata, renumber_codes
from kobling.core.survey.errors import SurveyError
from kobling.core.survey.weighting.margins import joint_codes
from kobling.core.survey.weighting.row_groups import RowGroups


def adjust_nonresponse(sample: Sample, *, responded: str, classes: str | Sequence[str] = ()) -> Sample:
    """Distribute the weight of nonrespondents to the respondents of the same class.

    The sample holds everybody who was invited; nonrespondents stay in it, with weight 0.

    responded  a column that is 1 for respondents and 0 for the others
    classes    columns known for all invited, whose combinations are the classes; without them one class

    Raises SurveyError where a class has no respondents, or a value is missing.
    """
    names = [classes] if isinstance(classes, str) else list(classes)
    answered = sample.column(responded)
    if not np.isin(answered, (0, 1)).all():
        raise SurveyError("responded_not_yes_no", column=responded)
    codes, labels = joint_codes(sample, names) if names else (np.zeros(len(sample), np.int64), ("everybody",))
    missing = (codes < 0) & (sample.weights != 0)
    if missing.any():
        raise SurveyError("missing_in_margin", margin=" x ".join(names), count=int(missing.sum()))
    step = nonresponse_weights(sample.weights, answered == 1, codes, labels)
    phase = response_phase(step, sample.stages)
    return replace(sample.with_step(step), phases=sample.phases if phase is None else (*sample.phases, phase))


def nonresponse_weights(
    weights: FloatArray, responded: BoolArray, classes: IntArray, labels: Sequence[str]
) -> NonresponseStep:
    """Return the step that distributes weights (n,) within classes (n,) to those who responded (n,).

    Raises SurveyError.
    """
    class_codes, of_row = np.unique(classes, return_inverse=True)
    names = tuple(labels[code] if code >= 0 else "" for code in class_codes)
    groups = RowGroups(of_row.astype(np.int64), len(class_codes))
    factors = _adjustment_factors(groups, weights, responded, names)
    return NonresponseStep(weights, weights * responded * groups.expand(factors), groups, responded, names)


def _adjustment_factors(
    groups: RowGroups, weights: FloatArray, responded: BoolArray, names: Sequence[str]
) -> FloatArray:
    """(classes,) The weight of the invited over the weight of the respondents. Raises SurveyError."""
    invited, answered = groups.sums(weights), groups.sums(weights * responded)
    empty = np.flatnonzero((answered == 0) & (invited != 0))
    if len(empty):
        raise SurveyError("class_without_respondents", category=names[empty[0]])
    return invited / np.where(answered == 0, 1, answered)


def response_phase(step: NonresponseStep, stages: Sequence[Stage]) -> Stage | None:
    """Return response as a second phase of sampling, respondents drawn at random within classes; None without `fpc`.

    The finite population correction holds for the invited only; this phase adds the variance due to response. Where
    the population is infinite, the first stage's variance includes it already.
    Source: Särndal, Swensson & Wretman (1992), section 15.6.2 (9.4 for two phases in general).
    """
    if not all(np.isfinite(stage.population).all() for stage in stages):
        return None
    inclusion = np.ones(len(step.before))
    for stage in stages:
        fraction = (stage.sampled / stage.population)[stage.stratum]
        inclusion *= fraction if stage.unit is None else fraction[stage.unit]
    stratum, cells = renumber_codes(step.group_codes)
    sampled = count_by(stratum, len(cells)).astype(float)
    invited = count_by(step.groups.group_codes, step.groups.size).astype(float)[cells // 2]
    answered = cells % 2
    share = sum_by(stratum, inclusion, len(cells)) / sampled
    labels = tuple(step.names[cell // 2] for cell in cells.tolist())
    return collapse_lonely_strata(
        Stage(None, stratum, sampled, np.where(answered, invited, sampled), share, labels), answered
    )


@dataclass(frozen=True, eq=False)
class NonresponseStep:
    """Weights multiplied by f = sum(d) / sum(d r) of the class, for those with r = 1; 0 for those with r = 0.

    The influence per unit of weight before is r f z + (1 - f r) zbar, zbar = sum(d r z) / sum(d r) of the class: the
    derivative of the weights, that of the factor included, so that the standard error allows for random response.
    Source: Särndal, Swensson & Wretman (1992), sections 15.6.1 and 15.6.2 (response homogeneity groups).
    """

    before: FloatArray
    after: FloatArray
    groups: RowGroups
    responded: BoolArray
    """(n,)"""
    names: tuple[str, ...]
    """(classes,)"""
    method: str = "nonresponse"

    @property
    def group_codes(self) -> IntArray:
        """(n,) The class and the response, coded 2 * class + responded."""
        return 2 * self.groups.group_codes + self.responded

    @property
    def incidence(self) -> FloatArray:
        """(2 * classes, classes) 1 where the cell is in the class."""
        return np.repeat(np.eye(self.groups.size), 2, axis=0)

    @cached_property
    def rates(self) -> FloatArray:
        """(classes,) The weighted response rates, 0..1."""
        invited = self.groups.sums(self.before)
        return self.groups.sums(self.before * self.responded) / np.where(invited == 0, 1, invited)

    @property
    def r_indicator(self) -> float:
        """The R-indicator of representative response: 1 - 2 S, S the standard deviation of the rates over the invited.

        1 where all classes have the same rate; 0 at the most uneven. Source: Schouten, Cobben & Bethlehem (2009),
        "Indicators for the representativeness of survey response", Survey Methodology 35, 101-113.
        """
        invited = self.groups.sums(self.before)
        total = invited.sum()
        mean = invited @ self.rates / total
        return float(1 - 2 * np.sqrt(invited @ (self.rates - mean) ** 2 / (total - 1)))

    def influence(self, z: FloatArray) -> FloatArray:
        """(n, k) r f z + (1 - f r) zbar."""
        answered = self.before * self.responded
        sums = self.groups.sums(answered)
        zbar = self.groups.sums(z * answered[:, None]) / np.where(sums == 0, 1, sums)[:, None]
        factors = _adjustment_factors(self.groups, self.before, self.responded, self.names)
        share = (self.responded * self.groups.expand(factors))[:, None]
        return share * z + (1 - share) * self.groups.expand(zbar)

    def reapply(self, weights: FloatArray) -> FloatArray:
        """(n,) or (n, b) Distribute other weights in the same classes."""
        if weights.ndim > 1:
            return np.stack([self.reapply(column) for column in weights.T], axis=1)
        return (
            weights
            * self.responded
            * self.groups.expand(_adjustment_factors(self.groups, weights, self.responded, self.names))
        )
