"""A wholly made-up municipality's release, for trying pages, words, charts and open data on.

It has every status, every kind of target, every unit, goals with several targets, goals without figures, long Danish
words, hostile strings and texts nobody has translated. The statuses are computed by the real rule; everything else is
invented, and the notice says so.
"""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from math import sin

from kobling.core import status as rule
from kobling.core.chain import DOWN_LEVELS, UP_LEVELS, Level, Strength
from kobling.core.periods import Period
from kobling.core.status import Direction, Kind
from kobling.core.units import Unit
from kobling.records.base import Slugs, Text
from kobling.rooms.releases import assessment
from kobling.rooms.releases.document import (
    Agreement,
    AgreementGoal,
    Body,
    Budget,
    BudgetLine,
    Calculation,
    Chain,
    ChainLink,
    Change,
    Contact,
    Decision,
    Document,
    Earlier,
    FigureContact,
    FollowUp,
    Goal,
    GoalChain,
    Indicator,
    Initiative,
    InitiativeEnding,
    JointMeeting,
    Judgement,
    Municipality,
    Note,
    OrganisationUnit,
    Point,
    Priority,
    Reach,
    Source,
    Story,
    TakenDecision,
    TargetInputs,
    Term,
    Theme,
    Vision,
    Wording,
)
from kobling.rooms.releases.release_file import ReleaseFile, checksum

ON = date(2021, 2, 1)
CONFIDENCE = 0.95
HOSTILE = '<script>alert("1")</script> & \'anførsel\' " } {value} %(value)s {% now %} </svg>'
"""What a page must show as it stands."""


def text(da, en=None):
    """Words in both languages, or in Danish alone."""
    return Text(da=da, en=en)


TERM = Term(key="2018-2021", start=date(2018, 1, 1), end=date(2021, 12, 31))
"""The council term of the day."""


# Points


def sampled(period, value, n, **more):
    """A share among n people drawn at random, with Wilson's interval."""
    low, high = rule.wilson_interval(value / 100, n, CONFIDENCE)
    error = 100 * rule.share_standard_error(value / 100, n)
    return point(
        period,
        value,
        uncertainty="simple_random_sample",
        standard_error=round(error, 9),
        low=round(100 * low, 9),
        high=round(100 * high, 9),
        n=n,
        **more,
    )


def estimated(period, value, error, **more):
    """A value with a standard error."""
    reach = rule.critical_value(CONFIDENCE) * error
    more = {"low": round(value - reach, 9), "high": round(value + reach, 9)} | more
    return point(period, value, uncertainty="standard_error", standard_error=error, **more)


def counted(period, value, **more):
    """A full count."""
    return point(period, value, uncertainty="full_count", standard_error=0.0, low=value, high=value, **more)


def unsure(period, value, **more):
    """A value nobody knows the uncertainty of."""
    return point(period, value, uncertainty="unknown", **more)


def point(period, value, **more):
    """A measurement; what is not given is not known."""
    span = Period.parse(period)
    nothing = dict.fromkeys(("standard_error", "low", "high", "n", "of", "note"))
    known = {"drawn": span.end + timedelta(days=40), "source": "register", "superseded": False}
    return Point(period=span, value=value, **(nothing | known | more))


# Indicators, targets and goals


def indicator(key, unit, sentence, points, **more):
    """An indicator with its points, by period and day drawn."""
    nothing = dict.fromkeys(
        ("why", "parts", "table", "url", "licence", "owner", "reviewed", "next_review", "calculation")
    )
    usual = {
        "name": text(f"Indikatoren {key}", f"The indicator {key}"),
        "what": text("Det, der bliver talt.", "What is counted."),
        "how": text("Der tælles én gang om året.", "It is counted once a year."),
        "decimals": 0,
        "collected_by": "register",
        "source": text("Opdigtet register", "Made-up register"),
        "cadence": "yearly",
        "grace_days": 400,
        "withheld": 0,
        "notes": (),
        "sources": ("register",),
    }
    ordered = tuple(sorted(points, key=lambda one: (one.period, one.drawn)))
    return Indicator(key=key, unit=unit, sentence=sentence, points=ordered, **(nothing | usual | more))


