"""Extracts of a release: the whole, one goal, or selected measurements, with everything they refer to."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from kobling.core.periods import Period
from kobling.rooms.releases.document import (
    Agreement,
    Budget,
    Document,
    Goal,
    Indicator,
    Initiative,
    Point,
    Source,
    Story,
)


@dataclass(frozen=True)
class ReleaseExtract:
    """The part of a release that a file covers."""

    document: Document
    sha256: str
    """Of the whole release, in hexadecimal."""
    goals: tuple[Goal, ...]
    indicators: tuple[Indicator, ...]
    initiatives: tuple[Initiative, ...]
    stories: tuple[Story, ...]
    sources: tuple[Source, ...]
    budgets: tuple[Budget, ...] = ()
    agreements: tuple[Agreement, ...] = ()

    @property
    def file_prefix(self) -> str:
        """Beginning of the names of its files: `viborg-3`."""
        return f"{self.document.municipality.slug}-{self.document.number}"

    def for_goal(self, goal: Goal) -> "ReleaseExtract":
        """Return the part about one goal, with the sources it cites."""
        shown = {*goal.context, *(target.indicator for target in goal.targets)}
        indicators = tuple(indicator for indicator in self.indicators if indicator.key in shown)
        initiatives = tuple(initiative for initiative in self.initiatives if initiative.key in goal.initiatives)
        stories = tuple(story for story in self.stories if story.key in goal.stories)
        budgets, agreements = tuple(budgets_of(self.budgets, goal)), tuple(agreements_of(self.agreements, goal))
        lines = [line for budget in budgets for line in budget.lines]
        citing = (goal.wordings, goal.targets, indicators, initiatives, stories, budgets, lines, agreements)
        cited = set(_cited_sources(goal, indicators, citing))
        return replace(
            self,
            goals=(goal,),
            indicators=indicators,
            initiatives=initiatives,
            stories=stories,
            sources=tuple(source for source in self.sources if source.key in cited),
            budgets=budgets,
            agreements=agreements,
        )

    def select_points(
        self, keys: Collection[str] | None, first: Period | None, last: Period | None
    ) -> "ReleaseExtract":
        """Return some indicators (all for None), with the points whose period lies between two, both included."""
        selected = (indicator for indicator in self.indicators if keys is None or indicator.key in keys)
        return replace(
            self,
            indicators=tuple(_with_points(indicator, _points_within(indicator, first, last)) for indicator in selected),
        )

    def slice_points(self, offset: int, limit: int | None) -> "ReleaseExtract":
        """Return `limit` points (all for None) after the first `offset`, counted across the indicators."""
        indicators, seen = [], 0
        last = None if limit is None else offset + limit
        for indicator in self.indicators:
            start, stop = max(0, offset - seen), None if last is None else max(0, last - seen)
            indicators.append(_with_points(indicator, indicator.points[start:stop]))
            seen += len(indicator.points)
        return replace(self, indicators=tuple(indicators))


def extract_release(document: Document, sha256: str) -> ReleaseExtract:
    """Return the whole release as an extract."""
    return ReleaseExtract(
        document=document,
        sha256=sha256,
        goals=document.goals,
        indicators=document.indicators,
        initiatives=document.initiatives,
        stories=document.stories,
        sources=document.sources,
        budgets=document.budgets or (),
        agreements=document.agreements or (),
    )


def _with_points(indicator: Indicator, points: tuple[Point, ...]) -> Indicator:
    return indicator.model_copy(update={"points": points})


def _points_within(indicator: Indicator, first: Period | None, last: Period | None) -> tuple[Point, ...]:
    return tuple(
        point
        for point in indicator.points
        if (first is None or first.start <= point.period.start) and (last is None or point.period.end <= last.end)
    )


def budgets_of(budgets: Iterable[Budget], goal: Goal) -> Iterator[Budget]:
    """Yield the budgets with lines for a goal, each with those lines alone."""
    for budget in budgets:
        lines = tuple(line for line in budget.lines if goal.key in line.goals)
        if lines:
            yield budget.model_copy(update={"lines": lines})


def agreements_of(agreements: Iterable[Agreement], goal: Goal) -> Iterator[Agreement]:
    """Yield the agreements about a goal."""
    for agreement in agreements:
        if goal.key in agreement.goals or any(goal.key in own.goals for own in agreement.own_goals):
            yield agreement


class _Citing(Protocol):
    @property
    def sources(self) -> tuple[str, ...]: ...


def _cited_sources(goal: Goal, indicators: tuple[Indicator, ...], citing: Iterable[Iterable[_Citing]]) -> Iterator[str]:
    yield from goal.sources
    for group in citing:
        for record in group:
            yield from record.sources
    for target in goal.targets:
        compared = (target.baseline, target.latest, target.area_latest, *target.area_points)
        yield from (point.source for point in compared if point and point.source)
    for indicator in indicators:
        yield from (point.source for point in indicator.points if point.source)
        if indicator.comparison:
            yield from (*indicator.comparison.sources, *indicator.comparison.group_sources)
