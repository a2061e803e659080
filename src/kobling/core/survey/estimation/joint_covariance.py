"""Covariances of estimates of different kinds and domains, estimated from one sample."""

from collections.abc import Sequence

import numpy as np

from kobling.core.survey.arrays import FloatArray
from kobling.core.survey.design.domains import Domains
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.errors import SurveyError
from kobling.core.survey.estimands import Estimand
from kobling.core.survey.point_estimates import estimate_points, replicate_point_estimator
from kobling.core.survey.variance import resampling
from kobling.core.survey.variance.design_variance import covariance
from kobling.core.survey.variance.linearisation import domain_masks, estimate_influences

MAX_INFLUENCES = 50_000_000
"""Most rows times estimates: 400 MB."""

EstimandsInDomains = tuple[Sequence[Estimand], Domains]
"""Some estimands, and the domains that each is estimated in."""


def joint_covariance(sample: Sample, parts: Sequence[EstimandsInDomains]) -> FloatArray:
    """(k, k) The covariances of all estimates of the parts; of each part ordered by estimand, then by domain.

    From the same influences, or the same replicate weights, as the standard errors, whose squares are the diagonal.
    Raises SurveyError.
    """
    count = sum(len(estimands) * len(domains) for estimands, domains in parts)
    if count * len(sample) > MAX_INFLUENCES:
        raise SurveyError("too_many_covariances", found=count, at_most=MAX_INFLUENCES // len(sample))
    if sample.replicates is not None:
        return _from_replicates(sample, parts)
    influences, masks = [], []
    for estimands, domains in parts:
        points = estimate_points(sample, estimands, domains, sample.weights)
        pairs = np.argwhere(np.ones(points.numerator.shape, bool))
        with np.errstate(divide="ignore", invalid="ignore"):
            influences.append(estimate_influences(sample, estimands, domains, points, pairs))
        masks.append(domain_masks(sample, domains, pairs))
    in_domain = None if masks[0] is None else np.hstack([mask for mask in masks if mask is not None])
    return covariance(sample.stages, np.hstack(influences), sample.design, in_domain=in_domain)


def _from_replicates(sample: Sample, parts: Sequence[EstimandsInDomains]) -> FloatArray:
    estimators = [replicate_point_estimator(sample, estimands, domains) for estimands, domains in parts]

    def estimate(weights: FloatArray) -> FloatArray:
        return np.concatenate([estimator(weights).reshape(weights.shape[1], -1) for estimator in estimators], axis=1)

    return resampling.estimate_replicates(sample, estimate).covariance()
