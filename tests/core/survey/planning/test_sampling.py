"""Who is invited: every person with the chance that was promised."""

from collections import Counter
from itertools import combinations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.survey.design.sample import Sample
from kobling.core.survey.design.stages import Design
from kobling.core.survey.errors import SurveyError
from kobling.core.survey.estimation.estimators import total
from kobling.core.survey.planning import allocate, draw_clusters, draw_simple, draw_stratified, draw_systematic
from kobling.core.survey.planning.sampling import pps_probabilities, systematic_selection

SIZES = st.lists(st.integers(1, 60), min_size=1, max_size=12).map(np.array)
SEEDS = st.integers(0, 2**32 - 1)
DRAWN_ON_THE_DAY = [210, 486, 535, 635, 721]
"""sorted(np.argsort(np.random.default_rng(20190820).random(1000))[:5]) in NumPy 2.4.6"""


def chance(seed=20190820):
    return np.random.default_rng(seed)


def frequencies(draw, population, times):
    """How often each row was drawn, of how many times."""
    counts = np.zeros(population)
    for seed in range(times):
        counts[draw(chance(seed)).rows] += 1
    return counts / times


def as_sample(drawn, frame):
    return Sample(frame[drawn.rows].hstack(drawn.to_frame().drop("row")), Design(**drawn.design))


def test_every_pair_of_five_is_as_likely_as_any_other():
    """Ten pairs, 5,000 draws, 500 of each expected; chi-square with 9 degrees of freedom passes 33.7 once in 10,000."""
    rng = chance()
    counts = Counter(tuple(draw_simple(5, 2, rng=rng).rows) for _ in range(5000))

    assert set(counts) == set(combinations(range(5), 2))
    assert sum((count - 500) ** 2 / 500 for count in counts.values()) < 33.7


def test_every_person_of_a_stratum_has_its_chance():
    """4,000 draws: four standard errors of a frequency are at most 0.032."""
    strata = ["a"] * 5 + ["b"] * 3
    found = frequencies(lambda rng: draw_stratified(strata, {"a": 2, "b": 1}, rng=rng), 8, 4000)

    assert found == pytest.approx([0.4] * 5 + [1 / 3] * 3, abs=0.032)


def test_two_stages_give_every_person_the_chance_that_is_told():
    clusters = np.repeat(["a", "b", "c", "d", "e"], [1, 2, 3, 4, 20])
    for first in ("pps", "simple"):
        told = np.full(30, np.nan)

        def draw(rng, first=first, told=told):
            drawn = draw_clusters(clusters, 3, rng=rng, within=2, selection=first)
            told[drawn.rows] = drawn.probability
            return drawn

        assert frequencies(draw, 30, 4000) == pytest.approx(told, abs=0.032), first


@given(SIZES, st.data())
def test_systematic_sampling_draws_as_many_as_the_chances_sum_to_each_with_its_chance(size, data):
    """Over 1,000 starts, evenly spread, a chance is met to within two of them."""
    n = data.draw(st.integers(1, len(size)))
    chances = pps_probabilities(size, n)
    chosen = np.array([systematic_selection(chances, (start + 0.5) / 1000) for start in range(1000)])

    assert (chosen.sum(axis=1) == n).all()
    assert chosen.mean(axis=0) == pytest.approx(chances, abs=0.0021)


@given(SIZES, st.data())
def test_chances_are_in_proportion_to_size_but_for_the_certain(size, data):
    n = data.draw(st.integers(1, len(size)))
    chances = pps_probabilities(size, n)
    unsure = chances < 1

    assert chances.sum() == pytest.approx(n)
    assert (chances > 0).all()
    assert (chances <= 1).all()
    if unsure.any():
        rate = chances[unsure] / size[unsure]
        assert rate == pytest.approx(np.full(unsure.sum(), rate[0]))
        assert (size[~unsure] * rate[0] >= 1 - 1e-9).all()


@given(st.integers(1, 400), st.data(), SEEDS)
def test_a_systematic_sample_takes_one_of_every_stretch_of_the_sorted_list(population, data, seed):
    n = data.draw(st.integers(1, population))
    order = chance(seed).permutation(population)
    drawn = draw_systematic(population, n, rng=chance(seed), order=order)
    stretches = np.floor((np.sort(order[drawn.rows]) + 1) * n / population - 1e-9)

    assert len(set(drawn.rows)) == n
    # The cuts are N/n apart, so a stretch of that length holds one of those drawn, and at most two where it holds ends.
    assert np.abs(stretches - np.arange(n)).max() <= 1


