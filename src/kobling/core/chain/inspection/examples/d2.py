"""Examples for the rules of D2."""

from dataclasses import replace
from datetime import date

from kobling.core.chain.graph.links import LinkKind
from kobling.core.chain.graph.nodes import Body, BudgetLine, Decision, Goal, JointMeeting, Policy, Priority, Theme
from kobling.core.chain.inspection.examples.example import TERM, Example, link, link_chain

L = LinkKind
COUNCIL, SOCIAL, CULTURE = Body("council", council=True), Body("social"), Body("culture")
HEALTH = Theme("health")
SMOKERS = Goal("fewer-smokers")
FIRST = Priority("social-2020", year=2020, valid_from=date(2019, 11, 5))
SECOND = Priority("culture-2020", year=2020, valid_from=date(2019, 11, 7))
MEETING = JointMeeting("smoking", date(2020, 2, 4))
PLAN = Policy("smoking-plan")
DECIDED = Decision("2018-12-19-36", date(2018, 12, 19))
COURSES, SHELTERS = BudgetLine("courses", kroner=2_000_000), BudgetLine("shelters", kroner=500_000)

_BY_ONE = (TERM, SMOKERS, SOCIAL, FIRST, link(L.GIVES, SOCIAL, FIRST), *link_chain(SMOKERS, FIRST))
_BY_TWO = (*_BY_ONE, CULTURE, SECOND, link(L.GIVES, CULTURE, SECOND), *link_chain(SMOKERS, SECOND))

EXAMPLES = {
    "D201": Example(
        common=(TERM, SMOKERS, SOCIAL, FIRST, link(L.GIVES, SOCIAL, FIRST)),
        passing_parts=link_chain(SMOKERS, FIRST),
    ),
    "D202": Example(
        common=(*_BY_ONE, COUNCIL, DECIDED, link(L.ABOUT, DECIDED, SMOKERS)),
        firing_parts=(link(L.TAKES, SOCIAL, DECIDED),),
        passing_parts=(link(L.TAKES, COUNCIL, DECIDED),),
    ),
    "D203": Example(
        common=(*_BY_ONE, CULTURE, HEALTH, *link_chain(HEALTH, SMOKERS)),
        passing_parts=(link(L.CARRIES, CULTURE, SMOKERS),),
    ),
    "D204": Example(
        common=(*_BY_TWO, MEETING, link(L.ABOUT, MEETING, SMOKERS), link(L.ATTENDS, SOCIAL, MEETING)),
        passing_parts=(link(L.ATTENDS, CULTURE, MEETING),),
    ),
    "D205": Example(
        common=(SMOKERS, link(L.REPLACES, SMOKERS, PLAN), *link_chain(SMOKERS, PLAN)),
        firing_parts=(PLAN,),
        passing_parts=(replace(PLAN, valid_to=date(2018, 12, 18)),),
    ),
    "D206": Example(
        common=(
            *_BY_TWO,
            COURSES,
            SHELTERS,
            link(L.HOLDS, SOCIAL, COURSES),
            *link_chain(SMOKERS, COURSES),
            *link_chain(SMOKERS, SHELTERS),
        ),
        firing_parts=(link(L.HOLDS, SOCIAL, SHELTERS),),
        passing_parts=(link(L.HOLDS, CULTURE, SHELTERS),),
    ),
    "D207": Example(
        common=(*_BY_ONE, link(L.ABOUT, MEETING, SMOKERS)),
        firing_parts=(replace(MEETING, day=date(2020, 2, 3)),),
        passing_parts=(MEETING,),
        on=date(2021, 2, 4),
    ),
}
