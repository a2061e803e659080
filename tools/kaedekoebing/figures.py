"""The indicators of the goals and their figures, all of them fictional, and plausible for 62,000 inhabitants."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from kobling.core.basis import Basis
from kobling.core.periods import Period
from kobling.core.status import Direction
from kobling.core.units import Unit
from kobling.records.base import Text
from kobling.records.drawings import Drawing, Outcome, Refusal
from kobling.records.indicators import (
    Cadence,
    Draw,
    FigureContact,
    Indicator,
    Measurement,
    Uncertainty,
    YearlyGrowth,
)
from kobling.sources.registers import Selection
from tools.kaedekoebing.texts import t

SOURCE = "opdigtet"
UP, DOWN = Direction.UP, Direction.DOWN
JOBS_QUERY = Draw(
    register_name="extracts",
    table="ARBEJDSPLADSER",
    select={"kommune": ("999",), "aar": ("*",)},
    time="aar",
    area="kommune",
)
"""A fictional table that its owner stopped updating after the figures of 2023."""
WITHDRAWN_JOBS = 2022, date(2025, 2, 15)
"""The year whose figure the source withdrew, and the day on which that was seen."""
FAILED_DAYS = (date(2025, 3, 10), date(2025, 3, 11), date(2025, 3, 12))
"""The days on which the register did not answer."""
FETCH_DAYS = {date(2022, 2, 15): True, date(2023, 2, 15): True, date(2024, 2, 15): True, date(2025, 2, 15): False}
"""The days on which it was fetched, and True if the table was still updated."""
SURVEY = t("Kædekøbings spørgeskemaer (opdigtet)", "Kædekøbing's questionnaires (made up)")
REGISTER = t("Kædekøbings egne registre (opdigtet)", "Kædekøbing's own registers (made up)")
CITIZEN_ANSWERS = {2021: 1184, 2022: 1231, 2023: 1207, 2024: 1263, 2025: 1219}
COMPANY_ANSWERS = {2021: 214, 2022: 198}
"""The number of people or companies that answered, by year."""


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator and its figures by year."""

    name: Text
    what: Text
    sentence: Text
    values: dict[int, float]
    unit: Unit = Unit.PERCENT
    decimals: int = 0
    direction: Direction = UP
    basis: Basis = Basis.ALL_PEOPLE
    answers: Mapping[int, int] | None = None
    """The number of answers by year; None for a full count."""
    of: int | None = None
    parts: Text | None = None
    cadence: Cadence = Cadence.YEARLY
    grace: int = 200
    country: dict[int, float] = field(default_factory=dict)
    """The whole country's figures, where the goal compares with them."""


