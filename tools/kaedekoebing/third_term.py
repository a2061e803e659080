"""The term 2026-2029 at the end of its first year: what went on from the term before, what ended, and what is new.

Nothing here is known before October 2025, so the day on which every rule finds something is as it was.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from kobling.core.chain import EndingKind
from kobling.core.status import Direction, Kind
from kobling.records.agreements import Agreement, Commitment
from kobling.records.base import Slugs
from kobling.records.chain import Goal, Judgement, Target, Theme, Vision, Wording
from kobling.records.council import JointMeeting, Priority, TakenDecision
from kobling.records.facts import MunicipalityFacts
from kobling.records.initiatives import Ending, Initiative, InitiativeKind
from kobling.records.municipality import Body, BodyKind, Decision, Term
from kobling.rooms.changes.new_term import carried_over, day_before, in_force
from tools.kaedekoebing.agreements import COMMITMENT_TEXTS, FRAMES, GOALS_BY_CENTRE
from tools.kaedekoebing.goals import CARRIED
from tools.kaedekoebing.organisation import COUNCIL, DIRECTORATES
from tools.kaedekoebing.texts import t

TERM = Term(key="2026-2029", start=date(2026, 1, 1), end=date(2029, 12, 31))
LAST_DAY = day_before(TERM)
DECISION = Decision(body=COUNCIL, date=date(2026, 6, 17), item="sag nr. 11", case="26/0981")
ENDED = Decision(body=COUNCIL, date=date(2025, 11, 26), item="sag nr. 14", case="25/2703")
"""The decision of the council before on what does not go on."""
GOAL_THAT_ENDED, ITS_SUCCESSOR, NEW_GOAL = "a3", "a6", "d1"
DIGITAL = "digital"
"""The committee that is new in the term."""
PRIORITY_DAYS = {2026: date(2026, 2, 11), 2027: date(2026, 11, 18)}
"""The years that the committees have given priorities for, and when."""
NEW_CARRIED = {ITS_SUCCESSOR: ("job", "unge"), NEW_GOAL: (DIGITAL, "kultur")}
GOALS = {key: bodies for key, bodies in CARRIED.items() if key != GOAL_THAT_ENDED} | NEW_CARRIED
"""The goals of the term, and the committees that carry each; the first one answers for it."""
MET = {"t1": 9, "t4": 10, "s2": 15, NEW_GOAL: 16}
"""The goals that committees met about, and the days in September 2026."""
RELAY = ("leder-stab", "leder-by-kultur-og-klima", "leder-kultur-og-fritid")
"""The leaders who hand a commitment on the digital theme on from one to the next."""
FOLLOWED_UP = ("sammenhaeng", "t1", "t3", "t4", "s2", "a2", "g1")


def with_third_term(facts: MunicipalityFacts) -> MunicipalityFacts:
    """Return the facts of the terms before with those of this one."""
    goals = tuple(_goals(facts.goals))
    return facts.model_copy(
        update={
            "terms": (*facts.terms, TERM),
            "bodies": (*facts.bodies, _committee()),
            "visions": tuple(_visions(facts.visions)),
            "themes": tuple(_carried(facts.themes)),
            "goals": goals,
            "decisions": (*facts.decisions, *_decisions()),
            "priorities": (*facts.priorities, *_priorities()),
            "joint_meetings": (*facts.joint_meetings, *_joint_meetings(goals)),
            "agreements": (*facts.agreements, *_agreements()),
            "commitments": (*facts.commitments, *_commitments()),
            "initiatives": (*facts.initiatives, *_initiatives()),
        }
    )


def _committee() -> Body:
    name = t("Digitaliseringsudvalget", "Digitalisation Committee")
    return Body(key=DIGITAL, name=name, kind=BodyKind.SECTION_17_4_COMMITTEE, valid_from=TERM.start)


def _visions(visions: Iterable[Vision]) -> Iterator[Vision]:
    """Yield the visions; the one in force goes on."""
    for vision in visions:
        yield vision.model_copy(update={"term": TERM.key}) if vision.in_force(TERM.start) else vision


def _carried(themes: Iterable[Theme]) -> Iterator[Theme]:
    for theme in themes:
        yield theme.model_copy(update={"term": TERM.key}) if theme.in_force(TERM.start) else theme


def _goals(goals: Iterable[Goal]) -> Iterator[Goal]:
    """Yield the goals as the page of a new term lets them go on: all but one, some of them with other targets."""
    before = list(goals)
    go_on = {(Goal.KIND, goal.key) for goal in before if goal.key != GOAL_THAT_ENDED}
    for edit in carried_over(in_force((), before, LAST_DAY), TERM, go_on=go_on, ends_others=True):
        goal = edit.after
        if not isinstance(goal, Goal):
            raise TypeError(edit)
        yield _changed(goal)
    yield _successor()
    yield _new_goal()


def _changed(goal: Goal) -> Goal:
    """Return a goal with what the council decided about it for the term."""
    if goal.key == GOAL_THAT_ENDED:
        return goal.model_copy(update={"ended_by": ENDED})
    if goal.key == "t3":
        text = t(
            "Højst 7 % af eleverne har et højt fravær i 2029", "At most 7% of the pupils have high absence in 2029"
        )
        return _revised(goal, 7, text)
    if goal.key == "t5":
        [former] = goal.targets
        later = {"key": "alle-2028", "deadline": date(2028, 12, 31), "valid_from": TERM.start, "decision": ENDED}
        ended = former.model_copy(update={"valid_to": LAST_DAY})
        return goal.model_copy(update={"targets": (ended, former.model_copy(update=later))})
    return goal


def _revised(goal: Goal, value: float, text: object) -> Goal:
    """Return a goal with another wording and target from the day of the council's decision."""
    day = DECISION.date - timedelta(days=1)
    *former, last = goal.wordings
    wording = {"text": text, "decision": DECISION, "valid_from": DECISION.date}
    [target] = goal.targets
    later = {
        "key": "maaltal-2029",
        "value": value,
        "deadline": TERM.end,
        "valid_from": DECISION.date,
        "decision": DECISION,
    }
    return goal.model_copy(
        update={
            "wordings": (*former, last.model_copy(update={"valid_to": day}), last.model_copy(update=wording)),
            "targets": (target.model_copy(update={"valid_to": day}), target.model_copy(update=later)),
        }
    )


