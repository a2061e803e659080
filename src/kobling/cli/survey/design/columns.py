"""The columns a design names, held against those the data have."""

from collections.abc import Iterator

import polars as pl

from kobling.cli.survey.design.design_file import DesignFile
from kobling.cli.survey.design.problems import DesignError, DesignProblem, problem
from kobling.rooms.folder.errors import SourceLocation
from kobling.rooms.folder.parsing.conversion import convert_scalar

JOINT_SEPARATOR = " x "
"""Between the columns of a joint margin."""


def check_columns(written: DesignFile, frame: pl.DataFrame) -> None:
    """Raise DesignRefused with every name of a column that the data do not have."""
    known = set(frame.columns)
    wrong = [
        problem(place, "unknown_column", name, frame.columns, near=True)
        for place, name in _named_columns(written, known)
        if name not in known
    ]
    if wrong:
        raise DesignError(wrong)


def joint_columns(name: str, known: set[str]) -> tuple[str, ...]:
    """Return the columns that a margin is of: itself where there is such a column, otherwise those joined in it."""
    return (name,) if name in known else tuple(part.strip() for part in name.split(JOINT_SEPARATOR))


def is_number(name: str) -> bool:
    """Whether a text is a number rather than a name."""
    return isinstance(convert_scalar(name, float), float)


def _named_columns(written: DesignFile, known: set[str]) -> Iterator[tuple[SourceLocation, str]]:
    """Yield every column a design names, with its place."""
    survey = written.survey
    for field in ("weights", "strata", "clusters", "fpc", "person"):
        names = getattr(survey, field) or ()
        for number, name in enumerate([names] if isinstance(names, str) else names):
            if not (field == "fpc" and name not in known and is_number(name)):
                yield written.at(field, number), name
    for name in survey.missing or ():
        yield written.name_at("missing", name), name
    yield from _columns_of_steps(written, known)
    yield from _columns_of_requests(written, "estimate")
    yield from _columns_of_requests(written, "compare")


def _columns_of_steps(written: DesignFile, known: set[str]) -> Iterator[tuple[SourceLocation, str]]:
    for number, step in enumerate(written.survey.calibrate):
        at = ("calibrate", number)
        if step.margins is not None:
            for margin in step.margins.written or ():
                for name in joint_columns(margin, known):
                    yield written.name_at(*at, "margins", margin), name
        for name in step.totals or ():
            if name != INTERCEPT:
                yield written.name_at(*at, "totals", name), name
        if step.responded is not None:
            yield written.at(*at, "responded"), step.responded
        for place, name in enumerate(step.classes or ()):
            yield written.at(*at, "classes", place), name
        if step.aggregate is not None and not is_number(step.aggregate):
            yield written.at(*at, "aggregate"), step.aggregate


def _columns_of_requests(written: DesignFile, field: str) -> Iterator[tuple[SourceLocation, str]]:
    for number, wanted in enumerate(getattr(written.survey, field)):
        for inner in ("variable", "over", "by", "on"):
            names = getattr(wanted, inner, None) or ()
            for place, name in enumerate([names] if isinstance(names, str) else names):
                yield written.at(field, number, inner, place), name


INTERCEPT = "(Intercept)"
"""What R calls the total of ones: how many persons there are."""


def missing_field(written: DesignFile, path: tuple[str | int, ...], what: str, field: str) -> DesignProblem:
    """Return the problem that something lacks a field."""
    return problem(written.at(*path), "needs", what, [field])


def unused_field(written: DesignFile, path: tuple[str | int, ...], what: str, field: str) -> DesignProblem:
    """Return the problem that something has a field that says nothing there."""
    return problem(written.name_at(*path, field), "no_use", what, [field])
