"""What change a wave can find, and how many to invite: against R, textbooks, simulation and laws."""

from dataclasses import replace
from math import inf, sqrt

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kobling.core.survey.errors import SurveyError
from kobling.core.survey.planning import (
    WavePlan,
    margin_of_error,
    minimum_detectable_change,
    power_of_change,
    sample_size_for_change,
    sample_size_for_margin,
)

TEXTBOOK = WavePlan(df=inf, pooled=True)
"""Two independent waves without finite population correction, by the normal distribution and the pooled variance."""

SHARES = st.floats(0.01, 0.99)
FIGURES = st.one_of(st.builds(dict, share=SHARES), st.builds(dict, sd=st.floats(0.01, 100)))


@st.composite
def plans(draw, *, earlier=False):
    """Waves of every kind; the earlier one as large as the next unless asked for."""
    population = draw(st.sampled_from([inf, 200, 5_000, 97_245]))
    return WavePlan(
        population=population,
        response=draw(st.sampled_from([1.0, 0.9, 0.315])),
        deff=draw(st.sampled_from([1.0, 1.4])),
        overlap=draw(st.sampled_from([0.0, 0.3, 0.6, 1.0])),
        correlation=draw(st.sampled_from([0.0, 0.5, 0.9])),
        earlier_answers=draw(st.sampled_from([None, 100, 150])) if earlier else None,
        confidence=draw(st.sampled_from([0.9, 0.95])),
        power=draw(st.sampled_from([0.8, 0.9])),
        df=draw(st.sampled_from([None, inf, 30])),
        pooled=draw(st.booleans()),
    )


def if_possible(ask):
    """How many to invite, or None where inviting everybody is refused as too few."""
    try:
        return ask()[0].invited
    except SurveyError as refusal:
        if not refusal.code.endswith("_out_of_reach"):
            raise
        return None


# R 4.2.2: power.t.test(n=, delta=, sd=, strict=TRUE)$power
@pytest.mark.parametrize(
    ("n", "delta", "sd", "power"),
    [
        (20, 0.8, 1.0, 0.69340419661545072),
        (50, 0.3, 1.1, 0.27150429755819694),
        (3, 4.0, 1.0, 0.94793775454028784),
    ],
)
def test_power_for_a_mean_is_r_s(n, delta, sd, power):
    assert power_of_change(WavePlan(), invited=n, change=delta, sd=sd) == pytest.approx(power, abs=1e-12)
    assert power_of_change(WavePlan(), invited=n, change=-delta, sd=sd) == pytest.approx(power, abs=1e-12)


def test_power_with_the_same_persons_is_r_s_of_pairs():
    """R 4.2.2: power.t.test(n=30, delta=.5, sd=1, type="paired", strict=TRUE)$power.

    The differences have sd 1 when the correlation is 0.5.
    """
    same_persons = WavePlan(overlap=1, correlation=0.5)

    assert power_of_change(same_persons, invited=30, change=0.5, sd=1) == pytest.approx(0.75396471574385193, abs=1e-12)


def test_the_smallest_change_of_a_mean_is_r_s():
    """R 4.2.2: uniroot(function(d) power.t.test(n=40,delta=d,sd=2,strict=TRUE)$power-.9, c(.1,3), tol=1e-15)$root."""
    found = minimum_detectable_change(WavePlan(power=0.9), invited=40, sd=2)[0]

    assert found.rise == pytest.approx(1.4678389362313846, abs=1e-11)
    assert found.fall == found.rise


# R 4.2.2: power.t.test(delta=, sd=1, power=, strict=TRUE, tol=1e-12)$n, rounded up
@pytest.mark.parametrize(("delta", "power", "n"), [(0.2, 0.8, 393.40569501950336), (1.5, 0.9, 10.401466193980671)])
def test_how_many_for_a_mean_is_r_s(delta, power, n):
    assert sample_size_for_change(WavePlan(power=power), change=delta, sd=1)[0].invited == int(n) + 1


# R 4.2.2: power.prop.test(n=, p1=, p2=, strict=TRUE)$power
@pytest.mark.parametrize(
    ("n", "p1", "p2", "power"),
    [
        (1165, 0.59, 0.55, 0.49607033867694855),
        (200, 0.05, 0.08, 0.2290368235255065),
        (50, 0.50, 0.75, 0.74016719345361115),
    ],
)
def test_power_for_a_share_by_the_textbook_is_r_s(n, p1, p2, power):
    assert power_of_change(TEXTBOOK, invited=n, change=p2 - p1, share=p1) == pytest.approx(power, abs=1e-12)


