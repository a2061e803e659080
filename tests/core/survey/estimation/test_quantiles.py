import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.survey.errors import SurveyError
from kobling.core.survey.estimation.quantiles import QUANTILE_RULES, quantiles, woodruff
from tests.core.survey.reference import DESIGNS, cases, column, shares, weights

DISCRETE = ["math", "school", "hf3"]
CONTINUOUS = ["hf4", "hf5", "hf6", "hf7", "hf8", "hf9"]
TENTHS = np.array([0.1, 0.25, 0.5, 0.75, 0.9])


def shares_of(design):
    def estimate(indicators):
        found, covariance = shares(design, indicators)
        return found, np.sqrt(np.maximum(np.diag(covariance), 0)), DESIGNS[design]["degf"]

    return estimate


def named(found):
    return [pytest.param(case, id=case["id"]) for case in found]


def reference(case, name):
    design = case["design"]
    return woodruff(
        column(design, name + "*"),
        weights(design),
        case["expected"][name]["p"],
        shares_of=shares_of(design),
        rule=case["stat"]["qrule"],
        interval=case["stat"]["interval"],
    )


@pytest.mark.parametrize("case", named(c for c in cases("quantile") if c["stat"]["interval"] != "score"))
def test_r_svyquantile(case):
    for name in case["stat"]["vars"]:
        found, expected = reference(case, name), case["expected"][name]
        lowest = column(case["design"], name + "*").min()

        assert found.estimates == pytest.approx(np.array(expected["quantile"]), rel=1e-9)
        # R's hf4 draws its first line on below the sample's smallest value: 116.9 where no school has below 117.
        assert found.ci_low == pytest.approx(np.maximum(expected["lci"], lowest), rel=1e-9)
        assert found.ci_high == pytest.approx(np.array(expected["uci"]), rel=1e-9)
        untouched = np.array(expected["lci"]) >= lowest
        assert found.se[untouched] == pytest.approx(np.array(expected["se"])[untouched], rel=1e-8)


@pytest.mark.parametrize("case", named(cases("quantile_old")))
def test_r_oldsvyquantile_is_hf4(case):
    found = quantiles(column(case["design"], "api00*"), weights(case["design"]), [0.25, 0.5, 0.75], rule="hf4")

    assert found == pytest.approx(np.array(case["expected"]["est"]), rel=1e-9)


@pytest.mark.parametrize("case", named(c for c in cases("quantile") if c["stat"]["interval"] == "score"))
def test_r_score_interval_follows_from_ours(case):
    """R's root finder stops just below or at the value where we stop, counts rows without their weights up to there,
    and reads that share off the weighted sample."""
    x, w = column(case["design"], "api00*"), weights(case["design"])
    found, expected = reference(case, "api00"), case["expected"]["api00"]

    assert found.estimates == pytest.approx(np.array(expected["quantile"]))
    for ours, theirs in ((found.ci_low, expected["lci"]), (found.ci_high, expected["uci"])):
        for end, answer in zip(ours, theirs, strict=True):
            assert answer in quantiles(x, w, [np.mean(x < end), np.mean(x <= end)])


@pytest.mark.parametrize("case", named(c for c in cases("quantile") if c["stat"]["interval"] == "score"))
def test_a_score_interval_holds_what_its_test_accepts(case):
    """By trying every value of the sample, one by one."""
    x, estimate = column(case["design"], "api00*"), shares_of(case["design"])
    found = reference(case, "api00")
    different = np.unique(x)
    at_or_below, se, df = estimate(x[:, None] <= different[:-1])
    reach = {14: 2.1447866879178, 197: 1.9720790337785}[df]
    for number, p in enumerate(found.probabilities):
        accepted = np.flatnonzero(np.abs(at_or_below - p) <= reach * se)

        assert found.ci_low[number] == different[accepted[0]]
        assert found.ci_high[number] == different[accepted[-1] + 1]


UNWEIGHTED = {
    "math": [3, 7, 15, 31, 40],
    "school": [3.5, 7, 18, 31, 45],
    "hf4": [3, 5.5, 15, 26.5, 40],
    "hf5": [3.5, 7, 18, 31, 45],
    "hf6": [3.1, 6.25, 18, 33.25, 49],
    "hf7": [3.9, 8.25, 18, 28.75, 41],
    "hf8": [3.366666667, 6.75, 18, 31.75, 46.333333333],
    "hf9": [3.4, 6.8125, 18, 31.5625, 46],
}
VALUES = np.array([31, 3, 50, 22, 12, 15, 7, 21, 4, 40.0])
"""Ten different numbers, in no order."""


@pytest.mark.parametrize("rule", UNWEIGHTED)
def test_with_equal_weights_it_is_r_quantile(rule):
    """R: quantile(c(31,3,50,22,12,15,7,21,4,40), c(.1,.25,.5,.75,.9), type=k), k the rule's number."""
    assert quantiles(VALUES, np.full(10, 7.3), TENTHS, rule=rule) == pytest.approx(UNWEIGHTED[rule])


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("math", [2, 5, 9]), ("school", [2, 5, 9]), ("hf3", [2, 5, 9]), ("hf4", [1.4, 3.5, 8.2]), ("hf5", [2, 4.5, 9])],
)
def test_weights_by_hand(rule, expected):
    """Values 1, 2, 5, 9 with weights 1, 5, 4, 10 of 20: the shares at or below are 0.05, 0.3, 0.5, 1."""
    found = quantiles(np.array([5, 1, 9, 2]), np.array([4, 1, 10, 5]), [0.15, 0.4, 0.9], rule=rule)
    middles = {"hf5": np.interp([0.15, 0.4, 0.9], [0.025, 0.175, 0.4, 0.75], [1, 2, 5, 9])}

    assert found == pytest.approx(middles.get(rule, np.array(expected)))


