"""Shares in a population of known size: against every population there can be, in whole numbers and fractions."""

from fractions import Fraction
from math import comb
from time import process_time

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core import survey
from kobling.core.survey.estimation.finite_population import hypergeometric_counts
from tests.laws import examples


def tails(k, n, population, yes):
    """P(X <= k) and P(X >= k), exactly."""
    ways = [comb(yes, x) * comb(population - yes, n - x) for x in range(n + 1)]
    everything = comb(population, n)
    return Fraction(sum(ways[: k + 1]), everything), Fraction(sum(ways[k:]), everything)


def brute_force(k, n, population, tail):
    """The least and the greatest number of yes that neither tail rejects, of all that n answers leave possible."""
    possible = [yes for yes in range(k, population - (n - k) + 1) if min(tails(k, n, population, yes)) > tail]
    return possible[0], possible[-1]


@st.composite
def samples(draw):
    population = draw(st.integers(1, 60))
    answered = draw(st.integers(1, population))
    return draw(st.integers(0, answered)), answered, population


@given(st.lists(samples(), min_size=1, max_size=5), st.sampled_from(["0.5", "0.8", "0.9", "0.95", "0.99"]))
@examples(150)
def test_the_counts_are_those_of_brute_force(several, confidence):
    k, n, population = (np.array(column) for column in zip(*several, strict=True))
    tail = (1 - Fraction(confidence)) / 2
    least, greatest = hypergeometric_counts(k, n, population, confidence=float(confidence))

    assert list(zip(least, greatest, strict=True)) == [brute_force(*one, tail) for one in several]


@pytest.mark.parametrize(
    ("k", "n", "population"), [(98, 100, 105), (400, 1_000, 3_000), (3, 30_000, 40_000), (250_000, 500_000, 1_000_000)]
)
def test_large_populations_agree_with_scipy_s_distribution(k, n, population):
    from scipy.stats import hypergeom

    least, greatest = (
        int(counts[0])
        for counts in hypergeometric_counts(np.array([k]), np.array([n]), np.array([population]), confidence=0.95)
    )

    for yes, is_possible in ((least - 1, False), (least, True)):
        if k <= yes:
            assert (hypergeom.sf(k - 1, population, yes, n) > 0.025) == is_possible
    for yes, is_possible in ((greatest, True), (greatest + 1, False)):
        if yes <= population - (n - k):
            assert (hypergeom.cdf(k, population, yes, n) > 0.025) == is_possible


def test_a_million_persons_take_no_longer_than_a_moment():
    count = np.full(20, 500_000)
    begun = process_time()
    hypergeometric_counts(count // 3, count, 2 * count, confidence=0.95)

    assert process_time() - begun < 2


def answers_of(k, n, missing=0):
    return pl.DataFrame({"y": [*[1] * k, *[0] * (n - k), *[None] * missing]})


def interval_of(frame, design, **how):
    (one,) = survey.share(survey.Sample(frame, design), "y", category=1, **how)
    return one.ci_low, one.ci_high


def of_population(frame, population, **design):
    return frame.with_columns(N=pl.lit(population)), survey.Design(fpc="N", **design)


@given(samples().filter(lambda sample: sample[1] > 1))
@examples(100)
def test_a_simple_sample_s_interval_holds_the_exact_one_and_what_is_possible(sample):
    k, n, population = sample
    low, high = interval_of(*of_population(answers_of(k, n), population))
    if n == population:
        assert low is None or (low, high) == (pytest.approx(k / n), pytest.approx(k / n))
        return
    least, greatest = brute_force(k, n, population, Fraction(1, 40))

    assert k / population - 1e-12 <= low <= least / population + 1e-12
    assert greatest / population - 1e-12 <= high <= (population - n + k) / population + 1e-12


def test_98_of_100_from_105():
    """102 to 103 of 105. Korn and Graubard's alone, 97.30 to 98.56 %, ends past 103 and begins after 102."""
    assert interval_of(*of_population(answers_of(98, 100), 105)) == pytest.approx((102 / 105, 103 / 105))


def test_a_large_population_changes_nothing():
    alone = interval_of(answers_of(59, 100), survey.Design())

    assert interval_of(*of_population(answers_of(59, 100), 10**9)) == pytest.approx(alone, abs=1e-4)


def test_a_domain_of_unknown_size_is_not_cut():
    """Everybody in the domain says yes: how many more of them there are among the 3 who were not drawn is not known."""
    frame = answers_of(97, 97).with_columns(sex=pl.Series(["F"] * 57 + ["M"] * 40))
    sample = survey.Sample(*of_population(frame, 100))

    (women, _men) = survey.share(sample, "y", category=1, by="sex")
    (where,) = survey.share(sample.where((frame["sex"] == "F").to_numpy()), "y", category=1)

    assert women.ci_low == pytest.approx(0.025 ** (1 / 57))
    assert (where.ci_low, where.ci_high) == (women.ci_low, women.ci_high)


def test_strata_that_are_the_domains_are_simple_samples_of_their_own():
    frame = pl.concat([answers_of(8, 10), answers_of(98, 100)]).with_columns(h=pl.Series(["a"] * 10 + ["b"] * 100))
    frame = frame.with_columns(N=pl.when(pl.col("h") == "a").then(40).otherwise(105))

    found = survey.share(survey.Sample(frame, survey.Design(strata="h", fpc="N")), "y", category=1, by="h")

    least, greatest = brute_force(8, 10, 40, Fraction(1, 40))
    assert found[0].ci_low <= least / 40
    assert found[0].ci_high >= greatest / 40
    assert (found[1].ci_low, found[1].ci_high) == pytest.approx((102 / 105, 103 / 105))


@given(st.lists(st.tuples(st.integers(2, 12), st.integers(0, 12), st.integers(0, 6)), min_size=2, max_size=4))
@examples(60)
def test_strata_of_known_size_are_cut_to_what_is_possible(strata):
    rows = [(number, n, min(k, n), n + more) for number, (n, k, more) in enumerate(strata)]
    frame = pl.concat(
        [answers_of(k, n).with_columns(h=pl.lit(number), N=pl.lit(population)) for number, n, k, population in rows]
    )
    low, high = interval_of(frame, survey.Design(strata="h", fpc="N"))
    if low is None:
        return
    yes, answered, population = (sum(row[place] for row in rows) for place in (2, 1, 3))

    assert low >= yes / population - 1e-12
    assert high <= (population - answered + yes) / population + 1e-12


def test_clusters_are_cut_by_the_margins_population_and_not_by_an_estimated_one():
    frame = answers_of(36, 40).with_columns(c=pl.Series(np.arange(40) // 4), all=pl.lit("x"))
    sample = survey.Sample(frame, survey.Design(clusters=("c",)))

    def high(**how):
        (one,) = survey.share(survey.poststratify(sample, {"all": {"x": 42}}, **how), "y", category=1)
        return one.ci_high

    assert high() == pytest.approx(38 / 42)
    assert high(estimated=True) > 38 / 42


def test_where_all_were_asked_and_some_answered_the_exact_interval_remains():
    """60 of 100 answered and 30 said yes; everybody was asked."""
    low, high = interval_of(*of_population(answers_of(30, 60, missing=40), 100))
    least, greatest = brute_force(30, 60, 100, Fraction(1, 40))

    assert (low, high) == pytest.approx((least / 100, greatest / 100))