# R 4.2.2: power.prop.test(p1=, p2=, power=, strict=TRUE, tol=1e-12)$n, rounded up
@pytest.mark.parametrize(
    ("p1", "p2", "power", "n"),
    [
        (0.59, 0.62, 0.8, 4167.0019464544494),
        (0.59, 0.56, 0.8, 4261.1882768690548),
        (0.02, 0.01, 0.9, 3102.8648395595442),
    ],
)
def test_how_many_for_a_share_by_the_textbook_is_r_s(p1, p2, power, n):
    found = sample_size_for_change(replace(TEXTBOOK, power=power), change=p2 - p1, share=p1)[0]

    assert found.invited == int(n) + 1


def test_the_smallest_rise_by_the_textbook_is_r_s():
    """R 4.2.2: power.prop.test(n=1165, p1=.59, power=.8, strict=TRUE, tol=1e-15)$p2."""
    found = minimum_detectable_change(TEXTBOOK, invited=1165, share=0.59)[0]

    assert found.rise == pytest.approx(0.64636658087049292 - 0.59, abs=1e-13)


def test_kobling_s_own_test_does_not_pool():
    """R 4.2.2: u <- function(d) {se <- sqrt((.59*.41 + (.59+d)*(.41-d))/1165); pnorm(d/se-z) + pnorm(-d/se-z)}

    with z <- qnorm(.975); uniroot(function(d) u(d)-.8, c(.01,.3), tol=1e-15)$root.
    """
    found = minimum_detectable_change(WavePlan(df=inf), invited=1165, share=0.59)[0]

    assert found.rise == pytest.approx(0.056301281548436277, abs=1e-13)


# R 4.2.2, the formula of PracTools::nDep2sam (Valliant, Dever & Kreuter 2018, chapter 4):
# g <- function(S2x, S2y, g, r, rho, del, sig=.05, pow=.8)
#   (S2x + r*S2y - 2*g*r*rho*sqrt(S2x*S2y)) / del^2 * (qnorm(1-sig/2) - qnorm(1-pow))^2
@pytest.mark.parametrize(
    ("variance", "overlap", "correlation", "change", "n"),
    [
        (200, 0.75, 0.9, 5, 40.814174618615247),
        (1, 0.6, 0.5, 0.1, 1098.843162808871739),
        (1, 0.0, 0.5, 0.1, 1569.775946869816835),
    ],
)
def test_how_many_in_overlapping_waves_is_the_textbook_s(variance, overlap, correlation, change, n):
    waves = WavePlan(overlap=overlap, correlation=correlation, df=inf)

    assert sample_size_for_change(waves, change=change, sd=sqrt(variance))[0].invited == int(n) + 1


def test_cochran_s_island():
    """Cochran (1977), section 4.4: blood group O on an island of 3,200, to within 5 points with t = 2: 356 persons."""
    two_standard_errors = 0.954499736103641  # a hair less, for 400 to be enough
    waves = WavePlan(population=3_200, confidence=two_standard_errors, df=inf)

    assert sample_size_for_margin(waves, margin=0.05, share=0.5)[0].invited == 356
    assert sample_size_for_margin(replace(waves, population=inf), margin=0.05, share=0.5)[0].invited == 400


def test_lohr_s_cookbook():
    """Lohr (2022), section 2.7: 1,251 recipes, a share to within 3 points: 1,067 without, 576 with N.

    Lohr takes S^2 = 1/4 and not N/(N - 1) of it, as for a mean with sd 1/2, and rounds 1067.07 down.
    """
    waves = WavePlan(population=1_251, df=inf)

    assert sample_size_for_margin(waves, margin=0.03, sd=0.5)[0].invited == 576
    assert sample_size_for_margin(replace(waves, population=inf), margin=0.03, share=0.5)[0].invited == 1068