def target(key="target", *, of=None, kind=Kind.THRESHOLD, direction=Direction.UP, on=ON, area_latest=None, **more):
    """A target of an indicator, with its status on a day; the baseline is its first point that still holds."""
    current = tuple(one for one in of.points if not one.superseded) if of else ()
    nothing = dict.fromkeys(("text", "note", "value", "deadline", "max_age_days", "area", "judgement"))
    usual = {
        "minimum_change": 0.0,
        "indicator": of.key if of else None,
        "parts": current[-1].of if current else None,
        "baseline": current[0] if current else None,
        "latest": current[-1] if current else None,
        "area_latest": area_latest,
        "recurring": current if kind is Kind.RECURRING else (),
        "sources": ("council",),
    }
    if of:
        points = (more.get("baseline", usual["baseline"]), usual["latest"], area_latest, *usual["recurring"])
        usual["term_periods"] = assessment.term_periods(usual["recurring"], cadence=of.cadence, term=TERM, on=on)
        usual["whole"] = assessment.is_whole(points, unit=of.unit, decimals=of.decimals)
    facts = TargetInputs(key=key, kind=kind, direction=direction, **(nothing | usual | more))
    return assessment.assess(facts, on=on, confidence=CONFIDENCE)


def goal(key, da, en, targets=(), **more):
    """A goal; its status is the worst of its targets'."""
    usual = {
        "slug": Slugs(da=f"{key}-maalet", en=f"{key}-goal"),
        "former_slugs": (),
        "overall": False,
        "short": text(da, en),
        "themes": ("liv",),
        "responsible": "council",
        "committees": (),
        "initiatives": (),
        "stories": (),
        "related": (),
        "context": (),
        "missing": None,
        "notes": (),
        "sources": ("council",),
        "term": TERM,
    }
    words = more.pop("wordings", (wording(f"Vi vil, at {da[0].lower()}{da[1:]}.", en and f"We want: {en}."),))
    worst_first = tuple(sorted(targets, key=lambda one: rule.HEADLINE_ORDER.index(one.assessment.status)))
    headline = rule.headline_status(one.assessment.status for one in worst_first)
    facts = {"targets": worst_first, "status": headline, "wording": words[-1], "wordings": words}
    return Goal(key=key, **(usual | facts | more))


def wording(da, en=None, *, valid_from=date(2018, 12, 19), valid_to=None, exact=True, note=None):
    """What a goal said for a time."""
    decision = Decision(body="council", date=date(2018, 12, 19), item="36", case="18/12345", url=None)
    return Wording(
        text=text(da, en),
        exact=exact,
        valid_from=valid_from,
        valid_to=valid_to,
        decision=decision,
        note=note,
        sources=("council",),
    )


# The made-up municipality

