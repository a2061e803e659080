import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kobling.core.survey.errors import SurveyError
from kobling.core.survey.estimation import confidence_intervals
from kobling.core.survey.estimation.confidence_intervals import SHARE_INTERVALS, korn_graubard, t_interval
from tests.core.survey.reference import cases, column, data, jackknife, replicated

OUR_NAME = {"asin": "arcsine"}
WITHIN = sorted(set(SHARE_INTERVALS) - {"mean"})
"""The intervals that never leave 0..1."""

SHARES = st.floats(0.001, 0.999)
SIZES = st.integers(2, 100_000)
DEFFS = st.floats(0.2, 5)
FREEDOMS = st.floats(1, 10_000)


def replied(case):
    """What R answers: version 4.5 where it answers differently."""
    later = case.get("expected_survey_4_5", {})
    return case["expected"] if "error" in later or not later else later


def ours(case, *, n=None, share=None, se=None):
    """Our interval from the estimate and standard error that R prints, and the design's size and degrees of freedom."""
    reply, method = replied(case), case["stat"]["method"]
    # A subset's degrees of freedom are its own, 50 schools in one stratum; the file gives the whole design's.
    size, df = (50, 49) if "where" in case["stat"] else (n or len(data(case["design"])), reply["df"])
    function = SHARE_INTERVALS[OUR_NAME.get(method, method)]
    return function(reply["est"] if share is None else share, reply["se"] if se is None else se, n=size, df=df)


def r_has_none(case):
    """R's interval is an error, NaN, or wrong: [0.5, 0.5] for a share of 0.12 that the design fixes."""
    reply = replied(case)
    return "error" in reply or "NaN" in reply["ci"] or case["id"] in {"ciprop.008", "ciprop.050", "ciprop.078"}


def stands_apart(case):
    """The log-odds of a replicate design are repeated with each replicate; they have tests of their own."""
    return case["design"].startswith("rep_") and case["stat"]["method"] in {"logit", "likelihood"}


def named(found):
    return [pytest.param(case, id=case["id"]) for case in found]


ANSWERED = [case for case in cases("ciprop") if not r_has_none(case) and not stands_apart(case)]
EXACT = [case for case in ANSWERED if case["stat"]["method"] != "likelihood"]
DRAWN = [case for case in ANSWERED if case["stat"]["method"] == "likelihood"]


@pytest.mark.parametrize("case", named(EXACT))
def test_r_svyciprop(case):
    assert ours(case) == (
        pytest.approx(case_end(case, 0), rel=1e-9, abs=1e-12),
        pytest.approx(case_end(case, 1), rel=1e-9, abs=1e-12),
    )


@pytest.mark.parametrize("case", named(DRAWN))
def test_r_svyciprop_likelihood(case):
    """R interpolates in a profile of about ten points; see the test of a finer profile."""
    assert ours(case) == (pytest.approx(case_end(case, 0), abs=5e-5), pytest.approx(case_end(case, 1), abs=5e-5))


def case_end(case, which):
    return replied(case)["ci"][which]


@pytest.mark.parametrize(
    ("share", "se", "n", "df", "ends"),
    [
        (0.6389360640505778, 0.0344059179972689, 200, 197, (0.56939518689990554, 0.70478410773796074)),
        (0.0765027322404959, 0.026810219050770825, 183, 14, (0.031782814599787129, 0.147284631700497520)),
        (0.6398523985230149, 0.06339930607683075, 126, 39, (0.50673579650034484, 0.75984506123689466)),
        (0.1343173431734452, 0.056733186292588854, 126, 39, (0.04739917176045539, 0.27471606270407861)),
        (0.9928624475492706, 0.00705636737809712, 200, 197, (0.96892194537286203, 0.99959283464239990)),
    ],
    ids=["ciprop.003", "ciprop.018", "ciprop.031", "ciprop.032", "ciprop_edge.010"],
)
def test_r_with_a_finer_profile_nears_our_likelihood_interval(share, se, n, df, ends):
    """R 4.2.2, survey 4.1-1, twenty times as many points as svyciprop takes:

    m <- svyglm(I(awards=='Yes')~1, d, family=quasibinomial); lambda <- m$cov.unscaled[1,1]/m$naive.cov[1,1]
    zmax <- sqrt(qf(pnorm(qt(.025, degf(d))*sqrt(lambda))/2, 1, length(m$y)-1, lower.tail=FALSE))
    plogis(confint(m, 1, method='likelihood', ddf=degf(d), del=zmax/200, maxsteps=600))
    """
    found = confidence_intervals.likelihood(share, se, n=n, df=df)

    assert found == (pytest.approx(ends[0], abs=6e-6), pytest.approx(ends[1], abs=6e-6))


