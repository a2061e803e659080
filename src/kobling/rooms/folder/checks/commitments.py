"""Check that commitments have the level of their leader and are handed on without cycles."""

from kobling.rooms.folder.checks.context import CheckContext
from kobling.rooms.folder.checks.cycles import find_cycles


def check_commitments(context: CheckContext) -> None:
    """Report levels that differ from the leader's, and cycles of commitments."""
    levels = {leader.key: leader.level for leader in context.facts.leaders}
    commitments = {commitment.key: commitment for commitment in context.facts.commitments}
    for commitment in context.facts.commitments:
        level = levels.get(commitment.leader or "", commitment.level)
        if level != commitment.level:
            context.report(commitment, ("level",), "level_differs", commitment.level, (level,))
    predecessors = {
        key: (commitment.handed_on_from,)
        for key, commitment in commitments.items()
        if commitment.handed_on_from is not None
    }
    for cycle in find_cycles(predecessors):
        context.report(commitments[cycle[0]], ("handed_on_from",), "handed_in_a_ring", " → ".join(cycle))
