"""Commitments are handed down from leader to leader, level by level."""

from kobling.rooms.folder.checks.context import CheckContext
from kobling.rooms.folder.checks.cycles import find_cycles


def check_commitments(look: CheckContext) -> None:
    """Refuse a level that is not the leader's, and commitments that are handed round in a ring."""
    levels = {leader.key: leader.level for leader in look.facts.leaders}
    commitments = {one.key: one for one in look.facts.commitments}
    for one in look.facts.commitments:
        level = levels.get(one.leader or "", one.level)
        if level != one.level:
            look.say(one, ("level",), "level_differs", one.level, (level,))
    leads = {key: (one.handed_on_from,) for key, one in commitments.items() if one.handed_on_from is not None}
    for ring in find_cycles(leads):
        look.say(commitments[ring[0]], ("handed_on_from",), "handed_in_a_ring", " → ".join(ring))