SERIES = {
    "oplever-sammenhaeng": Series(
        t("Oplever sammenhæng", "Find services joined up"),
        t(
            "Hvor stor en del af borgerne der oplever, at kommunens tilbud hænger sammen.",
            "How many citizens find the municipality's services joined up.",
        ),
        t("{value} oplever sammenhæng", "{value} find services joined up"),
        {2021: 51, 2022: 52, 2023: 55, 2024: 57, 2025: 57},
        basis=Basis.SAMPLE,
        answers=CITIZEN_ANSWERS,
    ),
    "alderssvarende-sprog": Series(
        t("Alderssvarende sprog", "Age-appropriate language"),
        t(
            "Hvor stor en del af børnene der har et alderssvarende sprog ved skolestart.",
            "How many children have age-appropriate language at school start.",
        ),
        t(
            "{value} af børnene har et alderssvarende sprog ved skolestart",
            "{value} of the children have age-appropriate language at school start",
        ),
        {2021: 81.2, 2022: 82.4, 2023: 84.9, 2024: 86.7, 2025: 88.1},
        decimals=1,
    ),
    "skoletrivsel": Series(
        t("Trivsel i skolen", "Wellbeing at school"),
        t("Hvor stor en del af eleverne der trives socialt i skolen.", "How many pupils thrive socially at school."),
        t("{value} af eleverne trives", "{value} of the pupils thrive"),
        {2021: 84.1, 2022: 83.6, 2023: 82.8, 2024: 82.3, 2025: 82.6},
        decimals=1,
    ),
    "hoejt-fravaer": Series(
        t("Højt fravær", "High absence"),
        t(
            "Hvor stor en del af eleverne der er væk mere end hver tiende skoledag.",
            "How many pupils are away more than every tenth school day.",
        ),
        t("{value} af eleverne har et højt fravær", "{value} of the pupils have high absence"),
        {2021: 12.4, 2022: 13.9, 2023: 12.7, 2024: 11.8, 2025: 10.9},
        decimals=1,
        direction=DOWN,
        basis=Basis.REPORTED,
    ),
    "i-gang-efter-9-klasse": Series(
        t("I gang efter 9. klasse", "Under way after year 9"),
        t(
            "Hvor stor en del af de unge der er i uddannelse eller arbejde et år efter 9. klasse.",
            "How many young people are in education or work a year after year 9.",
        ),
        t(
            "{value} af de unge er i uddannelse eller arbejde et år efter 9. klasse",
            "{value} of young people are in education or work a year after year 9",
        ),
        {2021: 91.0, 2022: 91.6, 2023: 92.7, 2024: 93.9, 2025: 94.2},
        decimals=1,
    ),
    "aftale-med-forening": Series(
        t("Aftale med en forening", "Agreement with an association"),
        t(
            "Hvor mange børnehuse og skoler der har en fast aftale med en forening.",
            "How many day-care centres and schools have a standing agreement with an association.",
        ),
        t("{value} har en aftale med en forening", "{value} have an agreement with an association"),
        {2021: 4, 2022: 7, 2023: 11, 2024: 14, 2025: 16},
        unit=Unit.PARTS,
        of=19,
        parts=t("børnehuse og skoler", "day-care centres and schools"),
        basis=Basis.REPORTED,
    ),
    "daglige-rygere": Series(
        t("Daglige rygere", "Daily smokers"),
        t("Hvor stor en del af borgerne der ryger hver dag.", "How many citizens smoke every day."),
        t("{value} ryger hver dag", "{value} smoke every day"),
        {2021: 15, 2022: 14, 2023: 13, 2024: 12, 2025: 11},
        direction=DOWN,
        basis=Basis.SAMPLE,
        answers=CITIZEN_ANSWERS,
    ),
    "ensomme": Series(
        t("Ensomme", "Lonely"),
        t(
            "Hvor stor en del af borgerne der ofte er uønsket alene.",
            "How many citizens are often alone against their wishes.",
        ),
        t("{value} er ofte uønsket alene", "{value} are often alone against their wishes"),
        {2021: 12, 2022: 11, 2023: 10, 2024: 8, 2025: 9},
        direction=DOWN,
        basis=Basis.SAMPLE,
        answers=CITIZEN_ANSWERS,
    ),
    "fysisk-aktive": Series(
        t("Fysisk aktive", "Physically active"),
        t(
            "Hvor stor en del af borgerne der er fysisk aktive mindst to dage om ugen.",
            "How many citizens are physically active at least two days a week.",
        ),
        t("{value} er fysisk aktive", "{value} are physically active"),
        {2021: 71, 2022: 72, 2023: 71, 2024: 73, 2025: 72},
        basis=Basis.SAMPLE,
        answers=CITIZEN_ANSWERS,
    ),
    "genindlaeggelser": Series(
        t("Genindlæggelser", "Readmissions"),
        t(
            "Hvor mange indbyggere over 65 år der genindlægges inden 30 dage, for hver 1.000.",
            "How many inhabitants over 65 are readmitted within 30 days, for every 1,000.",
        ),
        t(
            "{value} pr. 1.000 indbyggere over 65 år bliver genindlagt inden 30 dage",
            "{value} per 1,000 inhabitants over 65 are readmitted within 30 days",
        ),
        {2021: 58.2, 2022: 57.1, 2023: 55.0, 2024: 53.4, 2025: 52.6},
        unit=Unit.PER_1000,
        decimals=1,
        direction=DOWN,
        country={2021: 55.9, 2022: 55.6, 2023: 55.2, 2024: 54.8, 2025: 54.5},
    ),
    "alder-ved-indflytning": Series(
        t("Alder ved indflytning på plejecenter", "Age on moving into a care home"),
        t(
            "Hvor gamle borgerne i gennemsnit er, når de flytter ind på et plejecenter.",
            "How old citizens are on average when they move into a care home.",
        ),
        t(
            "Ældre er i snit {value}, når de flytter på plejecenter",
            "Elderly people are on average {value} old when they move into a care home",
        ),
        {2021: 83.4, 2022: 83.5, 2023: 83.4, 2024: 83.4, 2025: 83.9},
        unit=Unit.YEARS,
        decimals=1,
    ),
    "arbejdspladser": Series(
        t("Arbejdspladser", "Jobs"),
        t("Hvor mange arbejdspladser der er i kommunen.", "How many jobs there are in the municipality."),
        t("Der er {value} arbejdspladser i kommunen", "There are {value} jobs in the municipality"),
        {2021: 28410, 2022: 28795, 2023: 29102, 2024: 29344},
        unit=Unit.COUNT,
        basis=Basis.ALL_THINGS,
    ),
    "ledighed": Series(
        t("Ledighed", "Unemployment"),
        t("Hvor stor en del af arbejdsstyrken der er ledig.", "How much of the workforce is unemployed."),
        t("{value} af arbejdsstyrken er ledig", "{value} of the workforce is unemployed"),
        {2021: 4.1, 2022: 3.0, 2023: 2.9, 2024: 2.8, 2025: 2.7},
        decimals=1,
        direction=DOWN,
    ),
    "tilfredse-virksomheder": Series(
        t("Tilfredse virksomheder", "Satisfied companies"),
        t(
            "Hvor stor en del af virksomhederne der er tilfredse med sagsbehandlingen.",
            "How many companies are satisfied with how their cases are handled.",
        ),
        t(
            "{value} ud af 100 virksomheder er tilfredse med sagsbehandlingen",
            "{value} out of 100 companies are satisfied with how their cases are handled",
        ),
        {2021: 66, 2022: 68},
        basis=Basis.SAMPLE,
        answers=COMPANY_ANSWERS,
    ),
    "drivhusgas": Series(
        t("Udledning af drivhusgas", "Greenhouse gas emissions"),
        t(
            "Hvor mange ton drivhusgas der udledes i kommunen, regnet om til CO2.",
            "How many tonnes of greenhouse gas are emitted in the municipality, as CO2.",
        ),
        t(
            "Kommunen udledte {value} drivhusgas {period}",
            "The municipality emitted {value} of greenhouse gas {period}",
        ),
        {1990: 612000, 2021: 371000, 2022: 352000, 2023: 331000, 2024: 309000, 2025: 294000},
        unit=Unit.TONNES,
        direction=DOWN,
        grace=400,
        basis=Basis.CALCULATED,
    ),
    "genanvendt-affald": Series(
        t("Genanvendt affald", "Recycled waste"),
        t(
            "Hvor stor en del af husholdningernes affald der genanvendes.",
            "How much of household waste is recycled.",
        ),
        t("{value} af husholdningernes affald genanvendes", "{value} of household waste is recycled"),
        {2021: 49.3, 2022: 52.8, 2023: 56.1, 2024: 58.0, 2025: 59.4},
        decimals=1,
        basis=Basis.ALL_THINGS,
    ),
    "moedesteder": Series(
        t("Landsbyer med mødested", "Villages with a meeting place"),
        t(
            "Hvor mange landsbyer der har et sted, hvor man kan mødes.",
            "How many villages have a place to meet.",
        ),
        t("{value} har et mødested", "{value} have a meeting place"),
        {2021: 15, 2022: 16, 2023: 18, 2024: 19, 2025: 20},
        unit=Unit.PARTS,
        of=24,
        parts=t("landsbyer", "villages"),
        basis=Basis.ALL_THINGS,
    ),
    "groenne-ture": Series(
        t("Grønne ture", "Green trips"),
        t(
            "Hvor stor en del af turene der sker på cykel, med bus eller med tog.",
            "How many trips are made by bicycle, bus or train.",
        ),
        t("{value} af turene er grønne", "{value} of the trips are green"),
        {},
        basis=Basis.SAMPLE,
        answers=CITIZEN_ANSWERS,
        cadence=Cadence.EVERY_OTHER_YEAR,
    ),
}

