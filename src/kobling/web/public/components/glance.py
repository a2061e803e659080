"""All goals at a glance: a row per theme, with its goals by status and short name, or counted where they are many."""

from collections.abc import Iterator
from dataclasses import dataclass

from kobling.rooms.releases.document import Goal, Theme
from kobling.web.public.release_lookup import ReleaseLookup
from kobling.web.shared.words import StatusCount, status_counts

MAX_NAMED_GOALS = 25
"""Up to this number, every goal is named, so that all of them are on the first screen; above it they are counted."""


@dataclass(frozen=True)
class GlanceRow:
    """The goals under a theme, or under none."""

    theme: Theme | None
    """None for the goals under no theme."""
    goals: tuple[Goal, ...]
    """In the council's order; empty where they are counted."""
    counts: tuple[StatusCount, ...]
    """How many have each status; empty where each is named."""


@dataclass(frozen=True)
class Glance:
    """All goals, a row per theme."""

    overall: Goal | None
    """The goal above the themes."""
    rows: tuple[GlanceRow, ...]
    """In the council's order; a theme without goals has none."""


def glance(lookup: ReleaseLookup) -> Glance:
    """Return all goals of a release at a glance."""
    is_counted = len(lookup.counted) > MAX_NAMED_GOALS
    return Glance(lookup.overall, tuple(_rows(lookup, is_counted=is_counted)))


def _rows(lookup: ReleaseLookup, *, is_counted: bool) -> Iterator[GlanceRow]:
    parts = [(theme, lookup.goals_of(theme)) for theme in lookup.document.themes]
    for theme, goals in (*parts, (None, lookup.themeless)):
        if goals and is_counted:
            yield GlanceRow(theme, (), status_counts(goal.status for goal in goals))
        elif goals:
            yield GlanceRow(theme, goals, ())
