"""Synthetic municipalities of any size whose faults are known, because they were put there.

`faultless_chain` makes a chain in which no rule but the statistical one has a finding, the same for the same seed. The
findings after a link is taken out are given where the link is made (`ChainParts.required`); `FAULTS` add faults other
than missing links. None of it calls the rules.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import Any

from kobling.core.chain import (
    RULES,
    Agreement,
    AgreementGoal,
    BaselineReading,
    Body,
    Budget,
    BudgetLine,
    Commitment,
    Decision,
    Ending,
    EndingKind,
    FailedFetch,
    Goal,
    Graph,
    Indicator,
    Initiative,
    JointMeeting,
    Link,
    LinkKind,
    MeasuredPeriod,
    Node,
    NodeKind,
    Person,
    Policy,
    Priority,
    Ref,
    StatusReading,
    Target,
    Term,
    Theme,
    Unit,
    Vision,
    WithdrawnPeriod,
    Wording,
)
from kobling.core.periods import Period
from kobling.core.status import Status

L = LinkKind
DAY = date(2020, 6, 1)
LEVELS = 4
"""of leaders"""
STRUCTURAL = tuple(rule.code for rule in RULES if rule.code != "D302")
"""The rules that find the same whatever the seed. D302 tests a hypothesis: by chance it finds something in one sound
municipality in twenty."""
KnownFindings = frozenset[tuple[str, Ref]]
"""What is to be found: code and subject."""


@dataclass
class ChainParts:
    """A chain being made."""

    nodes: dict[Ref, Node] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    required: dict[Link, KnownFindings] = field(default_factory=dict)
    """what is found when one of these links is taken out"""

    def add(self, node: Node) -> Node:
        """Put a node in, or in the place of the one with its key."""
        self.nodes[node.ref] = node
        return node

    def tie(self, kind: LinkKind, start: Node, end: Node, *found: tuple[str, Node]) -> Link:
        """Put a link in, and say what is found without it."""
        link = Link(kind, start.ref, end.ref)
        self.links.append(link)
        if found:
            self.required[link] = frozenset((code, node.ref) for code, node in found)
        return link

    def graph(self, *, without: Iterable[Link] = ()) -> Graph:
        """Make the graph, without some of its links."""
        gone = set(without)
        return Graph(self.nodes.values(), [link for link in self.links if link not in gone])

    def copy(self) -> "ChainParts":
        """A chain of its own with the same parts."""
        return ChainParts(dict(self.nodes), list(self.links), dict(self.required))


@dataclass(frozen=True)
class Organisation:
    """Who there is."""

    council: Node
    committees: tuple[Node, ...]
    directorates: tuple[Node, ...]
    centres: tuple[Node, ...]
    """one under each directorate, in the same order"""


@dataclass(frozen=True)
class GoalShape:
    """What kind of goal it is: the kinds that rules tell apart."""

    cross_cutting: bool
    carriers: int
    initiative: bool = True
    money: bool = True
    joint_agreement: bool = True
    """whether units of two directorates are parties to the agreement that takes it over"""
    experiment: bool = False


GOAL_SHAPES = (
    GoalShape(cross_cutting=True, carriers=2),
    GoalShape(cross_cutting=True, carriers=2, initiative=False, money=False),
    GoalShape(cross_cutting=False, carriers=1),
    GoalShape(cross_cutting=False, carriers=2, joint_agreement=False),
    GoalShape(cross_cutting=True, carriers=3, experiment=True),
)


def faultless_chain(
    *, goals: int, themes: int = 5, committees: int = 9, directorates: int = 6, seed: int = 0
) -> ChainParts:
    """Make a chain without faults: so many goals, and as many themes as they fill.

    Takes at least two themes, three committees and two directorates.
    """
    chance, parts = Random(seed), ChainParts()
    parts.add(Term("2018-2021", valid_from=date(2018, 1, 1), valid_to=date(2021, 12, 31)))
    who = _organisation(parts, committees, directorates)
    shapes = [GOAL_SHAPES[number % len(GOAL_SHAPES)] for number in range(goals)]
    made = [
        parts.add(Goal(f"g{number:03}", wordings=(Wording(f"Flere skal have det som i mål {number}"),)))
        for number in range(goals)
    ]
    _themes(parts, list(zip(made, shapes, strict=True)), themes)
    carrying = [chance.sample(who.committees, shape.carriers) for shape in shapes]
    for goal, shape, bodies in zip(made, shapes, carrying, strict=True):
        _measurement(parts, goal)
        _council(parts, who, goal, bodies, shape)
    _money(parts, [(goal, bodies) for goal, bodies, shape in zip(made, carrying, shapes, strict=True) if shape.money])
    taken_over = [_agreement(parts, who, number, shape) for number, shape in enumerate(shapes)]
    taken = Counter(agreement.key for agreement in taken_over)
    for number, (goal, agreement, shape) in enumerate(zip(made, taken_over, shapes, strict=True)):
        alone = taken[agreement.key] == 1
        found = [
            ("D304" if shape.initiative or shape.money else "D106", goal),
            *([("D107", agreement)] if alone else []),
        ]
        parts.tie(L.LEADS_TO, goal, agreement, *found)
        if shape.initiative:
            _initiative(parts, who, number, goal, shape, chance)
    return parts


def _organisation(parts: ChainParts, committees: int, directorates: int) -> Organisation:
    council = parts.add(Body("council", council=True))
    bodies = tuple(parts.add(Body(f"c{number:02}")) for number in range(committees))
    units = tuple(parts.add(Unit(f"d{number:02}", directorate=True)) for number in range(directorates))
    centres = tuple(parts.add(Unit(f"centre-{number:02}")) for number in range(directorates))
    for unit, centre in zip(units, centres, strict=True):
        parts.tie(L.PART_OF, centre, unit)
    for number, body in enumerate(bodies):
        parts.tie(L.SERVES, units[number % directorates], body)
    for level in range(1, LEVELS + 1):
        for number in range(2**level):
            parts.add(Person(f"leader-{level}-{number}", level=level))
    return Organisation(council, bodies, units, centres)


def _themes(parts: ChainParts, goals: list[tuple[Node, GoalShape]], themes: int) -> None:
    """Spread cross-cutting goals over every other theme and the rest over the others; the first theme has one goal."""
    vision = parts.add(Vision("vision"))
    for cross_cutting in (True, False):
        mine = [goal for goal, shape in goals if shape.cross_cutting == cross_cutting]
        numbers = range(0 if cross_cutting else 1, themes, 2)
        homes = [
            numbers[0] if not place else numbers[1:][place % len(numbers[1:])] if numbers[1:] else numbers[0]
            for place in range(len(mine))
        ]
        for number in sorted(set(homes)):
            theme = parts.add(Theme(f"t{number:02}", cross_cutting=cross_cutting))
            parts.tie(L.LEADS_TO, vision, theme)
            _relay(parts, theme)
            parts.tie(L.LEADS_TO, theme, policy := Policy(f"policy-{number:02}"), ("D205", parts.add(policy)))
        goals_of = Counter(homes)
        for goal, number in zip(mine, homes, strict=True):
            home = parts.nodes[Theme(f"t{number:02}").ref]
            alone = goals_of[number] == 1
            parts.tie(L.LEADS_TO, home, goal, *([("D101", home)] if alone else []))


def _relay(parts: ChainParts, theme: Node) -> None:
    """One commitment at every level, each handed on from the one above."""
    above: Node = theme
    for level in range(1, LEVELS + 1):
        promise = parts.add(Commitment(f"{theme.key}-{level}", level=level))
        parts.tie(L.MAKES, parts.nodes[Person(f"leader-{level}-0").ref], promise)
        parts.tie(L.LEADS_TO, above, promise, *([("D306", theme)] if level > 1 else []))
        above = promise


def _measurement(parts: ChainParts, goal: Node) -> None:
    """A target that improves, with figures for 2018 and 2019."""
    target = parts.add(
        Target(
            f"{goal.key}-1",
            at_baseline=(BaselineReading(date(2019, 2, 1), met=False),),
            readings=(StatusReading(date(2020, 2, 1), Status.IMPROVING),),
        )
    )
    parts.tie(L.LEADS_TO, goal, target, ("D102", goal))
    parts.tie(L.LEADS_TO, target, parts.add(_indicator(goal.key, "2018", "2019")), ("D103", target))


def _indicator(key: str, *periods: str) -> Indicator:
    measured = [MeasuredPeriod(Period.parse(code), date(int(code) + 1, 1, 15)) for code in periods]
    return Indicator(f"{key}-1", max_age_days=800, measured=tuple(measured))


def _council(parts: ChainParts, who: Organisation, goal: Node, bodies: list[Node], shape: GoalShape) -> None:
    """The council decides on a goal, committees give it priority and meet about it, and one of them answers for it."""
    given = [parts.add(Priority(f"{goal.key}-{body.key}", year=2020, valid_from=date(2019, 11, 5))) for body in bodies]
    decided = parts.add(Decision(f"{goal.key}-adopted", date(2018, 12, 19)))
    unbacked = [("D202", priority) for priority in given]
    parts.tie(L.TAKES, who.council, decided, *unbacked)
    parts.tie(L.ABOUT, decided, goal, *unbacked)
    for body, priority in zip(bodies, given, strict=True):
        # Of three committees that carry a goal two remain.
        missed = {1: [("D201", goal)], 2: [("D203", goal)] if shape.cross_cutting else []}.get(len(bodies), [])
        parts.tie(L.GIVES, body, priority, *missed)
        parts.tie(L.LEADS_TO, goal, priority, *missed)
    person = parts.add(Person(f"{goal.key}-owner"))
    parts.tie(L.ANSWERS_FOR, person, goal, ("D110", goal))
    if len(bodies) > 1:
        meeting = parts.add(JointMeeting(f"{goal.key}-meeting", date(2020, 2, 4)))
        parts.tie(L.ABOUT, meeting, goal, ("D204", goal))
        for body in bodies[:2]:
            parts.tie(L.ATTENDS, body, meeting, ("D204", goal))


def _money(parts: ChainParts, goals: list[tuple[Node, list[Node]]]) -> None:
    """A committee has a line for all the goals it carries, and each goal one of its own under its first committee."""
    budget = parts.add(Budget("2020", adopted=date(2019, 10, 9)))
    carried: dict[Ref, list[Node]] = {}
    for goal, bodies in goals:
        for body in bodies:
            carried.setdefault(body.ref, []).append(goal)
    for goal, bodies in goals:
        own = _line(parts, f"own-{goal.key}", bodies[0], budget)
        parts.tie(L.LEADS_TO, goal, own, ("D108", budget))
        for place, body in enumerate(bodies):
            shared = parts.nodes.get(BudgetLine(body.key).ref) or _line(parts, body.key, body, budget)
            lost = [("D108", budget)] if len(carried[body.ref]) == 1 else []
            # Without the second committee's money the first one holds it all; of three, two remain.
            alone = [("D206", goal)] if len(bodies) == 2 and place == 1 else []
            parts.tie(L.LEADS_TO, goal, shared, *lost, *alone)


def _line(parts: ChainParts, key: str, body: Node, budget: Node) -> Node:
    line = parts.add(BudgetLine(key, kroner=1_000_000))
    parts.tie(L.HOLDS, body, line)
    parts.tie(L.PART_OF, line, budget)
    return line


def _agreement(parts: ChainParts, who: Organisation, number: int, shape: GoalShape) -> Node:
    """The agreement that takes a goal over: one per directorate, and one more for goals it has with the next."""
    place = number % len(who.directorates)
    key = f"{who.directorates[place].key}-{'joint' if shape.joint_agreement else 'own'}"
    there = parts.nodes.get(Agreement(key).ref)
    if there:
        return there
    agreement = parts.add(Agreement(key, signed=date(2019, 9, 1)))
    parts.tie(L.SHAPES, agreement, parts.nodes[Budget("2020").ref])
    parts.tie(L.PARTY_TO, who.directorates[place], agreement)
    if shape.joint_agreement:
        parts.tie(L.PARTY_TO, who.directorates[(place + 1) % len(who.directorates)], agreement)
    return agreement


def _initiative(
    parts: ChainParts, who: Organisation, number: int, goal: Node, shape: GoalShape, chance: Random
) -> None:
    """A project of two directorates' centres, the first of which is party to the goal's agreement."""
    own = number % len(who.centres)
    owner, helper = who.centres[own], chance.choice([one for one in who.centres if one != who.centres[own]])
    across = [("D303", goal)] if shape.cross_cutting and not shape.experiment else []
    alone = [("D301", goal)] if not shape.joint_agreement and shape.carriers > 1 else []
    project = parts.add(Initiative(f"{goal.key}-project", start=date(2019, 1, 1), effect_after_days=200))
    parts.tie(L.LEADS_TO, goal, project, ("D107", project), *alone)
    parts.tie(L.OWNS, owner, project, *across)
    parts.tie(L.CONTRIBUTES, helper, project, *across, *alone)
    if shape.experiment:
        tried = parts.add(
            Initiative(
                f"{goal.key}-trial",
                experiment=True,
                start=date(2019, 2, 1),
                end=date(2019, 5, 10),
                ending=Ending(date(2019, 5, 12), EndingKind.SPREAD),
                followed_up=date(2020, 5, 12),
            )
        )
        parts.tie(L.OWNS, owner, tried)
        parts.tie(L.CONTRIBUTES, helper, tried)
        parts.tie(L.LEADS_TO, goal, tried)


Plant = Callable[[ChainParts, Goal], KnownFindings]


def _change(parts: ChainParts, node: Node, **facts: Any) -> Ref:
    """Change some facts of the node that is there."""
    parts.add(replace(parts.nodes[node.ref], **facts))
    return node.ref


def _no_figures(parts: ChainParts, goal: Goal) -> KnownFindings:
    return frozenset({("D104", parts.add(_indicator(goal.key)).ref)})


def _late_baseline(parts: ChainParts, goal: Goal) -> KnownFindings:
    return frozenset({("D104", parts.add(_indicator(goal.key, "2019")).ref)})


def _old_figures(parts: ChainParts, goal: Goal) -> KnownFindings:
    return frozenset({("D105", parts.add(_indicator(goal.key, "2016", "2017")).ref)})


def _stopped_table(parts: ChainParts, goal: Goal) -> KnownFindings:
    stopped = replace(_indicator(goal.key, "2018"), table="FOLK9Z", retired=date(2020, 1, 7))
    return frozenset({("D111", parts.add(stopped).ref)})


def _withdrawn_figure(parts: ChainParts, goal: Goal) -> KnownFindings:
    gone = WithdrawnPeriod(Period.parse("2019"), date(2020, 2, 3))
    return frozenset({("D112", parts.add(replace(_indicator(goal.key, "2018", "2019"), withdrawn=(gone,))).ref)})


def _failing_register(parts: ChainParts, goal: Goal) -> KnownFindings:
    failed = tuple(FailedFetch(date(2020, 3, day)) for day in (2, 3, 4))
    return frozenset({("D113", parts.add(replace(_indicator(goal.key, "2018", "2019"), failed=failed)).ref)})


def _motto(parts: ChainParts, goal: Goal) -> KnownFindings:
    return frozenset({("D109", _change(parts, goal, wordings=(Wording("Et godt liv for alle"),)))})


def _owner_left(parts: ChainParts, goal: Goal) -> KnownFindings:
    _change(parts, Person(f"{goal.key}-owner"), valid_to=date(2020, 4, 30))
    return frozenset({("D110", goal.ref)})


def _quiet(parts: ChainParts, goal: Goal) -> KnownFindings:
    parts.add(_indicator(goal.key, "2018"))
    meeting = JointMeeting(f"{goal.key}-meeting", date(2019, 3, 1))
    if meeting.ref in parts.nodes:
        parts.add(meeting)
    given = [
        node for node in parts.nodes.values() if isinstance(node, Priority) and node.key.startswith(f"{goal.key}-")
    ]
    return frozenset(("D207", _change(parts, one, year=2019, valid_from=date(2018, 11, 5))) for one in given)


def _no_judge(parts: ChainParts, goal: Goal) -> KnownFindings:
    """The only target is to be judged, and nobody is named who judges it."""
    target = _change(parts, Target(f"{goal.key}-1"), judged=True)
    return frozenset({("D102", goal.ref), ("D103", target)})


def _no_money(parts: ChainParts, goal: Goal) -> KnownFindings:
    """The only lines that are not the first committee's have 0 kroner for this goal."""
    _, *others = sorted(
        (link.start for link in parts.links if link.kind is L.GIVES and link.end.key.startswith(f"{goal.key}-")),
        key=lambda body: Ref(NodeKind.BODY, body.key) != _holder(parts, f"own-{goal.key}"),
    )
    empty = [parts.add(BudgetLine(f"empty-{goal.key}-{body.key}", kroner=0)) for body in others]
    for body, line in zip(others, empty, strict=True):
        parts.tie(L.HOLDS, parts.nodes[body], line)
        parts.tie(L.PART_OF, line, parts.nodes[Budget("2020").ref])
        parts.tie(L.LEADS_TO, goal, line)
    shared = {BudgetLine(body.key).ref for body in others}
    parts.links = [link for link in parts.links if (link.start, link.end) not in {(goal.ref, line) for line in shared}]
    lost = [line for line in shared if not any(link.end == line and link.kind is L.LEADS_TO for link in parts.links)]
    return frozenset({("D206", goal.ref), *((("D108", Budget("2020").ref),) if lost else ())})


