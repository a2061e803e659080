"""Decisions, priorities, joint meetings, and policies that the goals replaced."""

from collections.abc import Iterator
from datetime import date, timedelta

from kobling.records.council import JointMeeting, Policy, Priority, Replacement, TakenDecision
from kobling.records.municipality import Decision
from tools.kaedekoebing.goals import ADOPTED, CARRIED, DECISION, GOAL_TEXTS, TERM
from tools.kaedekoebing.organisation import COMMITTEE_ENDED, COUNCIL
from tools.kaedekoebing.texts import t

PRIORITY_YEARS = (2023, 2024, 2025)
FORGOTTEN_GOAL = "a4"
"""The goal that two committees gave priority in 2023, without any activity since."""
GOAL_WITHOUT_MEETING = "g2"
"""The goal that two committees carry without a joint meeting."""
FOLLOWED_UP_GOALS = ("sammenhaeng", "t1", "t3", "t4", "s1", "s2", "a2", "g1", "g3")
"""The goals that the council takes up again every June."""

REPLACED_POLICIES = {
    "boernepolitik": (t("Børne- og ungepolitik 2014", "Children and youth policy 2014"), ("t1", "t2", "t3"), 2014),
    "uddannelsespolitik": (t("Uddannelsespolitik 2017", "Education policy 2017"), ("t4", "a4"), 2017),
    "sundhedspolitik": (t("Sundhedspolitik 2015", "Health policy 2015"), ("s1", "s2", "s3"), 2015),
    "vaerdighedspolitik": (t("Værdighedspolitik 2018", "Dignity policy 2018"), ("s5", "s6"), 2018),
    "erhvervspolitik": (t("Erhvervspolitik 2016", "Business policy 2016"), ("a2", "a5"), 2016),
    "klimastrategi": (t("Klimastrategi 2017", "Climate strategy 2017"), ("g1", "g2"), 2017),
    "landdistriktspolitik": (t("Landdistriktspolitik 2015", "Rural districts policy 2015"), ("g3",), 2015),
}
"""Policies of the previous term, the goals that replaced them, and the year of the policy."""


def decisions() -> Iterator[TakenDecision]:
    """Yield what was decided in 2021, the adoption, the committees' choices, and the council's follow-up every June."""
    yield TakenDecision(
        key="overlevering-2021",
        term="2018-2021",
        body=COUNCIL,
        date=date(2021, 10, 27),
        item="sag nr. 15",
        case="21/3310",
        what=t(
            "Byrådet anbefalede det næste byråd at samle de mange politikker i få mål.",
            "The council recommended the next one to gather the many policies in few goals.",
        ),
        policies=tuple(REPLACED_POLICIES),
    )
    yield TakenDecision(
        key="landdistriktsudvalget-nedlagt",
        term="2018-2021",
        **COMMITTEE_ENDED.model_dump(),
        what=t(
            "Byrådet nedlagde Landdistriktsudvalget ved periodens udgang.",
            "The council ended the Rural Districts Committee with the term.",
        ),
    )
    yield TakenDecision(
        key="vedtagelsen-2022",
        term=TERM,
        **DECISION.model_dump(),
        what=t(
            "Byrådet vedtog visionen, temaerne og målene.",
            "The council adopted the vision, the themes and the goals.",
        ),
    )
    yield from _choices()
    for year, day in ((2023, 21), (2024, 19), (2025, 18)):
        yield TakenDecision(
            key=f"opfoelgning-{year}",
            term=TERM,
            body=COUNCIL,
            date=date(year, 6, day),
            item="sag nr. 9",
            case=f"{year % 100}/1540",
            what=t(
                "Byrådet drøftede, hvordan det går med målene, og holdt fast i dem.",
                "The council discussed how the goals are going, and held on to them.",
            ),
            goals=FOLLOWED_UP_GOALS,
        )


