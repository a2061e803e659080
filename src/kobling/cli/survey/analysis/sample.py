"""A sample out of a design and its data: missing answers marked, replicates read or made, weights stepped through."""

from fnmatch import fnmatchcase
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
"""How many bootstrap replicates are made where the design does not say."""


def build_sample(written: DesignFile, frame: pl.DataFrame, *, replicated: bool = True) -> survey.Sample:
    """Return the sample that a design makes of its data, weighted, and looked at where the design says.

    replicated  whether it gets the design's replicates now; otherwise see `with_replicates`

    Raises DesignRefused, RefusedAt and TableError.
    """
    check_columns(written, frame)
    frame = _mark_missing(frame, written)
    where = written.survey.where
    met = None if where is None else matching_rows(frame, where, place=written.at("where"))
    with locate_errors(written.at()):
        sample = survey.Sample(_add_constants(frame, written), _core_design(written))
    if replicated:
        sample = add_replicates(sample, written)
    for number, step in enumerate(written.survey.calibrate):
        with locate_errors(written.at("calibrate", number)):
            sample = apply_step(sample, written, number, step)
    return sample if met is None else sample.where(met.to_numpy())


def add_replicates(sample: survey.Sample, written: DesignFile) -> survey.Sample:
    """Return the sample with the replicates that a design asks for, if any. Raises as `build` does."""
    said = written.survey.replicates
    if said is None:
        return sample
    with locate_errors(written.at("replicates")):
        return _make_replicates(sample, written, said)


def _core_design(written: DesignFile) -> survey.Design:
    said = written.survey
    return survey.Design(
        weights=said.weights,
        strata=said.strata or (),
        clusters=said.clusters or (),
        fpc=said.fpc or (),
        lonely=said.lonely,
        lonely_in_domains=said.lonely_in_domains,
    )


def _mark_missing(frame: pl.DataFrame, written: DesignFile) -> pl.DataFrame:
    """Return the data with null where a value stands for no answer."""
    changed = []
    for name, codes in (written.survey.missing or {}).items():
        column = frame.get_column(name)
        if column.dtype.is_numeric():
            marked = column.cast(pl.Float64).is_in([float(code) for code in codes if is_number(code)])
        else:
            marked = column.cast(pl.String).is_in(list(codes))
        changed.append(column.set(marked.fill_null(value=False), None))
    return frame.with_columns(changed)


def _add_constants(frame: pl.DataFrame, written: DesignFile) -> pl.DataFrame:
    """Return the data with a column for each population size that the design gives as a number."""
    numbers = [name for name in written.survey.fpc or () if name not in frame.columns]
    return frame.with_columns(pl.lit(float(number)).alias(number) for number in dict.fromkeys(numbers))


def _make_replicates(sample: survey.Sample, written: DesignFile, said: ReplicatesSource) -> survey.Sample:
    _check_replicates(written, said)
    if said.make == "bootstrap":
        rng = np.random.default_rng(said.seed)
        return resampling.bootstrap(sample, said.replicates or DEFAULT_BOOTSTRAP_REPLICATES, rng)
    if said.make is not None:
        return resampling.jackknife(sample, mse=said.mse)
    return resampling.add_replicate_weights(
        sample,
        _replicate_weights(sample.frame, written, said),
        kind=said.type or "bootstrap",
        scale=said.scale,
        rscales=None if said.rscales is None else np.array(said.rscales),
        mse=said.mse,
        rho=said.rho or 0.0,
        combined=said.combined,
    )


_FIELDS_OF_MADE, _FIELDS_OF_READ = ("replicates", "seed"), ("type", "scale", "rscales", "rho")


def _check_replicates(written: DesignFile, said: ReplicatesSource) -> None:
    """Refuse a description of replicates that says too little or what has no meaning for them."""
    at, what = ("replicates",), "replicates"
    if bool(said.make) == (said.columns is not None or said.file is not None):
        raise DesignError([problem(written.at(*at), "one_source")])
    useless: tuple[str, ...] = _FIELDS_OF_READ if said.make else _FIELDS_OF_MADE
    if said.make in {"JK1", "JKn"}:
        useless = (*_FIELDS_OF_READ, *_FIELDS_OF_MADE)
    wrong = [unused_field(written, at, what, field) for field in useless if getattr(said, field) is not None]
    if said.make is None and said.type is None:
        wrong.append(missing_field(written, at, what, "type"))
    if said.make == "bootstrap" and said.seed is None:
        wrong.append(missing_field(written, at, "make: bootstrap", "seed"))
    if said.type == "Fay" and said.rho is None:
        wrong.append(missing_field(written, at, "type: Fay", "rho"))
    if wrong:
        raise DesignError(wrong)


def _replicate_weights(frame: pl.DataFrame, written: DesignFile, said: ReplicatesSource) -> Any:
    """(n, count) Return the replicate weights of the columns or of the file."""
    table = frame
    if said.file is not None:
        table = read_table(written.folder / said.file)
        if table.height != frame.height:
            place = written.at("replicates", "file")
            raise DesignError([problem(place, "replicate_rows", str(table.height), [str(frame.height)])])
    chosen = table.columns if said.columns is None else _matching_columns(table, written, said.columns)
    numbers = survey.Sample(table.select(chosen))
    return np.stack([numbers.column(name) for name in chosen], axis=1)


def _matching_columns(table: pl.DataFrame, written: DesignFile, patterns: tuple[str, ...]) -> list[str]:
    """Return the columns that are named, or fit a pattern such as rep_* or begin with it, in the data's order."""
    found: list[str] = []
    for number, pattern in enumerate(patterns):
        fitting = [pattern] if pattern in table.columns else []
        fitting = fitting or [name for name in table.columns if fnmatchcase(name, pattern)]
        fitting = fitting or [name for name in table.columns if len(patterns) == 1 and name.startswith(pattern)]
        if not fitting:
            raise DesignError([problem(written.at("replicates", "columns", number), "no_replicate_columns", pattern)])
        found += [name for name in fitting if name not in found]
    return found