@pytest.mark.parametrize("case", named(case for case in cases("ciprop") if stands_apart(case)))
def test_r_svyciprop_of_replicates(case):
    """R repeats the log-odds with each replicate, and in survey 4.5 leaves the dispersion n/(n-1) out of them.

    R's regressions stop at a relative change of 1e-8, which shows in the eighth digit.
    """
    if replied(case)["se"] < 1e-12:
        assert ours(case, n=200) == (pytest.approx(replied(case)["est"]),) * 2
        return
    agrees = (
        column(case["design"], "awards") == "Yes" if "awards" in case["r"] else column(case["design"], "stype") == "H"
    )
    repeat = jackknife if case["design"] == "rep_jk1" else replicated
    variance = repeat(case["design"], lambda w: np.log([(w @ agrees) / (w @ ~agrees)]))
    share = replied(case)["est"]
    se = np.sqrt(variance[0, 0]) * share * (1 - share)
    tolerance = {"logit": 1e-7, "likelihood": 2e-5}[case["stat"]["method"]]

    low, high = ours(case, n=10**9, se=se)

    assert (low, high) == (
        pytest.approx(case_end(case, 0), abs=tolerance),
        pytest.approx(case_end(case, 1), abs=tolerance),
    )


@pytest.mark.parametrize("case", named(case for case in cases("ciprop") if r_has_none(case)))
def test_where_r_has_no_interval(case):
    """Nobody or everybody: an interval from n. A share that the design fixes: itself."""
    share = {"~none": 0.0, "~all": 1.0}.get(case["r"][10:].split(",")[0], 0.12189215760224135)
    low, high = ours({**case, "expected": {"df": 197}, "expected_survey_4_5": {}}, n=200, share=share, se=0.0)

    if 0 < share < 1:
        assert (low, high) == (pytest.approx(share, abs=1e-15),) * 2
    else:
        assert 0.0048 < high - low < 0.0192
        assert share in (low, high)


def test_nobody_of_two_hundred():
    """1 - 0.025^(1/200), by hand; R: binom.test(0, 200)$conf.int gives 0.00000000 0.01827534."""
    assert korn_graubard(0, 0, n=200, df=199) == (0, pytest.approx(0.01827534, abs=1e-8))
    assert korn_graubard(1, 0, n=200, df=199) == (pytest.approx(1 - 0.01827534, abs=1e-8), 1)


@pytest.mark.parametrize(
    ("agree", "n", "ends"),
    [
        (1, 200, (0.0001265810279, 0.0275418984572)),
        (120, 200, (0.5285356728, 0.6684537363)),
        (3, 40, (0.01574217985, 0.20386474873)),
    ],
)
def test_a_simple_random_sample_has_the_binomial_interval(agree, n, ends):
    """R: binom.test(agree, n)$conf.int"""
    share = agree / n
    found = korn_graubard(share, np.sqrt(share * (1 - share) / n), n=n, df=n - 1)

    assert found == (pytest.approx(ends[0], rel=1e-9), pytest.approx(ends[1], rel=1e-9))


def test_the_effective_size_is_not_above_n():
    """A standard error below that of a simple random sample narrows R's beta interval, but not the default."""
    share, se = 0.3, 0.5 * np.sqrt(0.3 * 0.7 / 150)

    narrow, plain = korn_graubard(share, se, n=150, df=149), korn_graubard(share, 2 * se, n=150, df=149)

    assert np.array(narrow) == pytest.approx(np.array(plain), rel=1e-12)
    assert width(confidence_intervals.beta, share, se, n=150, df=149) < width(korn_graubard, share, se, n=150, df=149)


