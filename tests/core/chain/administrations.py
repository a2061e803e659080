"""Made-up administrations for D302: directorates that work on goals by chance, or mostly on their own committees'."""

from random import Random

from kobling.core.chain import Body, Goal, Graph, Initiative, Link, LinkKind, Node, Unit

L = LinkKind


def administration(
    *,
    silos: int = 0,
    share: float = 0.8,
    seed: int,
    goals: int = 21,
    committees: int = 9,
    directorates: int = 6,
    carriers: tuple[int, ...] = (2,),
) -> Graph:
    """Make a municipality in which some directorates do a share of their work on their own committees' goals.

    Every goal is carried by as many committees as `carriers` says, one of them by chance, every committee is served by
    one directorate, and every directorate works on five to ten goals. One without a silo draws them from all goals
    alike. A silo draws its share of them from the goals of its own committees, as far as there are so many, and the
    rest, so that the share is kept, from the others. All by chance.
    """
    chance = Random(seed)
    nodes: list[Node] = [Goal(f"g{number:03}") for number in range(goals)]
    links: list[Link] = []
    carried: dict[int, set[int]] = {number: set() for number in range(committees)}
    for goal in range(goals):
        for committee in chance.sample(range(committees), chance.choice(carriers)):
            carried[committee].add(goal)
            links.append(Link(L.CARRIES, Body(f"c{committee}").ref, nodes[goal].ref))
    served = [number % directorates for number in range(committees)]
    chance.shuffle(served)
    nodes += [Body(f"c{number}") for number in range(committees)]
    for number in range(directorates):
        unit = Unit(f"d{number}", directorate=True)
        nodes.append(unit)
        mine = [committee for committee, by in enumerate(served) if by == number]
        links += [Link(L.SERVES, unit.ref, Body(f"c{committee}").ref) for committee in mine]
        own = set().union(*(carried[committee] for committee in mine))
        wanted = chance.randint(5, 10)
        worked = _silo(chance, goals, own, wanted, share) if number < silos else chance.sample(range(goals), wanted)
        for goal in worked:
            work = Initiative(f"d{number}-g{goal:03}")
            nodes.append(work)
            links += [Link(L.LEADS_TO, nodes[goal].ref, work.ref), Link(L.OWNS, unit.ref, work.ref)]
    return Graph(nodes, links)


def _silo(chance: Random, goals: int, own: set[int], wanted: int, share: float) -> list[int]:
    """Goals of which the given share is a directorate's own committees'."""
    of_own = min(len(own), round(share * wanted))
    others = [goal for goal in range(goals) if goal not in own]
    of_others = min(len(others), round(of_own * (1 - share) / share))
    return chance.sample(sorted(own), of_own) + chance.sample(others, of_others)
