"""What a design compares: waves with each other, parts of the population, answers with what people are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import isinf
from pathlib import Path

from kobling.cli.survey.analysis.estimation import (
    RECORD_FIELDS,
    AnalysisResult,
    FigureRecord,
    figure_record,
    suppress_small_counts,
)
from kobling.cli.survey.analysis.sample import add_replicates, build_sample
from kobling.cli.survey.design.columns import missing_field, unused_field
from kobling.cli.survey.design.design_file import DesignFile
from kobling.cli.survey.design.error_locations import locate_errors, name_data_file
from kobling.cli.survey.design.problems import DesignError, DesignProblem, problem
from kobling.cli.survey.design.records import ComparisonRequest
from kobling.core.survey import Estimates, Sample, estimands
from kobling.core.survey.comparison import multiple_testing
from kobling.core.survey.comparison.equivalence import equivalence
from kobling.core.survey.comparison.groups import association, differences, differences_from_rest
from kobling.core.survey.comparison.regression import regression
from kobling.core.survey.comparison.stacking import stack
from kobling.core.survey.comparison.waves import change, trend
from kobling.core.survey.estimands import Estimand
from kobling.sources.survey_files import read_table

COMPARISON_FIELDS = ("compared", "p", "p_adjusted", "p_unchanged")
"""What a comparison's record has beside an estimate's."""
WAVE_KINDS = ("change", "trend", "mean", "share", "total", "ratio")


@dataclass(frozen=True)
class WaveSample:
    """One wave: what it is called, and its sample, weighted by the design's steps."""

    name: str
    sample: Sample


def load_waves(files: Sequence[Path], written: DesignFile, *, codes: bool) -> list[WaveSample]:
    """Return the waves in the order their files are named. Raises DesignRefused, RefusedAt, RefusedIn, TableError.

    Where there are several, replicates that are to be made are not made yet: waves are put together first.
    """
    if len(files) == 1:
        return [WaveSample(files[0].stem, build_sample(written, read_table(files[0], codes=codes)))]
    stems = [file.stem for file in files]
    names = stems if len(set(stems)) == len(stems) else [str(number) for number in range(1, len(stems) + 1)]
    waves = []
    for name, file in zip(names, files, strict=True):
        frame = read_table(file, codes=codes)
        with name_data_file(str(file)):
            waves.append(WaveSample(name, build_sample(written, frame, replicated=not _are_made(written))))
    return waves


def _are_made(written: DesignFile) -> bool:
    return written.survey.replicates is not None and written.survey.replicates.make is not None


def compute_comparisons(waves: Sequence[WaveSample], written: DesignFile) -> Iterator[AnalysisResult]:
    """Yield what comes of each comparison of a design, in its order. Raises DesignRefused and RefusedAt."""
    wishes = _requests(written)
    wrong = [one for number, wanted in enumerate(wishes) for one in _problems(written, number, wanted, len(waves))]
    if wrong:
        raise DesignError(wrong)
    with locate_errors(written.at("person" if written.survey.person else "compare")):
        over_waves = len(waves) > 1 and any(wanted.kind in WAVE_KINDS for wanted in wishes)
        stacked = _stack_waves(waves, written) if over_waves else None
    field, answers = "compare" if written.survey.compare else "estimate", []
    for number, wanted in enumerate(wishes):
        with locate_errors(written.at(field, number)):
            answers.append(_result(waves, stacked, written, wanted))
    yield from _adjust_p_values(answers, written.survey.adjust)


def _requests(written: DesignFile) -> tuple[ComparisonRequest, ...]:
    """Return the comparisons asked for; without any, the change in everything that is to be estimated."""
    if written.survey.compare:
        return written.survey.compare
    fields = ("variable", "over", "category", "by", "level")
    return tuple(
        ComparisonRequest.model_construct(kind=wanted.kind, **{name: getattr(wanted, name) for name in fields})
        for wanted in written.survey.estimate
        if wanted.kind != "quantile"
    )


