"""Look up the contents of a release by key."""

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date
from functools import cached_property

from kobling.records.base import Text
from kobling.rooms.releases.document import (
    Body,
    FactChange,
    Goal,
    Indicator,
    Initiative,
    OrganisationUnit,
    Point,
    Source,
    Story,
    Target,
    Theme,
)
from kobling.rooms.releases.release_file import ReleaseFile
from kobling.web.public.addresses import Addresses

NamedRecord = Body | Goal | Indicator | Initiative | OrganisationUnit | Source | Theme


def known_on(indicator: Indicator, goal: Goal) -> Indicator:
    """Return an indicator of a former goal with the figures known on the day of the goal's last status.

    Those that the status rests on are always there. A comparison is of the present, and is left out.
    """
    day = goal.ended.as_of if goal.ended else date.max
    targets = [target for target in goal.targets if target.indicator == indicator.key]
    judged = {
        point.period: point
        for target in targets
        for point in (target.baseline, *target.recurring, target.latest)
        if point is not None
    }
    known = [_known_on(point, day) for point in indicator.points if point.drawn <= day]
    newest = {point.period: point for point in known} | judged
    former = [point.model_copy(update={"superseded": True}) for point in known if point not in newest.values()]
    current = [
        point.model_copy(update={"superseded": False}) for period, point in newest.items() if period.start <= day
    ]
    points = tuple(sorted((*former, *current), key=lambda point: (point.period, point.drawn)))
    return indicator.model_copy(
        update={
            "points": points,
            "workings": tuple(
                working for working in indicator.workings if all(cell.drawn <= day for cell in working.cells)
            ),
            "drawings": tuple(drawing for drawing in indicator.drawings if drawing.day <= day),
            "comparison": None,
        }
    )


def _known_on(point: Point, day: date) -> Point:
    """Return a point as it was known on a day: its source may have withdrawn it since."""
    is_later = point.withdrawn is not None and point.withdrawn > day
    return point.model_copy(update={"withdrawn": None}) if is_later else point


class ReleaseLookup:
    """The contents of one release by key, shared by all its pages."""

    def __init__(self, release: ReleaseFile) -> None:
        """Index the release by key."""
        document = release.document
        self.release = release
        self.document = document
        self.addresses = Addresses(document)
        self.on = document.as_of
        self.confidence = document.municipality.confidence
        self.goals = {goal.key: goal for goal in (*document.former_goals, *document.goals)}
        self.themes = {theme.key: theme for theme in (*document.former_themes, *document.themes)}
        self.units = {unit.key: unit for unit in document.units}
        self.bodies = {body.key: body for body in document.bodies}
        self.indicators = {indicator.key: indicator for indicator in document.indicators}
        self.initiatives = {initiative.key: initiative for initiative in document.initiatives}
        self.stories = {story.key: story for story in document.stories}
        self.sources = {source.key: source for source in document.sources}
        self.priorities = document.priorities or ()
        self.joint_meetings = document.joint_meetings or ()
        self.decisions = document.decisions or ()

    @cached_property
    def history_by_release(self) -> Mapping[int, Sequence[FactChange]]:
        """The changes of facts by the number of the release in which they are first seen."""
        by_release: dict[int, list[FactChange]] = {}
        for change in self.document.history:
            by_release.setdefault(change.release, []).append(change)
        return by_release

    @cached_property
    def targets_measured_otherwise(self) -> Mapping[tuple[str | None, str], int]:
        """By goal and key of a target: the newest release in which its kind or its indicator is another."""
        return {
            (change.goal, change.key): change.release
            for change in self.document.history
            if change.fact == "target" and change.field in {"kind", "indicator"}
        }

    @property
    def with_former(self) -> tuple[Goal, ...]:
        """The goals in the council's order, then those that have ended."""
        return (*self.document.goals, *self.document.former_goals)

    def former_goals_of(self, theme: Theme) -> tuple[Goal, ...]:
        """The goals under the theme that have ended, other than those that a former theme lists itself."""
        return tuple(
            goal for goal in self.document.former_goals if theme.key in goal.themes and goal.key not in theme.goals
        )

    def name_behind(self, field: str, key: str) -> Text | None:
        """Return the name of what a key in a field stands for; None for a field without keys, and an unknown key."""
        records: Mapping[str, Mapping[str, NamedRecord]] = {
            "responsible": self.bodies,
            "committees": self.bodies,
            "committee": self.bodies,
            "bodies": self.bodies,
            "body": self.bodies,
            "serves": self.bodies,
            "themes": self.themes,
            "goal": self.goals,
            "goals": self.goals,
            "initiatives": self.initiatives,
            "indicator": self.indicators,
            "context": self.indicators,
            "parent": self.units,
            "sources": self.sources,
        }
        match records.get(field, {}).get(key):
            case None:
                return None
            case Goal(short=name) | Source(title=name):
                return name
            case record:
                return record.name

    def seen_from(self, goal: Goal) -> "ReleaseLookup":
        """Return the lookup for a goal's page: for a former goal, with the figures known on the day of its last status.

        `on` and `confidence` are then those of that status.
        """
        if goal.ended is None:
            return self
        seen = copy(self)
        seen.on, seen.confidence = goal.ended.as_of, goal.ended.confidence
        used = {target.indicator for target in goal.targets}
        seen.indicators = self.indicators | {
            key: known_on(self.indicators[key], goal) for key in self.indicators.keys() & used
        }
        return seen

    @property
    def overall(self) -> Goal | None:
        """The goal above the themes, if there is one."""
        return next((goal for goal in self.document.goals if goal.overall), None)

    @property
    def themeless(self) -> tuple[Goal, ...]:
        """The goals without a theme."""
        return tuple(goal for goal in self.counted if not goal.themes)

    @property
    def counted(self) -> tuple[Goal, ...]:
        """The goals that are counted: all except the overall one."""
        return tuple(goal for goal in self.document.goals if not goal.overall)

    def goals_of(self, theme: Theme) -> tuple[Goal, ...]:
        """The theme's goals, in the council's order; those of a former theme are those of its last day."""
        return tuple(self.goals[key] for key in theme.goals)

    def neighbours(self, goal: Goal) -> tuple[Goal | None, Goal | None]:
        """The previous and the next goal, in the council's order; none for a former goal."""
        goals = self.document.goals
        if goal.ended is not None:
            return None, None
        index = goals.index(goal)
        return (goals[index - 1] if index else None, goals[index + 1] if index + 1 < len(goals) else None)

    def indicator(self, target: Target) -> Indicator | None:
        """The indicator of a target, if it has one."""
        return self.indicators[target.indicator] if target.indicator else None

    def body_name(self, key: str) -> Text:
        """The name of the council or a committee."""
        return self.bodies[key].name

    def sources_of(self, keys: tuple[str, ...]) -> tuple[Source, ...]:
        """The sources with these keys."""
        return tuple(self.sources[key] for key in keys)

    def initiatives_of(self, goal: Goal) -> tuple[Initiative, ...]:
        """The goal's initiatives."""
        return tuple(self.initiatives[key] for key in goal.initiatives)

    def stories_of(self, goal: Goal) -> tuple[Story, ...]:
        """The goal's stories."""
        return tuple(self.stories[key] for key in goal.stories)