MEMBERS = indicator(
    "members",
    Unit.PERCENT,
    text("{value} er medlem af en lokal forening.", "{value} are members of a local association."),
    [sampled("2019", 59.0, 1165, source="survey")],
    collected_by="survey",
    why=text("Foreninger binder folk sammen.", "Associations bind people together."),
    what=text("Andelen, der svarer ja til, at de er medlem af en forening.", "The share who say they are members."),
    owner=text("Strategikontoret", "The strategy office"),
    reviewed=date(2020, 6, 1),
    next_review=date(2022, 6, 1),
    next_publication=date(2021, 3, 15),
    licence="CC BY 4.0",
    url="https://example.org/foreninger",
    source=text("Kommunens egen spørgeskemaundersøgelse", "The municipality's own survey"),
    sources=("survey",),
    contact=FigureContact(function=text("Fritidssekretariatet", "The leisure secretariat"), email="fritid@example.org"),
)
ACTIVE = indicator(
    "active",
    Unit.PERCENT,
    text("{value} er fysisk aktive mindst en halv time om dagen.", "{value} are active half an hour a day."),
    [sampled("2019", 89.0, 1165, source="survey")],
    collected_by="survey",
)
LONELY = indicator(
    "lonely",
    Unit.PERCENT,
    text("{value} føler sig svært ensomme.", "{value} feel severely lonely."),
    [sampled("2019", 8.0, 1165, source="survey")],
    collected_by="survey",
)
WELLBEING = indicator(
    "wellbeing",
    Unit.PERCENT,
    text("{value} oplever deres trivsel som god eller meget god.", "{value} say that their wellbeing is good."),
    [sampled("2019", 72.0, 1165, source="survey"), sampled("2020", 74.0, 1165, source="survey")],
    collected_by="survey",
)
GROWTH = indicator(
    "growth",
    Unit.PERCENT_PER_YEAR,
    text("Befolkningen voksede {value}.", "The population grew by {value}."),
    [
        counted("2016-01-01/2017-01-01", 0.732),
        counted("2017-01-01/2018-01-01", 0.421),
        counted("2018-01-01/2019-01-01", 0.237),
        counted("2019-01-01/2020-01-01", -0.198),
    ],
    decimals=2,
    calculation=Calculation(method="yearly_growth_percent", of="people", out_of=None, at_least=None, season="01-01"),
)
WASTE = indicator(
    "waste",
    Unit.PERCENT,
    text("{value} af husholdningsaffaldet blev genanvendt.", "{value} of household waste was recycled."),
    [
        counted("2017", 51.2),
        counted("2018", 55.4),
        counted("2019", 57.0, superseded=True),
        counted("2019", 58.1, drawn=date(2020, 9, 1), note=text("Rettet af kilden.", "Corrected by the source.")),
        counted("2020", 61.5),
    ],
    decimals=1,
    table="OPD1",
)
TOWNS = indicator(
    "towns",
    Unit.PARTS,
    text("{value} har fået flere indbyggere.", "{value} have grown."),
    [counted("2018-01-01/2019-01-01", 21, of=40), counted("2019-01-01/2020-01-01", 17, of=40)],
    parts=text("byer", "towns"),
)
WORKPLACES = indicator(
    "workplaces",
    Unit.COUNT,
    text("Der er {value} arbejdspladser.", "There are {value} workplaces."),
    [counted(str(2016 + year), 48_000 + 420 * year) for year in range(5)],
)
SMOKERS = indicator(
    "smokers",
    Unit.PERCENT,
    text("{value} af de unge ryger hver dag.", "{value} of young people smoke every day."),
    [
        sampled("2010", 19.0, 1520),
        sampled("2013", 16.5, 1600),
        sampled("2017", 16.0, 1550),
        sampled("2020", 15.2, 1480),
    ],
    decimals=1,
    collected_by="survey",
    cadence="every_fourth_year",
    withheld=1,
)
NEET = indicator(
    "neet",
    Unit.PERCENT,
    text("{value} af de unge er hverken i job eller uddannelse."),
    [counted(str(2015 + year), value) for year, value in enumerate((12.8, 11.98, 11.07, 11.67, 11.59))],
    decimals=1,
)
WAITING = indicator(
    "waiting",
    Unit.DAYS,
    text("Man venter i gennemsnit {value} på en plejebolig.", "The mean wait for a care home is {value}."),
    [estimated("2018", 31.0, 1.1), estimated("2019", 34.2, 1.2), estimated("2020", 38.9, 1.3)],
    decimals=1,
)
LIFE = indicator(
    "life",
    Unit.YEARS,
    text("En nyfødt kan vente at leve i {value}.", "A newborn can expect to live {value}."),
    [estimated(str(2006 + year), round(78.0 + 0.21 * year + 0.15 * sin(year * 2.1), 2), 0.18) for year in range(15)],
    decimals=1,
)
CARBON = indicator(
    "carbon",
    Unit.TONNES,
    text("Der blev udledt {value} CO2.", "{value} of CO2 were emitted."),
    [unsure("2018", 812_000), unsure("2020", 748_000)],
    cadence="every_other_year",
)
BURGLARIES = indicator(
    "burglaries",
    Unit.PER_1000,
    text("Antallet af indbrud var {value}.", "The number of burglaries was {value}."),
    [counted(f"{2018 + quarter // 4}-Q{quarter % 4 + 1}", round(4.4 - 0.12 * quarter, 1)) for quarter in range(12)],
    decimals=1,
    cadence="quarterly",
)
DEBT = indicator(
    "debt",
    Unit.KRONER,
    text("Hver indbygger skylder {value}.", "Every inhabitant owes {value}."),
    [counted("2018", 14_820), counted("2019", 14_310)],
)
SATISFIED = indicator(
    "satisfied",
    Unit.INDEX,
    text("Forældrene giver skolerne {value}.", "Parents give the schools {value}."),
    [estimated("2014", 71.0, 0.9, n=640), estimated("2016", 73.5, 0.8, n=655)],
)
PEOPLE = indicator(
    "people",
    Unit.PERSONS,
    text("Der bor {value} i kommunen.", "{value} live in the municipality."),
    [
        counted(f"{2008 + quarter // 4}-Q{quarter % 4 + 1}", round(92_084 + 95 * quarter + 260 * sin(quarter / 3)))
        for quarter in range(52)
    ],
    cadence="quarterly",
)
AHEAD = indicator(
    "ahead",
    Unit.PERCENTAGE_POINTS,
    text(
        "Andelen i kommunen ligger {value} fra hele landets.",
        "The municipality's share lies {value} from the country's.",
    ),
    [counted(str(2017 + year), value) for year, value in enumerate((1.4, 0.6, -0.3, -1.2))],
    decimals=1,
)
STEADY = indicator(
    "steady",
    Unit.PERCENT,
    text("{value} kan læse en bustidsplan.", "{value} can read a bus timetable."),
    [sampled("2018", 70.0, 9000), sampled("2020", 70.4, 9000)],
    collected_by="survey",
)
READING = indicator(
    "reading",
    Unit.PERCENT,
    text("{value} læser en bog om ugen.", "{value} read a book a week."),
    [sampled("2017", 41.0, 2000), sampled("2020", 47.5, 2000)],
    collected_by="survey",
)
COHERENCE = indicator(
    "coherence",
    Unit.PERCENT,
    text("{value} oplever sammenhæng.", "{value} experience coherence."),
    [],
    collected_by="survey",
)
STRANGE = indicator(
    "strange",
    Unit.PERCENT,
    text("{value} svarer " + HOSTILE),
    [sampled("2020", 0.0, 100, note=text(HOSTILE))],
    name=text(HOSTILE),
    what=text(HOSTILE),
    how=text(HOSTILE),
    source=text(HOSTILE),
    collected_by="survey",
)

