"""The trial of a change draft: what applying it now would do, or what stands in its way."""

from dataclasses import dataclass

from django.utils import timezone

from kobling.rooms.change_drafts.records import ChangeDraft
from kobling.rooms.changes.actions import ChangeResult, change_facts
from kobling.rooms.folder.errors import MAX_SHOWN_PROBLEMS
from kobling.rooms.folder.merging import ConflictingChanges
from kobling.web.shared.localization import LocalizedText
from kobling.web.staff.editing import REFUSALS, problem_lines, warning_sentence, warning_sentences
from kobling.web.staff.forms.index import FactIndex
from kobling.web.staff.forms.values import ValueWords
from kobling.web.staff.page_context import StaffContext


@dataclass(frozen=True)
class Trial:
    """What applying a draft now would do, or what stands in its way."""

    result: ChangeResult | None = None
    problems: tuple[str, ...] = ()
    conflicts: tuple[tuple[str, str, list[LocalizedText]], ...] = ()
    """The fact, the field and its three sides: as it was, as it is, as the draft wants it."""
    warnings: tuple[str, ...] = ()
    """What is unlikely, and waits for an answer."""
    answered: tuple[tuple[str, str], ...] = ()
    """What is unlikely, and the reason its author has given for it."""


def trial_of(staff: StaffContext, draft: ChangeDraft, facts: FactIndex) -> Trial:
    """Return what applying a draft now would do; nothing is stored."""
    try:
        result = change_facts(
            municipality=staff.municipality,
            edits=draft.edits,
            by=draft.author,
            at=timezone.now(),
            answers=draft.answers,
            dry_run=True,
        )
    except ConflictingChanges as found:
        return Trial(
            conflicts=tuple(
                (
                    str(facts.name(one.kind, one.key)),
                    *ValueWords(facts, staff.access.seen_in(facts.fact(one.kind, one.key))).sides(
                        one.kind, one.field, (one.base, one.present, one.incoming)
                    ),
                )
                for one in found.conflicts
            )
        )
    except REFUSALS as refusal:
        return Trial(problems=tuple(problem_lines(refusal, facts))[:MAX_SHOWN_PROBLEMS])
    return Trial(
        result,
        warnings=warning_sentences(result.questioned),
        answered=tuple((warning_sentence(warning), reason) for warning, reason in result.answered),
    )