HOW = {
    Basis.ALL_PEOPLE: t("Optalt ved årets udgang.", "Counted at the end of the year."),
    Basis.ALL_THINGS: t("Optalt ved årets udgang.", "Counted at the end of the year."),
    Basis.SAMPLE: t(
        "De, der svarede sådan, delt med alle, der svarede.", "Those who answered so, divided by all who answered."
    ),
    Basis.CALCULATED: t("Beregnet for hele året.", "Calculated for the whole year."),
    Basis.REPORTED: t("Indberettet ved årets udgang.", "Reported at the end of the year."),
}
"""How the figures are made, by what they rest on."""

POPULATION = {
    2018: 61210,
    2019: 61402,
    2020: 61515,
    2021: 61688,
    2022: 61874,
    2023: 62140,
    2024: 62433,
    2025: 62702,
    2026: 62951,
}


CONTACT = FigureContact(
    function=t("Sekretariatet for Politik og Strategi", "The secretariat of Politics and Strategy"),
    email="politik-og-strategi@kaedekoebing.example",
)
"""`.example` is a domain that no one can have."""


NEWEST_YEAR = 2025
NEXT_DAY = date(2027, 2, 11)
"""The day on which the register is to publish the figures of the year after."""


def indicators() -> Iterator[Indicator]:
    """Yield every indicator: those of the goals, the population, and its growth."""
    for key, series in SERIES.items():
        yield Indicator(
            key=key,
            name=series.name,
            what=series.what,
            how=HOW[series.basis],
            sentence=series.sentence,
            unit=series.unit,
            parts=series.parts,
            decimals=series.decimals,
            direction=series.direction,
            collected_by="survey" if series.answers else "register",
            basis=series.basis,
            source=SURVEY if series.answers else REGISTER,
            cadence=series.cadence,
            grace_days=series.grace,
            next_publication=NEXT_DAY if _is_to_come(series) else None,
            owner=t("Politik og Strategi", "Politics and Strategy"),
            contact=CONTACT,
            reviewed=date(2024, 1, 15),
            next_review=date(2026, 1, 15),
            draw=JOBS_QUERY if key == "arbejdspladser" else None,
            sources=(SOURCE,),
        )
    yield _population()
    yield _growth()


