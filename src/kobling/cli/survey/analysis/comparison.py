"""Compute the comparisons that a design requests: between waves, between domains, and between variables."""

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
from kobling.cli.survey.analysis.sample import add_replicates, build_sample, read_answers
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

COMPARISON_FIELDS = ("compared", "p", "p_adjusted", "p_unchanged")
"""The fields that only comparisons have."""
WAVE_KINDS = ("change", "trend", "mean", "share", "total", "ratio")


@dataclass(frozen=True)
class WaveSample:
    """A wave's name and weighted sample, and the rows of its file."""

    name: str
    sample: Sample
    rows: int
    """in the file: more than in the sample where rows of a person who stands twice are left out"""


def load_waves(files: Sequence[Path], design_file: DesignFile, *, codes: bool) -> list[WaveSample]:
    """Return the waves of the files, in order. Raises DesignError, LocatedError, DataFileError and TableError.

    With several waves, replicates that have to be made are made later, from all waves together.
    """
    if len(files) == 1:
        frame = read_answers(files[0], design_file, codes=codes)
        return [WaveSample(files[0].stem, build_sample(design_file, frame), frame.height)]
    stems = [file.stem for file in files]
    names = stems if len(set(stems)) == len(stems) else [str(number) for number in range(1, len(stems) + 1)]
    waves = []
    for name, file in zip(names, files, strict=True):
        frame = read_answers(file, design_file, codes=codes)
        with name_data_file(str(file)):
            sample = build_sample(design_file, frame, with_replicates=not _are_made(design_file))
            waves.append(WaveSample(name, sample, frame.height))
    return waves


def _are_made(design_file: DesignFile) -> bool:
    return design_file.design.replicates is not None and design_file.design.replicates.make is not None


def compute_comparisons(waves: Sequence[WaveSample], design_file: DesignFile) -> Iterator[AnalysisResult]:
    """Yield the result of each requested comparison, in order. Raises DesignError and LocatedError."""
    requests = _requests(design_file)
    problems = [
        problem
        for number, request in enumerate(requests)
        for problem in _problems(design_file, number, request, len(waves))
    ]
    if problems:
        raise DesignError(problems)
    with locate_errors(design_file.locate("person" if design_file.design.person else "compare")):
        over_waves = len(waves) > 1 and any(request.kind in WAVE_KINDS for request in requests)
        stacked = _stack_waves(waves, design_file) if over_waves else None
    field, results = "compare" if design_file.design.compare else "estimate", []
    for number, request in enumerate(requests):
        with locate_errors(design_file.locate(field, number)):
            results.append(_result(waves, stacked, design_file, request))
    yield from _adjust_p_values(results, design_file.design.adjust)


def _requests(design_file: DesignFile) -> tuple[ComparisonRequest, ...]:
    """Return the requested comparisons, or otherwise the change in every figure under `estimate`."""
    if design_file.design.compare:
        return design_file.design.compare
    fields = ("variable", "over", "category", "by", "level")
    return tuple(
        ComparisonRequest.model_construct(kind=request.kind, **{name: getattr(request, name) for name in fields})
        for request in design_file.design.estimate
        if request.kind != "quantile"
    )


_FIELDS_BY_KIND = {
    **dict.fromkeys(WAVE_KINDS, ("of", "over", "category", "by", "margin")),
    "domains": ("of", "over", "category", "by", "margin"),
    "rest": ("of", "over", "category", "by", "margin"),
    "chi_square": ("by", "test"),
    "regression": ("on", "family"),
}


