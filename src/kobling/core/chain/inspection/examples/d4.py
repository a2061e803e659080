"""Examples for the rules of D4."""

from dataclasses import replace
from datetime import date

from kobling.core.chain.graph.nodes import BaselineReading, Goal, Initiative, StatusReading, Target
from kobling.core.chain.inspection.examples.example import Example, link_chain
from kobling.core.status import Status

SMOKERS = Goal("fewer-smokers")
HALVED = Target("halved", readings=(StatusReading(date(2020, 2, 1), Status.UNCHANGED),))
COURSES = Initiative("quit-courses", start=date(2018, 1, 1), end=date(2018, 12, 31), effect_after_days=365)

EXAMPLES = {
    "D401": Example(
        common=(SMOKERS, HALVED, *link_chain(SMOKERS, HALVED), *link_chain(SMOKERS, COURSES)),
        firing_parts=(COURSES,),
        passing_parts=(replace(COURSES, effect_after_days=730),),
    ),
    "D402": Example(
        common=(SMOKERS, *link_chain(SMOKERS, HALVED)),
        firing_parts=(replace(HALVED, at_baseline=(BaselineReading(date(2018, 2, 1), met=True),)),),
        passing_parts=(replace(HALVED, at_baseline=(BaselineReading(date(2018, 2, 1), met=False),)),),
    ),
}