def _population() -> Indicator:
    return Indicator(
        key="befolkning",
        name=t("Folketal", "Population"),
        what=t("Hvor mange der bor i kommunen den 1. januar.", "How many live in the municipality on 1 January."),
        how=t("Optalt den 1. januar.", "Counted on 1 January."),
        sentence=t("{value} bor i kommunen", "{value} live in the municipality"),
        unit=Unit.PERSONS,
        collected_by="register",
        basis=Basis.ALL_PEOPLE,
        source=REGISTER,
        cadence=Cadence.YEARLY,
        grace_days=100,
        next_publication=NEXT_DAY,
        sources=(SOURCE,),
    )


def _is_to_come(series: Series) -> bool:
    """Return whether a register has a figure every year, and will have one for the year after the newest."""
    return not series.answers and series.cadence is Cadence.YEARLY and max(series.values, default=0) == NEWEST_YEAR


def _growth() -> Indicator:
    return Indicator(
        key="befolkningstilvaekst",
        name=t("Vækst i folketallet", "Growth of the population"),
        what=t("Hvor mange procent folketallet vokser på et år.", "How many per cent the population grows in a year."),
        how=t("Folketallet 1. januar mod året før.", "The population on 1 January against the year before."),
        sentence=t("Folketallet voksede {value} {period}", "The population grew by {value} {period}"),
        sentence_negative=t("Folketallet faldt {value} {period}", "The population fell by {value} {period}"),
        unit=Unit.PERCENT_PER_YEAR,
        decimals=2,
        direction=UP,
        collected_by="register",
        source=REGISTER,
        cadence=Cadence.YEARLY,
        grace_days=100,
        derived=YearlyGrowth(method="yearly_growth_percent", of="befolkning", season="Q1"),
        sources=(SOURCE,),
    )


def measurements() -> Iterator[Measurement]:
    """Yield every figure, fetched on 15 February of the year after; the population in February of its own year."""
    for key, series in SERIES.items():
        for year, value in series.values.items():
            yield _measurement(key, series, year, value, area=None)
        for year, value in series.country.items():
            yield _measurement(key, series, year, value, area="000")
    for year, count in POPULATION.items():
        yield Measurement(
            indicator="befolkning",
            period=Period.parse(f"{year}-Q1"),
            value=count,
            uncertainty=Uncertainty.FULL_COUNT,
            drawn=date(year, 2, 15),
            source=SOURCE,
        )


def drawings() -> Iterator[Drawing]:
    """Yield every fetch of the table of jobs: a figure was withdrawn in the last one that the register answered."""
    for day, active in FETCH_DAYS.items():
        outcome = {min(FETCH_DAYS): Outcome.FIRST, WITHDRAWN_JOBS[1]: Outcome.WITHDRAWN}.get(day, Outcome.ADDED)
        yield _drawing(day, outcome, active=active, sha256s=(sha256(f"made up, {day}".encode()).hexdigest(),))
    for day in FAILED_DAYS:
        yield _drawing(day, Outcome.REFUSED, refusal=Refusal(code="silent", facts={"seconds": "30"}))


def _drawing(day: date, outcome: Outcome, **more: Any) -> Drawing:
    return Drawing(
        key=f"{day:%Y%m%d}-opdigtet",
        indicator="arbejdspladser",
        register_name=JOBS_QUERY.register_name,
        register_title=REGISTER.da,
        table=JOBS_QUERY.table,
        query=Selection(JOBS_QUERY.table, JOBS_QUERY.select).canonical,
        day=day,
        at=datetime(day.year, day.month, day.day, 6, tzinfo=UTC),
        outcome=outcome,
        by="opdigtet",
        **more,
    )


def _measurement(key: str, series: Series, year: int, value: float, *, area: str | None) -> Measurement:
    return Measurement(
        indicator=key,
        area=area,
        period=Period.parse(str(year)),
        value=value,
        of=series.of,
        uncertainty=Uncertainty.SIMPLE_RANDOM_SAMPLE if series.answers else Uncertainty.FULL_COUNT,
        n=series.answers[year] if series.answers else None,
        drawn=date(max(year, 2021) + 1, 2, 15),
        withdrawn=WITHDRAWN_JOBS[1] if (key, year) == ("arbejdspladser", WITHDRAWN_JOBS[0]) else None,
        source=SOURCE,
    )