def _holder(parts: ChainParts, line: str) -> Ref:
    """The committee that a line lies under."""
    return next(link.start for link in parts.links if link.kind is L.HOLDS and link.end == BudgetLine(line).ref)


def _no_ending(parts: ChainParts, goal: Goal) -> KnownFindings:
    trial = Initiative(f"{goal.key}-trial")
    return frozenset({("D307", _change(parts, trial, ending=None, followed_up=None))})


def _never_followed_up(parts: ChainParts, goal: Goal) -> KnownFindings:
    return frozenset({("D307", _change(parts, Initiative(f"{goal.key}-trial"), followed_up=None))})


def _not_moved(parts: ChainParts, goal: Goal) -> KnownFindings:
    _change(parts, Initiative(f"{goal.key}-project"), end=date(2019, 9, 1))
    reading = StatusReading(date(2020, 2, 1), Status.BEHIND)
    return frozenset({("D401", _change(parts, Target(f"{goal.key}-1"), readings=(reading,)))})


def _trivial(parts: ChainParts, goal: Goal) -> KnownFindings:
    return frozenset(
        {("D402", _change(parts, Target(f"{goal.key}-1"), at_baseline=(BaselineReading(date(2019, 2, 1), met=True),)))}
    )


FAULTS: Mapping[str, Plant] = {
    "no figures": _no_figures,
    "late baseline": _late_baseline,
    "old figures": _old_figures,
    "stopped table": _stopped_table,
    "withdrawn figure": _withdrawn_figure,
    "failing register": _failing_register,
    "motto": _motto,
    "owner left": _owner_left,
    "quiet": _quiet,
    "no judge": _no_judge,
    "no money": _no_money,
    "no ending": _no_ending,
    "never followed up": _never_followed_up,
    "not moved": _not_moved,
    "trivial target": _trivial,
}
"""Faults of one goal that are no missing link."""


