"""Whether everything that is hash-chained is whole: the audit trail, and the changes of the facts that it names."""

from dataclasses import dataclass
from enum import StrEnum

from kobling.rooms.audit.queries import first_broken_entry
from kobling.rooms.facts.integrity import first_broken_change_set, first_lost_change_set
from kobling.rooms.municipality import queries as municipalities


class TrailFaultKind(StrEnum):
    """What is not as it was stored."""

    ENTRY = "entry"
    """An entry of the audit trail that does not follow from the one before."""
    CHANGE = "change"
    """A change of facts."""
    LOST = "lost"
    """A change that an entry names, and that is not there."""


@dataclass(frozen=True)
class TrailFault:
    """The first thing that is not as it was stored."""

    kind: TrailFaultKind
    number: int
    """Of the entry, or of the change in its municipality."""
    municipality: str | None = None
    """The slug, where it is a change."""


def trail_fault() -> TrailFault | None:
    """Return the first thing that is not as it was stored; None where everything is whole."""
    if (entry := first_broken_entry()) is not None:
        return TrailFault(TrailFaultKind.ENTRY, entry)
    for slug in municipalities.slugs():
        if (change := first_broken_change_set(municipalities.pk_of(slug))) is not None:
            return TrailFault(TrailFaultKind.CHANGE, change, slug)
    if (lost := first_lost_change_set()) is not None:
        return TrailFault(TrailFaultKind.LOST, lost)
    return None
