"""Where in a design stands what survey statistics refuses."""

from collections.abc import Iterator
from contextlib import contextmanager

from kobling.core.errors import KoblingError
from kobling.core.survey import SurveyError
from kobling.rooms.folder.errors import FolderError, SourceLocation


class LocatedError(KoblingError):
    """A refusal of survey statistics, and the place of the part of a design that led to it."""

    def __init__(self, place: SourceLocation, refusal: SurveyError) -> None:
        """Remember both."""
        self.place, self.refusal = place, refusal
        super().__init__(place, refusal)

    def __str__(self) -> str:
        """Say where, and what."""
        return f"{self.place}: {self.refusal}"


class DataFileError(KoblingError):
    """A refusal of one of several files of data, and which file it is."""

    def __init__(self, file: str, refusal: LocatedError | FolderError) -> None:
        """Remember both."""
        self.file, self.refusal = file, refusal
        super().__init__(file, refusal)

    def __str__(self) -> str:
        """Say where, and what."""
        return f"{self.file}: {self.refusal}"


@contextmanager
def name_data_file(file: str) -> Iterator[None]:
    """Name the file of what is refused inside."""
    try:
        yield
    except (LocatedError, FolderError) as refusal:
        raise DataFileError(file, refusal) from refusal


@contextmanager
def locate_errors(place: SourceLocation) -> Iterator[None]:
    """Give what is refused inside its place."""
    try:
        yield
    except SurveyError as refusal:
        raise LocatedError(place, refusal) from refusal
