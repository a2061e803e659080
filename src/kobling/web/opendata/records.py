"""What the open data hands out that is not the release document itself."""

from datetime import date
from typing import Literal

from kobling.core.status import Status
from kobling.rooms.records import Key, Record, Slug, Slugs, Text
from kobling.rooms.releases.document import Document, Goal, Indicator, Initiative, Source, Story
from kobling.web.opendata.extracts import Extract


class Origin(Record):
    """Which release something is taken from, and on what terms."""

    municipality: Slug
    municipality_code: str
    municipality_name: Text
    release: int
    as_of: date
    """The day the statuses are judged on."""
    sha256: str
    """Of the whole release, `release.json`, in hexadecimal."""
    rule_version: int
    confidence: float
    licence: Literal["CC-BY-4.0"]


class GoalFile(Record):
    """A goal with everything that stands on its page."""

    format: Literal["kobling-goal/1"]
    origin: Origin
    goal: Goal
    indicators: tuple[Indicator, ...]
    initiatives: tuple[Initiative, ...]
    stories: tuple[Story, ...]
    sources: tuple[Source, ...]


class IndicatorFile(Record):
    """An indicator with every value there is."""

    format: Literal["kobling-indicator/1"]
    origin: Origin
    indicator: Indicator
    sources: tuple[Source, ...]


class TargetStatus(Record):
    """A target's status."""

    key: Key
    indicator: Key | None
    status: Status


class GoalStatus(Record):
    """A goal in a list."""

    key: Key
    slug: Slugs
    overall: bool
    short: Text
    text: Text
    """The goal's words in force."""
    themes: tuple[Key, ...]
    status: Status
    targets: tuple[TargetStatus, ...]


def origin(document: Document, sha256: str) -> Origin:
    """Return where facts of this release come from."""
    municipality = document.municipality
    return Origin(
        municipality=municipality.slug,
        municipality_code=municipality.code,
        municipality_name=municipality.name,
        release=document.number,
        as_of=document.as_of,
        sha256=sha256,
        rule_version=document.rule_version,
        confidence=municipality.confidence,
        licence=document.licence,
    )


def goal_file(extract: Extract) -> GoalFile:
    """Return what an extract of one goal holds."""
    (goal,) = extract.goals
    return GoalFile(
        format="kobling-goal/1",
        origin=origin(extract.document, extract.sha256),
        goal=goal,
        indicators=extract.indicators,
        initiatives=extract.initiatives,
        stories=extract.stories,
        sources=extract.sources,
    )


def goal_status(goal: Goal) -> GoalStatus:
    """Return a goal as a list shows it."""
    return GoalStatus(
        key=goal.key,
        slug=goal.slug,
        overall=goal.overall,
        short=goal.short,
        text=goal.wording.text,
        themes=goal.themes,
        status=goal.status,
        targets=tuple(
            TargetStatus(key=target.key, indicator=target.indicator, status=target.assessment.status)
            for target in goal.targets
        ),
    )