def _choices() -> Iterator[TakenDecision]:
    """Yield the decision by which each committee chose its goals of a year."""
    committees = dict.fromkeys(committee for carriers in CARRIED.values() for committee in carriers)
    for year in PRIORITY_YEARS:
        for committee in committees:
            yield TakenDecision(
                key=f"prioriteringer-{committee}-{year}",
                term=TERM,
                **_choice(committee, year).model_dump(),
                what=t(
                    f"Udvalget valgte de mål, det især ville arbejde med i {year}, og deres rækkefølge.",
                    f"The committee chose the goals that it would work on most in {year}, and their order.",
                ),
            )


def _choice(committee: str, year: int) -> Decision:
    return Decision(body=committee, date=date(year, 1, 18), item="sag nr. 3")


def priorities() -> Iterator[Priority]:
    """Every committee gives the goals it carries priority for the years 2023 to 2025, in January."""
    ranks: dict[tuple[str, int], int] = {}
    for year in PRIORITY_YEARS:
        for goal, committees in CARRIED.items():
            for committee in committees if goal != FORGOTTEN_GOAL or year == 2023 else ():
                rank = ranks[committee, year] = ranks.get((committee, year), 0) + 1
                yield Priority(
                    key=f"{committee}-{goal}-{year}",
                    term=TERM,
                    committee=committee,
                    goal=goal,
                    year=year,
                    rank=rank,
                    decision=_choice(committee, year),
                    valid_from=_choice(committee, year).date,
                )


def joint_meetings() -> Iterator[JointMeeting]:
    """The committees that carry a goal together meet about it once in 2023 and, but for the quiet one, in 2024."""
    shared = [goal for goal, committees in CARRIED.items() if len(committees) > 1 and goal != GOAL_WITHOUT_MEETING]
    for place, goal in enumerate(shared):
        yield _meeting(goal, date(2022, 9, 14) + timedelta(days=place))
        if goal != FORGOTTEN_GOAL:
            yield _meeting(goal, date(2024, 9, 11) + timedelta(days=place))


def _meeting(goal: str, day: date) -> JointMeeting:
    short = GOAL_TEXTS[goal].short
    return JointMeeting(
        key=f"faellesmoede-{goal}-{day.year}",
        term=TERM,
        date=day,
        bodies=CARRIED[goal],
        goals=(goal,),
        what=t(
            f"Udvalgene aftalte, hvem der gør hvad for målet »{short.da}«.",
            f"The committees agreed who does what for the goal “{short.en}”.",
        ),
    )


def policies() -> Iterator[Policy]:
    """The policies of the term before; three of them live on, one with a theme to belong to."""
    for key, (name, goals, year) in REPLACED_POLICIES.items():
        yield Policy(
            key=key,
            term="2018-2021",
            name=name,
            valid_from=date(year, 3, 1),
            valid_to=ADOPTED - timedelta(days=1),
            replaced_by=Replacement(date=ADOPTED, goals=goals, decision=DECISION),
        )
    yield Policy(
        key="cykelstrategi",
        term="2018-2021",
        name=t("Cykelstrategi 2019", "Bicycle strategy 2019"),
        valid_from=date(2019, 5, 1),
        replaced_by=Replacement(date=ADOPTED, goals=("g4",), decision=DECISION),
        note=t("Ingen har sat en slutdato.", "Nobody has set a last day."),
    )
    yield Policy(
        key="kommunikationspolitik",
        term="2018-2021",
        name=t("Kommunikationspolitik 2018", "Communication policy 2018"),
        valid_from=date(2018, 11, 1),
    )
    yield Policy(
        key="handicappolitik",
        term=TERM,
        name=t("Handicappolitik 2023", "Disability policy 2023"),
        themes=("tryg-start", "sunde-liv"),
        decision=Decision(body=COUNCIL, date=date(2023, 4, 26), item="sag nr. 7"),
        valid_from=date(2023, 5, 1),
    )
