"""What a release has of initiatives, budgets and agreements: what was known on its day, as far as it is published."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kobling.core.chain import EndingKind
from kobling.records.agreements import Agreement, AgreementGoal
from kobling.records.base import Text
from kobling.records.budget import Budget, BudgetLine, Remainder, Track
from kobling.records.initiatives import Ending, FollowUp, Initiative, InitiativeKind
from kobling.records.municipality import Decision, Municipality, Publish, Unit, UnitKind
from kobling.rooms.publishing.budgets_and_agreements import published_agreements, published_budgets
from kobling.rooms.publishing.initiatives import published_initiatives
from kobling.rooms.publishing.release_facts import ReleaseFacts
from tests.laws import examples
from tests.rooms import strategies
from tests.rooms.publishing.test_document import as_facts

SHOWN = {"read", "swim"}
END = date(2023, 5, 11)
TRIED = Initiative(
    key="books",
    term="2022-2025",
    name=Text(da="Bøger"),
    kind=InitiativeKind.EXPERIMENT,
    what=Text(da="En bog med hjem"),
    goals=("read", "hidden"),
    hypothesis=Text(da="Der bliver læst mere."),
    measure=Text(da="Hvor tit"),
    start=date(2023, 2, 1),
    end=END,
    ending=Ending(
        how=EndingKind.SPREAD,
        date=date(2023, 6, 7),
        reason=Text(da="Det virkede."),
        decision=Decision(body="council", date=date(2023, 6, 7)),
        follow_up=FollowUp(date=date(2024, 5, 22), text=Text(da="Otte er med.")),
    ),
)
BUDGET = Budget(
    key="b24",
    term="2022-2025",
    name=Text(da="Budget 2024"),
    year=2024,
    price_level=2024,
    adopted=date(2023, 10, 11),
    lines=(
        BudgetLine(track="early", unit="care", year=2024, expected_mid=5, agreed=4, realised=-3),
        BudgetLine(track="early", year=2025, agreed=6, realised=7),
        BudgetLine(track="hidden", year=2024, agreed=8),
        BudgetLine(track="none", year=2024, agreed=9),
    ),
    remainders=(
        Remainder(name=Text(da="Ikke fordelt"), track="early", agreed=2),
        Remainder(name=Text(da="Resten"), agreed=1),
    ),
)
TRACKS = (
    Track(key="early", term="2022-2025", name=Text(da="Tidlig indsats"), goals=("read", "hidden")),
    Track(key="hidden", term="2022-2025", name=Text(da="Skjult"), goals=("hidden",)),
    Track(key="none", term="2022-2025", name=Text(da="Uden mål")),
)
AGREEMENT = Agreement(
    key="care-24",
    term="2022-2025",
    name=Text(da="Aftale"),
    units=("care",),
    goals=("read", "hidden"),
    own_goals=(
        AgreementGoal(text=Text(da="Vi læser højt."), goals=("read",)),
        AgreementGoal(text=Text(da="Vi tier."), goals=("hidden",)),
    ),
    frame=1_000,
    signed=date(2023, 8, 28),
    valid_from=date(2024, 1, 1),
    valid_to=date(2024, 12, 31),
)


def facts(**publish):
    municipality = Municipality(code="999", slug="by", name=Text(da="By"), publish=Publish(**publish))
    units = (Unit(key="care", name=Text(da="Dagtilbud"), kind=UnitKind.CENTRE),)
    return ReleaseFacts(
        municipality=municipality,
        units=units,
        initiatives=(TRIED,),
        tracks=TRACKS,
        budgets=(BUDGET,),
        agreements=(AGREEMENT,),
    )


@pytest.mark.parametrize(
    ("on", "how", "seen", "missing"),
    [
        (END, None, None, False),
        (END + timedelta(days=1), None, None, True),
        (date(2023, 6, 6), None, None, True),
        (date(2023, 6, 7), "spread", None, False),
        (date(2024, 5, 22), "spread", "Otte er med.", False),
    ],
)
def test_an_ending_is_known_from_its_day(on, how, seen, missing):
    (made,) = published_initiatives(facts(), SHOWN, on=on)

    assert (made.hypothesis, made.measure, made.goals) == (TRIED.hypothesis, TRIED.measure, ("read",))
    assert (made.ending and made.ending.how, made.ending_missing) == (how, missing)
    assert made.ending is None or (made.ending.follow_up and made.ending.follow_up.text.da) == seen


def test_a_budget_has_its_lines_for_published_goals_once_it_is_adopted():
    assert published_budgets(facts(), SHOWN, on=date(2023, 10, 10)) == ()
    assert published_budgets(facts(), {"swim"}, on=date(2024, 1, 1)) == ()

    (made,) = published_budgets(facts(), SHOWN, on=date(2024, 12, 31))

    assert [(line.name.da, line.year, line.agreed, line.realised, line.goals) for line in made.lines] == [
        ("Tidlig indsats", 2024, 4, None, ("read",)),
        ("Tidlig indsats", 2025, 6, None, ("read",)),
        ("Ikke fordelt", 2024, 2, None, ("read",)),
    ]
    (later,) = published_budgets(facts(), SHOWN, on=date(2025, 1, 1))
    assert [line.realised for line in later.lines] == [-3, None, None]


def test_an_agreement_has_its_parties_and_published_goals_from_its_first_day():
    assert published_agreements(facts(), SHOWN, on=date(2023, 12, 31)) == ()
    assert published_agreements(facts(), {"swim"}, on=date(2024, 1, 1)) == ()

    (made,) = published_agreements(facts(), SHOWN, on=date(2026, 1, 1))

    assert [unit.da for unit in made.units] == ["Dagtilbud"]
    assert (made.goals, [own.text.da for own in made.own_goals]) == (("read",), ["Vi læser højt."])
    assert (made.signed, made.valid_from, made.valid_to) == (
        AGREEMENT.signed,
        AGREEMENT.valid_from,
        AGREEMENT.valid_to,
    )


def test_what_is_not_chosen_is_not_published():
    on = date(2025, 1, 1)
    quiet = facts(endings=False, budgets=False, agreements=False)

    (made,) = published_initiatives(quiet, SHOWN, on=on)
    assert {"hypothesis", "measure", "ending", "ending_missing"}.isdisjoint(made.model_dump(mode="json"))
    assert made.ended_by is not None, "who decided the end is known of everything that has ended"
    assert published_budgets(quiet, SHOWN, on=on) is published_agreements(quiet, SHOWN, on=on) is None


@given(strategies.facts(), st.dates(date(2017, 1, 1), date(2030, 1, 1)))
@examples(12, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_of_a_later_day_and_of_other_goals_is_published(kept, on):
    shown = {goal.key for goal in kept.goals[:2]}
    released = as_facts(kept)

    for initiative in published_initiatives(released, shown, on=on):
        ending = initiative.ending
        assert ending is None or (ending.date <= on and not initiative.ending_missing)
        assert ending is None or ending.follow_up is None or ending.follow_up.date <= on
    for budget in published_budgets(released, shown, on=on) or ():
        assert budget.adopted is None or budget.adopted <= on
        for line in budget.lines:
            assert line.goals
            assert set(line.goals) <= shown
            assert line.realised is None or line.year < on.year
    for agreement in published_agreements(released, shown, on=on) or ():
        goals = {*agreement.goals, *(key for own in agreement.own_goals for key in own.goals)}
        assert goals
        assert goals <= shown
        assert all(day is None or day <= on for day in (agreement.signed, agreement.valid_from))
