"""Look up the contents of a release by key."""

from kobling.rooms.records import Text
from kobling.rooms.releases.document import Goal, Indicator, Initiative, Source, Story, Target, Theme
from kobling.rooms.releases.release_file import ReleaseFile
from kobling.web.public.addresses import Addresses


class ReleaseLookup:
    """The contents of one release by key, shared by all its pages."""

    def __init__(self, release: ReleaseFile) -> None:
        """Index the release by key."""
        document = release.document
        self.release = release
        self.document = document
        self.addresses = Addresses(document)
        self.goals = {goal.key: goal for goal in document.goals}
        self.themes = {theme.key: theme for theme in document.themes}
        self.bodies = {body.key: body for body in document.bodies}
        self.indicators = {indicator.key: indicator for indicator in document.indicators}
        self.initiatives = {initiative.key: initiative for initiative in document.initiatives}
        self.stories = {story.key: story for story in document.stories}
        self.sources = {source.key: source for source in document.sources}

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
        """The theme's goals, in the council's order."""
        return tuple(self.goals[key] for key in theme.goals)

    def neighbours(self, goal: Goal) -> tuple[Goal | None, Goal | None]:
        """The previous and the next goal, in the council's order."""
        goals = self.document.goals
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