def _successor() -> Goal:
    text = t("Højst 2,5 % er ledige i 2029", "At most 2.5% are unemployed in 2029")
    target = Target(
        key="maaltal",
        kind=Kind.THRESHOLD,
        direction=Direction.DOWN,
        value=2.5,
        deadline=TERM.end,
        indicator="ledighed",
        decision=DECISION,
        valid_from=DECISION.date,
    )
    return Goal(
        key=ITS_SUCCESSOR,
        term=TERM.key,
        slug=Slugs(da="flere-i-arbejde", en="more-people-in-work"),
        themes=("vaekst-og-arbejde",),
        short=t("Flere i arbejde", "More people in work"),
        wordings=(Wording(text=text, decision=DECISION, valid_from=DECISION.date),),
        responsible=GOALS[ITS_SUCCESSOR][0],
        committees=GOALS[ITS_SUCCESSOR],
        targets=(target,),
    )


def _new_goal() -> Goal:
    judged = Judgement(
        body=DIGITAL,
        date=date(2026, 11, 18),
        verdict=t("På vej", "On the way"),
        reason=t(
            "Biblioteket og tre af fem plejecentre har en fast dag med hjælp.",
            "The library and three of five care homes have a fixed day with help.",
        ),
    )
    target = Target(
        key="bedoemt",
        kind=Kind.JUDGED,
        direction=Direction.UP,
        judgements=(judged,),
        decision=DECISION,
        valid_from=DECISION.date,
    )
    text = t(
        "Alle, der har svært ved det digitale, kan få hjælp, hvor de bor",
        "Everybody who finds the digital hard can have help where they live",
    )
    return Goal(
        key=NEW_GOAL,
        term=TERM.key,
        slug=Slugs(da="hjaelp-til-det-digitale", en="help-with-the-digital"),
        themes=("digital-hverdag",),
        short=t("Hjælp til det digitale", "Help with the digital"),
        wordings=(Wording(text=text, decision=DECISION, valid_from=DECISION.date),),
        responsible=DIGITAL,
        committees=GOALS[NEW_GOAL],
        targets=(target,),
    )


def _decisions() -> Iterator[TakenDecision]:
    """Yield what ended with the term before, the adoption, the committees' choices and the first follow-up."""
    yield TakenDecision(
        key="overlevering-2025",
        term="2022-2025",
        **ENDED.model_dump(),
        what=t(
            "Byrådet lod målet om lav ledighed slutte og anbefalede det næste byråd at føre de andre mål videre.",
            "The council let the goal on low unemployment end and recommended the next one to go on with the others.",
        ),
        goals=(GOAL_THAT_ENDED, "t5"),
    )
    yield TakenDecision(
        key="vedtagelsen-2026",
        term=TERM.key,
        **DECISION.model_dump(),
        what=t(
            "Byrådet førte visionen, temaerne og målene videre, ændrede et af dem og vedtog to nye.",
            "The council went on with vision, themes and goals, changed one goal and adopted two new ones.",
        ),
        goals=("t3", ITS_SUCCESSOR, NEW_GOAL),
    )
    for year in PRIORITY_DAYS:
        for committee in dict.fromkeys(committee for carriers in GOALS.values() for committee in carriers):
            yield TakenDecision(
                key=f"prioriteringer-{committee}-{year}",
                term=TERM.key,
                **_choice(committee, year).model_dump(),
                what=t(
                    f"Udvalget valgte de mål, det især vil arbejde med i {year}, og deres rækkefølge.",
                    f"The committee chose the goals that it will work on most in {year}, and their order.",
                ),
            )
    yield TakenDecision(
        key="opfoelgning-2026",
        term=TERM.key,
        body=COUNCIL,
        date=date(2026, 9, 23),
        item="sag nr. 8",
        case="26/1712",
        what=t(
            "Byrådet drøftede tallene for 2025 og bad udvalgene se på de mål, der er gået i stå.",
            "The council discussed the figures of 2025 and asked the committees to look at goals that stand still.",
        ),
        goals=FOLLOWED_UP,
    )


