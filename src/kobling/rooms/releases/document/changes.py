"""What changed since the release before, and the releases before this one."""

from datetime import date
from typing import Literal

from kobling.core.status import Status
from kobling.records.base import Key, Record, Text
from kobling.records.municipality import Decision
from kobling.rooms.releases.document.fields import omit_if_default
from kobling.rooms.releases.document.indicators import Point


class Change(Record):
    """Something that is certain to have changed since the release before."""

    goal: Key
    """The goal it happened to, by key."""
    target: Key
    """The target of that goal, by key."""
    kind: Literal["status", "better", "worse", "corrected", "withdrawn", "rule"]
    """`status`: another one; `better`, `worse`: a new figure certainly differs; `corrected`: a figure of any period was
    replaced; `withdrawn`: its source has withdrawn a figure; `rule`: another status, but only because the rule is new:
    by the version of the release before it would be the same."""
    area: str | None = omit_if_default(None)
    """Where the corrected or withdrawn figure is the compared area's: which area."""
    status_before: Status | None
    """The target's status in the release before."""
    status_now: Status | None
    """Its status now."""
    point_before: Point | None
    """Its latest figure in the release before; for `corrected` and `withdrawn`, the figure that was replaced or
    withdrawn."""
    point_now: Point | None
    """Its latest figure now; for `corrected`, the figure that replaced it; for `withdrawn`, the figure with the day."""


FactKind = Literal[
    "vision",
    "theme",
    "goal",
    "target",
    "body",
    "unit",
    "indicator",
    "initiative",
    "budget",
    "agreement",
    "story",
    "source",
    "municipality",
    "priority",
    "joint_meeting",
    "decision",
]
"""The kinds of facts whose changes are listed."""


FactValue = Text | bool | float | str | None
"""A field's value: a number, a text, a key or code, or a day or period as `2025-12-31`, `2019`, `2019-Q1`."""


class FactChange(Record):
    """A fact that was added, ended or changed from one release to the next. Figures and statuses are in `changes`."""

    release: int
    """The number of the release in which it is first seen."""
    as_of: date
    """The day of that release."""
    fact: FactKind
    """What kind of fact it is."""
    key: Key
    """Its short name."""
    goal: Key | None
    """For a goal and a target: the goal's key."""
    name: Text
    """What it is called."""
    kind: Literal["added", "ended", "resumed", "changed"]
    """`ended`: it is not in force any more; `resumed`: it is again; `changed`: one of its fields has another value."""
    field: str | None
    """The field that changed, by its name in this file; null for the other kinds."""
    before: FactValue
    """Its value in the release before; null for one that was added to a list, or that cannot be given in short."""
    now: FactValue
    """Its value since; null for one that was taken out of a list, or that cannot be given in short."""
    decision: Decision | None
    """Who decided it, and when; null where that is not known."""


class Earlier(Record):
    """A release before this one."""

    number: int
    """Its number."""
    as_of: date
    """The day its statuses were judged on."""
    sha256: str
    """The checksum of its document."""
    corrects: int | None
    """The number of the release it corrected."""
    reason: Text | None
    """Why it corrects it."""
    statuses: dict[Key, Status]
    """Each goal's headline then."""
    targets: dict[Key, dict[Key, Status]] = omit_if_default({})
    """For each goal that had several targets, the status of each of them then; left out where none had, and in older
    releases."""