def _problems(design_file: DesignFile, number: int, request: ComparisonRequest, waves: int) -> Iterator[DesignProblem]:
    if not design_file.design.compare:
        if waves < 2 and number == 0:
            yield problem(design_file.locate("estimate"), "one_wave", "compare")
        return
    path, kind = ("compare", number), request.kind
    for field in ("of", "over", "category", "by", "on", "family", "test", "margin"):
        if getattr(request, field) not in {None, ()} and field not in _FIELDS_BY_KIND[kind]:
            yield unused_field(design_file, path, kind, field)
    if kind in {"domains", "rest", "chi_square"} and len(request.by) != 1:
        yield problem(design_file.locate(*path), "one_by", kind)
    if kind == "regression" and request.on is None:
        yield missing_field(design_file, path, kind, "on")
    if "ratio" in {kind, request.of} and request.over is None:
        yield missing_field(design_file, path, "ratio", "over")
    if kind in WAVE_KINDS and waves < 2:
        yield problem(design_file.locate(*path), "two_waves", kind)


def _stack_waves(waves: Sequence[WaveSample], design_file: DesignFile) -> tuple[Sample, str]:
    """Return all waves as one sample, and the name of its column of waves."""
    taken = {name for wave in waves for name in wave.sample.frame.columns}
    column = "wave"
    while column in taken:
        column += "_"
    samples: dict[object, Sample] = dict(zip(_wave_numbers(waves), (wave.sample for wave in waves), strict=True))
    sample = stack(samples, wave=column, person=design_file.design.person)
    return add_replicates(sample, design_file), column


def _wave_numbers(waves: Sequence[WaveSample]) -> list[int]:
    """Return a number for each wave: its name where all names are years in order, otherwise 1, 2, …"""
    if all(wave.name.isdecimal() for wave in waves):
        years = [int(wave.name) for wave in waves]
        if years == sorted(set(years)):
            return years
    return list(range(1, len(waves) + 1))


def _result(
    waves: Sequence[WaveSample], stacked: tuple[Sample, str] | None, design_file: DesignFile, request: ComparisonRequest
) -> AnalysisResult:
    confidence = request.level or design_file.design.confidence
    if request.kind in WAVE_KINDS and stacked is not None:
        records, source = _compare_waves(waves, *stacked, request, confidence)
    else:
        records, source = [], ""
        for wave in waves:
            sample = add_replicates(wave.sample, design_file) if wave.sample.replicates is None else wave.sample
            wave_records, source = _compare_within_wave(sample, request, confidence)
            wave_name = {"wave": wave.name} if len(waves) > 1 else {}
            records += [record | {"domain": wave_name | record["domain"]} for record in wave_records]
    if design_file.design.small_counts:
        records = [suppress_small_counts(record) for record in records]
    of = "total" if "total" in {request.kind, request.of} else None
    return AnalysisResult(tuple(records), source, confidence, request.over, of)


RecordsWithSource = tuple[list[FigureRecord], str]
"""Records, and the source of their formulas."""


def _compare_waves(
    waves: Sequence[WaveSample], sample: Sample, column: str, request: ComparisonRequest, confidence: float
) -> RecordsWithSource:
    requested = _estimands(sample, request)
    if request.kind == "trend":
        estimates = trend(sample, requested, wave=column, by=request.by, confidence=confidence)
        label = f"{waves[0].name} … {waves[-1].name}"
    else:
        estimates = change(sample, requested, wave=column, by=request.by, confidence=confidence)
        label = f"{waves[-1].name} - {waves[0].name}"
    return [record | {"compared": label} for record in _comparison_records(estimates, request)], estimates.source


def _compare_within_wave(sample: Sample, request: ComparisonRequest, confidence: float) -> RecordsWithSource:
    """Return the comparison within one wave."""
    match request.kind:
        case "chi_square":
            return [_chi_square_record(sample, variable, request) for variable in request.variable], CHI_SQUARE_SOURCE
        case "regression":
            on, family = request.on or (), request.family or "linear"
            regressions = [
                regression(sample, variable, on, family=family, confidence=confidence) for variable in request.variable
            ]
            records = [record for estimates in regressions for record in _comparison_records(estimates, request)]
            return records, regressions[0].source
        case _:
            compare = differences if request.kind == "domains" else differences_from_rest
            estimates = compare(sample, _estimands(sample, request), among=request.by[0], confidence=confidence)
            return _comparison_records(estimates, request), estimates.source


