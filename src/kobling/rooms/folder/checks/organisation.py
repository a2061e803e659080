"""Check that the organisation has one council, and that its units form a tree."""

from kobling.rooms.folder.checks.context import CheckContext
from kobling.rooms.folder.errors import SourceLocation
from kobling.rooms.municipality.records import Body, BodyKind, Unit


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
    """Report units that are their own ancestors."""
    parents = {unit.key: unit.parent for unit in context.facts.units}
    for unit in context.facts.units:
        path = _ancestors(unit, parents)
        if path[-1] == unit.key and len(path) > 1:
            context.report(unit, ("parent",), "unit_under_itself", " → ".join(path))


def _ancestors(unit: Unit, parents: dict[str, str | None]) -> list[str]:
    """Return the keys from a unit up to the root, or until a key repeats."""
    path = [unit.key]
    while (parent := parents.get(path[-1])) is not None:
        path.append(parent)
        if parent in path[:-1]:
            break
    return path