def test_viborg_s_next_wave():
    """What could the wave after Viborg's of 2019 have found?

    3,699 invited, 1,165 answers and 97,245 inhabitants in the third quarter of 2019: examples/viborg. Simple random
    sampling, and answering at random, are assumed. All inhabitants stand for those who could be invited, whose number
    is not published; with half as many, every figure is 0.6 % smaller.

    R 4.2.2: m <- 1165; N <- 97245; a <- (1/m-1/N)*N/(N-1); power <- function(d, p) {df <- 2*m-2; t <- qt(.975, df)
    s <- sqrt(a*(p*(1-p)+(p+d)*(1-p-d))); 1-pt(t, df, abs(d)/s)+pt(-t, df, abs(d)/s)}
    uniroot(function(d) power(d, p)-.8, c(.005, .09), tol=1e-14)$root, and with -d
    """
    viborg = WavePlan(population=97_245, response=1165 / 3699)
    members, wellbeing, active = (
        minimum_detectable_change(viborg, invited=3_699, share=p)[0] for p in (0.59, 0.72, 0.89)
    )

    assert members.answers == pytest.approx(1165)
    assert (members.rise, members.fall) == pytest.approx((0.0559917886304, 0.0571830254586), abs=1e-10)
    assert (wellbeing.rise, wellbeing.fall) == pytest.approx((0.0502208307665, 0.053132743013), abs=1e-10)
    assert (active.rise, active.fall) == pytest.approx((0.033508633289, 0.0386706595443), abs=1e-10)
    # From 72 to 74 in 100: found one time in five.
    assert power_of_change(viborg, invited=3_699, share=0.72, change=0.02) == pytest.approx(0.19429102435, abs=1e-10)


def test_viborg_s_first_wave_sets_a_limit():
    """However many are invited to the next wave, that of 2019 has its own 1.3 points of standard error."""
    after_2019 = WavePlan(population=97_245, response=1165 / 3699, earlier_answers=1165)

    with pytest.raises(SurveyError, match="is found 33% of the times, not 80%"):
        sample_size_for_change(after_2019, share=0.72, change=0.02)
    assert minimum_detectable_change(after_2019, invited=97_245, share=0.72)[0].rise > 0.03


def test_the_power_is_what_simulated_waves_show():
    """20,000 pairs of waves of 400: how often the change is past t standard errors.

    To within four of its own standard errors, and 0.005 for counts that move in steps.
    """
    rng = np.random.default_rng(7)
    before, after = rng.binomial(400, 0.30, 20_000) / 400, rng.binomial(400, 0.40, 20_000) / 400
    se = np.sqrt((before * (1 - before) + after * (1 - after)) / 399)
    found = (np.abs(after - before) > 1.963 * se).mean()

    assert power_of_change(WavePlan(), invited=400, share=0.30, change=0.10) == pytest.approx(found, abs=0.0165)


def test_the_power_of_a_panel_is_what_simulated_panels_show():
    """4,000 pairs of waves of 300 with 180 persons in both: to within four standard errors."""
    rng = np.random.default_rng(8)
    rho, kept, n = 0.6, 180, 300
    before = rng.normal(size=(4_000, n))
    after = rng.normal(size=(4_000, n))
    after[:, :kept] = rho * before[:, :kept] + sqrt(1 - rho**2) * after[:, :kept]
    change = after.mean(axis=1) + 0.15 - before.mean(axis=1)
    z1, z2 = before - before.mean(axis=1, keepdims=True), after - after.mean(axis=1, keepdims=True)
    together = (z1[:, :kept] * z2[:, :kept]).sum(axis=1)
    se = np.sqrt((z1**2).sum(axis=1) + (z2**2).sum(axis=1) - 2 * together) / n
    found = (np.abs(change) > 1.9655 * se).mean()
    told = power_of_change(WavePlan(overlap=0.6, correlation=rho), invited=n, sd=1, change=0.15)

    assert told == pytest.approx(found, abs=4 * sqrt(found * (1 - found) / 4_000))


@given(plans(), FIGURES, st.integers(30, 190))
def test_the_size_for_the_smallest_change_is_the_size_it_came_from(waves, figure, invited):
    found = minimum_detectable_change(waves, invited=invited, **figure)[0]
    for change in (found.rise, None if found.fall is None else -found.fall):
        if not change:
            continue
        again = sample_size_for_change(waves, change=change, **figure)[0].invited

        assert again <= invited
        assert power_of_change(waves, invited=again, change=change, **figure) >= waves.power
        assert again == 1 or power_of_change(waves, invited=again - 1, change=change, **figure) < waves.power


@given(plans(), FIGURES, st.integers(30, 150), st.integers(1, 40))
def test_more_invited_find_a_smaller_change(waves, figure, invited, more):
    few, many = (minimum_detectable_change(waves, invited=n, **figure)[0] for n in (invited, invited + more))

    for less, better in ((few.rise, many.rise), (few.fall, many.fall)):
        assert less is None or better <= less
    assert many.closed_form <= few.closed_form


