"""Check the endings of initiatives."""

from kobling.core.chain import EndingKind
from kobling.records.initiatives import Initiative
from kobling.rooms.folder.checks.context import CheckContext


def check_initiative_endings(context: CheckContext) -> None:
    """Report endings before the start, follow-ups before the ending, and stops without a reason."""
    for initiative in context.facts.initiatives:
        _check_ending(context, initiative)


def _check_ending(context: CheckContext, initiative: Initiative) -> None:
    ending, start = initiative.ending, initiative.start
    if ending is None:
        return
    if start is not None and ending.date < start:
        context.report(initiative, ("ending", "date"), "ends_before_start", ending.date, (start,))
    after = ending.follow_up
    if after is not None and after.date < ending.date:
        context.report(initiative, ("ending", "follow_up", "date"), "ends_before_start", after.date, (ending.date,))
    if ending.how is EndingKind.STOP and ending.reason is None:
        context.report(initiative, ("ending",), "stop_needs_reason")