def _several_hold_money(parts: ChainParts, goal: Goal) -> bool:
    given = [link for link in parts.links if link.kind is L.GIVES and link.end.key.startswith(f"{goal.key}-")]
    return len(given) > 1 and BudgetLine(f"own-{goal.key}").ref in parts.nodes


def possible_faults(parts: ChainParts, goal: Goal) -> Iterator[str]:
    """The faults that can be planted at a goal."""
    trial = Initiative(f"{goal.key}-trial").ref in parts.nodes
    project = Initiative(f"{goal.key}-project").ref in parts.nodes
    for name in FAULTS:
        if name in {"no ending", "never followed up"} and not trial:
            continue
        if name == "no money" and not _several_hold_money(parts, goal):
            continue
        # The experiment of such a goal has no time to effect, so nobody can say that everything has had its time.
        if name == "not moved" and (trial or not project):
            continue
        yield name


def _signed_late(parts: ChainParts, chance: Random) -> KnownFindings:
    agreement = chance.choice([node for node in parts.nodes.values() if isinstance(node, Agreement)])
    return frozenset({("D305", _change(parts, agreement, signed=date(2019, 12, 1)))})


def _replaced(parts: ChainParts, chance: Random) -> KnownFindings:
    policy = chance.choice([node for node in parts.nodes.values() if isinstance(node, Policy)])
    goal = chance.choice([node for node in parts.nodes.values() if isinstance(node, Goal)])
    parts.tie(L.REPLACES, goal, policy)
    return frozenset({("D205", policy.ref)})


