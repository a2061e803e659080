"""Regression gives svyglm's estimates and standard errors, and refuses what has no answer."""

import polars as pl
import pytest

from kobling.core import survey
from tests.core.survey.comparison.test_groups import sample_of
from tests.core.survey.comparison.waves import independent, overlapping, raked
from tests.core.survey.reference import CASES

GLM = [case for case in CASES if case["stat"]["kind"] == "glm"]
STACKED = {"indep_stack": independent, "panel_stack": overlapping, "indep_stack_raked": raked}
WAVES = [case for case in CASES if case["stat"]["kind"] == "change_test"]


@pytest.mark.parametrize("case", GLM, ids=lambda case: case["id"])
def test_r_says_the_same(case):
    logistic = case["stat"]["family"] == "binomial"
    variable = "sch.wide" if logistic else case["stat"]["vars"][0]
    # R's logistic standard errors stand one iteration behind its coefficients.
    close = 1e-7 if logistic or "rake" in case["design"] else 1e-9

    found = survey.regression(
        sample_of(case["design"]), variable, case["stat"]["x"], family="logistic" if logistic else "linear"
    )

    assert [one.estimate for one in found] == pytest.approx(case["expected"]["est"], rel=max(close, 1e-9))
    assert [one.se for one in found] == pytest.approx(case["expected"]["se"], rel=close)
    assert [one.p for one in found] == pytest.approx(case["expected"]["p"], rel=1e-5)


@pytest.mark.parametrize("case", WAVES, ids=lambda case: case["id"])
def test_r_tests_a_change_the_same_way(case):
    found = survey.regression(STACKED[case["design"]](), case["stat"]["vars"][0], ["wave"])

    close = 1e-7 if "raked" in case["design"] else 1e-9
    assert [one.estimate for one in found] == pytest.approx(case["expected"]["est"], rel=close)
    assert [one.se for one in found] == pytest.approx(case["expected"]["se"], rel=close)
    assert found[0].df == case["expected"]["df_residual"]


def test_a_category_stands_against_the_first():
    sample = sample_of("strat_fpc")
    found = survey.regression(sample, "api00", ["stype"])

    assert [one.compared for one in found] == ["(Intercept)", "stype = H", "stype = M"]
    differences = survey.differences(sample, survey.mean_estimands(sample, "api00"), among="stype")
    assert [one.estimate for one in found[1:]] == pytest.approx([one.estimate for one in differences[:2]])
    assert [one.se for one in found[1:]] == pytest.approx([one.se for one in differences[:2]])


def test_rows_that_lack_anything_are_left_out():
    sample = sample_of("odd")
    found = survey.regression(sample, "ymiss", ["api00"])

    assert found[0].base == sample.frame["ymiss"].drop_nulls().len()
    assert found[0].n == len(sample)


def test_what_cannot_be_explained_is_refused_in_words():
    sample = sample_of("strat_fpc")
    doubled = survey.Sample(sample.frame.with_columns(twice=pl.col("ell") * 2.0), sample.design)
    apart = survey.Sample(sample.frame.with_columns(high=(pl.col("api00") > 600).cast(pl.Int64)), sample.design)

    with pytest.raises(survey.SurveyError, match="ell, twice cannot be told apart"):
        survey.regression(doubled, "api00", ["ell", "twice"])
    with pytest.raises(survey.SurveyError, match=r"no finite estimate exists .*api00 tell the answers of high apart"):
        survey.regression(apart, "high", ["api00"], family="logistic")
    with pytest.raises(survey.SurveyError, match="a column of 0 and 1, or of two answers"):
        survey.regression(sample, "stype", ["ell"], family="logistic")
    with pytest.raises(survey.SurveyError, match="no regression of kind poisson; there are linear, logistic"):
        survey.regression(sample, "api00", ["ell"], family="poisson")
