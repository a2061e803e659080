"""Count the degrees of freedom that the design leaves for each domain."""

import numpy as np

from kobling.core.survey.arrays import CrossedCodes, FloatArray, IntArray, count_by
from kobling.core.survey.design.domains import Domains
from kobling.core.survey.design.sample import Sample


def degrees_of_freedom(sample: Sample, domains: Domains) -> FloatArray:
    """(domains,) First-stage units with weight in the domain, less the strata they lie in.

    Source: Korn & Graubard (1999), Analysis of Health Surveys, section 5.2.
    """
    if sample.replicates is not None:
        return np.full(len(domains), float(sample.replicates.df))
    stage = sample.stages[0]
    weighted = sample.weights > 0
    domain = (
        domains.of_row_with_outside if weighted.all() else np.where(weighted, domains.of_row_with_outside, len(domains))
    )
    if stage.unit is None:
        units = count_by(domain, len(domains) + 1)[:-1]
    else:
        units = _count_distinct(stage.unit, len(stage.stratum), domain, len(domains))
    strata = _count_distinct(sample.strata, len(stage.sampled), domain, len(domains))
    return (units - strata).astype(np.float64)


def _count_distinct(codes: IntArray, code_count: int, domain: IntArray, domain_count: int) -> IntArray:
    """(domains,) The number of distinct codes in each domain."""
    occurs = (
        count_by(CrossedCodes([domain, codes], [domain_count + 1, code_count]), (domain_count + 1) * code_count) > 0
    )
    counted: IntArray = occurs.reshape(-1, code_count).sum(axis=1)[:-1]
    return counted