def test_few_degrees_of_freedom_widen_the_default_at_zero():
    """(t of 199 / t of 14)² = 0.84533 of 200 persons count: 1 - 0.025^(1/169.07). R: (qt(.975,199)/qt(.975,14))^2"""
    low, high = korn_graubard(0, 0, n=200, df=14)

    assert low == 0
    assert high == pytest.approx(1 - 0.025 ** (1 / (200 * 0.8453303651)), rel=1e-9)


def test_arrays_are_answered_element_by_element():
    shares, se = np.array([0, 0.2, 0.7]), np.array([0, 0.03, 0.04])
    for function in SHARE_INTERVALS.values():
        low, high = function(shares, se, n=200, df=np.array([199, 100, 14]))
        found = np.array([low, high])
        one_by_one = [function(p, s, n=200, df=df) for p, s, df in zip(shares, se, [199, 100, 14], strict=True)]

        assert found == pytest.approx(np.array(one_by_one).T)


@pytest.mark.parametrize("name", SHARE_INTERVALS)
@pytest.mark.parametrize(("share", "se", "df"), [(np.nan, 0.1, 10), (0.5, np.nan, 10), (0.5, 0.1, 0), (0, 0, np.nan)])
def test_what_is_not_known_has_no_interval(name, share, se, df):
    assert np.isnan(SHARE_INTERVALS[name](share, se, n=20, df=df)).all()


def test_a_single_respondent_has_no_interval():
    assert np.isnan(korn_graubard(1, 0, n=1, df=0)).all()


@pytest.mark.parametrize("name", WITHIN)
@pytest.mark.parametrize("se", [3e-17, 1e-11, 1e-8, 2.7e-6])
def test_rounding_noise_is_no_width(name, se):
    """A calibrated margin's standard error is what rounding leaves; the ends stay about two of them away."""
    low, high = SHARE_INTERVALS[name](0.12189215760224135, se, n=200, df=197)
    if name == "korn_graubard":
        assert high - low > 0.08
    else:
        assert high - low <= 4.1 * se + 1e-16


@pytest.mark.parametrize("name", SHARE_INTERVALS)
@pytest.mark.parametrize(
    ("share", "se", "confidence", "code"),
    [
        (59, 1, 0.95, "bad_share"),
        (-0.01, 0.1, 0.95, "bad_share"),
        (0.5, -0.1, 0.95, "bad_se"),
        (0.5, 0.1, 95, "bad_confidence"),
    ],
)
def test_what_is_no_share_is_refused(name, share, se, confidence, code):
    with pytest.raises(SurveyError, match=r"between 0 and 1|zero or larger") as refusal:
        SHARE_INTERVALS[name](share, se, n=100, df=99, confidence=confidence)

    assert refusal.value.code == code


def test_a_mean_has_students_interval():
    """R: 662.2874 + c(-1, 1)*qt(.975, 197)*9.408941; svymean of api00 in apistrat, confint with df."""
    assert t_interval(662.2874, 9.408941, 197) == (pytest.approx(643.7322, abs=1e-4), pytest.approx(680.8426, abs=1e-4))
    assert np.isnan(t_interval(5.0, 0.0, 0)).all()


def width(function, share, se, **facts):
    low, high = function(share, se, **facts)
    return float(high - low)


def error_of(share, n, deff):
    return np.sqrt(deff * share * (1 - share) / n)


@pytest.mark.parametrize("name", WITHIN)
@given(share=st.one_of(st.just(0.0), st.just(1.0), SHARES), n=SIZES, deff=DEFFS, df=FREEDOMS)
def test_the_interval_holds_the_share_within_0_and_1(name, share, n, deff, df):
    low, high = SHARE_INTERVALS[name](share, error_of(share, n, deff), n=n, df=df)

    assert 0 <= low <= share <= high <= 1
    assert low < high


@pytest.mark.parametrize("name", SHARE_INTERVALS)
@given(share=st.one_of(st.just(0.0), SHARES), n=SIZES, deff=DEFFS, df=FREEDOMS)
def test_the_complement_has_the_mirrored_interval(name, share, n, deff, df):
    se = error_of(share, n, deff)
    low, high = SHARE_INTERVALS[name](share, se, n=n, df=df)

    assert SHARE_INTERVALS[name](1 - share, se, n=n, df=df) == (
        pytest.approx(1 - high, abs=1e-9),
        pytest.approx(1 - low, abs=1e-9),
    )


