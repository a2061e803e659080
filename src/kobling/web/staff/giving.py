"""The form that gives a finding to an account, with a day and a note; what was typed stays where something is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kobling.core.errors import KoblingError
from kobling.records.base import InvisibleCharacter
from kobling.rooms.findings import actions
from kobling.rooms.findings.records import TrackedFinding
from kobling.rooms.people.queries import stored_key
from kobling.web.staff.page_context import StaffContext
from kobling.web.staff.words import INVISIBLE_CHARACTER


@dataclass(frozen=True)
class Giving:
    """What the form holds."""

    account: str = ""
    """The key of an account; empty for none."""
    due: str = ""
    note: str = ""
    problem: str = ""
    """What is wrong with it, in words."""
    field: str = ""
    """The field that it is wrong in."""

    @classmethod
    def of(cls, tracked: TrackedFinding) -> "Giving":
        """Return the form as it is opened: as the finding is given now."""
        now = tracked.assignee
        if now is None:
            return cls()
        return cls(now.account or "", now.due.isoformat() if now.due else "", now.note or "")


REFUSALS: Mapping[type[KoblingError], tuple[str, str]] = {
    InvisibleCharacter: ("note", INVISIBLE_CHARACTER),
    actions.NoteTooLong: ("note", gettext_noop("The note is too long: write at most 1,000 characters.")),
    actions.NotReader: (
        "account",
        gettext_noop("This account no longer sees the working pages. Choose another one."),
    ),
    actions.AlreadyCleared: ("account", gettext_noop("The finding has been resolved in the meantime.")),
}
"""What stands in the way: the field that it is in, and its words."""


def save_giving(staff: StaffContext, number: int, sent: Mapping[str, str]) -> Giving:
    """Give a finding to the account that was sent; return the form, with a problem where there is one."""
    typed = Giving(sent.get("account", ""), sent.get("due", "").strip(), sent.get("note", ""))
    try:
        due = date.fromisoformat(typed.due) if typed.due else None
    except ValueError:
        return replace(typed, field="due", problem=_("This is not a day. Write it as 2026-05-01, or leave it out."))
    try:
        actions.assign(
            municipality=staff.municipality,
            finding=number,
            account=stored_key(typed.account) if typed.account else None,
            due=due,
            note=typed.note,
            by=staff.user.key,
            at=timezone.now(),
        )
    except tuple(REFUSALS) as refusal:
        field, words = REFUSALS[type(refusal)]
        return replace(typed, field=field, problem=_(words))
    return typed
