"""The columns of the decision behind a row."""

from collections.abc import Callable
from typing import Any, Protocol

from django.utils.translation import gettext_noop as _

from kobling.rooms.releases.document import Decision, TakenDecision
from kobling.web.opendata.tables.columns import ColumnType, DataColumn, text_columns


class DecidedRow(Protocol):
    """A row with the decision behind it, and that decision in its own words; None where it is not known."""

    @property
    def decision(self) -> Decision | None: ...

    @property
    def taken(self) -> TakenDecision | None: ...


def _decision(read: Callable[[Decision], Any]) -> Callable[[DecidedRow], Any]:
    return lambda row: read(row.decision) if row.decision else None


def _minutes(row: DecidedRow) -> str | None:
    return (row.decision.url if row.decision else None) or (row.taken.url if row.taken else None)


DECISION = (
    DataColumn(
        "decision_body",
        ColumnType.TEXT,
        (_("Who decided"), _("key")),
        _("The short name of the body that decided it."),
        _decision(lambda decision: decision.body),
    ),
    DataColumn(
        "decision_date",
        ColumnType.DATE,
        (_("Decided on"),),
        _("The day of the meeting."),
        _decision(lambda decision: decision.date),
    ),
    DataColumn(
        "decision_item",
        ColumnType.TEXT,
        (_("Item"),),
        _("The item of the agenda."),
        _decision(lambda decision: decision.item),
    ),
    DataColumn(
        "decision_case",
        ColumnType.TEXT,
        (_("Case"),),
        _("The number of the case."),
        _decision(lambda decision: decision.case),
    ),
    *text_columns(
        "decision",
        _("What was decided"),
        _("What was decided, in the decision's own words."),
        lambda row: row.taken.what if row.taken else None,
    ),
    DataColumn("decision_url", ColumnType.TEXT, (_("Minutes"),), _("Where the minutes are."), _minutes),
)
