"""Check the columns that a design names against those of the data."""

from collections.abc import Iterator

import polars as pl

from kobling.cli.survey.design.design_file import DesignFile
from kobling.cli.survey.design.problems import DesignError, DesignProblem, problem
from kobling.rooms.folder.errors import SourceLocation
from kobling.rooms.folder.parsing.conversion import convert_scalar

JOINT_SEPARATOR = " x "
"""Separates the columns of a joint margin."""


def check_columns(design_file: DesignFile, frame: pl.DataFrame) -> None:
    """Raise DesignError with every named column that the data lack."""
    known = set(frame.columns)
    problems = [
        problem(location, "unknown_column", name, frame.columns, near=True)
        for location, name in _named_columns(design_file, known)
        if name not in known
    ]
    if problems:
        raise DesignError(problems)


def joint_columns(name: str, known: set[str]) -> tuple[str, ...]:
    """Return the columns of a margin: the one of that name, or otherwise those joined in it."""
    return (name,) if name in known else tuple(part.strip() for part in name.split(JOINT_SEPARATOR))


def is_number(name: str) -> bool:
    """Return whether a text is a number rather than a name."""
    return isinstance(convert_scalar(name, float), float)


def _named_columns(design_file: DesignFile, known: set[str]) -> Iterator[tuple[SourceLocation, str]]:
    """Yield every column that a design names, with its location."""
    design = design_file.design
    for field in ("weights", "strata", "clusters", "fpc", "person"):
        names = getattr(design, field) or ()
        for number, name in enumerate([names] if isinstance(names, str) else names):
            if not (field == "fpc" and name not in known and is_number(name)):
                yield design_file.locate(field, number), name
    for name in design.missing or ():
        yield design_file.locate_name("missing", name), name
    yield from _columns_of_steps(design_file, known)
    yield from _columns_of_requests(design_file, "estimate")
    yield from _columns_of_requests(design_file, "compare")


def _columns_of_steps(design_file: DesignFile, known: set[str]) -> Iterator[tuple[SourceLocation, str]]:
    for number, step in enumerate(design_file.design.calibrate):
        path = ("calibrate", number)
        if step.margins is not None:
            for margin in step.margins.counts or ():
                for name in joint_columns(margin, known):
                    yield design_file.locate_name(*path, "margins", margin), name
        for name in step.totals or ():
            if name != INTERCEPT:
                yield design_file.locate_name(*path, "totals", name), name
        if step.responded is not None:
            yield design_file.locate(*path, "responded"), step.responded
        for index, name in enumerate(step.classes or ()):
            yield design_file.locate(*path, "classes", index), name
        if step.aggregate is not None and not is_number(step.aggregate):
            yield design_file.locate(*path, "aggregate"), step.aggregate


def _columns_of_requests(design_file: DesignFile, field: str) -> Iterator[tuple[SourceLocation, str]]:
    for number, request in enumerate(getattr(design_file.design, field)):
        for request_field in ("variable", "over", "by", "on"):
            names = getattr(request, request_field, None) or ()
            for index, name in enumerate([names] if isinstance(names, str) else names):
                yield design_file.locate(field, number, request_field, index), name


INTERCEPT = "(Intercept)"
"""R's name for the total number of persons."""


def missing_field(design_file: DesignFile, path: tuple[str | int, ...], what: str, field: str) -> DesignProblem:
    """Return the problem of a missing field."""
    return problem(design_file.locate(*path), "needs", what, [field])


def unused_field(design_file: DesignFile, path: tuple[str | int, ...], what: str, field: str) -> DesignProblem:
    """Return the problem of a field without meaning in its context."""
    return problem(design_file.locate_name(*path, field), "no_use", what, [field])
