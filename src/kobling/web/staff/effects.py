"""What a change would do to statuses and findings, in words."""

from typing import Any

from django.utils import timezone

from kobling.rooms.change_drafts.effects import Effects, effects
from kobling.rooms.changes.edits import Edits
from kobling.web.shared.words.inspection import finding_text
from kobling.web.shared.words.vocabulary import status_name
from kobling.web.staff.forms.index import FactIndex
from kobling.web.staff.page_context import StaffContext

MAX_SHOWN_EFFECTS = 20


def shown_effects(staff: StaffContext, edits: Edits, facts: FactIndex) -> dict[str, Any]:
    """Return what edits that pass the checks would do today, as the template effects.html shows it."""
    found: Effects = effects(staff.municipality, edits, on=timezone.localdate())
    return {
        "statuses": [
            (
                facts.name("goal", one.goal),
                one.target,
                status_name(one.before) if one.before else "",
                status_name(one.after) if one.after else "",
            )
            for one in found.statuses[:MAX_SHOWN_EFFECTS]
        ],
        "opened": [finding_text(one) for one in found.opened[:MAX_SHOWN_EFFECTS]],
        "cleared": [finding_text(one) for one in found.cleared[:MAX_SHOWN_EFFECTS]],
        "more": sum(max(0, len(each) - MAX_SHOWN_EFFECTS) for each in (found.statuses, found.opened, found.cleared)),
    }
