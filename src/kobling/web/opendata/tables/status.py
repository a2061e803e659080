"""The table of statuses: a row for every target of every goal, and for every goal without one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop as _

from kobling.core.status import Direction, Kind, Status
from kobling.core.units import Unit
from kobling.rooms.releases.document import Assessment, Document, Goal, Indicator, Target
from kobling.web.opendata.extract import ReleaseExtract
from kobling.web.opendata.tables.columns import (
    RELEASE,
    UNCERTAINTIES,
    ColumnType,
    DataColumn,
    DataTable,
    enum_column,
    estimate_columns,
    field_columns,
    text_columns,
)


@dataclass(frozen=True)
class StatusRow:
    """A target of a goal, or a goal without one."""

    document: Document
    goal: Goal
    target: Target | None
    indicator: Indicator | None


def _status_rows(extract: ReleaseExtract) -> Iterator[StatusRow]:
    indicators = {indicator.key: indicator for indicator in extract.document.indicators}
    for goal in extract.goals:
        for target in goal.targets or (None,):
            measured = indicators.get(target.indicator or "") if target else None
            yield StatusRow(extract.document, goal, target, measured)


def _confidence(row: StatusRow) -> float:
    return row.goal.ended.confidence if row.goal.ended else row.document.municipality.confidence


def _target(read: Callable[[Target], Any]) -> Callable[[StatusRow], Any]:
    return lambda row: read(row.target) if row.target else None


def _assessed(read: Callable[[Assessment], Any]) -> Callable[[StatusRow], Any]:
    return lambda row: read(row.target.assessment) if row.target else None


def _number_of_periods(group: str) -> Callable[[Assessment], int | None]:
    """Return a function that counts the periods of one group of a recurring target's record."""
    return lambda assessment: len(getattr(assessment.record, group)) if assessment.record else None