INDICATORS = (
    COHERENCE,
    MEMBERS,
    ACTIVE,
    LONELY,
    WELLBEING,
    GROWTH,
    WASTE,
    TOWNS,
    WORKPLACES,
    SMOKERS,
    NEET,
    WAITING,
    LIFE,
    CARBON,
    BURGLARIES,
    DEBT,
    SATISFIED,
    PEOPLE,
    AHEAD,
    STEADY,
    READING,
    STRANGE,
)

JUDGED = Judgement(
    body="technical",
    body_name=text("Teknisk Udvalg", "The Technical Committee"),
    date=date(2020, 10, 6),
    verdict=text("Godt på vej", "Well under way"),
    reason=text("To af tre vejstrækninger er udvidet.", "Two of three stretches of road are widened."),
)
END_OF_2025 = date(2025, 12, 31)


def goals():
    """Every goal, in the council's order; the overall one first."""
    down = Direction.DOWN
    return (
        goal(
            "sammenhaeng",
            "Borgerne oplever sammenhæng",
            "Citizens experience coherence",
            [target(of=COHERENCE, kind=Kind.DIRECTION_ONLY)],
            overall=True,
            themes=(),
            missing=text(
                "Kommunen har spurgt siden 2019. Det kræver, at svarene bliver offentliggjort.",
                "The municipality has asked since 2019, but has not published the figures.",
            ),
        ),
        goal(
            "foreninger",
            "Flere er med i foreninger",
            "More people join associations",
            [target(of=MEMBERS, value=80.0, deadline=END_OF_2025)],
            committees=("culture", "technical"),
            initiatives=("foreningsklar",),
            stories=("roklubben",),
            related=("aktive",),
            former_slugs=("foreningsmaalet", "old-associations"),
            wordings=(
                wording("75% er medlem af en forening", valid_to=date(2019, 12, 31), note=text("Hævet i 2020.")),
                wording("80% er medlem af en forening i 2025", "80% are members in 2025", valid_from=date(2020, 1, 1)),
            ),
        ),
        goal("aktive", "Flere er aktive", "More people are active", [target(of=ACTIVE, value=85.0)]),
        goal(
            "ensomhed",
            "Færre er ensomme",
            "Fewer are lonely",
            [target(of=LONELY, kind=Kind.DIRECTION_ONLY, direction=down)],
        ),
        goal("trivsel", "Flere trives", "More people thrive", [target(of=WELLBEING, value=75.0)]),
        goal(
            "tilvaekst",
            "Befolkningen vokser",
            "The population grows",
            [target(of=GROWTH, kind=Kind.RECURRING, value=0.5)],
            themes=("vaekst",),
            context=("people", "ahead"),
        ),
        goal(
            "miljoe",
            "Et bæredygtigt miljø",
            "A sustainable environment",
            [
                target("waste", of=WASTE, value=55.0, deadline=END_OF_2025, text=text("Genanvendelse", "Recycling")),
                target("energy", value=35.0, deadline=END_OF_2025, text=text("Vedvarende energi", "Renewable energy")),
                target(
                    "carbon",
                    of=CARBON,
                    kind=Kind.RELATIVE_CHANGE,
                    direction=down,
                    value=-70.0,
                    deadline=date(2030, 12, 31),
                ),
            ],
            themes=("vaekst", "liv"),
        ),
        goal("byer", "Alle byer vokser", "All towns grow", [target(of=TOWNS, kind=Kind.ALL_PARTS)], themes=("vaekst",)),
        goal(
            "job",
            "Flere arbejdspladser",
            "More workplaces",
            [target(of=WORKPLACES, kind=Kind.RELATIVE_CHANGE, value=5.0, deadline=END_OF_2025)],
            themes=("vaekst",),
        ),
        goal(
            "rygning",
            "Halvt så mange unge rygere",
            "Half as many young smokers",
            [target(of=SMOKERS, kind=Kind.RELATIVE_CHANGE, direction=down, value=-50.0, deadline=END_OF_2025)],
        ),
        goal(
            "unge",
            "Unge i job eller uddannelse",
            None,
            [
                target(
                    of=NEET,
                    kind=Kind.RELATIVE_TO_AREA,
                    direction=down,
                    value=0.0,
                    area="000",
                    area_latest=counted("2019", 10.59),
                    deadline=date(2027, 12, 31),
                )
            ],
        ),
        goal("ventetid", "Kortere ventetid", "Shorter waits", [target(of=WAITING, direction=down, value=25.0)]),
        goal("liv", "Vi lever længere", "We live longer", [target(of=LIFE, kind=Kind.DIRECTION_ONLY)]),
        goal(
            "indbrud",
            "Færre indbrud",
            "Fewer burglaries",
            [target(of=BURGLARIES, direction=down, value=2.0, deadline=date(2022, 6, 30))],
        ),
        goal(
            "gaeld",
            "Lavere gæld",
            "Less debt",
            [target(of=DEBT, direction=down, value=12_000.0, deadline=date(2020, 12, 31))],
            themes=("vaekst",),
        ),
        goal("skoler", "Tilfredse forældre", "Satisfied parents", [target(of=SATISFIED, value=70.0, max_age_days=800)]),
        goal(
            "veje",
            "Infrastrukturforbedringsplanlægningsarbejdet styrkes",
            "Roads get better",
            [target(kind=Kind.JUDGED, judgement=JUDGED)],
            themes=("vaekst",),
        ),
        goal(
            "befolkning",
            "Vi bliver 100.000",
            "We become 100,000",
            [target(of=PEOPLE, value=100_000.0, deadline=date(2024, 12, 31))],
            themes=("vaekst",),
        ),
        goal(
            "bustider",
            "Flere kan læse en bustidsplan",
            "More can read a timetable",
            [target(of=STEADY, kind=Kind.DIRECTION_ONLY, minimum_change=2.0)],
        ),
        goal("laesning", "Flere læser", "More people read", [target(of=READING, kind=Kind.DIRECTION_ONLY)]),
        goal(
            "farligt",
            HOSTILE,
            None,
            [target(of=STRANGE, value=50.0, text=text(HOSTILE), note=text(HOSTILE))],
            notes=(text(HOSTILE),),
        ),
    )