@pytest.mark.parametrize("name", SHARE_INTERVALS)
@given(share=SHARES, n=SIZES, deff=DEFFS, df=FREEDOMS, confidence=st.floats(0.5, 0.99))
def test_more_confidence_takes_a_wider_interval(name, share, n, deff, df, confidence):
    """As in every sample, there are at most n - 1 degrees of freedom."""
    function, se, df = SHARE_INTERVALS[name], error_of(share, n, deff), min(df, n - 1)
    narrow = function(share, se, n=n, df=df, confidence=confidence)
    wide = function(share, se, n=n, df=df, confidence=(1 + confidence) / 2)

    assert wide[0] <= narrow[0] + 1e-12
    assert wide[1] >= narrow[1] - 1e-12


@pytest.mark.parametrize("name", SHARE_INTERVALS)
@given(share=st.floats(0.05, 0.95), n=st.integers(20, 10_000), deff=DEFFS)
def test_four_times_the_respondents_take_a_narrower_interval(name, share, n, deff):
    function = SHARE_INTERVALS[name]
    few = width(function, share, error_of(share, n, deff), n=n, df=n - 1)
    many = width(function, share, error_of(share, 4 * n, deff), n=4 * n, df=4 * n - 1)

    assert many < few


@given(share=SHARES, n=SIZES, deff=st.floats(1, 5), df=FREEDOMS)
def test_the_likelihood_interval_ends_where_the_scaled_ratio_reaches_the_quantile(share, n, deff, df):
    """Its definition, checked at both ends where they are not lost in rounding."""
    ends = confidence_intervals.likelihood(share, error_of(share, n, deff), n=n, df=df)
    allowed = confidence_intervals.t_quantile(df, 0.95) ** 2 * n / (n - 1)
    for q in ends:
        assume(1e-9 < q < 1 - 1e-9 and abs(q - share) > 1e-4)
        ratio = share * np.log(share / q) + (1 - share) * np.log((1 - share) / (1 - q))
        assert 2 * n / deff * ratio == pytest.approx(allowed, rel=1e-5)


@given(share=st.floats(0.2, 0.8), deff=DEFFS)
def test_in_a_large_sample_all_intervals_are_one(share, deff):
    n = 10**8
    se = error_of(share, n, max(deff, 1))
    for function in SHARE_INTERVALS.values():
        assert function(share, se, n=n, df=n - 1) == (
            pytest.approx(share - 1.959964 * se, abs=se * 1e-2),
            pytest.approx(share + 1.959964 * se, abs=se * 1e-2),
        )


def coverage(name, n, shares):
    """How often the interval of a simple random sample holds the true share: exact, over all n + 1 outcomes."""
    from scipy.stats import binom

    agree = np.arange(n + 1)
    found = agree / n
    low, high = SHARE_INTERVALS[name](found, np.sqrt(found * (1 - found) / (n - 1)), n=n, df=n - 1)
    holds = (low <= shares[:, None]) & (shares[:, None] <= high)
    return (binom.pmf(agree, n, shares[:, None]) * holds).sum(axis=1)


@pytest.mark.parametrize("n", [40, 200, 1165])
def test_the_default_holds_the_true_share_at_least_as_often_as_it_says(n):
    shares = np.linspace(0.01, 0.99, 981)
    found = coverage("korn_graubard", n, shares)

    assert found.min() >= 0.95
    # Where few agree (or disagree), counts are so coarse that an interval that never falls short is often too long.
    assert found[n * np.minimum(shares, 1 - shares) >= 20].max(initial=0.95) <= 0.971


def test_the_intervals_that_fall_short():
    """What docs/methods/intervals.md says of those that are not the default, in 200 answers: their worst shares."""
    shares = np.linspace(0.01, 0.99, 981)
    worst = {name: round(100 * float(coverage(name, 200, shares).min())) for name in SHARE_INTERVALS}

    assert worst == {
        "korn_graubard": 95,
        "beta": 95,
        "logit": 93,
        "xlogit": 93,
        "wilson": 93,
        "likelihood": 85,
        "arcsine": 85,
        "mean": 80,
    }
