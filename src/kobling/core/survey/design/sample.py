"""A survey sample: rows of answers, their design, and the weighting steps applied to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from kobling.core.survey.arrays import (
    MAX_LOOKUP_CODES,
    BoolArray,
    FloatArray,
    IntArray,
    compact_codes,
    smallest_int_type,
)
from kobling.core.survey.design.replicate_weights import ReplicateWeights
from kobling.core.survey.design.stages import Design, Stage, compile_stages
from kobling.core.survey.design.weighting_step import WeightingStep
from kobling.core.survey.errors import SurveyError

if TYPE_CHECKING:
    import polars as pl

CachedT = TypeVar("CachedT")


@dataclass(frozen=True, eq=False)
class Sample:
    """Rows of answers with a design, weighting steps, and an optional subset for estimation.

    A sample is immutable: weighting it or restricting it to a subset returns a new one.

    frame       a Polars frame, one row for each unit drawn at the last stage
    design      how the rows were drawn
    steps       the weighting steps, first to last
    phases      response as further stages of sampling, where the population is known
    replicates  replicate weights, if the variance is estimated from them
    subset      (n,) the rows that estimates are about, None for all; the others stay, because the variance needs them
    has_overlap whether some rows are of the same persons, as in waves of a panel

    Raises SurveyError where the design does not fit the rows.
    """

    frame: pl.DataFrame = field(repr=False)
    design: Design = field(default_factory=Design)
    steps: tuple[WeightingStep, ...] = field(default=(), repr=False)
    phases: tuple[Stage, ...] = field(default=(), repr=False)
    replicates: ReplicateWeights | None = field(default=None, repr=False)
    subset: BoolArray | None = field(default=None, repr=False)
    has_overlap: bool = False
    _cache: dict[object, Any] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Check the rows, the stages and the design weights."""
        if not len(self):
            raise SurveyError("no_rows")
        _ = self.stages, self.design_weights

    def __len__(self) -> int:
        """Return the number of rows."""
        return self.frame.height

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages of sampling, then those of response."""
        return (*self._cached("stages", self._compile_stages), *self.phases)

    @property
    def design_weights(self) -> FloatArray:
        """(n,) The weights before any weighting step."""
        return self._cached("design weights", self._compute_design_weights)

    @property
    def weights(self) -> FloatArray:
        """(n,) The weights after the last weighting step."""
        return self.steps[-1].after if self.steps else self.design_weights

    @property
    def strata(self) -> IntArray:
        """(n,) The first stage's stratum of each row."""
        stage = self.stages[0]
        return stage.stratum if stage.unit is None else stage.stratum[stage.unit]

    def with_step(self, step: WeightingStep) -> Sample:
        """Return the sample with one more weighting step."""
        return replace(self, steps=(*self.steps, step))

    def where(self, rows: BoolArray) -> Sample:
        """Restrict estimates to the rows (n,) that are true, within the present subset."""
        return replace(self, subset=rows if self.subset is None else self.subset & rows)

    def column(self, name: str) -> FloatArray:
        """(n,) A column of numbers, NaN where missing. Raises SurveyError."""
        return self._cached(("column", name), lambda: self._numbers(name))

    def is_numeric(self, name: str) -> bool:
        """Return whether a column holds numbers or booleans. Raises SurveyError."""
        dtype = self._series(name).dtype
        return dtype.is_numeric() or str(dtype) == "Boolean"

    def codes(self, name: str) -> tuple[IntArray, Sequence[object]]:
        """Return a column as codes (n,), -1 where missing, and its sorted values. Raises SurveyError."""
        return self._cached(("codes", name), lambda: self._encode(name))

    def _cached(self, key: object, compute: Callable[[], CachedT]) -> CachedT:
        """Return a value from the cache that samples of the same rows and design share; compute it if absent."""
        if key not in self._cache:
            self._cache[key] = compute()
        value: CachedT = self._cache[key]
        return value

    def _series(self, name: str) -> pl.Series:
        if name not in self.frame.columns:
            raise SurveyError("no_such_column", column=name, columns=", ".join(self.frame.columns))
        series = self.frame.get_column(name)
        return series.fill_nan(None) if series.dtype.is_float() and series.is_nan().any() else series

    def _numbers(self, name: str) -> FloatArray:
        series = self._series(name)
        if not self.is_numeric(name) and series.null_count() < len(series):
            raise SurveyError("not_numbers", column=name, found=_example_value(series))
        import polars as pl

        return series.cast(pl.Float64).fill_null(float("nan")).to_numpy()

    def _encode(self, name: str) -> tuple[IntArray, Sequence[object]]:
        series = self._series(name)
        answered = series.drop_nulls() if series.null_count() else series
        codes, categories = _encode_numbers(answered) if answered.dtype.is_numeric() else _encode_text(answered)
        if answered is series:
            return codes, categories
        all_codes = np.full(len(series), -1, codes.dtype)
        all_codes[series.is_not_null().to_numpy()] = codes
        return all_codes, categories

    def _complete_series(self, name: str) -> pl.Series:
        series = self._series(name)
        if series.null_count():
            raise SurveyError("missing_in_design", column=name, count=series.null_count())
        return series

    def _compile_stages(self) -> tuple[Stage, ...]:
        design = self.design
        strata, fpc = _as_sequence(design.strata), _as_sequence(design.fpc)
        for name in (*strata, *design.clusters, *fpc):
            self._complete_series(name)
        return compile_stages(
            len(self),
            strata=[self.codes(name) for name in strata],
            clusters=[self.codes(name)[0] for name in design.clusters],
            fpc=[(self.column(name), name) for name in fpc],
            lonely=design.lonely,
        )

    def _compute_design_weights(self) -> FloatArray:
        if self.design.weights is None:
            return _inverse_fractions(self.stages, len(self))
        self._complete_series(self.design.weights)
        weights = self.column(self.design.weights)
        if not (weights.min() >= 0 and 0 < weights.max() < np.inf):
            row = int(np.argmax(~np.isfinite(weights) | (weights < 0)))
            raise SurveyError("bad_weight", row=row + 1, found=f"{weights[row]:g}")
        return weights