THEMES = (("liv", "Et godt liv", "A good life"), ("vaekst", "Vækst og speciallægepraksisplanlægning", None))


def themes(of_goals):
    """Every theme with its goals."""
    return tuple(
        Theme(
            key=key,
            slug=Slugs(da=key, en=f"{key}-theme"),
            name=text(da, en),
            statement=text("Det vil byrådet.", "The council wants it."),
            goals=tuple(one.key for one in of_goals if key in one.themes),
            decision=None,
            sources=("council",),
        )
        for key, da, en in THEMES
    )


MUNICIPALITY = Municipality(
    code="999",
    slug="eksempelby",
    name=text("Eksempelby Kommune", "Eksempelby Municipality"),
    region=text("Region Ingensteds"),
    seats=25,
    notice=text("Kommunen er opdigtet, og alle tal er fundet på.", "The municipality and all its figures are made up."),
    about=text("Opdigtet til afprøvning.\n\nAndet afsnit.", "Made up for testing."),
    contact=Contact(office=text("Strategikontoret"), email="strategi@example.org", phone="00 00 00 00", url=None),
    notes=(Note(title=text("Om tallene"), text=text("De er fundet på.", "They are made up."), sources=("survey",)),),
    confidence=CONFIDENCE,
)
BODIES = (
    Body(key="council", name=text("Byrådet", "The council"), kind="council", note=None),
    Body(key="economy", name=text("Økonomiudvalget"), kind="economics_committee", note=None),
    Body(key="technical", name=text("Teknisk Udvalg", "The Technical Committee"), kind="standing_committee", note=None),
    Body(key="culture", name=text("Kultur- og Fritidsudvalget"), kind="standing_committee", note=None),
    Body(key="youth", name=text("Ungeudvalget"), kind="section_17_4_committee", note=text("Nedsat i 2019.")),
    Body(
        key="rural_areas",
        name=text("Landdistriktsudvalget", "The Rural Districts Committee"),
        kind="standing_committee",
        note=None,
        in_force=False,
        valid_to=date(2019, 12, 31),
        ended_by=Decision(body="council", date=date(2019, 11, 27), item="4", case=None, url=None),
    ),
)
CHOSEN = Decision(body="culture", date=date(2021, 1, 14), item="3", case=None, url=None)
PRIORITIES = tuple(
    Priority(
        key=f"{committee}-{goal}-{year}",
        committee=committee,
        goal=goal,
        year=year,
        rank=rank,
        decision=decision,
        note=None,
        valid_to=valid_to,
        sources=(),
    )
    for committee, goal, year, rank, decision, valid_to in (
        ("culture", "job", 2020, 1, None, date(2020, 9, 30)),
        ("culture", "foreninger", 2020, 2, None, None),
        ("culture", "foreninger", 2021, 1, CHOSEN, None),
        ("culture", "job", 2021, 2, CHOSEN, None),
        ("technical", "miljoe", 2021, None, None, None),
    )
)
MEETINGS = (
    JointMeeting(
        key="joint",
        date=date(2020, 10, 7),
        bodies=("culture", "economy"),
        goals=("foreninger",),
        what=text("Udvalgene delte opgaven."),
        decision=None,
        url="https://example.org/moede",
        sources=("council",),
    ),
)
DECISIONS = (
    TakenDecision(
        key="adopted",
        body="council",
        date=date(2018, 12, 19),
        item="36",
        case="18/12345",
        url="https://example.org/referat#36",
        what=text("Byrådet vedtog målene.", "The council adopted the goals."),
        themes=(),
        goals=("foreninger",),
        initiatives=(),
        sources=("council",),
    ),
    TakenDecision(
        key="followed-up",
        body="council",
        date=date(2020, 6, 24),
        item="9",
        case=None,
        url=None,
        what=text("Byrådet holdt fast i målet.", "The council held on to the goal."),
        themes=(),
        goals=("foreninger",),
        initiatives=(),
        sources=(),
    ),
    TakenDecision(
        key="chosen",
        body="culture",
        date=CHOSEN.date,
        item=CHOSEN.item,
        case=None,
        url="https://example.org/udvalget#3",
        what=text("Udvalget valgte to mål.", "The committee chose two goals."),
        themes=(),
        goals=(),
        initiatives=(),
        sources=(),
    ),
)
UNITS = (
    OrganisationUnit(
        key="culture-area", name=text("Kultur og Fritid"), kind="directorate", parent=None, serves=("culture",)
    ),
    OrganisationUnit(key="library", name=text("Biblioteket"), kind="centre", parent="culture-area", serves=()),
)
INITIATIVES = (
    Initiative(
        key="foreningsklar",
        name=text("Foreningsklar", "Ready for associations"),
        kind="project",
        what=text("Mentorer følger nye medlemmer.", "Mentors follow new members."),
        owner=text("Kultur og Fritid", "Culture and leisure"),
        goals=("foreninger",),
        goals_inferred=True,
        start=date(2020, 9, 1),
        end=date(2023, 6, 30),
        outcome=None,
        url="https://example.org/foreningsklar",
        sources=("council",),
        unit="library",
        decision=Decision(body="culture", date=date(2020, 8, 19), item="7", case=None, url=None),
        hypothesis=text("Den, der bliver fulgt, bliver.", "Those who are followed stay."),
        measure=text("Hvor mange der er med efter et år."),
        ended_by=Decision(body="culture", date=date(2020, 12, 9), item="4", case=None, url=None),
        ending=InitiativeEnding(
            how="adjust",
            date=date(2020, 12, 9),
            reason=text("Hver anden blev væk.", "Every second stayed away."),
            follow_up=FollowUp(date=date(2021, 1, 20), text=text("Flere mentorer er fundet.")),
        ),
    ),
)


