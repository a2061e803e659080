"""The table of statuses: a row for every target of every goal, and for every goal without one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop as _

from kobling.core.status import Direction, Kind, Status
from kobling.core.units import Unit
from kobling.rooms.releases.document import Assessment, Document, Goal, Indicator, Target
from kobling.web.opendata.extract import Extract
from kobling.web.opendata.tables.columns import RELEASE, UNCERTAINTIES, Column, Holds, Table, estimate, one_of, texts


@dataclass(frozen=True)
class StatusRow:
    """A target of a goal, or a goal without one."""

    document: Document
    goal: Goal
    target: Target | None
    indicator: Indicator | None


def _status_rows(extract: Extract) -> Iterator[StatusRow]:
    indicators = {indicator.key: indicator for indicator in extract.document.indicators}
    for goal in extract.goals:
        for target in goal.targets or (None,):
            measured = indicators.get(target.indicator or "") if target else None
            yield StatusRow(extract.document, goal, target, measured)


def _target(read: Callable[[Target], Any]) -> Callable[[StatusRow], Any]:
    return lambda row: read(row.target) if row.target else None


def _assessed(read: Callable[[Assessment], Any]) -> Callable[[StatusRow], Any]:
    return lambda row: read(row.target.assessment) if row.target else None


STATUS = Table(
    name="status",
    title=_("Status"),
    of=_status_rows,
    columns=(
        *RELEASE,
        Column("goal", Holds.TEXT, (_("Goal"), _("key")), _("The goal's short name."), lambda row: row.goal.key),
        *texts("goal", _("Goal"), _("The goal's words in force."), lambda row: row.goal.wording.text),
        Column(
            "themes",
            Holds.TEXT,
            (_("Themes"),),
            _("The short names of the goal's themes, with spaces between."),
            lambda row: " ".join(row.goal.themes) or None,
        ),
        Column(
            "responsible",
            Holds.TEXT,
            (_("Responsible"),),
            _("The short name of the body that answers for the goal."),
            lambda row: row.goal.responsible,
        ),
        one_of(
            "goal_status",
            _("The goal's status"),
            _("The worst of its targets' statuses; `no_data` for a goal without targets."),
            list(Status),
            lambda row: row.goal.status,
        ),
        *texts(
            "missing",
            _("What is missing"),
            _("For a goal without figures: what is known, and what it would take."),
            lambda row: row.goal.missing,
        ),
        Column(
            "target",
            Holds.TEXT,
            (_("Target"), _("key")),
            _("The target's short name; empty for a goal without targets."),
            _target(lambda target: target.key),
        ),
        *texts(
            "target",
            _("Target"),
            _("What the target is about, where the goal has several."),
            _target(lambda one: one.text),
        ),
        one_of(
            "status",
            _("The target's status"),
            _("What the status rule says of the target."),
            list(Status),
            _assessed(lambda said: said.status),
        ),
        one_of(
            "former_status",
            _("Status but for the age"),
            _("For a figure that is too old: what the status would be, were it not."),
            list(Status),
            _assessed(lambda said: said.former),
        ),
        Column(
            "claims",
            Holds.TEXT,
            (_("What is certain"),),
            _("The claims that are certain, with spaces between."),
            _assessed(lambda said: " ".join(said.claims) or None),
        ),
        one_of("kind", _("Kind"), _("What would make the target reached."), list(Kind), _target(lambda one: one.kind)),
        one_of(
            "direction", _("Direction"), _("Which way is better."), list(Direction), _target(lambda one: one.direction)
        ),
        Column(
            "target_value",
            Holds.NUMBER,
            (_("Target value"),),
            _(
                "The level to reach, in the indicator's unit; for `relative_change` the wanted change in percent, "
                "for `relative_to_area` the wanted difference."
            ),
            _target(lambda one: one.value),
        ),
        Column(
            "parts",
            Holds.INTEGER,
            (_("Parts in all"),),
            _("For `all_parts`: how many parts there are."),
            _target(lambda one: one.parts),
        ),
        Column(
            "deadline",
            Holds.DATE,
            (_("Deadline"),),
            _("The last day in time; empty where nobody has set one."),
            _target(lambda one: one.deadline),
        ),
        Column(
            "minimum_change",
            Holds.NUMBER,
            (_("Smallest change that matters"),),
            _("In the indicator's unit; 0 where nobody has set one."),
            _target(lambda one: one.minimum_change),
        ),
        Column(
            "max_age_days",
            Holds.INTEGER,
            (_("Oldest in days"),),
            _("How many days after its period ended a figure still says something about today."),
            _target(lambda one: one.max_age_days),
        ),
        Column(
            "confidence",
            Holds.NUMBER,
            (_("Confidence"),),
            _("What the intervals hold at: 0.95 is 95 percent."),
            lambda row: row.document.municipality.confidence if row.target else None,
        ),
        Column(
            "rule_version",
            Holds.INTEGER,
            (_("Version of the status rule"),),
            _("Which version of the status rule was used."),
            _assessed(lambda said: said.rule_version),
        ),
        Column(
            "indicator",
            Holds.TEXT,
            (_("Indicator"), _("key")),
            _("The indicator's short name."),
            _target(lambda one: one.indicator),
        ),
        *texts(
            "indicator",
            _("Indicator"),
            _("The indicator's name."),
            lambda row: row.indicator.name if row.indicator else None,
        ),
        one_of(
            "unit",
            _("Unit"),
            _("What the numbers count."),
            list(Unit),
            lambda row: row.indicator.unit if row.indicator else None,
        ),
        Column(
            "baseline_period",
            Holds.TEXT,
            (_("Baseline"), _("period")),
            _("The period that change is counted from."),
            _target(lambda one: one.baseline and one.baseline.period.code),
        ),
        *estimate(
            "baseline", _("Baseline"), _("The value that change is counted from."), _target(lambda one: one.baseline)
        ),
        Column(
            "latest_period",
            Holds.TEXT,
            (_("Latest figure"), _("period")),
            _("The period of the latest figure."),
            _target(lambda one: one.latest and one.latest.period.code),
        ),
        *estimate("latest", _("Latest figure"), _("The latest figure."), _target(lambda one: one.latest)),
        one_of(
            "latest_uncertainty",
            _("What is known of the uncertainty"),
            _("What is known of the latest figure's sampling error."),
            UNCERTAINTIES,
            _target(lambda one: one.latest and one.latest.uncertainty),
        ),
        Column(
            "latest_n",
            Holds.INTEGER,
            (_("Latest figure"), _("answers")),
            _("How many answered."),
            _target(lambda one: one.latest and one.latest.n),
        ),
        Column(
            "latest_drawn",
            Holds.DATE,
            (_("Latest figure"), _("drawn")),
            _("The day the value was taken from its source."),
            _target(lambda one: one.latest and one.latest.drawn),
        ),
        Column(
            "area",
            Holds.TEXT,
            (_("Area compared with"),),
            _("For `relative_to_area`: the area compared with, by its code."),
            _target(lambda one: one.area),
        ),
        *estimate(
            "area_latest",
            _("The area's figure"),
            _("The area's figure for the latest period."),
            _target(lambda one: one.area_latest),
        ),
        *estimate(
            "level",
            _("Level to reach"),
            _("The level that would make the target reached."),
            _assessed(lambda said: said.level),
        ),
        *estimate(
            "distance",
            _("Distance to the level"),
            _("The latest figure minus the level to reach."),
            _assessed(lambda said: said.distance),
        ),
        *estimate(
            "path",
            _("Straight path"),
            _("The level of the straight path from the baseline to the target, at the latest period."),
            _assessed(lambda said: said.path),
        ),
        *estimate(
            "path_distance",
            _("Distance to the path"),
            _("The latest figure minus the path's level."),
            _assessed(lambda said: said.path_distance),
        ),
        *estimate(
            "change", _("Change"), _("The latest figure minus the baseline."), _assessed(lambda said: said.change)
        ),
        Column(
            "judged_by",
            Holds.TEXT,
            (_("Judged by"),),
            _("For `judged`: the short name of the body that judged."),
            _target(lambda one: one.judgement and one.judgement.body),
        ),
        Column(
            "judged_on",
            Holds.DATE,
            (_("Judged on"),),
            _("For `judged`: the day of the judgement."),
            _target(lambda one: one.judgement and one.judgement.date),
        ),
        *texts(
            "verdict",
            _("Judgement"),
            _("For `judged`: what the body judged."),
            _target(lambda one: one.judgement and one.judgement.verdict),
        ),
        *texts(
            "reason",
            _("Reason"),
            _("For `judged`: why."),
            _target(lambda one: one.judgement and one.judgement.reason),
        ),
    ),
)