def _comparison_records(estimates: Estimates, request: ComparisonRequest) -> list[FigureRecord]:
    """Return comparisons as records, with the p value of the equivalence test where there is a margin."""
    records = []
    for estimate in estimates:
        record = figure_record(estimate) | {name: getattr(estimate, name, None) for name in COMPARISON_FIELDS}
        if request.over is not None:
            record["variable"] = estimate.variable.partition("/")[0]
        if request.margin is not None and record["se"] is not None:
            test = equivalence(estimate=record["estimate"], se=record["se"], df=record["df"], margin=request.margin)
            record["p_unchanged"] = test.p_value
        records.append(record)
    return records


CHI_SQUARE_SOURCE = "Rao & Scott (1984), Annals of Statistics 12, 46-60."


def _chi_square_record(sample: Sample, variable: str, request: ComparisonRequest) -> FigureRecord:
    """Return a chi-square test as a record, with its statistic as estimate and the numerator's degrees as df."""
    chi_square = association(sample, variable, request.by[0], test=request.test or "F")
    is_answered = (sample.codes(variable)[0] >= 0) & (sample.codes(request.by[0])[0] >= 0) & (sample.weights != 0)
    base = int((is_answered if sample.subset is None else is_answered & sample.subset).sum())
    denominator = "" if isinf(chi_square.denominator_df) else f", {chi_square.denominator_df:.12g}"
    return dict.fromkeys((*RECORD_FIELDS, *COMPARISON_FIELDS)) | {
        "kind": "chi_square",
        "variable": variable,
        "domain": {},
        "n": len(sample) if sample.subset is None else int(sample.subset.sum()),
        "base": base,
        "estimate": chi_square.statistic,
        "df": chi_square.df,
        "method": f"{chi_square.test} ({chi_square.df:.12g}{denominator})",
        "suppressed": False,
        "compared": f"{variable} x {request.by[0]}",
        "p": chi_square.p_value,
    }


def _adjust_p_values(results: Sequence[AnalysisResult], adjust: str) -> list[AnalysisResult]:
    """Return the results with p values adjusted for the number of comparisons."""
    tested = [
        record
        for result in results
        for record in result.records
        if record["p"] is not None and record["kind"] not in REGRESSION_KINDS
    ]
    values = multiple_testing.ADJUSTMENTS[adjust]([record["p"] for record in tested]) if tested else ()
    adjusted = {id(record): float(value) for record, value in zip(tested, values, strict=True)}
    return [
        replace(result, records=tuple(record | {"p_adjusted": adjusted.get(id(record))} for record in result.records))
        for result in results
    ]


REGRESSION_KINDS = ("linear", "logistic")
"""Regressions, whose coefficients are not adjusted: they are read together."""


def _estimands(sample: Sample, request: ComparisonRequest) -> list[Estimand]:
    """Return the estimands of a comparison. Raises SurveyError."""
    requested: list[Estimand] = []
    for variable in request.variable:
        match _measure(sample, request, variable):
            case "mean":
                requested += estimands.mean_estimands(sample, variable)
            case "total":
                requested += estimands.total_estimands(sample, variable)
            case "ratio":
                requested += estimands.ratio_estimands(sample, variable, request.over or "")
            case _:
                for category in request.category or (None,):
                    requested += estimands.share_estimands(sample, variable, category)
    return requested


def _measure(sample: Sample, request: ComparisonRequest, variable: str) -> str:
    if request.kind in {"mean", "share", "total", "ratio"}:
        return request.kind
    if request.of is not None:
        return request.of
    if request.over is not None:
        return "ratio"
    return "share" if request.category is not None or not sample.is_numeric(variable) else "mean"