STATUS = DataTable(
    name="status",
    title=_("Status"),
    row_source=_status_rows,
    columns=(
        *RELEASE,
        DataColumn(
            "goal", ColumnType.TEXT, (_("Goal"), _("key")), _("The goal's short name."), lambda row: row.goal.key
        ),
        *text_columns("goal", _("Goal"), _("The goal's words in force."), lambda row: row.goal.wording.text),
        DataColumn(
            "themes",
            ColumnType.TEXT,
            (_("Themes"),),
            _("The short names of the goal's themes, with spaces between."),
            lambda row: " ".join(row.goal.themes) or None,
        ),
        DataColumn(
            "responsible",
            ColumnType.TEXT,
            (_("Responsible"),),
            _("The short name of the body that is responsible for the goal."),
            lambda row: row.goal.responsible,
        ),
        enum_column(
            "goal_status",
            _("The goal's status"),
            _("The worst of its targets' statuses; `no_data` for a goal without targets."),
            list(Status),
            lambda row: row.goal.status,
        ),
        *field_columns(Goal, "missing", lambda row: row.goal),
        DataColumn(
            "target",
            ColumnType.TEXT,
            (_("Target"), _("key")),
            _("The target's short name; empty for a goal without targets."),
            _target(lambda target: target.key),
        ),
        *text_columns(
            "target",
            _("Target"),
            _("What the target is about, where the goal has several."),
            _target(lambda target: target.text),
        ),
        *text_columns(
            "wanted",
            _("What is wanted"),
            _("For `direction_only`: what is wanted, as a clause."),
            _target(lambda target: target.wanted),
        ),
        enum_column(
            "status",
            _("The target's status"),
            _("What the status rule says of the target."),
            list(Status),
            _assessed(lambda assessment: assessment.status),
        ),
        enum_column(
            "former_status",
            _("Status but for the age"),
            _("For a figure that is too old: what the status would be, were it not."),
            list(Status),
            _assessed(lambda assessment: assessment.former),
        ),
        DataColumn(
            "claims",
            ColumnType.TEXT,
            (_("What is certain"),),
            _("The claims that are certain, with spaces between."),
            _assessed(lambda assessment: " ".join(assessment.claims) or None),
        ),
        enum_column(
            "kind", _("Kind"), _("What would make the target reached."), list(Kind), _target(lambda target: target.kind)
        ),
        enum_column(
            "direction",
            _("Direction"),
            _("Which direction is better."),
            list(Direction),
            _target(lambda target: target.direction),
        ),
        DataColumn(
            "target_value",
            ColumnType.NUMBER,
            (_("Target value"),),
            _(
                "The level to reach, in the indicator's unit; for `relative_change` the wanted change in per cent, for "
                "`relative_to_area` the wanted difference."
            ),
            _target(lambda target: target.value),
        ),
        DataColumn(
            "parts",
            ColumnType.INTEGER,
            (_("Parts in all"),),
            _("For `all_parts`: how many parts there are."),
            _target(lambda target: target.parts),
        ),
        DataColumn(
            "deadline",
            ColumnType.DATE,
            (_("Deadline"),),
            _("The last day in time; empty where nobody has set one."),
            _target(lambda target: target.deadline),
        ),
        DataColumn(
            "whole",
            ColumnType.BOOLEAN,
            (_("Whole numbers only"),),
            _("Whether only whole numbers are possible: every figure is a complete count, one by one."),
            _target(lambda target: target.whole),
        ),
        DataColumn(
            "minimum_change",
            ColumnType.NUMBER,
            (_("Smallest change that matters"),),
            _("In the indicator's unit; 0 where nobody has set one."),
            _target(lambda target: target.minimum_change),
        ),
        DataColumn(
            "max_age_days",
            ColumnType.INTEGER,
            (_("Oldest in days"),),
            _("How many days after its period ended a figure still says something about today."),
            _target(lambda target: target.max_age_days),
        ),
        DataColumn(
            "confidence",
            ColumnType.NUMBER,
            (_("Confidence"),),
            _("What the intervals hold at: 0.95 is 95%."),
            lambda row: _confidence(row) if row.target else None,
        ),
        DataColumn(
            "rule_version",
            ColumnType.INTEGER,
            (_("Version of the status rule"),),
            _("Which version of the status rule was used."),
            _assessed(lambda assessment: assessment.rule_version),
        ),
        DataColumn(
            "indicator",
            ColumnType.TEXT,
            (_("Indicator"), _("key")),
            _("The indicator's short name."),
            _target(lambda target: target.indicator),
        ),
        *text_columns(
            "indicator",
            _("Indicator"),
            _("The indicator's name."),
            lambda row: row.indicator.name if row.indicator else None,
        ),
        enum_column(
            "unit",
            _("Unit"),
            _("What the numbers count."),
            list(Unit),
            lambda row: row.indicator.unit if row.indicator else None,
        ),
        DataColumn(
            "baseline_period",
            ColumnType.TEXT,
            (_("Starting point"), _("period")),
            _("The period that change is counted from."),
            _target(lambda target: target.baseline and target.baseline.period.code),
        ),
        *estimate_columns(
            "baseline",
            _("Starting point"),
            _("The value that change is counted from."),
            _target(lambda target: target.baseline),
        ),
        DataColumn(
            "latest_period",
            ColumnType.TEXT,
            (_("Latest figure"), _("period")),
            _("The period of the latest figure."),
            _target(lambda target: target.latest and target.latest.period.code),
        ),
        *estimate_columns("latest", _("Latest figure"), _("The latest figure."), _target(lambda target: target.latest)),
        enum_column(
            "latest_uncertainty",
            _("What is known of the uncertainty"),
            _("What is known of the latest figure's sampling error."),
            UNCERTAINTIES,
            _target(lambda target: target.latest and target.latest.uncertainty),
        ),
        DataColumn(
            "latest_n",
            ColumnType.INTEGER,
            (_("Latest figure"), _("answers")),
            _("How many answered."),
            _target(lambda target: target.latest and target.latest.n),
        ),
        DataColumn(
            "latest_asked",
            ColumnType.INTEGER,
            (_("Latest figure"), _("asked")),
            _("How many were asked."),
            _target(lambda target: target.latest and target.latest.asked),
        ),
        DataColumn(
            "latest_drawn",
            ColumnType.DATE,
            (_("Latest figure"), _("fetched")),
            _("The day the value was taken from its source."),
            _target(lambda target: target.latest and target.latest.drawn),
        ),
        DataColumn(
            "area",
            ColumnType.TEXT,
            (_("Area compared with"),),
            _("For `relative_to_area`: the area compared with, by its code."),
            _target(lambda target: target.area),
        ),
        *estimate_columns(
            "area_latest",
            _("The area's figure"),
            _("The area's figure for the latest period."),
            _target(lambda target: target.area_latest),
        ),
        *estimate_columns(
            "level",
            _("Level to reach"),
            _("The level that would make the target reached."),
            _assessed(lambda assessment: assessment.level),
        ),
        *estimate_columns(
            "distance",
            _("Distance to the level"),
            _("The latest figure minus the level to reach."),
            _assessed(lambda assessment: assessment.distance),
        ),
        *estimate_columns(
            "path",
            _("Straight path"),
            _("The level of the straight path from the starting point to the target, at the latest period."),
            _assessed(lambda assessment: assessment.path),
        ),
        *estimate_columns(
            "path_distance",
            _("Distance to the path"),
            _("The latest figure minus the path's level."),
            _assessed(lambda assessment: assessment.path_distance),
        ),
        *estimate_columns(
            "change",
            _("Change"),
            _("The latest figure minus the starting point."),
            _assessed(lambda assessment: assessment.change),
        ),
        *(
            DataColumn(
                f"periods_{name}",
                ColumnType.INTEGER,
                (_("Periods of the council term"), heading),
                about,
                _assessed(_number_of_periods(name)),
            )
            for name, heading, about in (
                ("reached", _("reached"), _("For `recurring`: in how many ended periods of the term it was reached.")),
                ("missed", _("not reached"), _("For `recurring`: in how many of them it was not.")),
                (
                    "undecided",
                    _("undecided"),
                    _("For `recurring`: in how many of them the uncertainty reaches to both sides of the level."),
                ),
                ("unmeasured", _("without a figure"), _("For `recurring`: for how many of them there is no figure.")),
            )
        ),
        DataColumn(
            "judged_by",
            ColumnType.TEXT,
            (_("Judged by"),),
            _("For `judged`: the short name of the body that judged."),
            _target(lambda target: target.judgement and target.judgement.body),
        ),
        DataColumn(
            "judged_on",
            ColumnType.DATE,
            (_("Judged on"),),
            _("For `judged`: the day of the judgement."),
            _target(lambda target: target.judgement and target.judgement.date),
        ),
        *text_columns(
            "verdict",
            _("Judgement"),
            _("For `judged`: what the body judged."),
            _target(lambda target: target.judgement and target.judgement.verdict),
        ),
        *text_columns(
            "reason",
            _("Reason"),
            _("For `judged`: why."),
            _target(lambda target: target.judgement and target.judgement.reason),
        ),
        *text_columns(
            "contact",
            _("Contact"),
            _("Whom to write to about the indicator's figures: a function."),
            lambda row: row.indicator.contact.function if row.indicator and row.indicator.contact else None,
        ),
        DataColumn(
            "contact_email",
            ColumnType.TEXT,
            (_("Contact"), _("mail")),
            _("The mailbox that those in the function share."),
            lambda row: row.indicator.contact.email if row.indicator and row.indicator.contact else None,
        ),
    ),
)
