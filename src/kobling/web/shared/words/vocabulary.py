"""Names of statuses, kinds, cadences and bodies, one for each, in the active language."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from kobling.core.basis import Basis
from kobling.core.status import Direction, Kind, Status
from kobling.core.units import Unit
from kobling.records.base import Slugs
from kobling.records.words import choices
from kobling.rooms.releases.document import Goal, Target
from kobling.web.shared.formats import format_number
from kobling.web.shared.words.choices import choice_name
from kobling.web.shared.words.recurring import record_in_short

STATUS_SLUGS = {
    Status.REACHED: Slugs(da="naaet", en="reached"),
    Status.ON_TRACK: Slugs(da="paa-vej", en="on-track"),
    Status.IMPROVING: Slugs(da="bevaeger-sig-rigtigt", en="improving"),
    Status.UNCHANGED: Slugs(da="uaendret", en="unchanged"),
    Status.JUDGED: Slugs(da="vurderet", en="judged"),
    Status.NOT_YET: Slugs(da="ikke-naaet-endnu", en="not-reached-yet"),
    Status.CANNOT_TELL: Slugs(da="kan-ikke-afgoeres-endnu", en="cannot-tell-yet"),
    Status.BEHIND: Slugs(da="bagud", en="behind"),
    Status.MOVING_AWAY: Slugs(da="gaar-den-forkerte-vej", en="moving-away"),
    Status.MISSED: Slugs(da="ikke-naaet", en="not-reached"),
    Status.TOO_OLD: Slugs(da="for-gammelt-tal", en="too-old"),
    Status.NO_DATA: Slugs(da="mangler-tal", en="no-data"),
}
"""Every status in the order of the pages, with its slug in each language."""

SHAPES = {
    Status.REACHED: "tick",
    Status.ON_TRACK: "arrow",
    Status.IMPROVING: "arrow-outline",
    Status.UNCHANGED: "equals",
    Status.JUDGED: "speech",
    Status.NOT_YET: "part",
    Status.CANNOT_TELL: "question",
    Status.BEHIND: "hourglass",
    Status.MOVING_AWAY: "arrow-against",
    Status.MISSED: "bar",
    Status.TOO_OLD: "clock",
    Status.NO_DATA: "dash",
}
"""The shape of each status, as CSS classes and symbols name it."""

TONES = {
    Status.REACHED: "reached",
    Status.ON_TRACK: "positive",
    Status.IMPROVING: "positive",
    Status.UNCHANGED: "neutral",
    Status.JUDGED: "neutral",
    Status.NOT_YET: "neutral",
    Status.CANNOT_TELL: "neutral",
    Status.BEHIND: "caution",
    Status.MOVING_AWAY: "against",
    Status.MISSED: "negative",
    Status.TOO_OLD: "muted",
    Status.NO_DATA: "muted",
}
"""The tone of each status, as CSS classes name it; colour only repeats the word and the shape."""


_STATUS_NAMES = {
    Status.NO_DATA: pgettext_lazy("status", "No data"),
    Status.TOO_OLD: pgettext_lazy("status", "Too old"),
    Status.JUDGED: pgettext_lazy("status", "Judged"),
    Status.REACHED: pgettext_lazy("status", "Reached"),
    Status.MISSED: pgettext_lazy("status", "Not reached"),
    Status.MOVING_AWAY: pgettext_lazy("status", "Getting worse"),
    Status.BEHIND: pgettext_lazy("status", "Behind"),
    Status.ON_TRACK: pgettext_lazy("status", "On track"),
    Status.IMPROVING: pgettext_lazy("status", "Improving"),
    Status.UNCHANGED: pgettext_lazy("status", "Unchanged"),
    Status.NOT_YET: pgettext_lazy("status", "Not reached yet"),
    Status.CANNOT_TELL: pgettext_lazy("status", "Cannot tell yet"),
}


def status_name(status: Status) -> str:
    """Return `Nået`, `Ikke nået endnu`, `Mangler tal`."""
    return str(_STATUS_NAMES[status])


def status_meaning(status: Status) -> str:
    """Return what a status means, in one sentence, for the explanation of signs and for the page of that status."""
    meanings = {
        Status.REACHED: _("The figure is at or past the target, even with its uncertainty counted in."),
        Status.ON_TRACK: _("It is getting better, and fast enough to reach the target in time."),
        Status.IMPROVING: _("It is getting better. We cannot say whether it is fast enough, or there is no deadline."),
        Status.UNCHANGED: _("Nothing that matters has changed."),
        Status.JUDGED: _("No number decides this target. The council or a committee has judged how it is going."),
        Status.NOT_YET: _("The target has not been reached. We cannot say whether it is getting better."),
        Status.CANNOT_TELL: _("The figure is too uncertain, or there are too few figures, to say how it is going."),
        Status.BEHIND: _("It is not moving fast enough to reach the target in time."),
        Status.MOVING_AWAY: _("It has become worse since the starting point."),
        Status.MISSED: _("Time is up, and the target was not reached."),
        Status.TOO_OLD: _("The newest figure is too old to say anything about today."),
        Status.NO_DATA: _("No figure has been published yet, or the source has withdrawn it."),
    }
    return meanings[status]


@dataclass(frozen=True)
class StatusCount:
    """The number of goals with one status."""

    status: Status
    number: int

    def __str__(self) -> str:
        name = status_name(self.status)
        return _("%(number)s %(status)s") % {
            "number": format_number(self.number),
            "status": f"{name[0].lower()}{name[1:]}",
        }


def status_counts(statuses: Iterable[Status]) -> tuple[StatusCount, ...]:
    """Count the statuses, in the order of the pages; a status that does not occur is left out."""
    listed = list(statuses)
    return tuple(StatusCount(status, listed.count(status)) for status in STATUS_SLUGS if status in listed)


def counts_line(statuses: Iterable[Status]) -> str:
    """Return `3 nået · 1 på vej · 5 ikke nået endnu · 13 mangler tal`."""
    return " · ".join(map(str, status_counts(statuses)))


def target_status_name(target: Target) -> str:
    """Return a target's status, with the record of a recurring one, and the way a figure that moves went.

    `Nået (holdt i 3 af 4 år)`; `På vej: tallet er faldet, som det skal`;
    `Går den forkerte vej: tallet er steget, men skal falde`.
    """
    status = target.assessment.status
    forms = {
        (True, Direction.UP): _("%(status)s: the figure has risen, as it should"),
        (True, Direction.DOWN): _("%(status)s: the figure has fallen, as it should"),
        (False, Direction.UP): _("%(status)s: the figure has fallen, but should rise"),
        (False, Direction.DOWN): _("%(status)s: the figure has risen, but should fall"),
    }
    if record := record_in_short(target):
        return _("%(status)s (%(record)s)") % {"status": status_name(status), "record": record}
    if status not in {Status.ON_TRACK, Status.IMPROVING, Status.MOVING_AWAY}:
        return status_name(status)
    return forms[status is not Status.MOVING_AWAY, target.direction] % {"status": status_name(status)}


def points_down(target: Target) -> bool:
    """Return whether the arrow of a target's status points down: the way the figure went."""
    return (target.direction is Direction.DOWN) != (target.assessment.status is Status.MOVING_AWAY)


