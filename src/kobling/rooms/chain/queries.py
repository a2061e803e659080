"""The stored chain: visions, themes, goals and stories."""

from dataclasses import dataclass

from kobling.rooms.chain.models import Goal as GoalRow
from kobling.rooms.chain.models import Story as StoryRow
from kobling.rooms.chain.models import Theme as ThemeRow
from kobling.rooms.chain.models import Vision as VisionRow
from kobling.rooms.chain.records import Goal, Story, Target, Theme, Vision, Wording
from kobling.rooms.sync import record_of


@dataclass(frozen=True)
class ChainRecords:
    """One municipality's visions, themes, goals and stories, in the council's order."""

    visions: tuple[Vision, ...]
    themes: tuple[Theme, ...]
    goals: tuple[Goal, ...]
    stories: tuple[Story, ...]


def chain(municipality: int) -> ChainRecords:
    """Return the chain of the municipality with this row number."""
    goals = GoalRow.objects.filter(municipality=municipality).prefetch_related("wording_rows", "target_rows")
    return ChainRecords(
        visions=tuple(record_of(Vision, row) for row in VisionRow.objects.filter(municipality=municipality)),
        themes=tuple(record_of(Theme, row) for row in ThemeRow.objects.filter(municipality=municipality)),
        goals=tuple(_goal(row) for row in goals),
        stories=tuple(record_of(Story, row) for row in StoryRow.objects.filter(municipality=municipality)),
    )


def _goal(row: GoalRow) -> Goal:
    return record_of(
        Goal,
        row,
        wordings=tuple(record_of(Wording, wording) for wording in row.wording_rows.all()),
        targets=tuple(record_of(Target, target) for target in row.target_rows.all()),
    )
