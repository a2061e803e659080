"""Draw probability samples from a list, with a random generator given by the caller.

    invited = draw_stratified(register["town"], allocation.sample, rng=np.random.default_rng(20190820))
    frame = register[invited.rows].hstack(invited.to_frame().drop("row"))
    sample = survey.Sample(frame, survey.Design(**invited.design))

Every method gives each person a known inclusion probability and its inverse, the design weight. Randomness enters by
`rng.random()` alone: the same list and the same seed give the same sample. NumPy may change its stream between
versions; record its version with the seed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, isnan
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kobling.core.survey.arrays import BoolArray, FloatArray, IntArray
from kobling.core.survey.errors import SurveyError
from kobling.core.survey.planning.tables import format_records

if TYPE_CHECKING:
    import polars as pl

ClusterSelection = Literal["pps", "simple"]


@dataclass(frozen=True, eq=False, repr=False)
class DrawnSample:
    """A drawn sample: rows of the list, their inclusion probabilities, and the columns for a `Design`."""

    rows: IntArray
    """(n,) indices into the list, rising"""
    probability: FloatArray
    """(n,) the inclusion probability, above 0 and at most 1"""
    columns: Mapping[str, NDArray[np.generic]]
    """name to values (n,): strata, clusters and population sizes, as the design names them"""
    design: Mapping[str, object]
    """the arguments for `survey.Design`"""
    population: int
    """persons on the list"""
    method: str
    """the sampling method, in words"""

    def __len__(self) -> int:
        """Return the sample size."""
        return len(self.rows)

    @property
    def weight(self) -> FloatArray:
        """(n,) The design weight, 1 / probability."""
        return 1 / self.probability

    def to_frame(self) -> pl.DataFrame:
        """Return a Polars frame, one row for each person drawn: row, probability, weight and the design's columns."""
        import polars as pl

        return pl.DataFrame(
            {"row": self.rows, "probability": self.probability, "weight": self.weight} | dict(self.columns)
        )

    def __str__(self) -> str:
        """Return a text table: by stratum, the sample size and the sum of the weights."""
        strata = self.columns.get("stratum", np.full(len(self), "all"))
        labels, of_row = np.unique(strata, return_inverse=True)
        stands_for = np.bincount(of_row, self.weight)
        drawn = np.bincount(of_row)
        records = [
            {"stratum": str(label), "drawn": int(number), "stands_for": float(weight)}
            for label, number, weight in zip(labels, drawn, stands_for, strict=True)
        ]
        return (
            format_records(records, {"stands_for": ",.1f"}) + f"\n{len(self):,} of {self.population:,}, {self.method}"
        )

    __repr__ = __str__


def draw_simple(population: int, n: int, *, rng: np.random.Generator) -> DrawnSample:
    """Draw a simple random sample of n from a list of `population` persons.

    Inclusion probability n/N. Source: Särndal, Swensson & Wretman (1992), section 3.3: each person is given
    a random number, and the n smallest are drawn. Raises SurveyError.
    """
    _check_size(n, population, "the list")
    return _describe_element_sample(
        _smallest_indices(rng.random(population), n), np.zeros(population, np.int64), population, "simple random sample"
    )


def draw_stratified(strata: ArrayLike, sample: Mapping[str, int], *, rng: np.random.Generator) -> DrawnSample:
    """Draw a simple random sample from each stratum.

    strata  (N,) the stratum of each person on the list
    sample  stratum to sample size; every stratum of the list has to be given

    Inclusion probability n_h/N_h. Source: Särndal, Swensson & Wretman (1992), section 3.7. Raises SurveyError.
    """
    labels, of_row = _encode(strata)
    _check_strata(labels, sample)
    size = np.bincount(of_row)
    sample_sizes = np.array([sample[label] for label in labels], np.int64)
    for label, number, persons in zip(labels, sample_sizes, size, strict=True):
        _check_size(int(number), int(persons), label)
    rank = _rank_within(of_row, rng.random(len(of_row)))
    return _describe_element_sample(
        np.flatnonzero(rank < sample_sizes[of_row]), of_row, len(of_row), "stratified sample", labels
    )


