"""Estimate changes between two waves, and linear trends over all waves."""

from collections.abc import Sequence

import numpy as np

from kobling.core.survey.comparison.contrasts import Contrast, estimate_contrasts
from kobling.core.survey.design.domains import domains_of
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.errors import SurveyError
from kobling.core.survey.estimands import Estimand
from kobling.core.survey.estimation import estimators
from kobling.core.survey.estimation.estimates import Estimates
from kobling.core.survey.estimation.estimators import ColumnNames
from kobling.core.survey.variance.degrees_of_freedom import joint_degrees_of_freedom


def change(
    sample: Sample,
    estimands: Sequence[Estimand],
    *,
    wave: str = "wave",
    since: object | None = None,
    until: object | None = None,
    by: ColumnNames = (),
    confidence: float = 0.95,
) -> Estimates:
    """Estimate the change of each estimand between two waves of a stacked sample.

    since, until  the waves compared; by default the first and the last

    The difference of two domains' estimates; its variance includes the covariance from persons who answered in both.
    A change in a total is an error where waves overlap and are not calibrated: the variance would depend more on the
    number of persons in both waves than on their answers.
    Source: Lumley (2010), section 2.4; Berger & Priam (2016). Raises SurveyError.
    """
    waves = _waves(sample, wave)
    first, last = _wave_index(waves, since, 0, wave), _wave_index(waves, until, len(waves) - 1, wave)
    if sample.has_overlap and not sample.steps and any(estimand.kind == "total" for estimand in estimands):
        raise SurveyError("uncalibrated_total_change")
    compared = f"{waves[last]} - {waves[first]}"
    return _wave_contrasts(
        sample, estimands, wave, by, confidence, kind="change", compared=compared, weights={last: 1.0, first: -1.0}
    )


def trend(
    sample: Sample, estimands: Sequence[Estimand], *, wave: str = "wave", by: ColumnNames = (), confidence: float = 0.95
) -> Estimates:
    """Estimate the yearly slope of a straight line through the estimates of each estimand in all waves.

    Least squares over the waves' own numbers (years), sum of (t - tbar) theta_t / sum of (t - tbar)^2, with the
    covariance of the waves. Waves whose names are not numbers are spaced one apart.
    Source: Lohr (2022), Sampling: Design and Analysis, chapter 11. Raises SurveyError.
    """
    waves = _waves(sample, wave)
    years = np.array(waves, float) if all(_is_number(year) for year in waves) else np.arange(len(waves), dtype=float)
    centred = years - years.mean()
    weights = {number: float(weight) for number, weight in enumerate(centred / (centred @ centred))}
    compared = f"{waves[0]} … {waves[-1]}"
    return _wave_contrasts(sample, estimands, wave, by, confidence, kind="trend", compared=compared, weights=weights)


def _wave_contrasts(
    sample: Sample,
    estimands: Sequence[Estimand],
    wave: str,
    by: ColumnNames,
    confidence: float,
    *,
    kind: str,
    compared: str,
    weights: dict[int, float],
) -> Estimates:
    """Estimate the same contrast of waves for every estimand in each domain."""
    names = [by] if isinstance(by, str) else list(by)
    domains, by_wave = domains_of(sample, names), domains_of(sample, [*names, wave])
    estimates = estimators.estimate(sample, estimands, by=by_wave, confidence=confidence)
    waves = len(by_wave) // len(domains)
    compared_waves = [[domain * waves + index for index in weights] for domain in range(len(domains))]
    df = [joint_degrees_of_freedom(sample, by_wave, compared_waves, estimand.answered) for estimand in estimands]
    return estimate_contrasts(
        estimates,
        [
            Contrast(
                kind,
                compared,
                label,
                {(number * len(domains) + domain) * waves + index: weight for index, weight in weights.items()},
                float(df[number][domain]),
            )
            for number in range(len(estimands))
            for domain, label in enumerate(domains.labels)
        ],
    )


def _waves(sample: Sample, wave: str) -> Sequence[object]:
    _, waves = sample.codes(wave)
    if len(waves) < 2:
        raise SurveyError("one_wave", count=len(waves))
    return waves


def _wave_index(waves: Sequence[object], requested: object | None, default: int, wave: str) -> int:
    if requested is None:
        return default
    names = [str(name) for name in waves]
    if str(requested) not in names:
        raise SurveyError("no_such_wave", wave=requested, waves=", ".join(names), column=wave)
    return names.index(str(requested))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