def _replaced_by_policy(parts: ChainParts, chance: Random) -> KnownFindings:
    """Another policy, which is over itself by now, took its place."""
    policy = chance.choice([node for node in parts.nodes.values() if isinstance(node, Policy)])
    parts.tie(L.REPLACES, parts.add(Policy("newer", valid_to=date(2020, 5, 31))), policy)
    return frozenset({("D205", policy.ref)})


def _agreed_for_nothing(parts: ChainParts, chance: Random) -> KnownFindings:
    agreement, own = parts.add(Agreement("one-more")), parts.add(AgreementGoal("for-nothing"))
    parts.tie(L.PART_OF, own, agreement)
    return frozenset({("D107", own.ref)})


def _own_goal(parts: ChainParts, chance: Random) -> KnownFindings:
    """A committee's own goal, judged and agreed on, that the council never decided on."""
    goal, committee = parts.add(Goal("own-goal")), parts.nodes[Body("c00").ref]
    parts.tie(L.SETS, committee, goal)
    parts.tie(L.ANSWERS_FOR, committee, goal)
    parts.tie(L.JUDGES, committee, goal)
    parts.tie(L.LEADS_TO, goal, parts.add(Agreement("one-more")))
    return frozenset({("D202", goal.ref)})


def _relay_stops(parts: ChainParts, chance: Random) -> KnownFindings:
    handed_on = [link for link, found in parts.required.items() if {code for code, _ in found} == {"D306"}]
    link = chance.choice(handed_on)
    parts.links.remove(link)
    return parts.required[link]


