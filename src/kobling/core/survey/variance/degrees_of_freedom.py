"""Count the degrees of freedom that the design leaves for each domain."""

from collections.abc import Sequence

import numpy as np

from kobling.core.survey.arrays import BoolArray, CrossedCodes, FloatArray, IntArray, count_by
from kobling.core.survey.design.domains import Domains
from kobling.core.survey.design.sample import Sample


def degrees_of_freedom(sample: Sample, domains: Domains, answered: BoolArray | None = None) -> FloatArray:
    """(domains,) First-stage units with an answer in the domain, less the strata they lie in.

    answered  (n,) the rows with an answer, None for all; of a question asked in 5 of 40 clusters, 5 clusters count

    Rows of weight 0, who did not answer at all, do not count; a weight below zero, which a linear calibration may give,
    is that of a respondent. With replicate weights there are no more than those have.
    Source: Korn & Graubard (1999), Analysis of Health Surveys, section 5.2.
    """
    together = [[domain] for domain in range(len(domains))]
    return joint_degrees_of_freedom(sample, domains, together, answered)


def joint_degrees_of_freedom(
    sample: Sample, domains: Domains, together: Sequence[Sequence[int]], answered: BoolArray | None = None
) -> FloatArray:
    """(sets,) The degrees of freedom of several domains together, for each set of domains, as those that are compared.

    together  for each set the numbers of its domains
    """
    counted = sample.weights != 0 if answered is None else answered & (sample.weights != 0)
    domain = (
        domains.of_row_with_outside if counted.all() else np.where(counted, domains.of_row_with_outside, len(domains))
    )
    stage, size = sample.stages[0], len(domains)
    strata = _count_distinct(_occurrences(sample.strata, len(stage.sampled), domain, size), together)
    if stage.unit is None:
        rows = count_by(domain, size + 1)
        units = np.array([rows[list(numbers)].sum() for numbers in together], np.int64)
    else:
        units = _count_distinct(_occurrences(stage.unit, len(stage.stratum), domain, size), together)
    freedom = (units - strata).astype(np.float64)
    return freedom if sample.replicates is None else np.minimum(freedom, sample.replicates.df)


def _occurrences(codes: IntArray, code_count: int, domain: IntArray, domain_count: int) -> BoolArray:
    """(domains, codes) Which codes occur in each domain."""
    counts = count_by(CrossedCodes([domain, codes], [domain_count + 1, code_count]), (domain_count + 1) * code_count)
    occurs: BoolArray = counts.reshape(-1, code_count)[:-1] > 0
    return occurs


def _count_distinct(occurs: BoolArray, together: Sequence[Sequence[int]]) -> IntArray:
    """(sets,) The number of distinct codes (domains, codes) in each set of domains."""
    return np.array([occurs[list(numbers)].any(axis=0).sum() for numbers in together], np.int64)