def test_where_the_share_is_met_exactly_the_rules_part():
    """At or below 1, 2, 5, 9 are 0.05, 0.3, 0.5, 1: 0.3 is met at the second value, 0.5 at the third."""
    values, w = np.array([1, 2, 5, 9]), np.array([1, 5, 4, 10])

    assert list(quantiles(values, w, [0.3, 0.5], rule="math")) == [2, 5]
    assert list(quantiles(values, w, [0.3, 0.5], rule="school")) == [3.5, 7]
    assert list(quantiles(values, w, [0.3, 0.5], rule="hf3")) == [2, 9]


def test_a_share_met_but_for_rounding_is_met():
    """0.1 + 0.2 + ... are not the tenths they should be; the median of ten is still between the fifth and sixth."""
    assert quantiles(np.arange(10.0), np.full(10, 0.1), 0.5, rule="school") == 4.5
    assert quantiles(np.arange(10.0), np.full(10, 0.1), 0.3) == 2


SAMPLES = st.lists(st.tuples(st.integers(-1000, 1000), st.integers(1, 1000)), min_size=1, max_size=40)
PROBABILITY = st.floats(0, 1)


def sample(rows):
    values, w = np.array(rows, float).T
    return values, w


@pytest.mark.parametrize("rule", QUANTILE_RULES)
@given(rows=SAMPLES, p=PROBABILITY, more=PROBABILITY)
def test_quantiles_rise_and_stay_within_the_sample(rule, rows, p, more):
    values, w = sample(rows)
    low, high = quantiles(values, w, sorted([p, more]), rule=rule)

    assert values.min() <= low <= high + 1e-9
    assert high <= values.max()


@pytest.mark.parametrize("rule", QUANTILE_RULES)
@given(rows=SAMPLES, p=PROBABILITY)
def test_the_unit_of_weights_and_values_does_not_matter(rule, rows, p):
    values, w = sample(rows)
    straight = quantiles(values, w, p, rule=rule)

    assert quantiles(values, 8 * w, p, rule=rule) == pytest.approx(straight, abs=1e-6)
    assert quantiles(4 * values + 3, w, p, rule=rule) == pytest.approx(4 * straight + 3, abs=1e-6)


@pytest.mark.parametrize("rule", DISCRETE)
@given(rows=SAMPLES, p=PROBABILITY, data=st.data())
def test_neither_the_order_of_the_rows_nor_splitting_one_changes_a_discrete_rule(rule, rows, p, data):
    turned = data.draw(st.permutations(rows))
    first, weight = turned[0]
    split = [(first, weight / 2), (first, weight / 2), *turned[1:]]

    assert quantiles(*sample(split), p, rule=rule) == quantiles(*sample(rows), p, rule=rule)


@given(rows=SAMPLES, p=PROBABILITY)
def test_the_default_has_at_least_the_share_at_or_below_it_and_less_below(rows, p):
    values, w = sample(rows)
    found = quantiles(values, w, p)

    assert w[values <= found].sum() >= (p - 1e-9) * w.sum()
    assert w[values < found].sum() <= (p + 1e-9) * w.sum()


def test_rows_of_weight_zero_count_for_nothing():
    values, w = np.array([1, 2, 3, 100]), np.array([1, 1, 1, 0])
    for rule in QUANTILE_RULES:
        assert list(quantiles(values, w, TENTHS, rule=rule)) == list(quantiles(values[:3], w[:3], TENTHS, rule=rule))


def test_an_end_beyond_the_sample_is_not_known():
    """The share below the tenth percentile of five rows is 0.2 ± 0.5: nothing is known of the lower end."""
    values = np.array([1, 2, 3, 4, 5.0])
    found = woodruff(values, np.ones(5), [0.1], shares_of=lambda x: (x.mean(axis=0), np.array([0.179]), 4.0))

    assert np.isnan(found.ci_low[0])
    assert found.ci_high[0] == 4
    assert np.isnan(found.se[0])


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"probabilities": 50}, "bad_probability"),
        ({"probabilities": [0.5, np.nan]}, "bad_probability"),
        ({"rule": "median"}, "no_such_rule"),
        ({"values": np.array([1, np.nan])}, "missing_values"),
        ({"weights": np.zeros(2)}, "no_rows"),
    ],
)
def test_what_has_no_quantile_is_refused(given, code):
    facts = {"values": np.array([1.0, 2]), "weights": np.ones(2), "probabilities": 0.5} | given
    with pytest.raises(SurveyError) as refusal:
        quantiles(**facts)

    assert refusal.value.code == code
    assert str(refusal.value)


def test_an_interval_that_does_not_exist_is_refused():
    with pytest.raises(SurveyError, match="no interval"):
        woodruff(np.ones(3), np.ones(3), 0.5, shares_of=shares_of("clus1_fpc"), interval="bootstrap")