def _as_sequence(names: str | Sequence[str] | None) -> Sequence[str]:
    return [names] if isinstance(names, str) else names or ()


def _encode_numbers(series: pl.Series) -> tuple[IntArray, Sequence[object]]:
    """Return numbers as codes and the sorted numbers; whole numbers in a narrow range are coded without sorting."""
    values = series.to_numpy()
    low, high = series.min(), series.max()
    if isinstance(low, int) and isinstance(high, int):
        size = high - low + 1
        if size <= max(MAX_LOOKUP_CODES, len(values)):
            # A type that cannot hold the difference is widened first.
            offsets = (values.astype(np.int64) if low < 0 else values) - low if low else values
            codes, used = compact_codes(offsets.astype(smallest_int_type(size), copy=False), size)
            return codes, (used + low).tolist()
    categories = series.unique().sort()
    return np.searchsorted(categories.to_numpy(), values).astype(
        smallest_int_type(len(categories))
    ), categories.to_list()


def _encode_text(series: pl.Series) -> tuple[IntArray, Sequence[object]]:
    """Return other values as codes and their text, sorted, or in the order that the column has of its own."""
    import polars as pl

    texts = series.cast(pl.String)
    categories = series.unique().sort().cast(pl.String) if series.dtype == pl.Enum else texts.unique().sort()
    return texts.cast(pl.Enum(categories)).to_physical().to_numpy().astype(
        smallest_int_type(len(categories))
    ), categories.to_list()


def _example_value(series: pl.Series) -> str:
    return repr(series.drop_nulls()[0])


def _inverse_fractions(stages: Sequence[Stage], rows: int) -> FloatArray:
    """(n,) The product over the stages of N/n, or 1 where the population is unknown."""
    weights = np.ones(rows)
    for stage in stages:
        population = np.where(np.isfinite(stage.population), stage.population, stage.sampled)
        factor = (population / stage.sampled)[stage.stratum]
        weights *= factor if stage.unit is None else factor[stage.unit]
    return weights