def _choice(committee: str, year: int) -> Decision:
    return Decision(body=committee, date=PRIORITY_DAYS[year], item="sag nr. 4")


def _priorities() -> Iterator[Priority]:
    """Yield the priorities of 2026, of the goals that went on, and of 2027, with the two new ones."""
    ranks: dict[tuple[str, int], int] = {}
    for year, day in PRIORITY_DAYS.items():
        for goal in GOALS if year > day.year else [goal for goal in GOALS if goal in CARRIED]:
            for committee in GOALS[goal]:
                rank = ranks[committee, year] = ranks.get((committee, year), 0) + 1
                yield Priority(
                    key=f"{committee}-{goal}-{year}",
                    term=TERM.key,
                    committee=committee,
                    goal=goal,
                    year=year,
                    rank=rank,
                    decision=_choice(committee, year),
                    valid_from=day,
                )


def _joint_meetings(goals: Iterable[Goal]) -> Iterator[JointMeeting]:
    short = {goal.key: goal.short for goal in goals}
    for goal, day in MET.items():
        yield JointMeeting(
            key=f"faellesmoede-{goal}-2026",
            term=TERM.key,
            date=date(2026, 9, day),
            bodies=GOALS[goal],
            goals=(goal,),
            what=t(
                f"Udvalgene aftalte, hvad de gør i 2027 for målet »{short[goal].da}«.",
                f"The committees agreed what they do in 2027 for the goal “{short[goal].en}”.",
            ),
        )


def _agreements() -> Iterator[Agreement]:
    """Yield one agreement for every centre, for the whole term. The two new goals are in none of them yet."""
    for directorate, served in DIRECTORATES.items():
        for centre, name in served.centres.items():
            yield Agreement(
                key=f"{centre}-{TERM.key}",
                term=TERM.key,
                name=t(f"Mål- og rammeaftale {TERM.key}: {name.da}", f"Goal-and-frame agreement {TERM.key}: {name.en}"),
                units=(centre, directorate),
                goals=tuple(goal for goal in GOALS_BY_CENTRE[centre] if goal != GOAL_THAT_ENDED),
                frame=FRAMES.get(centre),
                budget="budget-2026",
                signed=date(2025, 12, 3),
                dialogue_meetings=(date(2026, 3, 11), date(2026, 9, 9)),
                valid_from=TERM.start,
                valid_to=TERM.end,
            )


def _commitments() -> Iterator[Commitment]:
    for level, (above, leader) in enumerate(zip((None, *RELAY), RELAY, strict=False), start=1):
        yield Commitment(
            key=f"digital-hverdag-{leader}",
            term=TERM.key,
            level=level,
            leader=leader,
            theme="digital-hverdag",
            text=COMMITMENT_TEXTS[level],
            handed_on_from=f"digital-hverdag-{above}" if above else None,
            valid_from=date(2026, 7 + level, 1),
        )


def _initiatives() -> Iterator[Initiative]:
    yield Initiative(
        key="digital-fredag",
        term=TERM.key,
        name=t("Digital fredag", "Digital Friday"),
        kind=InitiativeKind.EXPERIMENT,
        what=t(
            "Hver fredag sidder en medarbejder klar med hjælp på biblioteket og på plejecentrene.",
            "Every Friday an employee is at hand with help in the library and in the care homes.",
        ),
        owner="biblioteket",
        contributors=("plejecentre", "personale-og-digitalisering"),
        goals=(NEW_GOAL,),
        hypothesis=t(
            "Får man hjælp, hvor man kommer i forvejen, klarer man sig selv næste gang.",
            "Those who have help in a place they visit anyway manage by themselves the next time.",
        ),
        start=date(2026, 6, 19),
        end=date(2026, 9, 26),
        ending=Ending(
            how=EndingKind.SPREAD,
            date=date(2026, 10, 7),
            reason=t("To ud af tre kom kun én gang.", "Two out of three came only once."),
        ),
    )
    yield Initiative(
        key="foerste-job",
        term=TERM.key,
        name=t("Det første job", "The first job"),
        kind=InitiativeKind.PROJECT,
        what=t(
            "Unge uden arbejde får fire ugers løn i en virksomhed, der mangler hænder.",
            "Young people without work have four weeks' pay in a company that lacks hands.",
        ),
        owner="jobcenter",
        contributors=("ungdom-og-vejledning",),
        goals=(ITS_SUCCESSOR, "t4"),
        start=date(2026, 8, 17),
        end=date(2027, 12, 17),
    )
