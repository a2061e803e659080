"""Made-up administrations for D302: working by chance, together, together on most, or each for its own committees."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from random import Random

from kobling.core.chain import Body, Goal, Graph, Initiative, Link, LinkKind, Node, Unit

L = LinkKind
SILO_SHARE = 0.8
"""The share of a silo's work that is on own goals which no other directorate touches."""


@dataclass
class Administration:
    """Who carries and serves what, and who works on what; directorates and goals by number."""

    chance: Random
    goals: int
    carried: dict[int, set[int]]
    """the committees that carry each goal"""
    served: dict[int, int]
    """the directorate that serves each committee"""
    works: dict[int, set[int]] = field(default_factory=dict)
    """the goals each directorate works on"""

    def serving(self, goal: int) -> list[int]:
        """The directorates that serve a committee that carries the goal."""
        return sorted({self.served[committee] for committee in self.carried[goal]})

    def graph(self) -> Graph:
        """The municipality; each directorate has an initiative of its own for each goal it works on."""
        nodes: list[Node] = [Goal(f"g{number:03}") for number in range(self.goals)]
        nodes += [Body(f"c{number}") for number in self.served]
        nodes += [Unit(f"d{number}", directorate=True) for number in self.works]
        links = [
            Link(L.CARRIES, Body(f"c{committee}").ref, nodes[goal].ref)
            for goal, committees in self.carried.items()
            for committee in sorted(committees)
        ]
        links += [
            Link(L.SERVES, Unit(f"d{number}").ref, Body(f"c{committee}").ref)
            for committee, number in self.served.items()
        ]
        for number, goals in self.works.items():
            for goal in sorted(goals):
                work = Initiative(f"d{number}-g{goal:03}")
                nodes.append(work)
                links += [
                    Link(L.LEADS_TO, nodes[goal].ref, work.ref),
                    Link(L.OWNS, Unit(f"d{number}").ref, work.ref),
                ]
        return Graph(nodes, links)


def _empty(
    seed: int, *, goals: int = 21, committees: int = 9, directorates: int = 6, carriers: tuple[int, ...] = (2,)
) -> Administration:
    """Every goal carried by as many committees as `carriers` says, one of them by chance; nobody works on anything."""
    chance = Random(seed)
    carried = {goal: set(chance.sample(range(committees), chance.choice(carriers))) for goal in range(goals)}
    served = [number % directorates for number in range(committees)]
    chance.shuffle(served)
    return Administration(
        chance, goals, carried, dict(enumerate(served)), {number: set() for number in range(directorates)}
    )


def random_administration(seed: int, **shape: object) -> Graph:
    """Every directorate works on three to six goals, drawn from all alike."""
    made = _empty(seed, **shape)  # type: ignore[arg-type]
    for mine in made.works.values():
        mine.update(made.chance.sample(range(made.goals), made.chance.randint(3, 6)))
    return made.graph()


def cooperating_administration(seed: int, **shape: object) -> Graph:
    """Two directorates of the carrying committees work on every goal; one where they serve all of its committees."""
    made = _empty(seed, **shape)  # type: ignore[arg-type]
    for goal in range(made.goals):
        _together(made, goal)
    return made.graph()


def mostly_cooperating_administration(seed: int, *, joint: float = 0.7, **shape: object) -> Graph:
    """As the cooperating one on 70 % of the goals, drawn by chance; one of the two works alone on each of the others.

    Every directorate strays into one goal more, drawn from all.
    """
    made = _empty(seed, **shape)  # type: ignore[arg-type]
    together = set(made.chance.sample(range(made.goals), round(joint * made.goals)))
    for goal in range(made.goals):
        if goal in together:
            _together(made, goal)
        else:
            made.works[made.chance.choice(made.serving(goal))].add(goal)
    for mine in made.works.values():
        mine.add(made.chance.randrange(made.goals))
    return made.graph()


def silo_administration(seed: int, *, silos: int, **shape: object) -> Graph:
    """Every directorate works on three to six goals; of a silo, 80 % are own ones that no other directorate touches.

    A silo takes such goals as far as there are any; the rest of its work, so that the share is kept, is drawn from the
    goals that are no silo's alone, as are all goals of the other directorates.
    """
    made = _empty(seed, **shape)  # type: ignore[arg-type]
    chance, taken = made.chance, set[int]()
    wanted = {number: chance.randint(3, 6) for number in range(silos)}
    for number, goals in wanted.items():
        for _ in range(round(SILO_SHARE * goals)):
            free = [goal for goal in range(made.goals) if goal not in taken and number in made.serving(goal)]
            if free:
                goal = chance.choice(free)
                made.works[number].add(goal)
                taken.add(goal)
    others = [goal for goal in range(made.goals) if goal not in taken]
    for number, mine in made.works.items():
        count = round(len(mine) * (1 - SILO_SHARE) / SILO_SHARE) if number in wanted else chance.randint(3, 6)
        mine.update(chance.sample(others, min(count, len(others))))
    return made.graph()


KINDS: Mapping[str, Callable[..., Graph]] = {
    "by chance": random_administration,
    "together on all shared goals": cooperating_administration,
    "together on 70 % of them, and stray work": mostly_cooperating_administration,
    "three silos of six": partial(silo_administration, silos=3),
    "two silos of six": partial(silo_administration, silos=2),
}
"""By what is printed of them."""
BARS: Mapping[str, tuple[float, float]] = {
    "by chance": (0, 0.05),
    "together on all shared goals": (0, 0),
    "together on 70 % of them, and stray work": (0, 0.03),
    "three silos of six": (0.93, 1),
    "two silos of six": (0.64, 1),
}
"""The least and the greatest share of municipalities of a kind, of two committees per goal, that D302 may find."""


def _together(made: Administration, goal: int) -> None:
    serving = made.serving(goal)
    for number in made.chance.sample(serving, min(2, len(serving))):
        made.works[number].add(goal)
