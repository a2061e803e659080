"""The organisation has one council, and its units form a tree."""

from kobling.rooms.folder.checks.context import CheckContext
from kobling.rooms.folder.errors import SourceLocation
from kobling.rooms.municipality.records import Body, BodyKind, Unit


def check_single_council(look: CheckContext) -> None:
    """Refuse an organisation without a council, or with two."""
    councils = [body for body in look.facts.bodies if body.kind is BodyKind.COUNCIL]
    for council in councils[1:]:
        look.say(council, ("kind",), "second_council", council.key, (look.places.of(councils[0], "kind"),))
    if not councils and not look.gaps.has(Body):
        look.problems.add(SourceLocation("organisation.yaml"), "no_council")


def check_unit_tree(look: CheckContext) -> None:
    """Refuse units that lie under themselves, directly or by way of others."""
    parents = {unit.key: unit.parent for unit in look.facts.units}
    for unit in look.facts.units:
        line = _upwards(unit, parents)
        if line[-1] == unit.key and len(line) > 1:
            look.say(unit, ("parent",), "unit_under_itself", " → ".join(line))


def _upwards(unit: Unit, parents: dict[str, str | None]) -> list[str]:
    """Return the keys from a unit upwards, until there is no more or one comes again."""
    line = [unit.key]
    while (above := parents.get(line[-1])) is not None:
        line.append(above)
        if above in line[:-1]:
            break
    return line
