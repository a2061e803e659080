"""Goal-and-frame agreements with the centres, and the leaders' commitments, passed on from level to level."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kobling.records.agreements import Agreement, AgreementGoal, Commitment
from kobling.records.municipality import Leader, Unit
from tools.kaedekoebing.goals import TERM
from tools.kaedekoebing.organisation import DIRECTORATES
from tools.kaedekoebing.texts import t

GOALS_BY_CENTRE = {
    "politik-og-strategi": ("sammenhaeng", "a1", "a2", "a5"),
    "oekonomi-og-indkoeb": ("g1",),
    "personale-og-digitalisering": (),
    "dagtilbud": ("t1",),
    "skoler": ("t2", "t3", "t5", "g2"),
    "boern-og-familier": ("t3",),
    "jobcenter": ("a2", "a3"),
    "ungdom-og-vejledning": ("t4",),
    "sundhedsfremme": ("s1", "s3", "s4"),
    "social-og-handicap": ("sammenhaeng", "s2"),
    "plejecentre": ("s2",),
    "hjemmepleje": ("s4", "s5"),
    "kultur-og-fritid": ("t2", "t5", "s2", "a1"),
    "klima-og-miljoe": ("g1", "g2", "g4", "g5", "a5"),
}
"""The goals in each centre's agreement. The goals on villages, skilled workers and a dignified life are in none."""
LATE_CENTRE = "klima-og-miljoe"
"""The centre whose agreement of 2025 was signed after the budget."""
FRAMES = {"skoler": 412_000_000, "dagtilbud": 236_000_000, "hjemmepleje": 188_000_000, "plejecentre": 241_000_000}

RELAYS = {
    "tryg-start": (5, ("boern-og-laering", "job-og-uddannelse")),
    "sunde-liv": (3, ("social-og-sundhed", "aeldre-og-omsorg")),
    "vaekst-og-arbejde": (2, ("job-og-uddannelse",)),
    "groen-by": (5, ("by-kultur-og-klima",)),
}
"""The deepest level that commitments on each theme are passed on to, and the directorates they pass through."""

COMMITMENT_TEXTS = {
    1: t(
        "Jeg sætter temaet på direktionens dagsorden hver måned.",
        "I put the theme on the directors' agenda every month.",
    ),
    2: t(
        "Jeg spørger mine centerchefer, hvad de holder op med for at nå målene.",
        "I ask my heads of centre what they give up to reach the goals.",
    ),
    3: t(
        "Jeg samler lederne hvert kvartal om, hvad vi har lært.",
        "I gather the leaders every quarter about what we have learnt.",
    ),
    4: t(
        "Jeg prøver én ny ting i år sammen med et hus uden for mit center.",
        "This year I try one new thing with a house outside my centre.",
    ),
    5: t(
        "Jeg begynder hvert teammøde med et eksempel fra hverdagen.",
        "I begin every team meeting with an example from everyday life.",
    ),
}
"""The texts of the commitments, by level."""


def agreements() -> Iterator[Agreement]:
    """Yield one agreement for every centre and year; the one on digitalisation has only a goal of its own."""
    centres = {
        centre: (key, name) for key, directorate in DIRECTORATES.items() for centre, name in directorate.centres.items()
    }
    for year in (2024, 2025):
        for centre, goals in GOALS_BY_CENTRE.items():
            directorate, name = centres[centre]
            own = AgreementGoal(text=t("Højst to dages svartid på mails", "E-mails are answered within two days"))
            is_late = centre == LATE_CENTRE and year == 2025
            yield Agreement(
                key=f"{centre}-{year}",
                term=TERM,
                name=t(f"Mål- og rammeaftale {year}: {name.da}", f"Goal-and-frame agreement {year}: {name.en}"),
                units=(centre, directorate),
                goals=goals,
                own_goals=() if goals else (own,),
                frame=FRAMES.get(centre),
                budget=f"budget-{year}",
                signed=date(year - 1, 11, 20) if is_late else date(year - 1, 8, 28),
                dialogue_meetings=(date(year, 3, 12), date(year, 9, 10)),
                valid_from=date(year, 1, 1),
                valid_to=date(year, 12, 31),
            )


def commitments(units: Iterable[Unit], leaders: Iterable[Leader]) -> Iterator[Commitment]:
    """Yield the commitments on each theme, from the chief executive down to the deepest level."""
    tree = _Tree({}, {})
    for unit in units:
        tree.under.setdefault(unit.parent or "", []).append(unit.key)
    for leader in leaders:
        tree.posts.setdefault(leader.unit or "", []).append(leader)
    for theme, (deepest, directorates) in RELAYS.items():
        chief = tree.posts["stab"][0]
        yield _commitment(theme, chief, None)
        for directorate in directorates:
            yield from _passed_on(theme, directorate, chief, deepest, tree)


@dataclass(frozen=True, slots=True)
class _Tree:
    """The units below each unit, and each unit's leaders, its head first."""

    under: dict[str, list[str]]
    posts: dict[str, list[Leader]]


def _passed_on(theme: str, unit: str, above: Leader, deepest: int, tree: _Tree) -> Iterator[Commitment]:
    """Yield the commitments of a unit's head, of the first two units below, and of the first team."""
    head, *team = tree.posts[unit]
    if head.level > deepest:
        return
    yield _commitment(theme, head, above)
    for below in tree.under.get(unit, ())[:2]:
        yield from _passed_on(theme, below, head, deepest, tree)
    if team and head.level < deepest:
        yield _commitment(theme, team[0], head)


def _commitment(theme: str, leader: Leader, above: Leader | None) -> Commitment:
    return Commitment(
        key=_key(theme, leader),
        term=TERM,
        level=leader.level,
        leader=leader.key,
        theme=theme,
        text=COMMITMENT_TEXTS[leader.level],
        handed_on_from=_key(theme, above) if above else None,
        valid_from=date(2024, leader.level, 1),
    )


def _key(theme: str, leader: Leader) -> str:
    """Return a key of at most 63 characters."""
    return f"{theme}-{leader.key}"[:63]
