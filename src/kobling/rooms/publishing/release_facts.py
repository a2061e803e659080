"""All that a release is made of."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kobling.rooms.chain.queries import Chain
from kobling.rooms.chain.records import Story
from kobling.rooms.indicators.queries import Figures
from kobling.rooms.indicators.records import Indicator
from kobling.rooms.initiatives.records import Initiative
from kobling.rooms.municipality.queries import MunicipalityProfile
from kobling.rooms.municipality.records import Body
from kobling.rooms.registers.records import Drawing
from kobling.rooms.releases.release_file import ReleaseFile


@dataclass(frozen=True)
class ReleaseFacts:
    """What the rooms keep of one municipality."""

    profile: MunicipalityProfile
    chain: Chain
    figures: Figures
    initiatives: tuple[Initiative, ...]
    earlier: tuple[ReleaseFile, ...]
    """The approved releases, oldest first."""
    drawings: tuple[Drawing, ...] = ()
    """By indicator, then by time."""

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Every indicator by key."""
        return {one.key: one for one in self.figures.indicators}

    @cached_property
    def bodies(self) -> dict[str, Body]:
        """Every body by key."""
        return {one.key: one for one in self.profile.bodies}

    def initiatives_begun_by(self, on: date) -> tuple[Initiative, ...]:
        """Return the initiatives that had begun on a day."""
        return tuple(one for one in self.initiatives if one.start is None or one.start <= on)

    def stories_published_by(self, on: date) -> tuple[Story, ...]:
        """Return the stories that had been told on a day."""
        return tuple(one for one in self.chain.stories if one.date <= on)


def visible_keys(shown: Container[str], keys: Iterable[str]) -> tuple[str, ...]:
    """Return the keys that lead to something a reader of the release can see."""
    return tuple(key for key in keys if key in shown)
