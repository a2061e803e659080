"""A release with its keys looked up, as the pages ask for it."""

from kobling.rooms.records import Text
from kobling.rooms.releases.document import Goal, Indicator, Initiative, Source, Story, Target, Theme
from kobling.rooms.releases.release_file import ReleaseFile
from kobling.web.public.addresses import Addresses


class ReleaseLookup:
    """Everything a page may ask of a release; made once, and the same for every page."""

    def __init__(self, release: ReleaseFile) -> None:
        """Look up the keys."""
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
        """The one goal above the themes."""
        return next((goal for goal in self.document.goals if goal.overall), None)

    @property
    def themeless(self) -> tuple[Goal, ...]:
        """The goals that stand under no theme."""
        return tuple(goal for goal in self.counted if not goal.themes)

    @property
    def counted(self) -> tuple[Goal, ...]:
        """The goals that are counted: all but the one above the others."""
        return tuple(goal for goal in self.document.goals if not goal.overall)

    def goals_of(self, theme: Theme) -> tuple[Goal, ...]:
        """The theme's goals, in the council's order."""
        return tuple(self.goals[key] for key in theme.goals)

    def neighbours(self, goal: Goal) -> tuple[Goal | None, Goal | None]:
        """The goal before and the goal after, in the council's order."""
        goals = self.document.goals
        index = goals.index(goal)
        return (goals[index - 1] if index else None, goals[index + 1] if index + 1 < len(goals) else None)

    def indicator(self, target: Target) -> Indicator | None:
        """What is measured for the target."""
        return self.indicators[target.indicator] if target.indicator else None

    def body_name(self, key: str) -> Text:
        """The council's or a committee's name."""
        return self.bodies[key].name

    def sources_of(self, keys: tuple[str, ...]) -> tuple[Source, ...]:
        """The documents a fact was taken from."""
        return tuple(self.sources[key] for key in keys)

    def initiatives_of(self, goal: Goal) -> tuple[Initiative, ...]:
        """What is done for the goal."""
        return tuple(self.initiatives[key] for key in goal.initiatives)

    def stories_of(self, goal: Goal) -> tuple[Story, ...]:
        """The stories tied to the goal."""
        return tuple(self.stories[key] for key in goal.stories)