def draw_systematic(
    population: int, n: int, *, rng: np.random.Generator, order: ArrayLike | None = None
) -> DrawnSample:
    """Draw every (N/n)-th person of a list, from a random start.

    order  (N,) a sort key, such as age or postal code, over which the sample is spread; without it, the list's order

    Inclusion probability n/N, also where N/n is not a whole number (fractional interval). The sample is analysed as
    simple random, which overstates the variance where the order is correlated with the answers.
    Source: Särndal, Swensson & Wretman (1992), section 3.4. Raises SurveyError.
    """
    _check_size(n, population, "the list")
    sorted_rows = np.arange(population) if order is None else np.argsort(_check_order(order, population), kind="stable")
    is_drawn = systematic_selection(np.full(population, n / population), float(rng.random()))
    rows = np.sort(sorted_rows[np.flatnonzero(is_drawn)])
    return _describe_element_sample(rows, np.zeros(population, np.int64), population, "systematic sample")


def draw_clusters(
    clusters: ArrayLike,
    n: int,
    *,
    rng: np.random.Generator,
    within: int | None = None,
    selection: ClusterSelection = "pps",
) -> DrawnSample:
    """Draw n clusters, and then persons within them.

    clusters   (N,) the cluster of each person on the list: a school, a village, a household
    within     persons to draw from each cluster by simple random sampling; all where there are fewer, and by default
    selection  pps: each cluster with a probability proportional to its persons, systematically in the order of first
               appearance on the list; simple: every cluster with the same probability

    With pps a cluster so large that it is certain to be drawn is a stratum of its own in the design, its persons the
    units, and the others are analysed as if drawn with replacement, which overstates the variance somewhat.
    Source: Särndal, Swensson & Wretman (1992), sections 3.6 and 4.3; Lohr (2022), chapters 5 and 6.
    Raises SurveyError.
    """
    labels, of_row = _encode(clusters, in_order=True)
    _check_size(n, len(labels), "the list of clusters")
    size = np.bincount(of_row)
    probability = pps_probabilities(size, n) if selection == "pps" else np.full(len(labels), n / len(labels))
    is_drawn = (
        systematic_selection(probability, float(rng.random()))
        if selection == "pps"
        else _as_mask(_smallest_indices(rng.random(len(labels)), n), size)
    )
    persons_drawn = size if within is None else np.minimum(_check_within(within), size)
    rank = _rank_within(of_row, rng.random(len(of_row)))
    rows = np.flatnonzero(is_drawn[of_row] & (rank < persons_drawn[of_row]))
    return _describe_cluster_sample(
        rows,
        of_row,
        labels,
        cluster_probability=probability,
        persons_drawn=persons_drawn,
        size=size,
        selection=selection,
    )


def systematic_selection(probability: FloatArray, start: float) -> BoolArray:
    """(N,) Select units where the cumulated probabilities pass start, start + 1, start + 2, ...

    probability  (N,) inclusion probabilities that sum to a whole number n: exactly n are drawn
    start        0 to 1, the random start

    Source: Madow (1949), "On the theory of systematic sampling, II", Annals of Mathematical Statistics 20, 333-354.
    """
    is_drawn = probability >= 1
    uncertain = np.flatnonzero(~is_drawn)
    if len(uncertain):
        ends = np.cumsum(probability[uncertain])
        ends[-1] = round(float(ends[-1]))
        is_drawn[uncertain] = np.diff(np.ceil(ends - start), prepend=np.ceil(-start)) > 0
    return np.asarray(is_drawn)


def pps_probabilities(size: IntArray, n: int) -> FloatArray:
    """(clusters,) Inclusion probabilities proportional to size that sum to n, none above 1.

    A cluster that would exceed 1 is certain, and the rest is distributed over the others, until none exceeds 1.
    Source: Särndal, Swensson & Wretman (1992), section 3.6.1.
    """
    is_certain = np.zeros(len(size), bool)
    while True:
        probability = np.where(is_certain, 1.0, (n - is_certain.sum()) * size / max(size[~is_certain].sum(), 1))
        exceeds = ~is_certain & (probability >= 1 - 1e-12)  # what would be 1 but for rounding is 1
        if not exceeds.any():
            return np.asarray(probability)
        is_certain |= exceeds


def _describe_element_sample(
    rows: IntArray, of_row: IntArray, population: int, method: str, labels: Sequence[str] = ()
) -> DrawnSample:
    """Return a sample of persons from strata, or from one list, with its design."""
    size = np.bincount(of_row, minlength=1)
    sampled = np.bincount(of_row[rows], minlength=len(size))
    group = of_row[rows]
    columns: dict[str, NDArray[np.generic]] = {"fpc": size[group].astype(float)}
    design: dict[str, object] = {"weights": "weight", "fpc": ("fpc",)}
    if labels:
        columns = {"stratum": np.array(labels)[group]} | columns
        design |= {"strata": "stratum"}
    return DrawnSample(rows, sampled[group] / size[group], columns, design, population, method)


