"""Stack several waves into one sample, so that their covariance enters the standard errors of changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kobling.core.survey.arrays import FloatArray, count_by
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.design.stages import Design, Stage, renumber_codes
from kobling.core.survey.design.weighting_step import WeightingStep
from kobling.core.survey.errors import SurveyError
from kobling.core.survey.weighting.margins import category_label

if TYPE_CHECKING:
    import polars as pl


def stack(waves: Mapping[object, Sample], *, wave: str = "wave", person: str | None = None) -> Sample:
    """Return several waves as one sample, with a column for the wave of each row.

    waves   name of each wave to its sample, with its own weighting
    wave    the name of that column
    person  the column that identifies persons, where some answered in several waves; the person is then the sampling
            unit (or the first-stage cluster, where clusters were drawn). Without it the waves are taken as drawn
            independently.

    A person belongs to the stratum of their first wave, and the finite population correction is left out where waves
    overlap: that makes the standard errors a little too large, never too small.
    Source: Lumley (2010), Complex Surveys, section 3.3; Berger & Priam (2016), "A simple variance estimator of change
    for rotating repeated surveys", Journal of the Royal Statistical Society A 179, 251-272.
    Raises SurveyError.
    """
    import polars as pl

    samples = list(waves.values())
    if len(samples) < 2:
        raise SurveyError("one_wave", count=len(samples))
    if any(sample.replicates is not None for sample in samples):
        raise SurveyError("replicates_in_waves")
    for name, sample in waves.items():
        if wave in sample.frame.columns:
            raise SurveyError("wave_column_taken", column=wave, wave=name)
    frames = _with_common_orders([sample.frame for sample in samples])
    frame = pl.concat(
        [frame.with_columns(pl.lit(name).alias(wave)) for name, frame in zip(waves, frames, strict=True)],
        how="diagonal_relaxed",
    )
    stages = _independent_stages(samples) if person is None else (_person_stage(samples, person),)
    lonely = samples[0].design.lonely
    cache: dict[object, Any] = {
        "stages": stages,
        "design weights": np.concatenate([sample.design_weights for sample in samples]),
    }
    subsets = [np.ones(len(sample), bool) if sample.subset is None else sample.subset for sample in samples]
    has_no_subset = all(sample.subset is None for sample in samples)
    return Sample(
        frame,
        Design(lonely=lonely),
        _stack_steps(samples),
        subset=None if has_no_subset else np.concatenate(subsets),
        has_overlap=person is not None,
        _cache=cache,
    )


def _with_common_orders(frames: Sequence[pl.DataFrame]) -> list[pl.DataFrame]:
    """Return frames that can be put under each other.

    A column without answers in a wave has no type, so that it does not make texts of the other waves' numbers.
    Texts in an order of their own keep it where the waves agree.
    """
    import polars as pl

    orders: dict[str, set[tuple[str, ...]]] = {}
    for frame in frames:
        for column in frame.iter_columns():
            if isinstance(column.dtype, pl.Enum):
                orders.setdefault(column.name, set()).add(tuple(column.dtype.categories))
    differing = [name for name, found in orders.items() if len(found) > 1]

    def plain(column: pl.Series) -> pl.Series:
        if column.null_count() == len(column):
            return pl.Series(column.name, [None] * len(column), pl.Null)
        return column.cast(pl.String) if column.name in differing else column

    return [pl.DataFrame([plain(column) for column in frame.iter_columns()]) for frame in frames]


def _independent_stages(samples: Sequence[Sample]) -> tuple[Stage, ...]:
    """Return the stages of independent samples, each with its own strata."""
    depth = max(len(sample.stages) for sample in samples)
    return tuple(
        _concatenate_stages(
            [
                sample.stages[number] if number < len(sample.stages) else _certain_stage(len(sample))
                for sample in samples
            ],
            samples,
        )
        for number in range(depth)
    )


def _certain_stage(rows: int) -> Stage:
    """Return a stage without variance, one unit that is certain to be drawn, for a sample with fewer stages."""
    unit = np.ones(1)
    return Stage(np.zeros(rows, np.int64), np.zeros(1, np.int64), unit, unit, unit, ("",))


def _concatenate_stages(stages: Sequence[Stage], samples: Sequence[Sample]) -> Stage:
    units = np.cumsum([0, *(len(stage.stratum) for stage in stages)])
    strata = np.cumsum([0, *(len(stage.sampled) for stage in stages)])
    is_element_sample = all(stage.unit is None for stage in stages)
    of_row = [
        (np.arange(len(sample)) if stage.unit is None else stage.unit) + offset
        for stage, sample, offset in zip(stages, samples, units, strict=False)
    ]
    return Stage(
        None if is_element_sample else np.concatenate(of_row),
        np.concatenate([stage.stratum + offset for stage, offset in zip(stages, strata, strict=False)]),
        np.concatenate([stage.sampled for stage in stages]),
        np.concatenate([stage.population for stage in stages]),
        np.concatenate([stage.parent_fraction for stage in stages]),
        tuple(label for stage in stages for label in stage.labels),
    )


def _person_stage(samples: Sequence[Sample], person: str) -> Stage:
    """Return the stage whose units are persons, or first-stage clusters, that may be in several waves."""
    keys = [
        _category_texts(sample, sample.design.clusters[0] if sample.design.clusters else person) for sample in samples
    ]
    names = [_stratum_names(sample) for sample in samples]
    _, first, unit = np.unique(np.concatenate(keys), return_index=True, return_inverse=True)
    labels, stratum_of_row = np.unique(np.concatenate(names), return_inverse=True)
    stratum, originals = renumber_codes(stratum_of_row[first])
    sampled = count_by(stratum, len(originals)).astype(float)
    return Stage(
        unit.astype(np.int64),
        stratum,
        sampled,
        np.full(len(originals), np.inf),
        np.ones(len(originals)),
        tuple(str(labels[original]) for original in originals),
    )


def _category_texts(sample: Sample, column: str) -> np.ndarray:
    codes, categories = sample.codes(column)
    if (codes < 0).any():
        raise SurveyError("missing_in_design", column=column, count=int((codes < 0).sum()))
    # 1 of a file of whole numbers and 1.0 of another are one person.
    return np.array([category_label(category) for category in categories])[codes]


def _stratum_names(sample: Sample) -> np.ndarray:
    return np.array(sample.stages[0].labels)[sample.strata]


@dataclass(frozen=True, eq=False)
class WaveSteps:
    """Weighting steps of the waves, each applied to the rows of its own wave."""

    steps: tuple[WeightingStep | None, ...]
    """the step of each wave; None for a wave without one"""
    ends: tuple[int, ...]
    """the end of each wave's rows"""
    before: FloatArray
    after: FloatArray

    @property
    def method(self) -> str:
        """The methods of the waves' steps, such as `rake and trim`."""
        return " and ".join(dict.fromkeys(step.method for step in self.steps if step is not None))

    def influence(self, z: FloatArray) -> FloatArray:
        """(n, k) Convert the influence of each wave's rows by its own step."""
        return self._each(z, lambda step, rows: step.influence(rows))

    def reapply(self, weights: FloatArray) -> FloatArray:
        """(n,) or (n, b) Apply its own step to each wave's rows."""
        return self._each(weights, lambda step, rows: step.reapply(rows))

    def _each(self, values: FloatArray, apply: Callable[[WeightingStep, FloatArray], FloatArray]) -> FloatArray:
        rows = np.split(values, self.ends[:-1])
        return np.concatenate(
            [
                part_rows if step is None else apply(step, part_rows)
                for step, part_rows in zip(self.steps, rows, strict=True)
            ]
        )


def _stack_steps(samples: Sequence[Sample]) -> tuple[WeightingStep, ...]:
    ends = tuple(int(end) for end in np.cumsum([len(sample) for sample in samples]))
    steps: list[WeightingStep] = []
    before = np.concatenate([sample.design_weights for sample in samples])
    for number in range(max(len(sample.steps) for sample in samples)):
        steps_of_waves = tuple(sample.steps[number] if number < len(sample.steps) else None for sample in samples)
        rows = np.split(before, ends[:-1])
        after = np.concatenate(
            [part_rows if step is None else step.after for step, part_rows in zip(steps_of_waves, rows, strict=True)]
        )
        steps.append(WaveSteps(steps_of_waves, ends, before, after))
        before = after
    return tuple(steps)
