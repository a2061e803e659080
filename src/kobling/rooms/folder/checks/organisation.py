"""Check that the organisation has one council, and that its units form a tree, without cycles."""

from kobling.records.municipality import Body, BodyKind
from kobling.rooms.folder.checks.context import CheckContext
from kobling.rooms.folder.checks.cycles import find_cycles
from kobling.rooms.folder.errors import SourceLocation


def check_single_council(context: CheckContext) -> None:
    """Report an organisation without a council, and every council after the first."""
    councils = [body for body in context.facts.bodies if body.kind is BodyKind.COUNCIL]
    for council in councils[1:]:
        context.report(
            council, ("kind",), "second_council", council.key, (context.locations.locate(councils[0], "kind"),)
        )
    if not councils and not context.gaps.has_any(Body):
        context.problems.add(SourceLocation("organisation.yaml"), "no_council")


def check_unit_tree(context: CheckContext) -> None:
    """Report every unit on a cycle: a unit that is its own ancestor."""
    parents = {unit.key: () if unit.parent is None else (unit.parent,) for unit in context.facts.units}
    cycles = {key: cycle for cycle in find_cycles(parents) for key in cycle}
    for unit in context.facts.units:
        if unit.key in cycles:
            cycle = _start_at(unit.key, cycles[unit.key])
            context.report(unit, ("parent",), "unit_under_itself", " → ".join(cycle))


def _start_at(key: str, cycle: tuple[str, ...]) -> tuple[str, ...]:
    """Return the same cycle from one of its keys round to that key."""
    start = cycle.index(key)
    return (*cycle[start:-1], *cycle[:start], key)