def _describe_cluster_sample(
    rows: IntArray,
    of_row: IntArray,
    labels: Sequence[str],
    *,
    cluster_probability: FloatArray,
    persons_drawn: IntArray,
    size: IntArray,
    selection: ClusterSelection,
) -> DrawnSample:
    """Return a sample of clusters and of persons within them, with its design."""
    group = of_row[rows]
    probability = cluster_probability[group] * persons_drawn[group] / size[group]
    columns: dict[str, NDArray[np.generic]] = {"cluster": np.array(labels)[group]}
    design: dict[str, object] = {"weights": "weight"}
    if selection == "simple":
        columns |= {
            "person": rows,
            "fpc": np.full(len(rows), float(len(labels))),
            "fpc_within": size[group].astype(float),
        }
        design |= {"clusters": ("cluster", "person"), "fpc": ("fpc", "fpc_within")}
        return DrawnSample(rows, probability, columns, design, len(of_row), "clusters by simple random sampling")
    is_certain = cluster_probability[group] == 1
    columns |= {
        "stratum": np.where(is_certain, columns["cluster"], "drawn by size"),
        "unit": np.where(is_certain, len(labels) + rows, group),
        "fpc": np.where(is_certain, size[group], np.inf),
    }
    design |= {"strata": "stratum", "clusters": ("unit",), "fpc": ("fpc",)}
    return DrawnSample(rows, probability, columns, design, len(of_row), "clusters in proportion to size")


def _smallest_indices(random_numbers: FloatArray, n: int) -> IntArray:
    """(n,) Return the indices of the n smallest numbers, ascending."""
    return np.sort(np.argsort(random_numbers, kind="stable")[:n])


def _rank_within(group: IntArray, random_numbers: FloatArray) -> IntArray:
    """(N,) Return the rank of each number within its group, from 0."""
    order = np.lexsort((random_numbers, group))
    starts = np.cumsum(np.bincount(group)) - np.bincount(group)
    rank = np.empty(len(group), np.int64)
    rank[order] = np.arange(len(group)) - starts[group[order]]
    return rank


def _as_mask(is_drawn: IntArray, mask_like: IntArray) -> BoolArray:
    mask = np.zeros(len(mask_like), bool)
    mask[is_drawn] = True
    return mask


def _encode(values: ArrayLike, *, in_order: bool = False) -> tuple[list[str], IntArray]:
    """Return the labels, sorted or by first appearance, and each row's code among them. Raises SurveyError."""
    array = np.asarray(values)
    if not array.size:
        raise SurveyError("empty_list")
    missing = sum(value is None or (isinstance(value, float) and isnan(value)) for value in array.tolist())
    if missing:
        raise SurveyError("missing_on_list", count=missing)
    labels, first, inverse = np.unique(array.astype(str), return_index=True, return_inverse=True)
    order = np.argsort(first) if in_order else np.arange(len(labels))
    position = np.empty(len(labels), np.int64)
    position[order] = np.arange(len(labels))
    return [str(kind) for kind in labels[order]], position[inverse]


def _check_order(order: ArrayLike, population: int) -> NDArray[np.generic]:
    array = np.asarray(order)
    if len(array) != population:
        raise SurveyError("order_of_another_length", found=len(array), population=population)
    return array


def _check_size(n: int, population: int, population_name: str) -> None:
    if n < 1 or floor(n) != n:
        raise SurveyError("nobody_to_draw", where=population_name, found=n)
    if n > population:
        raise SurveyError("draw_above_population", n=n, where=population_name, population=population)


def _check_strata(labels: Sequence[str], sample: Mapping[str, int]) -> None:
    missing, unknown = sorted(set(labels) - set(sample)), sorted(set(sample) - set(labels))
    if missing or unknown:
        listed = {"missing": ", ".join(missing) or "none", "unknown": ", ".join(unknown) or "none"}
        raise SurveyError("strata_differ", what="sample", **listed)


def _check_within(within: int) -> int:
    if within < 1:
        raise SurveyError("nobody_to_draw", where="each cluster", found=within)
    return within