def _leader_left(parts: ChainParts, chance: Random) -> KnownFindings:
    """The leader of a level left, who had made a commitment on every theme."""
    level = chance.randint(1, LEVELS)
    _change(parts, Person(f"leader-{level}-0"), valid_to=date(2020, 5, 31))
    return frozenset(("D306", ref) for ref, node in parts.nodes.items() if isinstance(node, Theme))


MUNICIPALITY_FAULTS: Mapping[str, Callable[[ChainParts, Random], KnownFindings]] = {
    "signed late": _signed_late,
    "replaced policy": _replaced,
    "agreed for nothing": _agreed_for_nothing,
    "a committee's own goal": _own_goal,
    "relay stops": _relay_stops,
    "policy replaced by a policy": _replaced_by_policy,
    "leader left": _leader_left,
}
"""Faults that belong to no goal of the council."""


def chain_with_faults(*, goals: int, faults: int, seed: int) -> tuple[Graph, KnownFindings]:
    """Make a municipality with so many faults, at most one at a goal, and what is to be found in it.

    Half of them are missing links, half of them other faults, chosen by chance; and one that belongs to no goal.
    """
    chance, parts = Random(seed), faultless_chain(goals=goals, seed=seed)
    there = [node for node in parts.nodes.values() if isinstance(node, Goal)]
    known: set[tuple[str, Ref]] = set()
    gone: list[Link] = []
    for number, goal in enumerate(chance.sample(there, min(faults, len(there)))):
        if number % 2:
            known |= FAULTS[chance.choice(list(possible_faults(parts, goal)))](parts, goal)
        else:
            gone.append(chance.choice(_missable(parts, goal, gone)))
            known |= parts.required[gone[-1]]
    if faults:
        known |= MUNICIPALITY_FAULTS[chance.choice(list(MUNICIPALITY_FAULTS))](parts, chance)
    return parts.graph(without=gone), frozenset(known)


def _missable(parts: ChainParts, goal: Goal, gone: list[Link]) -> list[Link]:
    """The required links about a goal; not two to one agreement or budget line, which could leave it without any."""
    cut = {link.end for link in gone}
    return [
        link
        for link in parts.required
        if link.end not in cut and any(ref.key.split("-")[0] == goal.key for ref in (link.start, link.end))
    ]