_FIELDS_BY_KIND = {
    **dict.fromkeys(WAVE_KINDS, ("of", "over", "category", "by", "margin")),
    "domains": ("of", "over", "category", "by", "margin"),
    "rest": ("of", "over", "category", "by", "margin"),
    "chi_square": ("by", "test"),
    "regression": ("on", "family"),
}


def _problems(written: DesignFile, number: int, wanted: ComparisonRequest, waves: int) -> Iterator[DesignProblem]:
    if not written.survey.compare:
        return
    path, kind = ("compare", number), wanted.kind
    for field in ("of", "over", "category", "by", "on", "family", "test", "margin"):
        if getattr(wanted, field) not in {None, ()} and field not in _FIELDS_BY_KIND[kind]:
            yield unused_field(written, path, kind, field)
    if kind in {"domains", "rest", "chi_square"} and len(wanted.by) != 1:
        yield problem(written.at(*path), "one_by", kind)
    if kind == "regression" and wanted.on is None:
        yield missing_field(written, path, kind, "on")
    if "ratio" in {kind, wanted.of} and wanted.over is None:
        yield missing_field(written, path, "ratio", "over")
    if kind in WAVE_KINDS and waves < 2:
        yield problem(written.at(*path), "two_waves", kind)


def _stack_waves(waves: Sequence[WaveSample], written: DesignFile) -> tuple[Sample, str]:
    """Return all waves as one sample, and the name of the column that tells them apart."""
    taken = {name for wave in waves for name in wave.sample.frame.columns}
    column = "wave"
    while column in taken:
        column += "_"
    samples: dict[object, Sample] = dict(zip(_wave_numbers(waves), (wave.sample for wave in waves), strict=True))
    sample = stack(samples, wave=column, person=written.survey.person)
    return add_replicates(sample, written), column


def _wave_numbers(waves: Sequence[WaveSample]) -> list[int]:
    """Return a number for each wave, in order: its name where all are years, and rise."""
    if all(wave.name.isdecimal() for wave in waves):
        years = [int(wave.name) for wave in waves]
        if years == sorted(set(years)):
            return years
    return list(range(1, len(waves) + 1))


def _result(
    waves: Sequence[WaveSample], stacked: tuple[Sample, str] | None, written: DesignFile, wanted: ComparisonRequest
) -> AnalysisResult:
    confidence = wanted.level or written.survey.confidence
    if wanted.kind in WAVE_KINDS and stacked is not None:
        rows, source = _compare_waves(waves, *stacked, wanted, confidence)
    else:
        rows, source = [], ""
        for wave in waves:
            sample = add_replicates(wave.sample, written) if wave.sample.replicates is None else wave.sample
            found, source = _compare_within_wave(sample, wanted, confidence)
            named = {"wave": wave.name} if len(waves) > 1 else {}
            rows += [one | {"domain": named | one["domain"]} for one in found]
    if written.survey.small_counts:
        rows = [suppress_small_counts(one) for one in rows]
    of = "total" if "total" in {wanted.kind, wanted.of} else None
    return AnalysisResult(tuple(rows), source, confidence, wanted.over, of)


RecordsWithSource = tuple[list[FigureRecord], str]
"""Records, and the books whose formulas were used."""


def _compare_waves(
    waves: Sequence[WaveSample], sample: Sample, column: str, wanted: ComparisonRequest, confidence: float
) -> RecordsWithSource:
    goals = _estimands(sample, wanted)
    if wanted.kind == "trend":
        estimates = trend(sample, goals, wave=column, by=wanted.by, confidence=confidence)
        said = f"{waves[0].name} … {waves[-1].name}"
    else:
        estimates = change(sample, goals, wave=column, by=wanted.by, confidence=confidence)
        said = f"{waves[-1].name} - {waves[0].name}"
    return [one | {"compared": said} for one in _comparison_records(estimates, wanted)], estimates.source


