"""Build the sample of a design and its data: missing answers, replicates and steps of weighting."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from kobling.cli.survey.analysis.conditions import matching_rows
from kobling.cli.survey.analysis.weighting import apply_step
from kobling.cli.survey.design.columns import check_columns, is_number, missing_field, unused_field
from kobling.cli.survey.design.design_file import DesignFile
from kobling.cli.survey.design.error_locations import locate_errors
from kobling.cli.survey.design.problems import DesignError, problem
from kobling.cli.survey.design.records import ReplicatesSource
from kobling.core import survey
from kobling.core.survey.variance import resampling
from kobling.sources.survey_files import read_table

DEFAULT_BOOTSTRAP_REPLICATES = 500


def read_answers(path: Path, design_file: DesignFile, *, codes: bool) -> pl.DataFrame:
    """Return the rows of a file of answers; what the design calls missing is null, whatever type the rest has."""
    return read_table(path, codes=codes, missing=design_file.design.missing or {})


def build_sample(design_file: DesignFile, frame: pl.DataFrame, *, with_replicates: bool = True) -> survey.Sample:
    """Return the weighted sample of a design and its data, restricted to the rows of `where`.

    with_replicates  whether the design's replicates are added now; otherwise see `add_replicates`

    Raises DesignError, LocatedError and TableError.
    """
    check_columns(design_file, frame)
    kept = one_row_each(frame, design_file)
    frame = _mark_missing(frame if kept is None else frame.filter(kept), design_file)
    where = design_file.design.where
    matches = None if where is None else matching_rows(frame, where, location=design_file.locate("where"))
    with locate_errors(design_file.locate()):
        sample = survey.Sample(_add_constants(frame, design_file), _core_design(design_file))
    if with_replicates:
        sample = add_replicates(sample, design_file, kept=kept)
    for number, step in enumerate(design_file.design.calibrate):
        with locate_errors(design_file.locate("calibrate", number)):
            sample = apply_step(sample, design_file, number, step)
    return sample if matches is None else sample.where(matches.to_numpy())


def one_row_each(frame: pl.DataFrame, design_file: DesignFile) -> pl.Series | None:
    """Return which rows are kept so that each person stands once; None for all.

    Raises DesignError where a person stands twice and the design does not say which row counts.
    """
    design = design_file.design
    if design.person is None:
        return None
    person = frame.get_column(design.person)
    is_known = person.is_not_null()
    repeated = person.is_duplicated() & is_known
    if not repeated.any():
        return None
    match design.person_twice:
        case "first":
            return person.is_first_distinct() | ~is_known
        case "last":
            return person.is_last_distinct() | ~is_known
        case "neither":
            return ~repeated
        case None:
            rows = [str(row + 1) for row in (person == person.filter(repeated)[0]).arg_true()]
            raise DesignError([problem(design_file.locate("person"), "person_twice", design.person, rows)])


@dataclass(frozen=True)
class Response:
    """How many were asked in a survey, and how many answered."""

    asked: int
    answered: int
    wave: str = ""
    """The name of the wave, where there are several."""


def response(sample: survey.Sample, design_file: DesignFile, *, wave: str = "") -> Response | None:
    """Return how many were asked and answered; None where the design does not say which rows are answers."""
    columns = [step.responded for step in design_file.design.calibrate if step.responded is not None]
    if not columns:
        return None
    answered = sample.column(columns[0])
    return Response(asked=len(answered), answered=int((answered == 1).sum()), wave=wave)


def add_replicates(sample: survey.Sample, design_file: DesignFile, *, kept: pl.Series | None = None) -> survey.Sample:
    """Return the sample with the design's replicates, if any. Raises as `build_sample` does.

    kept  which rows of the data the sample has, where it has not all
    """
    source = design_file.design.replicates
    if source is None:
        return sample
    with locate_errors(design_file.locate("replicates")):
        return _make_replicates(sample, design_file, source, kept)


def _core_design(design_file: DesignFile) -> survey.Design:
    design = design_file.design
    return survey.Design(
        weights=design.weights,
        strata=design.strata or (),
        clusters=design.clusters or (),
        fpc=design.fpc or (),
        lonely=design.lonely,
        lonely_in_domains=design.lonely_in_domains,
    )


def _mark_missing(frame: pl.DataFrame, design_file: DesignFile) -> pl.DataFrame:
    """Return the data with null for the codes of missing answers."""
    changed = []
    for name, codes in (design_file.design.missing or {}).items():
        column = frame.get_column(name)
        if column.dtype.is_numeric():
            is_missing = column.cast(pl.Float64).is_in([float(code) for code in codes if is_number(code)])
        else:
            is_missing = column.cast(pl.String).is_in(list(codes))
        changed.append(column.set(is_missing.fill_null(value=False), None))
    return frame.with_columns(changed)


def _add_constants(frame: pl.DataFrame, design_file: DesignFile) -> pl.DataFrame:
    """Return the data with a column for each population size that the design gives as a number."""
    numbers = [name for name in design_file.design.fpc or () if name not in frame.columns]
    return frame.with_columns(pl.lit(float(number)).alias(number) for number in dict.fromkeys(numbers))


def _make_replicates(
    sample: survey.Sample, design_file: DesignFile, source: ReplicatesSource, kept: pl.Series | None
) -> survey.Sample:
    _check_replicates(design_file, source)
    if source.make == "bootstrap":
        rng = np.random.default_rng(source.seed)
        return resampling.bootstrap(sample, source.replicates or DEFAULT_BOOTSTRAP_REPLICATES, rng)
    if source.make is not None:
        return resampling.jackknife(sample, mse=source.mse)
    return resampling.add_replicate_weights(
        sample,
        _replicate_weights(sample.frame, design_file, source, kept),
        kind=source.type or "bootstrap",
        scale=source.scale,
        rscales=None if source.rscales is None else np.array(source.rscales),
        mse=source.mse,
        rho=source.rho or 0.0,
        combined=source.combined,
    )


_FIELDS_OF_MADE, _FIELDS_OF_READ = ("replicates", "seed"), ("type", "scale", "rscales", "rho")


def _check_replicates(design_file: DesignFile, source: ReplicatesSource) -> None:
    """Raise DesignError where replicates lack a field, or have one without meaning."""
    path, what = ("replicates",), "replicates"
    if bool(source.make) == (source.columns is not None or source.file is not None):
        raise DesignError([problem(design_file.locate(*path), "one_source")])
    unused: tuple[str, ...] = _FIELDS_OF_READ if source.make else _FIELDS_OF_MADE
    if source.make in {"JK1", "JKn"}:
        unused = (*_FIELDS_OF_READ, *_FIELDS_OF_MADE)
    problems = [unused_field(design_file, path, what, field) for field in unused if getattr(source, field) is not None]
    if source.make is None and source.type is None:
        problems.append(missing_field(design_file, path, what, "type"))
    if source.make == "bootstrap" and source.seed is None:
        problems.append(missing_field(design_file, path, "make: bootstrap", "seed"))
    if source.type == "Fay" and source.rho is None:
        problems.append(missing_field(design_file, path, "type: Fay", "rho"))
    if problems:
        raise DesignError(problems)


def _replicate_weights(
    frame: pl.DataFrame, design_file: DesignFile, source: ReplicatesSource, kept: pl.Series | None
) -> Any:
    """(n, count) Return the replicate weights of the columns or of the file."""
    table = frame
    if source.file is not None:
        table = read_table(design_file.folder / source.file)
        needed = frame.height if kept is None else len(kept)
        if table.height != needed:
            location = design_file.locate("replicates", "file")
            raise DesignError([problem(location, "replicate_rows", str(table.height), [str(needed)])])
        table = table if kept is None else table.filter(kept)
    names = table.columns if source.columns is None else _matching_columns(table, design_file, source.columns)
    numbers = survey.Sample(table.select(names))
    return np.stack([numbers.column(name) for name in names], axis=1)


def _matching_columns(table: pl.DataFrame, design_file: DesignFile, patterns: tuple[str, ...]) -> list[str]:
    """Return the columns that are named, match a pattern such as rep_*, or begin with it, in the data's order."""
    columns: list[str] = []
    for number, pattern in enumerate(patterns):
        matches = [pattern] if pattern in table.columns else []
        matches = matches or [name for name in table.columns if fnmatchcase(name, pattern)]
        matches = matches or [name for name in table.columns if len(patterns) == 1 and name.startswith(pattern)]
        if not matches:
            raise DesignError(
                [problem(design_file.locate("replicates", "columns", number), "no_replicate_columns", pattern)]
            )
        columns += [name for name in matches if name not in columns]
    return columns