def goal_status_name(goal: Goal) -> str:
    """Return a goal's status in words; of several targets how many have which, `1 nået, 1 mangler tal`.

    The shape and the filter beside it follow the headline, which is the worst of them.
    """
    if not goal.targets:
        return status_name(goal.status)
    if len(goal.targets) == 1:
        return target_status_name(goal.targets[0])
    return ", ".join(map(str, status_counts(target.assessment.status for target in goal.targets)))


def direction_name(direction: Direction) -> str:
    """Return which direction is better."""
    return choice_name("Direction", direction)


def target_kind_name(kind: Kind) -> str:
    """Return what makes a target of this kind reached."""
    return choice_name("Kind", kind)


def cadence_name(cadence: str) -> str:
    """Return how often a new figure is expected: `hvert år`."""
    return choice_name("Cadence", cadence)


def body_kind_name(kind: str) -> str:
    """Return the name of a kind of political body."""
    return choice_name("BodyKind", kind)


def initiative_kind_name(kind: str) -> str:
    """Return the name of a kind of initiative."""
    return choice_name("InitiativeKind", kind)


def collected_name(collected_by: str) -> str:
    """Return how the figures are collected: by survey or from a register."""
    return choice_name("Indicator.collected_by", collected_by)


def basis_name(basis: Basis) -> str:
    """Return what figures rest on, for a list."""
    return choice_name("Basis", basis)


def unit_name(unit: Unit) -> str:
    """Return what figures of a unit are counted in."""
    return choice_name("Unit", unit)


def uncertainty_name(uncertainty: str) -> str:
    """Return the kind of sampling error of a measurement, for a table."""
    return choice_name("Uncertainty", uncertainty)


def method_name(method: str) -> str:
    """Return how a derived indicator is computed."""
    (of_type,) = (of_type for of_type, value in choices() if value == method and of_type.endswith(".method"))
    return choice_name(of_type, method)