@given(SEEDS)
def test_the_same_seed_draws_the_same_sample(seed):
    strata = np.array(["a", "b"])[chance(1).integers(0, 2, 60)]
    wanted = {"a": 5, "b": 7}

    for draw in (
        lambda rng: draw_simple(60, 7, rng=rng),
        lambda rng: draw_stratified(strata, wanted, rng=rng),
        lambda rng: draw_systematic(60, 7, rng=rng),
        lambda rng: draw_clusters(np.arange(60) // 6, 4, rng=rng, within=3),
    ):
        assert draw(chance(seed)).rows.tolist() == draw(chance(seed)).rows.tolist()


def test_a_seed_draws_what_it_drew_the_day_this_was_written():
    assert draw_simple(1000, 5, rng=chance()).rows.tolist() == DRAWN_ON_THE_DAY


def test_an_allocation_is_drawn_and_weighs_up_to_the_population():
    population = {"Karup": 50, "Viborg": 250}
    frame = pl.DataFrame({"town": np.repeat(list(population), list(population.values()))}).with_columns(one=1)
    drawn = draw_stratified(frame["town"], allocate(population, n=40, minimum=15).sample, rng=chance())
    counted = total(as_sample(drawn, frame), "one", by="town")

    assert [row.estimate for row in counted] == pytest.approx([50, 250])
    assert [row.n for row in counted] == [15, 25]


@pytest.mark.parametrize("first", ["pps", "simple"])
def test_a_census_by_clusters_has_no_uncertainty(first):
    frame = pl.DataFrame({"school": np.arange(60) // 12, "answer": np.arange(60) % 7})
    drawn = draw_clusters(frame["school"], 5, rng=chance(), selection=first)
    found = total(as_sample(drawn, frame), "answer")[0]

    assert drawn.rows.tolist() == list(range(60))
    assert found.estimate == frame["answer"].sum()
    assert not found.se


def test_by_size_everybody_in_the_list_has_the_same_weight():
    """Clusters in proportion to persons, then equally many persons of each: n m / N for everybody."""
    clusters = np.repeat(np.arange(20), np.arange(10, 30))
    drawn = draw_clusters(clusters, 5, rng=chance(), within=4)

    assert len(drawn) == 20
    assert drawn.weight == pytest.approx(np.full(20, len(clusters) / 20))


def test_a_cluster_that_is_sure_to_come_is_a_stratum_of_its_own():
    clusters = np.repeat(["city", "a", "b", "c"], [900, 30, 30, 40])
    frame = draw_clusters(clusters, 3, rng=chance(), within=10).to_frame()
    city = frame.filter(pl.col("cluster") == "city")

    assert city["stratum"].unique().to_list() == ["city"]
    assert city["unit"].n_unique() == 10
    assert city["fpc"].unique().to_list() == [900]
    assert frame.filter(pl.col("cluster") != "city")["stratum"].unique().to_list() == ["drawn by size"]


def test_the_variance_of_two_stages_is_the_spread_over_many_drawings():
    """600 drawings of two stages: the mean of the estimated variances beside the variance of the estimates.

    The latter has a relative standard error of about sqrt(2/600) = 0.058: within four of them.
    """
    frame = pl.DataFrame({"school": np.arange(240) // 12}).with_columns(
        answer=pl.Series(chance(1).normal(size=20)[np.arange(240) // 12] + chance(2).normal(size=240) + 5)
    )
    found = []
    for seed in range(600):
        drawn = draw_clusters(frame["school"], 6, rng=chance(seed), within=5, selection="simple")
        found.append(total(as_sample(drawn, frame), "answer")[0])
    estimates = np.array([one.estimate for one in found])

    assert np.mean([one.se**2 for one in found]) == pytest.approx(estimates.var(ddof=1), rel=0.24)
    assert estimates.mean() == pytest.approx(frame["answer"].sum(), abs=4 * estimates.std() / 600**0.5)


def test_a_drawing_prints_what_it_stands_for():
    drawn = draw_stratified(["a"] * 50 + ["b"] * 70, {"a": 2, "b": 30}, rng=chance())

    assert str(drawn).splitlines() == [
        "stratum  drawn  stands for",
        "a            2        50.0",
        "b           30        70.0",
        "32 of 120, stratified sample",
    ]
    assert drawn.to_frame().columns == ["row", "probability", "weight", "stratum", "fpc"]


@pytest.mark.parametrize(
    ("code", "words", "draw"),
    [
        ("draw_above_population", "6 cannot be drawn from the list", lambda rng: draw_simple(5, 6, rng=rng)),
        ("nobody_to_draw", "0 to draw from the list", lambda rng: draw_simple(5, 0, rng=rng)),
        ("nobody_to_draw", "2.5 to draw", lambda rng: draw_systematic(5, 2.5, rng=rng)),
        ("draw_above_population", "from a, which has 1", lambda rng: draw_stratified(["a"], {"a": 2}, rng=rng)),
        ("nobody_to_draw", "0 to draw from b", lambda rng: draw_stratified(["a", "b"], {"a": 1, "b": 0}, rng=rng)),
        ("strata_differ", "missing b, unknown c", lambda rng: draw_stratified(["a", "b"], {"a": 1, "c": 1}, rng=rng)),
        ("empty_list", "a row for each person", lambda rng: draw_stratified([], {}, rng=rng)),
        ("missing_on_list", "1 persons", lambda rng: draw_stratified(["a", None], {"a": 1}, rng=rng)),
        ("missing_on_list", "1 persons", lambda rng: draw_clusters([1.0, float("nan")], 1, rng=rng)),
        ("order_of_another_length", "2 values", lambda rng: draw_systematic(5, 2, rng=rng, order=[1, 2])),
        ("draw_above_population", "list of clusters, which has 2", lambda rng: draw_clusters([1, 1, 2], 3, rng=rng)),
        ("nobody_to_draw", "from each cluster", lambda rng: draw_clusters([1, 1, 2], 1, rng=rng, within=0)),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(code, words, draw):
    with pytest.raises(SurveyError) as refusal:
        draw(chance())

    assert refusal.value.code == code
    assert words in str(refusal.value)
