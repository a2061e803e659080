"""Where in a design stands what survey statistics refuses."""

from collections.abc import Iterator
from contextlib import contextmanager

from kobling.core.errors import KoblingError
from kobling.core.survey import SurveyRefused
from kobling.rooms.exchange.problems import Place


class RefusedAt(KoblingError):
    """A refusal of survey statistics, and the place of the part of a design that led to it."""

    def __init__(self, place: Place, refusal: SurveyRefused) -> None:
        """Remember both."""
        self.place, self.refusal = place, refusal
        super().__init__(place, refusal)

    def __str__(self) -> str:
        """Say where, and what."""
        return f"{self.place}: {self.refusal}"


@contextmanager
def refused_at(place: Place) -> Iterator[None]:
    """Give what is refused inside its place."""
    try:
        yield
    except SurveyRefused as refusal:
        raise RefusedAt(place, refusal) from refusal
