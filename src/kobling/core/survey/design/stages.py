"""The sampling design: its columns, and the stages with strata, clusters and population sizes compiled from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from kobling.core.survey.arrays import FloatArray, IntArray, compact_codes, count_by, sum_by
from kobling.core.survey.errors import SurveyError

LonelyStratumRule = Literal["fail", "collapse", "certainty", "centre", "average"]
"""The variance contribution of a stratum from which a single unit was drawn (R: survey.lonely.psu).

fail       raise an error that names the strata
collapse   join it with the next stratum, in the order of their labels; the last one with the one before
certainty  no contribution, as if the unit had been sure to be drawn
centre     the unit's squared distance from the mean over all units
average    the average contribution of a stratum
"""


@dataclass(frozen=True)
class Design:
    """The columns of a data set that describe how its rows were drawn.

    weights           the design weight: persons of the population per row; without it, the inverse of the sampling
                      fractions that `fpc` gives, or 1
    strata            the stratum, or one column for each stage
    clusters          the sampling unit of each stage; without it every row is a unit
    fpc               the population size of the row's stratum, or the sampling fraction, for each stage; without it
                      the population is taken as infinite
    lonely            the treatment of strata from which one unit was drawn
    lonely_in_domains whether a stratum with one unit inside a domain counts as lonely in that domain's estimates

    Cluster numbers are read within their stratum: cluster 1 of stratum A is not cluster 1 of stratum B.
    Source: Lumley (2010), Complex Surveys, chapters 2 and 3.
    """

    weights: str | None = None
    strata: str | Sequence[str] | None = None
    clusters: Sequence[str] = ()
    fpc: str | Sequence[str] = ()
    lonely: LonelyStratumRule = "fail"
    lonely_in_domains: bool = False


@dataclass(frozen=True, eq=False)
class Stage:
    """One stage of sampling: its units, their strata, and the finite population correction."""

    unit: IntArray | None
    """(n,) the unit each row belongs to; None where every row is a unit of its own"""
    stratum: IntArray
    """(units,) the stratum of each unit; strata of a later stage lie within one unit of the stage before"""
    sampled: FloatArray
    """(strata,) the number of units drawn"""
    population: FloatArray
    """(strata,) the number of units in the population; infinite where unknown"""
    parent_fraction: FloatArray
    """(strata,) the sampling fraction of the stages before; 1 at the first stage"""
    labels: tuple[str, ...]
    """(strata,)"""

    @property
    def lonely(self) -> IntArray:
        """The strata with a single unit drawn out of several (lonely PSUs)."""
        return np.flatnonzero((self.sampled == 1) & (self.population > 1))

    def scale(self) -> FloatArray:
        """(strata,) The factor of a stratum's sum of squares: parent_fraction * (1 - n/N) * n / (n - 1).

        Source: Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, sections 3.7 and 4.3.
        """
        finite = 1 - self.sampled / self.population
        return self.parent_fraction * finite * self.sampled / np.maximum(self.sampled - 1, 1)


def compile_stages(
    rows: int,
    *,
    strata: Sequence[tuple[IntArray, Sequence[object]]],
    clusters: Sequence[IntArray],
    fpc: Sequence[tuple[FloatArray, str]],
    lonely: LonelyStratumRule,
) -> tuple[Stage, ...]:
    """Return the stages of a design.

    strata    for each stage that has them: (n,) codes, and the labels they stand for
    clusters  for each stage: (n,) codes
    fpc       for each stage that has it: (n,) population sizes or sampling fractions, and the column's name

    After a stage without a population size, later stages add nothing: the variance between its units includes theirs
    (Särndal, Swensson & Wretman 1992, section 4.5). Raises SurveyError.
    """
    stages: list[Stage] = []
    parent, share = np.zeros(1, np.int64), np.ones(1)
    for number in range(max(len(clusters), 1)):
        codes, labels = strata[number] if number < len(strata) else (np.zeros(rows, np.int8), ("",))
        within, originals = renumber_codes(parent * len(labels) + codes if number else codes)
        unit, first = _units(within, clusters[number]) if number < len(clusters) else (None, slice(None))
        sampled = count_by(within[first], len(originals)).astype(float)
        names = tuple(str(labels[original % len(labels)]) for original in originals)
        population = (
            _population_sizes(*fpc[number], within, sampled, names)
            if number < len(fpc)
            else np.full(len(originals), np.inf)
        )
        shares = np.zeros(len(originals))
        shares[within] = share
        stage = Stage(unit, within[first], sampled, population, shares, names)
        stages.append(collapse_lonely_strata(stage, originals // len(labels)) if lonely == "collapse" else stage)
        if np.isinf(population).any():
            break
        share = share * (sampled / population)[within]
        parent = np.arange(rows) if unit is None else unit
    return tuple(stages)


def renumber_codes(codes: IntArray) -> tuple[IntArray, IntArray]:
    """Renumber codes from 0 without gaps; also return the original code of each number."""
    return compact_codes(codes, int(codes.max()) + 1)


def _units(within: IntArray, cluster: IntArray) -> tuple[IntArray | None, IntArray | slice]:
    """Return each row's unit, and each unit's first row; None and all rows where every row is a unit of its own."""
    _, first, unit = np.unique(
        within.astype(np.int64) * (int(cluster.max()) + 1) + cluster, return_index=True, return_inverse=True
    )
    if len(first) == len(within):
        return None, slice(None)
    return unit.astype(np.int64), first.astype(np.int64)


def _population_sizes(
    values: FloatArray, column: str, within: IntArray, sampled: FloatArray, names: Sequence[str]
) -> FloatArray:
    """(strata,) The population sizes; numbers of at most 1 are sampling fractions."""
    size = np.zeros(len(names))
    size[within] = values
    varies = np.flatnonzero(values != size[within])
    if len(varies):
        name = names[int(within[varies[0]])]
        raise SurveyError("fpc_varies" if name else "fpc_differs", column=column, stratum=name)
    if (values <= 0).any():
        raise SurveyError("fpc_not_positive", column=column, found=float(values.min()))
    population = sampled / size if (values <= 1).all() else size
    for stratum in np.flatnonzero(population < sampled).tolist():
        raise SurveyError(
            "fpc_below_sample" if names[stratum] else "fpc_below_drawn",
            column=column,
            stratum=names[stratum],
            population=f"{population[stratum]:g}",
            sampled=int(sampled[stratum]),
        )
    return population


def lonely_error(stages: Sequence[Stage], stage: Stage) -> SurveyError:
    """Return the error that names the strata of a stage from which one unit was drawn; some have no name."""
    names = [stage.labels[stratum] for stratum in stage.lonely if stage.labels[stratum]]
    if names:
        return SurveyError("lonely_stratum", strata=", ".join(dict.fromkeys(names)))
    number = next(number for number, one in enumerate(stages) if one is stage)
    if number:
        return SurveyError("lonely_units", count=len(stage.lonely), stage=number)
    return SurveyError("lonely_sample")


def collapse_lonely_strata(stage: Stage, parents: IntArray) -> Stage:
    """Join every lonely stratum with the next of the same parent, or with the last before it.

    parents  (strata,) only strata of the same parent are joined
    """
    target = np.arange(len(stage.sampled))
    for stratum in stage.lonely:
        siblings = np.flatnonzero((parents == parents[stratum]) & (target != target[stratum]))
        if len(siblings):
            later = siblings[siblings > stratum]
            target[target == target[stratum]] = target[later[0] if len(later) else siblings[-1]]
    group, originals = renumber_codes(target)
    names = tuple(
        " + ".join(stage.labels[stratum] for stratum in np.flatnonzero(group == number))
        for number in range(len(originals))
    )
    return Stage(
        stage.unit,
        group[stage.stratum],
        sum_by(group, stage.sampled, len(originals)),
        sum_by(group, stage.population, len(originals)),
        stage.parent_fraction[originals],
        names,
    )
