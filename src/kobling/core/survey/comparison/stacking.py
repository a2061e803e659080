"""Several waves as one sample, so that what they have in common counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kobling.core.survey.arrays import FloatArray, count_by
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.design.stages import Design, Stage, renumber_codes
from kobling.core.survey.design.weighting_step import WeightingStep
from kobling.core.survey.errors import SurveyError


def stack(waves: Mapping[object, Sample], *, wave: str = "wave", person: str | None = None) -> Sample:
    """Return several waves as one sample, with a column that says which wave a row is from.

    waves   what each wave is called, and its sample with its own weighting
    wave    the name of that column
    person  the column that tells who answered, where some answered in several waves; then the person is the unit (or
            the first-stage cluster, where clusters were drawn), so that the waves' covariance is in every change.
            Without it the waves are taken as drawn independently.

    A person belongs to the stratum of the first wave they are in, and the finite population correction is left out
    where waves overlap: that makes the standard errors a little too large, never too small.
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
    frame = pl.concat(
        [sample.frame.with_columns(pl.lit(name).alias(wave)) for name, sample in waves.items()], how="diagonal_relaxed"
    )
    stages = _independent_stages(samples) if person is None else (_person_stage(samples, person),)
    lonely = samples[0].design.lonely
    known: dict[object, Any] = {
        "stages": stages,
        "design weights": np.concatenate([sample.design_weights for sample in samples]),
    }
    inside = [np.ones(len(sample), bool) if sample.inside is None else sample.inside for sample in samples]
    everywhere = all(sample.inside is None for sample in samples)
    return Sample(
        frame,
        Design(lonely=lonely),
        _stack_steps(samples),
        inside=None if everywhere else np.concatenate(inside),
        overlapping=person is not None,
        _known=known,
    )


def _independent_stages(samples: Sequence[Sample]) -> tuple[Stage, ...]:
    """The stages of independent samples: each keeps its own strata."""
    deepest = max(len(sample.stages) for sample in samples)
    return tuple(
        _concatenate_stages(
            [s.stages[number] if number < len(s.stages) else _certain_stage(len(s)) for s in samples], samples
        )
        for number in range(deepest)
    )


def _certain_stage(rows: int) -> Stage:
    """A stage of a sample that has no such stage: one unit, sure to be drawn."""
    one = np.ones(1)
    return Stage(np.zeros(rows, np.int64), np.zeros(1, np.int64), one, one, one, ("",))


def _concatenate_stages(stages: Sequence[Stage], samples: Sequence[Sample]) -> Stage:
    units = np.cumsum([0, *(len(stage.stratum) for stage in stages)])
    strata = np.cumsum([0, *(len(stage.sampled) for stage in stages)])
    every_row = all(stage.unit is None for stage in stages)
    of_row = [
        (np.arange(len(sample)) if stage.unit is None else stage.unit) + before
        for stage, sample, before in zip(stages, samples, units, strict=False)
    ]
    return Stage(
        None if every_row else np.concatenate(of_row),
        np.concatenate([stage.stratum + before for stage, before in zip(stages, strata, strict=False)]),
        np.concatenate([stage.sampled for stage in stages]),
        np.concatenate([stage.population for stage in stages]),
        np.concatenate([stage.share for stage in stages]),
        tuple(label for stage in stages for label in stage.labels),
    )


def _person_stage(samples: Sequence[Sample], person: str) -> Stage:
    """The stage whose units are persons, or first-stage clusters, that may be in several waves."""
    keys = [
        _category_texts(sample, sample.design.clusters[0] if sample.design.clusters else person) for sample in samples
    ]
    names = [_stratum_names(sample) for sample in samples]
    _, first, unit = np.unique(np.concatenate(keys), return_index=True, return_inverse=True)
    labels, stratum_of_row = np.unique(np.concatenate(names), return_inverse=True)
    stratum, kinds = renumber_codes(stratum_of_row[first])
    sampled = count_by(stratum, len(kinds)).astype(float)
    return Stage(
        unit.astype(np.int64),
        stratum,
        sampled,
        np.full(len(kinds), np.inf),
        np.ones(len(kinds)),
        tuple(str(labels[kind]) for kind in kinds),
    )


def _category_texts(sample: Sample, column: str) -> np.ndarray:
    codes, kinds = sample.codes(column)
    if (codes < 0).any():
        raise SurveyError("missing_in_design", column=column, count=int((codes < 0).sum()))
    return np.array([str(kind) for kind in kinds])[codes]


def _stratum_names(sample: Sample) -> np.ndarray:
    return np.array(sample.stages[0].labels)[sample.strata]


@dataclass(frozen=True, eq=False)
class WaveSteps:
    """A step that each wave took on its own."""

    parts: tuple[WeightingStep | None, ...]
    """each wave's step; None for a wave that took none"""
    ends: tuple[int, ...]
    """where each wave's rows end"""
    before: FloatArray
    after: FloatArray

    @property
    def method(self) -> str:
        """What the waves did."""
        return " and ".join(dict.fromkeys(part.method for part in self.parts if part is not None))

    def influence(self, z: FloatArray) -> FloatArray:
        """(n, k) Each wave's rows, back through its own step."""
        return self._each(z, lambda part, rows: part.influence(rows))

    def redo(self, weights: FloatArray) -> FloatArray:
        """(n,) or (n, b) Each wave's rows through its own step."""
        return self._each(weights, lambda part, rows: part.redo(rows))

    def _each(self, values: FloatArray, do: Callable[[WeightingStep, FloatArray], FloatArray]) -> FloatArray:
        rows = np.split(values, self.ends[:-1])
        return np.concatenate(
            [one if part is None else do(part, one) for part, one in zip(self.parts, rows, strict=True)]
        )


def _stack_steps(samples: Sequence[Sample]) -> tuple[WeightingStep, ...]:
    ends = tuple(int(end) for end in np.cumsum([len(sample) for sample in samples]))
    made: list[WeightingStep] = []
    before = np.concatenate([sample.design_weights for sample in samples])
    for number in range(max(len(sample.steps) for sample in samples)):
        parts = tuple(sample.steps[number] if number < len(sample.steps) else None for sample in samples)
        rows = np.split(before, ends[:-1])
        after = np.concatenate([one if part is None else part.after for part, one in zip(parts, rows, strict=True)])
        made.append(WaveSteps(parts, ends, before, after))
        before = after
    return tuple(made)
