"""The figures that Viborg Kommune has published, as a release would hold them.

59, 89, 8 and 72 percent: survey of autumn 2019, 1,165 answers (press release, September 2019). Population on 1 January
2016 to 2020: Statistics Denmark, FOLK1B. Household waste and towns: the municipality's barometer, about 2020.
"""

from datetime import date

from kobling.core.basis import Basis
from kobling.core.status import Direction, Kind
from kobling.core.units import Unit
from tests.web.sample import counted, goal, indicator, sampled, target, text

ON = date(2020, 12, 1)
POPULATION = {2016: 95_776, 2017: 96_477, 2018: 96_883, 2019: 97_113, 2020: 96_921}


def _asked(key, value, da, en):
    return indicator(key, Unit.PERCENT, text(da, en), [sampled("2019", value, 1165)], collected_by="survey")


def _growth(year):
    return 100 * (POPULATION[year] / POPULATION[year - 1] - 1)


MEMBERS = _asked(
    "members", 59.0, "{value} er medlem af en lokal forening", "{value} are members of a local association"
)
ACTIVE = _asked("active", 89.0, "{value} er fysisk aktive", "{value} are physically active")
LONELY = _asked("lonely", 8.0, "{value} føler sig svært ensomme", "{value} feel severely lonely")
WELLBEING = _asked(
    "wellbeing",
    72.0,
    "{value} oplever deres trivsel som god eller meget god",
    "{value} find their wellbeing good or very good",
)
GROWTH = indicator(
    "growth",
    Unit.PERCENT_PER_YEAR,
    text("Folketallet voksede {value} {period}", "The population grew by {value} {period}"),
    [counted(f"{year - 1}-01-01/{year}-01-01", round(_growth(year), 9)) for year in (2017, 2018, 2019, 2020)],
    decimals=2,
    basis=Basis.ALL_PEOPLE,
    sentence_negative=text("Folketallet faldt {value} {period}", "The population fell by {value} {period}"),
)
WASTE = indicator(
    "waste",
    Unit.PERCENT,
    text("{value} af husholdningsaffaldet bliver genanvendt", "{value} of household waste is recycled"),
    [counted("2019", 61.5)],
    decimals=1,
    basis=Basis.ALL_THINGS,
)
TOWNS = indicator(
    "towns",
    Unit.PARTS,
    text("{value} har fået flere indbyggere", "{value} have grown"),
    [counted("2019-01-01/2020-01-01", 17.0, of=40)],
    parts=text("byer", "towns"),
    basis=Basis.ALL_THINGS,
)
INDICATORS = {one.key: one for one in (MEMBERS, ACTIVE, LONELY, WELLBEING, GROWTH, WASTE, TOWNS)}

END_OF_2025 = date(2025, 12, 31)
TARGETS = {
    "members": target(of=MEMBERS, value=80.0, deadline=END_OF_2025, on=ON),
    "active": target(of=ACTIVE, value=85.0, on=ON),
    "lonely": target(of=LONELY, kind=Kind.DIRECTION_ONLY, direction=Direction.DOWN, on=ON),
    "wellbeing": target(of=WELLBEING, value=80.0, on=ON),
    "growth": target(of=GROWTH, kind=Kind.RECURRING, value=0.5, on=ON),
    "waste": target(of=WASTE, value=55.0, deadline=END_OF_2025, on=ON),
    "towns": target(of=TOWNS, kind=Kind.ALL_PARTS, on=ON),
}
GOALS = {key: goal(key, f"Målet {key}", f"The goal {key}", [one]) for key, one in TARGETS.items()}
