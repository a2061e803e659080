"""Commitments are handed down, and what is done for the goals ends after it began."""

from kobling.rooms.exchange.inspection import Inspection
from kobling.rooms.exchange.rings import rings
from kobling.rooms.initiatives.records import How, Initiative


def check_commitments(look: Inspection) -> None:
    """Refuse a level that is not the leader's, and commitments that are handed round in a ring."""
    levels = {leader.key: leader.level for leader in look.facts.leaders}
    commitments = {one.key: one for one in look.facts.commitments}
    for one in look.facts.commitments:
        level = levels.get(one.leader or "", one.level)
        if level != one.level:
            look.say(one, ("level",), "level_differs", one.level, (level,))
    leads = {key: (one.handed_on_from,) for key, one in commitments.items() if one.handed_on_from is not None}
    for ring in rings(leads):
        look.say(commitments[ring[0]], ("handed_on_from",), "handed_in_a_ring", " → ".join(ring))


def check_endings(look: Inspection) -> None:
    """Refuse an ending before the beginning, a follow-up before the ending, and a stop without a reason."""
    for initiative in look.facts.initiatives:
        _check_ending(look, initiative)


def _check_ending(look: Inspection, initiative: Initiative) -> None:
    ending, start = initiative.ending, initiative.start
    if ending is None:
        return
    if start is not None and ending.date < start:
        look.say(initiative, ("ending", "date"), "ends_before_start", ending.date, (start,))
    after = ending.follow_up
    if after is not None and after.date < ending.date:
        look.say(initiative, ("ending", "follow_up", "date"), "ends_before_start", after.date, (ending.date,))
    if ending.how is How.STOP and ending.reason is None:
        look.say(initiative, ("ending",), "stop_needs_reason")
