"""Examples for the rules of D1."""

from dataclasses import replace
from datetime import date

from kobling.core.chain.graph.links import LinkKind
from kobling.core.chain.graph.nodes import (
    Agreement,
    AgreementGoal,
    Body,
    Budget,
    BudgetLine,
    FailedFetch,
    Goal,
    Indicator,
    Initiative,
    MeasuredPeriod,
    Person,
    Target,
    Theme,
    WithdrawnPeriod,
    Wording,
)
from kobling.core.chain.i18n import gettext_noop
from kobling.core.chain.inspection.examples.example import TERM, Example, link, link_chain
from kobling.core.periods import Period

HEALTH = Theme("health")
SMOKERS = Goal("fewer-smokers")
HALVED = Target("halved")
COUNCIL = Body("council", council=True)
ANNA = Person("anna")
COURSES = Initiative("quit-courses")
CARE = Agreement("health-centre")
BUDGET = Budget("2020", adopted=date(2019, 10, 9))


def _indicator(*periods: str) -> Indicator:
    measured = tuple(MeasuredPeriod(Period.parse(code), Period.parse(code).end) for code in periods)
    return Indicator("smokers", max_age_days=731, measured=measured)


def _failed(until: date | None) -> tuple[FailedFetch, ...]:
    """Three days in a row on which the register did not answer."""
    error = gettext_noop("the source did not answer for %(seconds)s seconds; try again later")
    return tuple(FailedFetch(date(2020, 5, day), error, (("seconds", "30"),), until) for day in (4, 5, 6))


_2017 = Period.parse("2017")
_ASKED = (TERM, SMOKERS, HALVED, *link_chain(SMOKERS, HALVED, _indicator()))

EXAMPLES = {
    "D101": Example(
        common=(HEALTH, SMOKERS),
        passing_parts=link_chain(HEALTH, SMOKERS),
    ),
    "D102": Example(
        common=(SMOKERS, COUNCIL),
        passing_parts=(link(LinkKind.JUDGES, COUNCIL, SMOKERS),),
    ),
    "D103": Example(
        common=(SMOKERS, HALVED, _indicator("2019"), *link_chain(SMOKERS, HALVED)),
        passing_parts=link_chain(HALVED, _indicator("2019")),
    ),
    "D104": Example(
        common=_ASKED,
        firing_parts=(_indicator("2019"),),
        passing_parts=(_indicator("2018"),),
    ),
    "D105": Example(
        common=_ASKED,
        firing_parts=(_indicator("2017"),),
        passing_parts=(_indicator("2018"),),
    ),
    "D106": Example(
        common=(SMOKERS, COURSES),
        passing_parts=link_chain(SMOKERS, COURSES),
    ),
    "D107": Example(
        common=(SMOKERS, CARE, AgreementGoal("no-smoke"), link(LinkKind.PART_OF, AgreementGoal("no-smoke"), CARE)),
        passing_parts=link_chain(SMOKERS, AgreementGoal("no-smoke")),
    ),
    "D108": Example(
        common=(
            SMOKERS,
            BUDGET,
            BudgetLine("prevention", kroner=3_000_000),
            BudgetLine("buildings", kroner=9_000_000),
            link(LinkKind.PART_OF, BudgetLine("prevention"), BUDGET),
            link(LinkKind.PART_OF, BudgetLine("buildings"), BUDGET),
            *link_chain(SMOKERS, BudgetLine("buildings")),
        ),
        passing_parts=link_chain(SMOKERS, BudgetLine("prevention")),
    ),
    "D109": Example(
        firing_parts=(Goal("good-life", wordings=(Wording("Et godt liv for alle"),)),),
        passing_parts=(Goal("good-life", wordings=(Wording("Flere skal have et godt liv"),)),),
    ),
    "D110": Example(
        common=(SMOKERS, link(LinkKind.ANSWERS_FOR, ANNA, SMOKERS)),
        firing_parts=(Person("anna", valid_to=date(2020, 3, 31)),),
        passing_parts=(ANNA,),
    ),
    "D111": Example(
        common=_ASKED,
        firing_parts=(replace(_indicator("2018"), table="TABLE1", retired=date(2020, 1, 7)),),
        passing_parts=(replace(_indicator("2018"), table="TABLE1"),),
    ),
    "D112": Example(
        common=_ASKED,
        firing_parts=(replace(_indicator("2017", "2018"), withdrawn=(WithdrawnPeriod(_2017, date(2020, 3, 2)),)),),
        passing_parts=(
            replace(
                _indicator("2017", "2018"), withdrawn=(WithdrawnPeriod(_2017, date(2020, 3, 2), date(2020, 5, 4)),)
            ),
        ),
    ),
    "D113": Example(
        common=_ASKED,
        firing_parts=(replace(_indicator("2018"), failed=_failed(None)),),
        passing_parts=(replace(_indicator("2018"), failed=_failed(date(2020, 5, 7))),),
    ),
}
