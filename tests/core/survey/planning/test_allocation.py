"""How many to invite from each stratum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.survey.errors import SurveyError
from kobling.core.survey.planning import allocate

TOWNS = {"Bjerringbro": 11_200, "Karup": 6_900, "Viborg": 41_200}
"""Round numbers, near enough for planning."""

STRATA = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 5_000), min_size=1)
RULES = st.sampled_from(["proportional", "equal_precision", "neyman"])


@st.composite
def demands(draw):
    """Strata, a possible sample size, a rule, anticipated shares, and bounds that leave room for the sample."""
    population = draw(STRATA)
    shares = {name: draw(st.floats(0, 1)) for name in population}
    minimum = {name: draw(st.integers(0, size)) for name, size in population.items()}
    maximum = {name: draw(st.integers(minimum[name], 2 * size)) for name, size in population.items()}
    low = sum(minimum.values())
    high = sum(min(maximum[name], size) for name, size in population.items())
    n = draw(st.integers(low, high))
    given_ = {"n": n, "rule": draw(RULES), "shares": shares, "minimum": minimum, "maximum": maximum}
    return population, given_


def test_lohrs_sample_of_counties_is_proportional():
    """Lohr (2022), Sampling: Design and Analysis, example 3.2 (agstrat): 300 of 3,078 counties in four regions."""
    counties = {"Northeast": 220, "North Central": 1054, "South": 1382, "West": 422}

    assert allocate(counties, n=300).sample == {"Northeast": 21, "North Central": 103, "South": 135, "West": 41}


def test_neyman_by_hand():
    """N S is 100*4 = 400, 300*1 = 300 and 300*1 = 300 of 1,000: 40, 30 and 30 of 100."""
    found = allocate({"a": 100, "b": 300, "c": 300}, n=100, rule="neyman", sds={"a": 4, "b": 1, "c": 1})

    assert found.sample == {"a": 40, "b": 30, "c": 30}
    # (1/7)^2 16 (1/40 - 1/100) + 2 (3/7)^2 (1/30 - 1/300) = 0.00489796 + 0.01102041
    assert found.se == pytest.approx((0.24 / 49 + 2 * 9 / 49 * 0.03) ** 0.5)


def test_what_a_full_stratum_cannot_take_goes_to_the_others():
    """N S is 10*9 = 90, 100 and 200: of 60, a would get 13.8 but has 10; the other 50 go 1 to 2."""
    found = allocate({"a": 10, "b": 100, "c": 200}, n=60, rule="neyman", sds={"a": 9, "b": 1, "c": 1})

    assert found.sample == {"a": 10, "b": 17, "c": 33}
    assert [row.held for row in found] == ["all", "", ""]


def test_equal_precision_gives_every_stratum_the_same_standard_error():
    found = allocate(TOWNS, n=1200, rule="equal_precision")

    # Whole persons: a stratum of about 400 moves by 1/800 of its standard error for each.
    assert max(row.se for row in found) == pytest.approx(min(row.se for row in found), rel=1 / 400)


def test_equal_precision_counts_that_small_strata_are_nearly_all_asked():
    found = allocate({"large": 100_000, "small": 60}, n=200, rule="equal_precision")

    assert found.sample["small"] < 50
    assert found.sample["large"] > 150


def test_bounds_are_kept_and_told():
    found = allocate(TOWNS, n=1000, minimum={"Bjerringbro": 0, "Karup": 200, "Viborg": 0}, maximum=500)

    assert found.sample == {"Bjerringbro": 300, "Karup": 200, "Viborg": 500}
    assert [row.held for row in found] == ["", "minimum", "maximum"]


def test_equal_remainders_go_to_the_larger_population_and_then_by_name():
    """2 over four strata: 0.5 each for a and b of 10, and for c and d of 10; then 3 over 1 + 1 + 2 of 4."""
    assert allocate({"b": 10, "a": 10}, n=1, minimum=0).sample == {"b": 0, "a": 1}
    # 6 * 1/4 = 1.5, 1.5 and 3
    assert allocate({"x": 11, "y": 11, "z": 22}, n=6, minimum=0).sample == {"x": 2, "y": 1, "z": 3}
    # 3 * 2/12 = 0.5 and 3 * 10/12 = 2.5
    assert allocate({"a": 2, "b": 10}, n=3, minimum=0).sample == {"a": 0, "b": 3}


def test_where_answers_do_not_differ_the_rest_is_proportional():
    found = allocate({"a": 10, "b": 100, "c": 300}, n=90, rule="neyman", sds={"a": 1, "b": 0, "c": 0}, minimum=0)

    assert found.sample == {"a": 10, "b": 20, "c": 60}


def test_everybody():
    found = allocate(TOWNS, n=59_300, rule="neyman", shares=dict.fromkeys(TOWNS, 0.3))

    assert found.sample == TOWNS
    assert found.se == 0
    assert {row.held for row in found} == {"all"}


@given(demands())
def test_an_allocation_sums_to_the_sample_within_every_bound(demand):
    population, wanted = demand
    sample = allocate(population, **wanted).sample

    assert sum(sample.values()) == wanted["n"]
    for name, size in population.items():
        assert wanted["minimum"][name] <= sample[name] <= min(size, wanted["maximum"][name])


@given(demands())
def test_the_order_of_the_strata_changes_nothing(demand):
    population, wanted = demand
    turned = dict(reversed(population.items()))

    assert allocate(turned, **wanted).sample == allocate(population, **wanted).sample
    assert list(allocate(turned, **wanted).sample) == list(turned)


@given(STRATA, st.data())
def test_no_move_of_a_person_makes_neyman_better_by_more_than_rounding(population, data):
    """The optimum in whole persons is at most one rounding away: moving two persons never helps."""
    shares = {name: data.draw(st.floats(0.05, 0.95)) for name in population}
    n = data.draw(st.integers(3 * len(population), max(3 * len(population), sum(population.values()))))
    if n > sum(population.values()):
        return
    found = allocate(population, n=n, rule="neyman", shares=shares, minimum=1)

    def spread(sample):
        return sum(
            size**2 * shares[name] * (1 - shares[name]) * (size / max(size - 1, 1)) * (1 / sample[name] - 1 / size)
            for name, size in population.items()
        )

    for giver in population:
        for taker in population:
            moved = dict(found.sample)
            moved[giver] -= 2
            moved[taker] += 2
            if giver != taker and moved[giver] >= 1 and moved[taker] <= population[taker]:
                assert spread(moved) >= spread(found.sample) * (1 - 1e-9)


@given(STRATA, st.data())
def test_a_rule_is_blind_to_the_unit_of_the_standard_deviations(population, data):
    sds = {name: data.draw(st.integers(0, 100)) for name in population}
    n = data.draw(st.integers(0, sum(population.values())))
    rule = data.draw(st.sampled_from(["neyman", "equal_precision"]))
    doubled = {name: 1024 * sd for name, sd in sds.items()}

    found = allocate(population, n=n, rule=rule, sds=sds, minimum=0)

    assert found.sample == allocate(population, n=n, rule=rule, sds=doubled, minimum=0).sample


def test_it_prints_as_a_table_and_becomes_a_frame():
    found = allocate(TOWNS, n=1200, rule="equal_precision")

    assert str(found).splitlines() == [
        "stratum      population  sample  fraction  weight       se  held",
        "Bjerringbro      11,200     399     3.56%   28.07  0.02458",
        "Karup             6,900     391     5.67%   17.65  0.02456",
        "Viborg           41,200     410     1.00%  100.49  0.02457",
        "1,200 of 59,300, equal precision; standard error for the whole 0.01792 if everybody answers",
    ]
    assert found.to_frame().get_column("sample").to_list() == [row.sample for row in found]
    assert found.to_frame().columns == ["stratum", "population", "sample", "fraction", "weight", "se", "held"]


def test_a_stratum_left_out_leaves_no_standard_error():
    found = allocate({"a": 5, "b": 5000}, n=10, minimum=0)

    assert (found[0].sample, found[0].weight, found[0].se) == (0, None, None)
    assert found.se is None
    assert "standard error" not in str(found)


@pytest.mark.parametrize(
    ("code", "words", "wanted"),
    [
        ("sample_above_population", "ask for 59300 to invite everybody", {"n": 59_301}),
        ("minimums_above_sample", "need 6 persons", {"n": 5}),
        ("maximums_below_sample", "room for 300 persons", {"n": 301, "maximum": 100}),
        ("minimum_above_maximum", "Bjerringbro has the minimum 50", {"n": 150, "minimum": 50, "maximum": 20}),
        ("neyman_without_spread", "needs `shares` or `sds`", {"n": 150, "rule": "neyman"}),
        ("not_whole", "n is 150.5", {"n": 150.5}),
        ("not_a_count", "minimum of Bjerringbro is -1", {"n": 150, "minimum": -1}),
        ("not_a_count", "maximum of Bjerringbro is 10.5", {"n": 20, "maximum": 10.5}),
        ("not_a_spread", "a number from 0 to 1", {"n": 150, "shares": dict.fromkeys(TOWNS, 62)}),
        ("not_a_spread", "is nan", {"n": 150, "sds": dict.fromkeys(TOWNS, float("nan"))}),
        ("strata_differ", "missing Karup, unknown Kjellerup", {"n": 9, "shares": dict.fromkeys(
            ["Bjerringbro", "Viborg", "Kjellerup"], 0.5)}),
        ("share_and_sd", "not both", {"n": 9, "shares": dict.fromkeys(TOWNS, 0.5), "sds": dict.fromkeys(TOWNS, 1)}),
    ],
)  # fmt: skip
def test_what_is_impossible_is_refused_in_words(code, words, wanted):
    with pytest.raises(SurveyError) as refusal:
        allocate(TOWNS, **wanted)

    assert refusal.value.code == code
    assert words in str(refusal.value)


@pytest.mark.parametrize(("population", "code"), [({}, "no_strata"), ({"a": 0}, "not_a_count")])
def test_strata_need_persons(population, code):
    with pytest.raises(SurveyError) as refusal:
        allocate(population, n=1)

    assert refusal.value.code == code
