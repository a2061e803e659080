"""The steps of the year wheel: the legal days of the budget, and what the municipality does besides."""

from kobling.records.rights import Role
from kobling.records.year_wheel import Step, StepTopic
from tools.kaedekoebing.organisation import COUNCIL
from tools.kaedekoebing.texts import t

STEPS = (
    Step(
        key="aftaler",
        name=t("Mål- og rammeaftaler for næste år", "Goal-and-frame agreements for next year"),
        topic=StepTopic.AGREEMENTS,
        month=11,
        last_month=12,
        last_day=15,
        role=Role.LEADER,
    ),
    Step(
        key="borgermaaling",
        name=t("Borgermålingen samles ind", "The citizens' survey is in the field"),
        topic=StepTopic.SURVEY,
        month=10,
        last_month=11,
        role=Role.ANALYST,
    ),
    Step(
        key="budget-anden-behandling",
        name=t("Byrådet vedtager budgettet", "The council adopts the budget"),
        topic=StepTopic.BUDGET,
        month=10,
        day=8,
        bodies=(COUNCIL,),
    ),
    Step(
        key="budgetseminar",
        name=t("Budgetseminar med målene", "Budget seminar with the goals"),
        topic=StepTopic.BUDGET,
        month=8,
        day=28,
        last_day=29,
        role=Role.STRATEGY,
        bodies=(COUNCIL,),
    ),
    Step(
        key="dialog",
        name=t("Udvalgene drøfter målenes status", "The committees discuss how the goals stand"),
        topic=StepTopic.COUNCIL_DIALOGUE,
        month=3,
        last_month=4,
        role=Role.SECRETARY,
    ),
    Step(
        key="maal",
        name=t("Målenes tal gøres op", "The figures of the goals are made up"),
        topic=StepTopic.GOALS,
        month=2,
        last_day=15,
        role=Role.OWNER,
    ),
    Step(
        key="midtvejs",
        name=t("Midtvejsevaluering af visionen", "Midway evaluation of the vision"),
        topic=StepTopic.GOALS,
        month=1,
        last_day=31,
        year=2028,
        role=Role.STRATEGY,
    ),
)
