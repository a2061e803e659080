"""Apply a design's steps of weighting to a sample."""

from typing import Any, cast

import polars as pl

from kobling.cli.survey.design.columns import (
    INTERCEPT,
    JOINT_SEPARATOR,
    is_number,
    joint_columns,
    missing_field,
    unused_field,
)
from kobling.cli.survey.design.design_file import DesignFile
from kobling.cli.survey.design.problems import DesignError, DesignProblem, problem
from kobling.cli.survey.design.records import WeightingRequest
from kobling.core.survey import Sample, SurveyError, weighting
from kobling.core.survey.weighting.calibration_functions import Distance
from kobling.core.survey.weighting.margins import Margins
from kobling.sources.survey_files import read_table

_CALIBRATION = ("linear", "raking", "logit", "truncated")
_MARGINS = ("margins", "total", "collapse", "estimated")
_FIELDS = {
    "nonresponse": ("responded", "classes"),
    "poststratify": _MARGINS,
    "rake": (*_MARGINS, "tolerance"),
    "trim": ("bounds",),
    **dict.fromkeys(_CALIBRATION, (*_MARGINS, "tolerance", "totals", "bounds", "aggregate")),
}
"""Method to its fields."""
_NEEDED_FIELDS = {"nonresponse": "responded", "poststratify": "margins", "rake": "margins", "trim": "bounds"}


def apply_step(sample: Sample, design_file: DesignFile, number: int, step: WeightingRequest) -> Sample:
    """Return the sample after one step of weighting. Raises DesignError, SurveyError and TableError."""
    path = ("calibrate", number)
    _check(design_file, path, step)
    if step.method == "nonresponse":
        return weighting.adjust_nonresponse(sample, responded=step.responded or "", classes=step.classes or ())
    if step.method == "trim":
        low, high = step.bounds or ()
        return weighting.trim(sample, lower=low, upper=high)
    margins = _margins(sample.frame, design_file, path, step)
    common: dict[str, Any] = {"total": _total(design_file, path, step)}
    common |= {"collapse": step.collapse, "estimated": step.estimated}
    if step.tolerance is not None:
        common["tolerance"] = step.tolerance
    if step.method == "poststratify":
        return weighting.poststratify(sample, margins or {}, **common)
    if step.method == "rake":
        return weighting.rake(sample, margins or {}, **common)
    return _calibrate(sample, step, margins, common)


def _check(design_file: DesignFile, path: tuple[str | int, ...], step: WeightingRequest) -> None:
    """Raise DesignError where a step lacks a field, or has one that its method does not use."""
    allowed = _FIELDS[step.method]
    given = step.model_fields_set - {"method"}
    problems: list[DesignProblem] = [
        unused_field(design_file, path, step.method, field)
        for field in sorted(given - set(allowed))
        if getattr(step, field) is not None
    ]
    needed = _NEEDED_FIELDS.get(step.method)
    if needed is not None and getattr(step, needed) is None:
        problems.append(missing_field(design_file, path, step.method, needed))
    if step.bounds is not None and (len(step.bounds) != 2 or step.bounds[0] >= step.bounds[1]):
        problems.append(problem(design_file.locate(*path, "bounds"), "two_bounds"))
    if problems:
        raise DesignError(problems)


def _calibrate(sample: Sample, step: WeightingRequest, margins: Margins | None, common: dict[str, Any]) -> Sample:
    totals = dict(step.totals or {})
    persons = totals.pop(INTERCEPT, None)
    if persons is not None and margins is None:
        common["total"] = persons
    elif persons is not None and margins is not None:
        _check_persons(margins, persons)
    low, high = step.bounds or (None, None)
    return weighting.calibrate(
        sample,
        distance=cast("Distance", step.method),
        margins=margins,
        totals=totals,
        bounds=None if low is None or high is None else (low, high),
        aggregate=_aggregate(sample, step.aggregate),
        **common,
    )


def _check_persons(margins: Margins, persons: float) -> None:
    """Raise SurveyError where the margins do not add up to the number of persons."""
    name, counts = next(iter(margins.items()))
    total = sum(counts.values())
    if abs(total - persons) > 1e-9 * abs(persons):
        facts = {"first": INTERCEPT, "first_total": f"{persons:.10g}", "second": name, "second_total": f"{total:.10g}"}
        raise SurveyError("margins_disagree", **facts)


def _aggregate(sample: Sample, column_or_stage: str | None) -> str | None:
    """Return the column whose rows share a multiplier: the named one, or the clusters of a stage."""
    if column_or_stage is not None and column_or_stage not in sample.frame.columns and is_number(column_or_stage):
        stage = int(float(column_or_stage))
        clusters = sample.design.clusters
        return clusters[stage - 1] if 1 <= stage <= len(clusters) else column_or_stage
    return column_or_stage


def _total(design_file: DesignFile, path: tuple[str | int, ...], step: WeightingRequest) -> Any:
    if step.total is None or step.total == "weights":
        return step.total
    if not is_number(step.total):
        raise DesignError([problem(design_file.locate(*path, "total"), "bad_total", step.total)])
    return float(step.total)


def _margins(
    frame: pl.DataFrame, design_file: DesignFile, path: tuple[str | int, ...], step: WeightingRequest
) -> Margins | None:
    if step.margins is None:
        return None
    if step.margins.file is None:
        known = set(frame.columns)
        margins_by_name = step.margins.counts or {}
        return {
            JOINT_SEPARATOR.join(joint_columns(name, known)): dict(counts.items())
            for name, counts in margins_by_name.items()
        }
    return _read_margins(frame, design_file, path, step.margins.file)


def _read_margins(frame: pl.DataFrame, design_file: DesignFile, path: tuple[str | int, ...], file: str) -> Margins:
    """Read margins from a file with rows of column, category and count, or of several columns and the count."""
    table = read_table(design_file.folder / file)
    location = design_file.locate(*path, "margins", "file")
    *names, last = table.columns
    counts = table.get_column(last)
    if not counts.dtype.is_numeric():
        example = counts.drop_nulls().cast(pl.String)
        raise DesignError([problem(location, "not_a_count", example[0] if len(example) else "")])
    texts = [[_category_text(value) for value in table.get_column(name)] for name in names]
    numbers = [float("nan") if count is None else float(count) for count in counts]
    if names and all(name in frame.columns for name in names):
        cells = ["|".join(cell) for cell in zip(*texts, strict=True)]
        rows = [(JOINT_SEPARATOR.join(names), cell) for cell in cells]
    elif len(names) == 2:
        rows = list(zip(*texts, strict=True))
    else:
        raise DesignError([problem(location, "margins_file", ", ".join(table.columns))])
    margins: dict[str | tuple[str, ...], dict[object, float]] = {}
    for (column, category), count in zip(rows, numbers, strict=True):
        if category in margins.setdefault(column, {}):
            raise DesignError([problem(location, "margin_twice", f"{column}: {category}")])
        margins[column][category] = count
    return {**margins}


def _category_text(value: object) -> str:
    """Return a cell as the text of a category."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