def budget_line(agreed, **more):
    """A line of the budget for associations."""
    nothing = dict.fromkeys(("committee", "unit", "expected_low", "expected_mid", "expected_high", "realised", "note"))
    usual = {"track": "fritid", "name": text("Fritid for alle", "Leisure for all"), "year": 2020, "sources": ()}
    return BudgetLine(agreed=agreed, **(nothing | usual | {"goals": ("foreninger",)} | more))


BUDGETS = (
    Budget(
        key="budget-2020",
        name=text("Budget 2020"),
        year=2020,
        price_level=2020,
        adopted=date(2019, 10, 9),
        decision=None,
        lines=(
            budget_line(
                1_250_000,
                committee="culture",
                unit=text("Kultur og Fritid"),
                goals=("foreninger", "aktive"),
                expected_low=1_000_000,
                expected_mid=1_500_000,
                expected_high=2_000_000,
                realised=1_310_500,
            ),
            budget_line(750_000, realised=-20_000, note=text("Et tilskud kom retur.")),
            budget_line(None, year=2021),
        ),
        note=None,
        sources=("council",),
    ),
)
AGREEMENTS = (
    Agreement(
        key="fritid-2020",
        name=text("Aftale med Kultur og Fritid", "Agreement with culture and leisure"),
        units=(text("Kultur og Fritid"), text("Biblioteket")),
        bodies=("culture",),
        goals=("foreninger",),
        own_goals=(AgreementGoal(text=text("Hver forening har en mentor."), goals=("foreninger", "aktive")),),
        signed=date(2019, 12, 1),
        valid_from=date(2020, 1, 1),
        valid_to=date(2021, 12, 31),
        decision=None,
        note=None,
        sources=(),
    ),
)
STORIES = (
    Story(
        key="roklubben",
        goals=("foreninger",),
        date=date(2020, 11, 5),
        title=text("Tirsdag ved søen", "Tuesday by the lake"),
        text=text("Otte nye roere mødte op.\n\nFire blev.", None),
        sources=(),
    ),
)
SOURCES = (
    Source(
        key="council", title=text("Byrådets referat"), url="https://example.org/referat", date="2018-12-19", note=None
    ),
    Source(key="register", title=text("Opdigtet register", "Made-up register"), url=None, date=None, note=None),
    Source(
        key="survey", title=text("Spørgeundersøgelsen 2019"), url=None, date="2019", note=text("3.699 blev spurgt.")
    ),
)


