"""Errors of survey statistics with the location in design.yaml, or the data file, that led to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from kobling.core.errors import KoblingError
from kobling.core.survey import SurveyError
from kobling.rooms.folder.errors import FolderError, SourceLocation


@dataclass(eq=False)
class LocatedError(KoblingError):
    """An error of survey statistics, and the location of the part of a design that led to it."""

    location: SourceLocation
    error: SurveyError


@dataclass(eq=False)
class DataFileError(KoblingError):
    """An error in one of several data files, and which file it is."""

    file: str
    error: LocatedError | FolderError


@contextmanager
def name_data_file(file: str) -> Iterator[None]:
    """Raise errors from inside as DataFileError."""
    try:
        yield
    except (LocatedError, FolderError) as error:
        raise DataFileError(file, error) from error


@contextmanager
def locate_errors(location: SourceLocation) -> Iterator[None]:
    """Raise SurveyError from inside as LocatedError."""
    try:
        yield
    except SurveyError as error:
        raise LocatedError(location, error) from error