def _compare_within_wave(sample: Sample, wanted: ComparisonRequest, confidence: float) -> RecordsWithSource:
    """Compare within one wave."""
    match wanted.kind:
        case "chi_square":
            return [_chi_square_record(sample, variable, wanted) for variable in wanted.variable], CHI_SQUARE_SOURCE
        case "regression":
            on, family = wanted.on or (), wanted.family or "linear"
            each = [
                regression(sample, variable, on, family=family, confidence=confidence) for variable in wanted.variable
            ]
            return [one for estimates in each for one in _comparison_records(estimates, wanted)], each[0].source
        case _:
            compare = differences if wanted.kind == "domains" else differences_from_rest
            estimates = compare(sample, _estimands(sample, wanted), among=wanted.by[0], confidence=confidence)
            return _comparison_records(estimates, wanted), estimates.source


def _comparison_records(estimates: Estimates, wanted: ComparisonRequest) -> list[FigureRecord]:
    """Return comparisons as records; with a margin, how likely so small a difference is if there is one that large."""
    rows = []
    for one in estimates:
        made = figure_record(one) | {name: getattr(one, name, None) for name in COMPARISON_FIELDS}
        if wanted.over is not None:
            made["variable"] = one.variable.partition("/")[0]
        if wanted.margin is not None and made["se"] is not None:
            found = equivalence(estimate=made["estimate"], se=made["se"], df=made["df"], margin=wanted.margin)
            made["p_unchanged"] = found.p_value
        rows.append(made)
    return rows


CHI_SQUARE_SOURCE = "Rao & Scott (1984), Annals of Statistics 12, 46-60."


def _chi_square_record(sample: Sample, variable: str, wanted: ComparisonRequest) -> FigureRecord:
    """Return a chi-square test as a record: its statistic stands as the estimate, its numerator's degrees as df."""
    found = association(sample, variable, wanted.by[0], test=wanted.test or "F")
    answered = (sample.codes(variable)[0] >= 0) & (sample.codes(wanted.by[0])[0] >= 0) & (sample.weights > 0)
    base = int((answered if sample.subset is None else answered & sample.subset).sum())
    below = "" if isinf(found.denominator_df) else f", {found.denominator_df:.12g}"
    return dict.fromkeys((*RECORD_FIELDS, *COMPARISON_FIELDS)) | {
        "kind": "chi_square",
        "variable": variable,
        "domain": {},
        "n": len(sample) if sample.subset is None else int(sample.subset.sum()),
        "base": base,
        "estimate": found.statistic,
        "df": found.df,
        "method": f"{found.test} ({found.df:.12g}{below})",
        "suppressed": False,
        "compared": f"{variable} x {wanted.by[0]}",
        "p": found.p_value,
    }


def _adjust_p_values(answers: Sequence[AnalysisResult], adjust: str) -> list[AnalysisResult]:
    """Return the answers with p values that allow for how many differences are looked at together."""
    tested = [
        one for answer in answers for one in answer.rows if one["p"] is not None and one["kind"] not in REGRESSION_KINDS
    ]
    values = multiple_testing.ADJUSTMENTS[adjust]([one["p"] for one in tested]) if tested else ()
    known = {id(one): float(value) for one, value in zip(tested, values, strict=True)}
    return [
        replace(answer, rows=tuple(one | {"p_adjusted": known.get(id(one))} for one in answer.rows))
        for answer in answers
    ]


REGRESSION_KINDS = ("linear", "logistic")
"""Regressions: their coefficients are read together, not as one of many indicators."""


def _estimands(sample: Sample, wanted: ComparisonRequest) -> list[Estimand]:
    """Return what is compared. Raises SurveyError."""
    goals: list[Estimand] = []
    for variable in wanted.variable:
        match _measure(sample, wanted, variable):
            case "mean":
                goals += estimands.mean_estimands(sample, variable)
            case "total":
                goals += estimands.total_estimands(sample, variable)
            case "ratio":
                goals += estimands.ratio_estimands(sample, variable, wanted.over or "")
            case _:
                for category in wanted.category or (None,):
                    goals += estimands.share_estimands(sample, variable, category)
    return goals


def _measure(sample: Sample, wanted: ComparisonRequest, variable: str) -> str:
    if wanted.kind in {"mean", "share", "total", "ratio"}:
        return wanted.kind
    if wanted.of is not None:
        return wanted.of
    if wanted.over is not None:
        return "ratio"
    return "share" if wanted.category is not None or not sample.is_numeric(variable) else "mean"
