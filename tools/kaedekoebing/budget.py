"""Budget tracks and the budgets of 2022 to 2027, in whole thousands of kroner drawn with a seed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from kobling.records.base import Text
from kobling.records.budget import Budget, BudgetLine, Remainder, Sum, Track
from kobling.records.municipality import Decision
from tools.kaedekoebing.goals import TERM
from tools.kaedekoebing.organisation import COUNCIL
from tools.kaedekoebing.texts import t

ADOPTED = {
    2022: date(2021, 10, 13),
    2023: date(2022, 10, 12),
    2024: date(2023, 10, 11),
    2025: date(2024, 10, 9),
    2026: date(2025, 10, 8),
    2027: date(2026, 10, 7),
}
REALISED = (2022, 2023, 2024)
"""The years whose accounts are closed."""
UNPLACED = 1_250_000
"""The part of the adopted total of 2025 that is on no line, in kroner."""
BudgetPlace = tuple[str, str, int]
"""A committee, a unit, and an approximate amount in thousands of kroner."""


@dataclass(frozen=True, slots=True)
class TrackSpec:
    """A budget track: its name, its goals, and its budget lines."""

    name: Text
    goals: tuple[str, ...]
    lines: tuple[BudgetPlace, ...]


TRACKS = {
    "tidlig-indsats": TrackSpec(
        t("Tidlig indsats", "Early help"),
        ("t1", "t3"),
        (
            ("boern", "dagtilbud", 4200),
            ("boern", "boern-og-familier", 2600),
            ("social", "social-og-handicap", 1100),
            ("sundhed", "sundhedsfremme", 900),
        ),
    ),
    "foreninger": TrackSpec(
        t("Foreninger og fællesskaber", "Associations and communities"),
        ("t2", "t5", "s2"),
        (
            ("kultur", "kultur-og-fritid", 2300),
            ("boern", "skoler", 1200),
            ("aeldre", "plejecentre", 1500),
        ),
    ),
    "unge-i-gang": TrackSpec(
        t("Unge i gang", "The young under way"),
        ("t4", "a4"),
        (("unge", "skoler", 1800), ("job", "ungdom-og-vejledning", 2400)),
    ),
    "forebyggelse": TrackSpec(
        t("Forebyggelse", "Prevention"),
        ("s1", "s3"),
        (("sundhed", "sundhedsfremme", 3100), ("unge", "skoler", 700)),
    ),
    "hjemme-laengere": TrackSpec(
        t("Hjemme længere", "Longer at home"),
        ("s4", "s5"),
        (("aeldre", "hjemmepleje", 5200), ("aeldre", "plejecentre", 1900)),
    ),
    "erhverv": TrackSpec(
        t("Erhverv og bosætning", "Business and settlement"),
        ("a1", "a2", "a5"),
        (("oekonomi", "politik-og-strategi", 2700), ("klima", "klima-og-miljoe", 800)),
    ),
    "vejen-til-job": TrackSpec(
        t("Vejen til job", "The way to a job"),
        ("a3",),
        (("job", "jobcenter", 3900), ("unge", "skoler", 500)),
    ),
    "klima-og-natur": TrackSpec(
        t("Klima og natur", "Climate and nature"),
        ("g1", "g2", "g4", "g5"),
        (("klima", "klima-og-miljoe", 6100), ("oekonomi", "oekonomi-og-indkoeb", 1400)),
    ),
    "landsbyer": TrackSpec(
        t("Landsbyer", "Villages"),
        ("g3",),
        (("kultur", "kultur-og-fritid", 1600), ("klima", "klima-og-miljoe", 900)),
    ),
    "digitalisering": TrackSpec(
        t("Digitalisering", "Digitalisation"),
        (),
        (("oekonomi", "personale-og-digitalisering", 4400),),
    ),
}
EARLIER = ("tidlig-indsats-2022", "effektivisering-2022")


def tracks() -> Iterator[Track]:
    """Yield the tracks of both terms; before 2022 there were no goals to link them to."""
    yield Track(key=EARLIER[0], term="2018-2021", name=t("Tidlig indsats 2022", "Early help 2022"))
    yield Track(key=EARLIER[1], term="2018-2021", name=t("Effektivisering 2022", "Efficiency 2022"))
    for key, track in TRACKS.items():
        yield Track(key=key, term=TERM, name=track.name, goals=track.goals)


def budgets(rng: Random) -> Iterator[Budget]:
    """Yield one budget for each year; that of 2022 was adopted before there were goals, and has none."""
    places = (("boern", "dagtilbud", 5200), ("oekonomi", "oekonomi-og-indkoeb", 9800))
    earlier = [_line(track, place, 2022, rng) for track, place in zip(EARLIER, places, strict=True)]
    yield _budget(2022, "2018-2021", earlier)
    for year in (2023, 2024, 2025, 2026, 2027):
        lines = [_line(track, place, year, rng) for track, spec in TRACKS.items() for place in spec.lines]
        yield _budget(year, TERM if year <= 2026 else "2026-2029", lines)


def _line(track: str, place: BudgetPlace, year: int, rng: Random) -> BudgetLine:
    """Return a line with random amounts: expected within 15 %, agreed near the middle, realised near the agreed."""
    committee, unit, about = place
    middle = round(about * rng.uniform(0.9, 1.1))
    agreed = round(middle * rng.uniform(0.97, 1.03))
    realised = round(agreed * rng.uniform(0.9, 1.06)) if year in REALISED else None
    return BudgetLine(
        track=track,
        committee=committee,
        unit=unit,
        year=year,
        expected_low=round(middle * 0.85) * 1000,
        expected_mid=middle * 1000,
        expected_high=round(middle * 1.15) * 1000,
        agreed=agreed * 1000,
        realised=None if realised is None else realised * 1000,
    )


def _budget(year: int, term: str, lines: list[BudgetLine]) -> Budget:
    is_latest = year == 2025
    remainders = (
        Remainder(
            name=t("Pulje, som endnu ikke er fordelt", "A sum that is not distributed yet"), year=year, agreed=UNPLACED
        ),
    )
    return Budget(
        key=f"budget-{year}",
        term=term,
        name=t(f"Budget {year}", f"Budget {year}"),
        year=year,
        price_level=year,
        adopted=ADOPTED[year],
        decision=Decision(body=COUNCIL, date=ADOPTED[year], item="sag nr. 1"),
        lines=tuple(lines),
        sums=tuple(_sums(year, lines, UNPLACED if is_latest else 0)),
        remainders=remainders if is_latest else (),
        valid_from=ADOPTED[year],
        valid_to=date(year, 12, 31),
    )


def _sums(year: int, lines: Iterable[BudgetLine], unplaced: int) -> Iterator[Sum]:
    """Yield the agreed amounts of every track, of every committee, and in total."""
    tracks: dict[str, int] = {}
    committees: dict[str, int] = {}
    for line in lines:
        agreed = line.agreed or 0
        tracks[line.track] = tracks.get(line.track, 0) + agreed
        if line.committee is not None:
            committees[line.committee] = committees.get(line.committee, 0) + agreed
    yield from (Sum(track=track, agreed=agreed) for track, agreed in tracks.items())
    yield from (Sum(committee=committee, agreed=agreed) for committee, agreed in committees.items())
    yield Sum(year=year, agreed=sum(tracks.values()) + unplaced)
