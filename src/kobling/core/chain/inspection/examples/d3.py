"""Examples for the rules of D3."""

from dataclasses import replace
from datetime import date

from kobling.core.chain.graph.links import LinkKind
from kobling.core.chain.graph.nodes import (
    Agreement,
    Body,
    Budget,
    Commitment,
    Ending,
    EndingKind,
    Goal,
    Initiative,
    Person,
    Theme,
    Unit,
)
from kobling.core.chain.inspection.examples.example import TERM, Example, GraphPart, link, link_chain

L = LinkKind
HEALTH = Theme("health")
SMOKERS = Goal("fewer-smokers")
SOCIAL, CULTURE = Body("social"), Body("culture")
CARE, LEISURE = Unit("care", directorate=True), Unit("leisure", directorate=True)
CENTRE = Unit("health-centre")
COURSES = Initiative("quit-courses")
TRIAL = Initiative("smoke-free-club", experiment=True, start=date(2019, 3, 1), end=date(2019, 6, 8))
FIRST, SECOND = Commitment("director", level=1), Commitment("head-of-centre", level=2)
CHIEF, HEAD = Person("chief", level=1), Person("head", level=2)

_PROJECT = (
    SMOKERS,
    CARE,
    LEISURE,
    CENTRE,
    COURSES,
    link(L.PART_OF, CENTRE, CARE),
    link(L.OWNS, CENTRE, COURSES),
    *link_chain(SMOKERS, COURSES),
)
_BUDGET = Budget("2020", adopted=date(2019, 10, 9))
_AGREED = Agreement("health-centre")


def _shared_goals() -> tuple[GraphPart, ...]:
    """Three directorates, each with a committee; each two committees carry four goals together.

    Each goal has an initiative of the directorate of the first of them.
    """
    parts: list[GraphPart] = [TERM]
    bodies = {name: Body(name) for name in "abc"}
    for name, body in bodies.items():
        unit = Unit(name, directorate=True)
        parts += [unit, body, link(L.SERVES, unit, body)]
    for name, other in ("ab", "bc", "ca"):
        for number in range(1, 5):
            goal, work = Goal(f"{name}{number}"), Initiative(f"{name}{number}")
            parts += [goal, work, *link_chain(goal, work), link(L.OWNS, Unit(name), work)]
            parts += [link(L.CARRIES, bodies[name], goal), link(L.CARRIES, bodies[other], goal)]
    return tuple(parts)


_JOINED = tuple(
    link(L.CONTRIBUTES, Unit(other), Initiative(f"{name}{number}"))
    for name, other in ("ab", "bc", "ca")
    for number in range(1, 5)
)
"""The directorate of each goal's other committee contributes to its initiative."""


EXAMPLES = {
    "D301": Example(
        common=(*_PROJECT, SOCIAL, CULTURE, link(L.CARRIES, SOCIAL, SMOKERS), link(L.CARRIES, CULTURE, SMOKERS)),
        passing_parts=(link(L.CONTRIBUTES, LEISURE, COURSES),),
    ),
    "D302": Example(common=_shared_goals(), passing_parts=_JOINED),
    "D303": Example(
        common=(*_PROJECT, HEALTH, *link_chain(HEALTH, SMOKERS)),
        passing_parts=(link(L.CONTRIBUTES, LEISURE, COURSES),),
    ),
    "D304": Example(
        common=(SMOKERS, COURSES, _AGREED, *link_chain(SMOKERS, COURSES)),
        passing_parts=link_chain(SMOKERS, _AGREED),
    ),
    "D305": Example(
        common=(_BUDGET, link(L.SHAPES, _AGREED, _BUDGET)),
        firing_parts=(replace(_AGREED, signed=date(2019, 10, 10)),),
        passing_parts=(replace(_AGREED, signed=date(2019, 10, 9)),),
    ),
    "D306": Example(
        common=(HEALTH, FIRST, SECOND, CHIEF, HEAD, link(L.MAKES, CHIEF, FIRST), *link_chain(HEALTH, FIRST)),
        passing_parts=link_chain(FIRST, SECOND),
    ),
    "D307": Example(
        common=(SMOKERS, *link_chain(SMOKERS, TRIAL)),
        firing_parts=(replace(TRIAL, ending=None),),
        passing_parts=(replace(TRIAL, ending=Ending(date(2019, 6, 20), EndingKind.ADJUST)),),
    ),
}