@given(plans(earlier=True), FIGURES, st.integers(30, 190))
def test_the_smallest_change_has_the_wanted_power_and_less_has_not(waves, figure, invited):
    found = minimum_detectable_change(waves, invited=invited, **figure)[0]
    for change in (found.rise, None if found.fall is None else -found.fall):
        if change:
            assert power_of_change(waves, invited=invited, change=change, **figure) >= waves.power
            assert power_of_change(waves, invited=invited, change=change * (1 - 1e-9), **figure) < waves.power


@given(plans(earlier=True), FIGURES, st.floats(0.02, 0.4))
def test_the_size_for_a_change_is_the_smallest(waves, figure, change):
    assume("sd" in figure or figure["share"] + change <= 1)
    invited = if_possible(lambda: sample_size_for_change(waves, change=change, **figure))
    if invited is None:
        return

    assert power_of_change(waves, invited=invited, change=change, **figure) >= waves.power
    assert invited == 1 or power_of_change(waves, invited=invited - 1, change=change, **figure) < waves.power


@given(plans(), FIGURES, st.integers(10, 150), st.floats(-1, 1))
def test_no_overlap_is_independence_whatever_the_correlation(waves, figure, invited, correlation):
    independent = replace(waves, overlap=0.0, correlation=0.0)
    none_kept = replace(waves, overlap=0.0, correlation=correlation)

    assert minimum_detectable_change(none_kept, invited=invited, **figure).rows == (
        minimum_detectable_change(independent, invited=invited, **figure).rows
    )


@given(plans(), FIGURES, st.floats(0.001, 0.2))
def test_a_census_finds_every_change(waves, figure, change):
    assume("sd" in figure or figure["share"] + change <= 1)
    census = replace(waves, population=200, response=1.0)

    assert power_of_change(census, invited=200, change=change, **figure) == 1
    assert minimum_detectable_change(census, invited=200, **figure)[0].rise == 0
    assert margin_of_error(census, invited=200, **figure)[0].margin == 0


@given(plans(), SHARES, st.integers(30, 190))
def test_a_fall_is_the_rise_of_those_who_say_no(waves, share, invited):
    yes, no = (minimum_detectable_change(waves, invited=invited, share=one)[0] for one in (share, 1 - share))

    assert (yes.rise is None) == (no.fall is None)
    if yes.rise is not None:
        assert yes.rise == pytest.approx(no.fall, rel=1e-9)


@given(plans(), st.floats(0.01, 100), st.integers(30, 150))
def test_the_unit_of_a_mean_changes_nothing(waves, sd, invited):
    one, ten = (minimum_detectable_change(waves, invited=invited, sd=unit * sd)[0].rise for unit in (1, 10))

    assert ten == pytest.approx(10 * one, rel=1e-9)


@given(plans(), FIGURES, st.integers(30, 150), st.floats(0.005, 0.5))
def test_the_size_for_a_margin_is_the_smallest(waves, figure, invited, factor):
    half = figure.get("sd", 0.5)
    invited = if_possible(lambda: sample_size_for_margin(waves, margin=factor * half, **figure))
    if invited is None:
        return

    assert margin_of_error(waves, invited=invited, **figure)[0].margin <= factor * half
    if invited > 1:
        before = margin_of_error(waves, invited=invited - 1, **figure)[0].margin
        assert before is None or before > factor * half


def test_a_domain_is_a_smaller_wave_in_a_smaller_population():
    waves = WavePlan(population=10_000, response=0.5, deff=1.2, earlier_answers=400)
    parts = minimum_detectable_change(waves, invited=1_000, share=0.3, domains={"north": 0.25, "all of it": 1})
    alone = minimum_detectable_change(replace(waves, population=2_500, earlier_answers=100), invited=250, share=0.3)

    assert [row.domain for row in parts] == ["all", "north", "all of it"]
    assert replace(parts[1], domain="all") == alone[0]
    assert replace(parts[2], domain="all") == parts[0]


def test_the_size_is_asked_for_every_domain():
    found = sample_size_for_change(
        WavePlan(population=20_000, response=0.5), change=0.05, share=0.5, domains={"small": 0.001, "half": 0.5}
    )
    whole, small, half = found

    assert small.invited is None
    assert whole.invited < half.invited < 2 * whole.invited
    assert half.of_domain == half.invited / 2


def test_keeping_the_same_persons_saves_invitations():
    panel = WavePlan(overlap=0.6, correlation=0.6)

    assert (
        sample_size_for_change(panel, change=0.04, share=0.5)[0].invited
        < 0.7 * sample_size_for_change(WavePlan(), change=0.04, share=0.5)[0].invited
    )


