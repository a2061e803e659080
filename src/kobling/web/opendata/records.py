"""Records that the API and the JSON files publish beside the release document; class docstrings are published."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from kobling.core.status import Status
from kobling.core.units import Unit
from kobling.records.base import Key, Record, Slug, Slugs, Text
from kobling.rooms.releases.document import (
    Agreement,
    Budget,
    Goal,
    Indicator,
    Initiative,
    Point,
    Source,
    Story,
    omit_if_default,
)
from kobling.web.opendata.extract import ReleaseExtract


class Origin(Record):
    """Which release something is taken from, and on what terms."""

    municipality: Slug
    """The slug of the municipality."""
    municipality_code: str
    """Its municipality code."""
    municipality_name: Text
    """Its name."""
    release: int
    """The number of the release."""
    as_of: date
    """The day the statuses are judged on."""
    sha256: str
    """Of the whole release, `release.json`, in hexadecimal."""
    rule_version: int
    """The version of the status rule that was used."""
    confidence: float
    """What the intervals hold at: 0.95 is 95 per cent."""
    licence: Literal["CC-BY-4.0"]
    """What it may be used under."""


class GoalFile(Record):
    """A goal with everything that stands on its page."""

    format: Literal["kobling-goal/1"]
    """What this file is, and which version of it. Another format has another name."""
    origin: Origin
    """Which release it is taken from."""
    goal: Goal
    """The goal."""
    indicators: tuple[Indicator, ...]
    """What its targets are measured by, and what is shown beside it."""
    initiatives: tuple[Initiative, ...]
    """What is done for it."""
    stories: tuple[Story, ...]
    """Its stories."""
    sources: tuple[Source, ...]
    """The documents that these facts were taken from."""
    budgets: tuple[Budget, ...] = omit_if_default(())
    """The budgets with lines for it, with those lines alone; left out where there is none."""
    agreements: tuple[Agreement, ...] = omit_if_default(())
    """The agreements about it; left out where there is none."""


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


class JsonStat(BaseModel):
    """A JSON-stat 2.0 collection with one dataset for every indicator; see https://json-stat.org/full/."""

    version: Literal["2.0"]
    kind: Literal["collection"] = Field(alias="class")
    label: str
    updated: date
    link: dict[str, list[dict[str, Any]]]
    extension: dict[str, Any]


class Refusal(Record):
    """Why a request is rejected."""

    code: str
    """Always the same for the same trouble: for programs."""
    message: str
    """For people."""
    found: str | None
    """What the question said."""
    allowed: tuple[str, ...]
    """What it could say; empty where there is too much to list."""


class ReleaseHead(Record):
    """A release, without its content."""

    number: int
    as_of: date
    """The day the statuses are judged on."""
    sha256: str
    """Of the release document, in hexadecimal."""
    approved_at: datetime | None
    """When it was approved."""
    corrects: int | None
    """The number of the release this one corrects."""
    reason: Text | None
    """Why it corrects it."""


class MunicipalityHead(Record):
    """A municipality and its newest release."""

    slug: Slug
    code: str
    name: Text
    licence: Literal["CC-BY-4.0"]
    newest: ReleaseHead


class Municipalities(Record):
    """Every municipality that has published a release."""

    municipalities: tuple[MunicipalityHead, ...]


class Page(Record):
    """A part of a list that may be long."""

    count: int
    """How many there are in all."""
    offset: int
    """How many stand before this part."""
    next: str | None
    """The address of the part after this one."""


class Releases(Page):
    """Releases, newest first."""

    releases: tuple[ReleaseHead, ...]


class Goals(Page):
    """Goals, in the council's order."""

    origin: Origin
    goals: tuple[GoalStatus, ...]


class IndicatorName(Record):
    """An indicator in a list."""

    key: Key
    name: Text
    unit: Unit
    points: int
    """How many values there are."""


class Indicators(Page):
    """Indicators, by their short names."""

    origin: Origin
    indicators: tuple[IndicatorName, ...]


class Measurement(Point):
    """A value, with the indicator it belongs to."""

    indicator: Key
    unit: Unit


class Measurements(Page):
    """Values, by indicator, then by period, then by the day fetched."""

    origin: Origin
    measurements: tuple[Measurement, ...]


def origin(extract: ReleaseExtract) -> Origin:
    """Return the origin of an extract: release, municipality and licence."""
    document, municipality = extract.document, extract.document.municipality
    return Origin(
        municipality=municipality.slug,
        municipality_code=municipality.code,
        municipality_name=municipality.name,
        release=document.number,
        as_of=document.as_of,
        sha256=extract.sha256,
        rule_version=document.rule_version,
        confidence=municipality.confidence,
        licence=document.licence,
    )


def goal_file(extract: ReleaseExtract) -> GoalFile:
    """Return the record of an extract for one goal."""
    (goal,) = extract.goals
    return GoalFile(
        format="kobling-goal/1",
        origin=origin(extract),
        goal=goal,
        indicators=extract.indicators,
        initiatives=extract.initiatives,
        stories=extract.stories,
        sources=extract.sources,
        budgets=extract.budgets,
        agreements=extract.agreements,
    )


def goal_status(goal: Goal) -> GoalStatus:
    """Return a goal's entry in a list."""
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


def indicator_file(extract: ReleaseExtract, indicator: Indicator) -> IndicatorFile:
    """Return an indicator with the sources it cites."""
    cited = {*indicator.sources, *(point.source for point in indicator.points)}
    if indicator.comparison:
        cited |= {*indicator.comparison.sources, *indicator.comparison.group_sources}
    return IndicatorFile(
        format="kobling-indicator/1",
        origin=origin(extract),
        indicator=indicator,
        sources=tuple(source for source in extract.sources if source.key in cited),
    )


def indicator_name(indicator: Indicator) -> IndicatorName:
    """Return an indicator's entry in a list."""
    return IndicatorName(key=indicator.key, name=indicator.name, unit=indicator.unit, points=len(indicator.points))


def measurement(indicator: Indicator, point: Point) -> Measurement:
    """Return a point with the indicator it belongs to."""
    known = {name: getattr(point, name) for name in Point.model_fields}
    return Measurement(indicator=indicator.key, unit=indicator.unit, **known)
