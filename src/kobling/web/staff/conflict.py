"""The page of three ways: two people changed one field, and it shows what it was, what it is and what was typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kobling.rooms.changes import queries as changes
from kobling.rooms.changes.edits import FactName
from kobling.rooms.folder.merging import ConflictingChanges
from kobling.rooms.people.queries import names as account_names
from kobling.web.shared.localization import LocalizedText
from kobling.web.shared.words.accounts import account_name
from kobling.web.staff.forms.parsing import FieldProblem
from kobling.web.staff.forms.values import ValueWords


@dataclass(frozen=True)
class ShownConflict:
    """Who has changed the same, and what each has made of it."""

    problem: FieldProblem
    sides: Sequence[tuple[str, list[LocalizedText]]]
    """By field: as it was, as it is, as it was typed."""


def shown_conflict(municipality: str, name: FactName, found: ConflictingChanges, words: ValueWords) -> ShownConflict:
    """Return what a form shows of a fact that another user has changed since it was opened."""
    kind, key = name
    newest = changes.history(municipality, kind.name, key)[0].change_set
    who = account_name(newest.by, account_names())
    message = _("%(who)s has changed the same thing since you began. Nothing is saved.") % {"who": who}
    sides = [words.sides(kind.name, one.field, (one.base, one.present, one.incoming)) for one in found.conflicts]
    return ShownConflict(FieldProblem("", message), sides)
