"""The table of agreements: a row for every goal that an agreement takes over or words in its own way."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kobling.records.base import Text
from kobling.rooms.releases.document import Agreement, Decision, Document, TakenDecision
from kobling.web.opendata.extract import ReleaseExtract
from kobling.web.opendata.tables.columns import RELEASE, ColumnType, DataColumn, DataTable, text_columns
from kobling.web.opendata.tables.decisions import DECISION


@dataclass(frozen=True)
class AgreementRow:
    """A goal of an agreement, in the agreement's own words where it has them, and the decision behind it."""

    document: Document
    agreement: Agreement
    goal: str
    own_words: Text | None
    taken: TakenDecision | None

    @property
    def decision(self) -> Decision | None:
        """Who decided the agreement, and when."""
        return self.agreement.decision

    @property
    def units(self) -> Text:
        """What the units that are parties to it are called; in English where all of them are."""
        english = [unit.en for unit in self.agreement.units if unit.en]
        is_translated = len(english) == len(self.agreement.units)
        return Text(
            da=", ".join(unit.da for unit in self.agreement.units), en=", ".join(english) if is_translated else None
        )


def _agreement_rows(extract: ReleaseExtract) -> Iterator[AgreementRow]:
    document = extract.document
    shown = {goal.key for goal in extract.goals}
    for agreement in extract.agreements:
        taken = document.taken_decision(agreement.decision) if agreement.decision else None
        taken_over = [(goal, None) for goal in agreement.goals]
        worded = [(goal, own.text) for own in agreement.own_goals for goal in own.goals]
        for goal, own_words in (*taken_over, *worded):
            if goal in shown:
                yield AgreementRow(document, agreement, goal, own_words, taken)


AGREEMENTS = DataTable(
    name="agreements",
    title=_("Agreements"),
    row_source=_agreement_rows,
    columns=(
        *RELEASE,
        DataColumn(
            "agreement",
            ColumnType.TEXT,
            (_("Agreement"), _("key")),
            _("The agreement's short name."),
            lambda row: row.agreement.key,
        ),
        *text_columns("agreement", _("Agreement"), _("What the agreement is called."), lambda row: row.agreement.name),
        DataColumn("goal", ColumnType.TEXT, (_("Goal"), _("key")), _("The goal's short name."), lambda row: row.goal),
        *text_columns(
            "own_words",
            _("In its own words"),
            _("What the agreement says of the goal; empty where it takes over the goal as it stands."),
            lambda row: row.own_words,
        ),
        *text_columns(
            "units", _("Units"), _("What the units that are parties to it are called."), lambda row: row.units
        ),
        DataColumn(
            "bodies",
            ColumnType.TEXT,
            (_("Political bodies"),),
            _("The short names of the political bodies that are parties to it, with spaces between."),
            lambda row: " ".join(row.agreement.bodies) or None,
        ),
        DataColumn(
            "signed",
            ColumnType.DATE,
            (_("Signed on"),),
            _("The day it was signed; empty where that is not known."),
            lambda row: row.agreement.signed,
        ),
        DataColumn(
            "valid_from",
            ColumnType.DATE,
            (_("First day"),),
            _("The first day of its period; empty where that is not known."),
            lambda row: row.agreement.valid_from,
        ),
        DataColumn(
            "valid_to",
            ColumnType.DATE,
            (_("Last day"),),
            _("The last day of its period; empty where none is given."),
            lambda row: row.agreement.valid_to,
        ),
        *text_columns(
            "note", _("Note"), _("Something a reader has to know about the agreement."), lambda row: row.agreement.note
        ),
        *DECISION,
    ),
)