def changes(of_goals):
    """One change of every kind."""
    first = {one.key: one.targets[0] for one in of_goals}
    waste = WASTE.points
    rows = (
        (
            "ventetid",
            "status",
            "cannot_tell",
            first["ventetid"].assessment.status,
            WAITING.points[1],
            WAITING.points[2],
        ),
        ("ventetid", "worse", None, None, WAITING.points[1], WAITING.points[2]),
        ("laesning", "better", None, None, READING.points[0], READING.points[1]),
        ("miljoe", "corrected", None, None, waste[2], waste[3]),
    )
    return tuple(
        Change(
            goal=key,
            target="waste" if key == "miljoe" else "target",
            kind=kind,
            status_before=before,
            status_now=now,
            point_before=point_before,
            point_now=point_now,
        )
        for key, kind, before, now, point_before, point_now in rows
    )


def sample_document():
    """The made-up municipality's document."""
    all_goals = goals()
    statuses = {one.key: one.status for one in all_goals}
    return Document(
        rule_version=rule.RULE_VERSION,
        number=3,
        as_of=ON,
        corrects=2,
        reason=text("Affaldstallet for 2019 var tastet forkert.", "The waste figure for 2019 was mistyped."),
        municipality=MUNICIPALITY,
        term=TERM,
        vision=Vision(name=text("Sammen om livet"), outward=text("Her kan man leve."), inward=None, decision=None),
        bodies=BODIES,
        units=UNITS,
        themes=themes(all_goals),
        goals=all_goals,
        indicators=INDICATORS,
        initiatives=INITIATIVES,
        stories=STORIES,
        sources=SOURCES,
        changes=changes(all_goals),
        chain=chain(all_goals),
        priorities=PRIORITIES,
        joint_meetings=MEETINGS,
        decisions=DECISIONS,
        budgets=BUDGETS,
        agreements=AGREEMENTS,
        earlier=(
            Earlier(number=2, as_of=date(2020, 12, 1), sha256="b" * 64, corrects=None, reason=None, statuses=statuses),
            Earlier(number=1, as_of=date(2019, 12, 1), sha256="a" * 64, corrects=None, reason=None, statuses={}),
        ),
    )