def test_the_largest_wave_is_not_always_the_best():
    """A panel of 200 that is kept whole: those beyond it have nothing of their own to be compared with."""
    panel = WavePlan(earlier_answers=200, overlap=1, correlation=0.9)

    assert sample_size_for_change(panel, change=0.1, sd=1)[0].invited <= 200
    assert power_of_change(panel, invited=100_000, change=0.1, sd=1) < power_of_change(
        panel, invited=200, change=0.1, sd=1
    )


def test_too_few_answers_find_nothing():
    """One answer in each wave leaves no degree of freedom."""
    found = minimum_detectable_change(WavePlan(), invited=1, share=0.5)[0]

    assert (found.rise, found.fall) == (None, None)
    assert power_of_change(WavePlan(), invited=1, share=0.5, change=0.4) == 0
    assert margin_of_error(WavePlan(), invited=1, share=0.5)[0].margin is None


def test_plans_print_as_tables_and_become_frames():
    waves = WavePlan(population=97_245, response=0.315)
    found = minimum_detectable_change(waves, invited=3_699, share=0.59, domains={"a tenth": 0.1})

    assert str(found).splitlines() == [
        "domain   population  invited  answers       rise       fall  closed form",
        "all          97,245    3,699    1,165  0.0559874  0.0571784    0.0567445",
        "a tenth       9,724      370      117   0.168872   0.180194      0.17945",
        "Found 80% of the times, at 0.95 confidence, two-sided",
    ]
    assert found.to_frame().columns == ["domain", "population", "invited", "answers", "rise", "fall", "closed_form"]
    sizes = sample_size_for_margin(waves, margin=0.03, share=0.5, domains={"a hundredth": 0.01})
    assert "-" in str(sizes).splitlines()[2]
    assert "A margin of error of 0.03, at 0.95 confidence" in str(sizes)
    assert margin_of_error(waves, invited=3_699, sd=2).to_frame().height == 1


@pytest.mark.parametrize(
    ("code", "words", "ask"),
    [
        ("share_or_sd", "exactly one", lambda: minimum_detectable_change(WavePlan(), invited=100)),
        ("share_or_sd", "exactly one", lambda: minimum_detectable_change(WavePlan(), invited=100, share=0.5, sd=1)),
        ("outside_plan", "0.62, not 62", lambda: minimum_detectable_change(WavePlan(), invited=100, share=59)),
        ("outside_plan", "share is 0", lambda: minimum_detectable_change(WavePlan(), invited=100, share=0)),
        ("outside_plan", "sd is -1", lambda: margin_of_error(WavePlan(), invited=100, sd=-1)),
        (
            "outside_plan",
            "invited is 300",
            lambda: minimum_detectable_change(WavePlan(population=200), invited=300, share=0.5),
        ),
        ("outside_plan", "response is 32", lambda: WavePlan(response=32)),
        ("outside_plan", "overlap is nan", lambda: WavePlan(overlap=float("nan"))),
        ("outside_plan", "correlation is 2", lambda: WavePlan(correlation=2)),
        ("outside_plan", "confidence is 95", lambda: WavePlan(confidence=95)),
        ("outside_plan", "power is 0", lambda: WavePlan(power=0)),
        ("outside_plan", "population is None", lambda: WavePlan(population=None)),
        ("outside_plan", "earlier_answers is 0", lambda: WavePlan(earlier_answers=0)),
        ("outside_plan", "df is 0", lambda: WavePlan(df=0)),
        (
            "outside_plan",
            "domains[a]",
            lambda: minimum_detectable_change(WavePlan(), invited=9, sd=1, domains={"a": 12}),
        ),
        ("no_change", "how large", lambda: power_of_change(WavePlan(), invited=100, share=0.5, change=0)),
        ("change_past_the_end", "0.9", lambda: power_of_change(WavePlan(), invited=100, share=0.9, change=0.2)),
        ("change_out_of_reach", "52% of the times", lambda: sample_size_for_change(
            WavePlan(population=200, response=0.5), change=0.1, share=0.5)),
        ("margin_out_of_reach", "is 0.0703, not 0.01", lambda: sample_size_for_margin(
            WavePlan(population=200, response=0.5), margin=0.01, share=0.5)),
    ],
)  # fmt: skip
def test_what_is_impossible_is_refused_in_words(code, words, ask):
    with pytest.raises(SurveyError) as refusal:
        ask()

    assert refusal.value.code == code
    assert words in str(refusal.value)
