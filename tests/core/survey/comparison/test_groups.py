"""Parts of the population compared with each other, with the rest, and in tables."""

import numpy as np
import pytest

from kobling.core import survey
from kobling.core.survey.comparison.multiple_testing import holm
from tests.core.survey.reference import CASES, DESIGNS
from tests.core.survey.weighting.samples import unweighted, weighted

NAMES = {"Chisq": "chisq", "Wald": "wald", "adjWald": "adjusted_wald"}


def sample_of(design):
    if "replication" in DESIGNS[design]:
        return survey.jackknife(unweighted(design))
    return weighted(design) if "weighting" in DESIGNS[design] else unweighted(design)


CONTRASTS = [case for case in CASES if case["stat"]["kind"] == "contrast" and case["stat"]["vars"] == ["api00"]]


@pytest.mark.parametrize("case", CONTRASTS, ids=lambda case: case["id"])
def test_r_s_contrasts(case):
    sample = sample_of(case["design"])
    found = survey.differences(sample, survey.mean_estimands(sample, "api00"), among="stype")

    h_e, m_e, _ = found
    assert [h_e.compared, m_e.compared] == ["H - E", "M - E"]
    assert [-h_e.estimate, -m_e.estimate] == pytest.approx(case["expected"]["est"], rel=1e-9)
    assert [h_e.se, m_e.se] == pytest.approx(case["expected"]["se"], rel=1e-9)


TTESTS = [case for case in CASES if case["stat"]["kind"] == "ttest"]


@pytest.mark.parametrize("case", TTESTS, ids=lambda case: case["id"])
def test_r_s_t_tests(case):
    sample = sample_of(case["design"])
    close = 1e-7 if "rake" in case["design"] else 1e-9

    _, slope = survey.regression(sample, case["stat"]["vars"][0], [case["stat"]["group"]])

    expected = case["expected"]
    assert slope.estimate == pytest.approx(expected["estimate"], rel=close)
    assert slope.estimate / slope.se == pytest.approx(expected["statistic"], rel=close)
    assert slope.p == pytest.approx(expected["p_value"], rel=1e-6)
    assert [slope.df] == expected["parameter"]


CHISQ = [
    case
    for case in CASES
    if case["stat"]["kind"] == "chisq" and case["stat"]["statistic"] not in {"lincom", "saddlepoint"}
]


@pytest.mark.parametrize("case", CHISQ, ids=lambda case: f"{case['id']} {case['stat']['statistic']}")
def test_r_s_tables(case):
    test = NAMES.get(case["stat"]["statistic"], case["stat"]["statistic"])
    close = 1e-6 if "rake" in case["design"] else 1e-8

    found = survey.association(sample_of(case["design"]), *case["stat"]["vars"], test=test)

    assert found.statistic == pytest.approx(np.ravel(case["expected"]["statistic"])[0], rel=close)
    assert found.p_value == pytest.approx(np.ravel(case["expected"]["p_value"])[0], rel=max(close, 1e-4))


def test_each_with_the_rest_is_the_difference_of_two_domains():
    sample = unweighted("strat_fpc")
    found = survey.differences_from_rest(sample, survey.mean_estimands(sample, "api00"), among="stype")

    elementary = sample.frame.with_columns(elementary=sample.frame["stype"] == "E")
    two = survey.Sample(elementary, sample.design)
    (slope,) = survey.differences(two, survey.mean_estimands(two, "api00"), among="elementary")
    assert (found[0].estimate, found[0].se) == pytest.approx((slope.estimate, slope.se))
    assert [one.compared for one in found] == ["E - the rest", "H - the rest", "M - the rest"]
    assert [one.p_adjusted for one in found] == pytest.approx(list(holm([one.p for one in found])))


def test_many_differences_are_adjusted_together():
    sample = unweighted("strat_fpc")
    found = survey.differences(sample, survey.mean_estimands(sample, "api00"), among="stype")

    assert [one.p_adjusted for one in found] == pytest.approx(list(holm([one.p for one in found])))
    assert "p = " in str(found)
    assert found.to_frame().height == 3


def test_a_difference_with_somebody_who_is_not_there_says_so():
    sample = unweighted("odd")
    found = survey.differences(sample, survey.mean_estimands(sample, "y01"), among="dom")

    missing = [one for one in found if "one" in one.compared]
    assert missing
    assert {one.why_missing for one in missing} == {"one_respondent"}
    assert {one.p for one in missing} == {None}