def chain(of_goals):
    """A chain for every goal: those of every length, with whole, thin and missing links, and a number withheld."""
    made = tuple(goal_chain(one.key, place) for place, one in enumerate(of_goals))
    down, up = Counter(one.furthest_down for one in made), Counter(one.furthest_up for one in made)
    counted = {"goals": len(made), "down": {level: down[level] for level in DOWN_LEVELS[2:]}, "unmeasured": up[None]}
    now = Reach(day=ON, up={level: up[level] for level in UP_LEVELS}, **counted)
    before = Reach(
        day=date(2020, 12, 31), goals=2, down={Level.GOAL: 2}, up={Level.MEASUREMENT: 1, Level.STATUS: 0}, unmeasured=1
    )
    return Chain(goals=made, days=(before, now))


def goal_chain(key, place):
    """A chain that breaks at a level further on for every place, and begins again after it."""
    levels = (*DOWN_LEVELS, *UP_LEVELS)
    breaks = 3 + place % (len(DOWN_LEVELS) - 2), len(DOWN_LEVELS) + place % (len(UP_LEVELS) + 1)
    links = [
        ChainLink(level=level, strength=_strength(at, place, breaks), count=_count(level, at in breaks, place))
        for at, level in enumerate(levels)
    ]
    up = UP_LEVELS[breaks[1] - len(DOWN_LEVELS) - 1] if breaks[1] > len(DOWN_LEVELS) else None
    return GoalChain(goal=key, links=links, furthest_down=DOWN_LEVELS[breaks[0] - 1], furthest_up=up)


def _strength(at, place, breaks):
    if at in breaks:
        return Strength.MISSING
    return Strength.THIN if (at + place) % 4 == 0 else Strength.WHOLE


def _count(level, missing, place):
    if missing:
        return 0
    return None if level is Level.COMMITMENT and place % 2 else 1 + place


def sample_release():
    """The same, approved."""
    return release_of(sample_document())


def release_of(document):
    """A document, approved, under its own checksum: what is cached of a release is found by that."""
    return ReleaseFile(
        document=document,
        sha256=checksum(document.canonical_bytes()),
        created_at=datetime(2021, 2, 1, 9, 0, tzinfo=UTC),
        created_by="Strategikontoret",
        approved_at=datetime(2021, 2, 2, 9, 0, tzinfo=UTC),
        approved_by="Kommunaldirektøren",
    )
