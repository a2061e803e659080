import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.survey.errors import SurveyError
from kobling.core.survey.weighting import calibrate, poststratify, rake
from kobling.core.survey.weighting.margins import Margin
from kobling.core.survey.weighting.rake import fit_margin_factors
from kobling.core.survey.weighting.row_groups import margin_cells
from tests.core.survey.weighting.samples import crossed, sample_of, unweighted, weighted

THREE = {
    "stype": {"E": 4421, "H": 755, "M": 1018},
    "sch.wide": {"No": 1072, "Yes": 5122},
    "awards": {"No": 2027, "Yes": 4167},
}
"""Margins of the schools of California, as in the reference designs."""


def sums(sample, name):
    groups = sample.frame.with_columns(weight=sample.weights).group_by(name).agg(pl.sum("weight"))
    return dict(groups.iter_rows())


@given(crossed())
def test_raking_reaches_every_margin(made):
    sample, margins = made

    raked = rake(sample, margins)

    for name, margin in margins.items():
        assert sums(raked, name) == pytest.approx(margin, rel=1e-8)


@given(crossed())
def test_raking_keeps_the_odds_within_the_table(made):
    """Weights change by one factor for the sex times one for the age, and by nothing else."""
    sample, margins = made
    raked = rake(sample, margins)
    factor = np.log(raked.weights / sample.weights)
    sex, age = sample.codes("sex")[0], sample.codes("age")[0]

    by_sex = [[factor[(sex == one) & (age == other)].mean() for other in range(3)] for one in range(2)]

    assert np.ptp(np.subtract(*by_sex)) < 1e-9


@given(crossed(), st.floats(1e-3, 1e3))
def test_the_unit_of_the_weights_changes_nothing_when_margins_are_counts(made, unit):
    sample, margins = made
    scaled = sample_of(sample.weights * unit, sex=sample.frame["sex"], age=sample.frame["age"])

    assert rake(scaled, margins).weights == pytest.approx(rake(sample, margins).weights, rel=1e-8)


@given(crossed(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_categories_changes_nothing(made, random):
    sample, margins = made
    order = random.sample(range(len(sample)), len(sample))
    mixed = {name: dict(reversed(margin.items())) for name, margin in margins.items()}

    turned = rake(type(sample)(sample.frame[order], sample.design), mixed)

    assert turned.weights == pytest.approx(rake(sample, margins).weights[order], rel=1e-10)


@given(crossed())
def test_raking_to_one_margin_is_poststratifying(made):
    sample, margins = made
    one = {"age": margins["age"]}

    assert rake(sample, one).weights == pytest.approx(poststratify(sample, one).weights, rel=1e-13)


@given(crossed())
def test_raking_and_calibrating_by_the_raking_distance_give_the_same_weights(made):
    sample, margins = made

    calibrated = calibrate(sample, distance="raking", margins=margins)

    assert calibrated.weights == pytest.approx(rake(sample, margins).weights, rel=1e-9)


@given(crossed())
def test_poststratifying_leaves_a_category_no_influence(made):
    """What is known of the population has no error."""
    sample, margins = made
    step = poststratify(sample, {"age": margins["age"]}).steps[0]
    z = np.eye(3)[sample.codes("age")[0]]

    assert np.abs(step.influence(z)).max() < 1e-12


@given(crossed())
def test_raking_leaves_the_categories_of_its_margins_no_influence(made):
    sample, margins = made
    step = rake(sample, margins).steps[0]
    z = np.hstack([np.eye(3)[sample.codes("age")[0]], np.eye(2)[sample.codes("sex")[0]]])

    assert np.abs(step.influence(z)).max() < 1e-9 * np.abs(step.after).max()


def test_shares_of_a_total_are_counts():
    sample = unweighted("strat_rake3")
    shares = {name: {key: count / 6194 for key, count in margin.items()} for name, margin in THREE.items()}

    assert rake(sample, shares, total=6194).weights == pytest.approx(rake(sample, THREE).weights, rel=1e-9)


def test_shares_of_the_weights_keep_their_sum():
    sample = sample_of([1.0, 2.0, 3.0, 4.0], sex=["F", "F", "M", "M"])

    raked = rake(sample, {"sex": {"F": 0.5, "M": 0.5}}, total="weights")

    assert sums(raked, "sex") == pytest.approx({"F": 5, "M": 5})


def test_a_joint_margin_can_be_named_as_columns_or_in_words():
    sample = unweighted("clus1_ps_joint")
    cells = {
        ("E", "No"): 472,
        ("H", "No"): 334,
        ("M", "No"): 266,
        ("E", "Yes"): 3949,
        ("H", "Yes"): 421,
        ("M", "Yes"): 752,
    }
    in_words = {"|".join(cell): count for cell, count in cells.items()}

    found = poststratify(sample, {("stype", "sch.wide"): cells}).weights

    assert (found == poststratify(sample, {"stype x sch.wide": in_words}).weights).all()
    assert found == pytest.approx(weighted("clus1_ps_joint").weights)


def test_rows_without_weight_take_no_part():
    """Those who did not answer stay in the sample with weight 0, and may lack what the margins are about."""
    answered = rake(sample_of([1.0, 1, 2], age=["a", "b", "b"]), {"age": {"a": 10, "b": 20}})
    everybody = rake(sample_of([1.0, 0, 1, 2, 0], age=["a", None, "b", "b", "c"]), {"age": {"a": 10, "b": 20}})

    assert everybody.weights.tolist() == [10, 0, *answered.weights[1:], 0]


@pytest.mark.parametrize(
    "design", ["strat_rake3", "clus1_rake", "clus1_ps", "strat_lin3", "strat_logit", "clus1_lin_agg"]
)
def test_taking_a_step_again_from_the_same_weights_gives_the_same_digits(design):
    step = weighted(design).steps[0]

    assert (step.reapply(step.before) == step.after).all()


@pytest.mark.parametrize("design", ["strat_rake3", "strat_ps", "strat_lin3", "strat_logit", "clus1_lin_agg"])
def test_many_replicates_at_once_are_as_one_by_one(design):
    step = weighted(design).steps[0]
    rng = np.random.default_rng(20261122)
    replicates = step.before[:, None] * rng.uniform(0.98, 1.02, (len(step.before), 70))

    found = step.reapply(replicates)

    assert found.shape == replicates.shape
    for column in (0, 63, 64, 69):
        assert found[:, column] == pytest.approx(step.reapply(replicates[:, column]), rel=1e-7)
        assert step.reached_totals(found[:, column]) == pytest.approx(step.targets, rel=1e-8)


def test_many_margins_are_raked_by_the_combinations_there_are():
    """24 margins of 3 categories have 282 thousand million combinations; 400 people are in at most 400 of them."""
    rng = np.random.default_rng(7)
    columns = {f"q{number}": rng.integers(0, 3, 400) for number in range(24)}
    sample = sample_of(rng.uniform(1, 3, 400), **columns)
    margins = {name: {0: 3000, 1: 3500, 2: 3500} for name in columns}

    raked = rake(sample, margins)

    assert all(sums(raked, name) == pytest.approx(margins[name], rel=1e-8) for name in columns)


def test_margins_that_no_weights_reach_are_refused_by_name():
    """Every woman is young and every man old, so 60 % women and 50 % young cannot both be."""
    sample = sample_of([1.0] * 4, sex=["F", "F", "M", "M"], age=["young", "young", "old", "old"])

    with pytest.raises(SurveyError, match=r"margin (sex|age) is still \d+\.\d\d% off"):
        rake(sample, {"sex": {"F": 60, "M": 40}, "age": {"young": 50, "old": 50}}, sweeps=100, estimated=True)


def test_a_replicate_without_a_category_is_refused():
    sample = rake(sample_of([1.0, 1, 1], age=["a", "b", "b"]), {"age": {"a": 10, "b": 20}})

    with pytest.raises(SurveyError, match="in a replicate nobody in a of age"):
        sample.steps[0].reapply(np.array([0.0, 1.5, 1.5]))


def test_raking_goes_on_where_ten_sweeps_are_not_enough():
    """No school has an award without both other marks, so that raking's sweeps near the regression slowly.

    R's ten sweeps give a standard error of 9.4146, and a thousand 9.5491:
    d <- svydesign(id=~1, strata=~stype, weights=~pw, fpc=~fpc, data=apistrat)
    SE(svymean(~api00, rake(d, list(~sch.wide, ~awards, ~comp.imp), the counts below, control=list(epsilon=1e-10))))
    The thousand are made by the lines below.
    """
    margins = {"sch.wide": THREE["sch.wide"], "awards": THREE["awards"], "comp.imp": {"No": 1700, "Yes": 4494}}
    sample = rake(unweighted("strat_rake3"), margins)
    y, w = sample.column("api00"), sample.weights
    z = left = (y - w @ y / w.sum()) / w.sum()
    groups = [codes == code for codes in (sample.codes(name)[0] for name in margins) for code in (0, 1)]
    for _ in range(1000):
        for group in groups:
            left = left - group * left[group].mean()

    found = sample.design_weights * sample.steps[0].influence(z[:, None])[:, 0]

    assert found == pytest.approx(w * left, abs=1e-9 * np.abs(w * left).max())


@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_a_table_of_every_combination_is_fitted_as_its_cells_are(seed, sizes):
    """One table without its cells, and two of them at a time cell by cell, end with the same factors."""
    rng = np.random.default_rng(seed)
    every = np.indices(sizes).reshape(len(sizes), -1)
    shares = [rng.dirichlet(np.full(size, 40.0)) for size in sizes]
    margins = [
        Margin(str(number), tuple(map(str, range(size))), share, codes)
        for number, (size, share, codes) in enumerate(zip(sizes, shares, every, strict=True))
    ]
    cells = margin_cells(margins)
    table, ones = rng.uniform(0.5, 2, cells.size), [np.ones(size) for size in sizes]
    how = {"target_change": 1e-13, "tolerance": 1e-8, "sweeps": 2000}

    one = fit_margin_factors(cells, table, ones, **how)
    two = fit_margin_factors(cells, np.stack([table, table], axis=1), [factor[:, None] for factor in ones], **how)

    assert cells.is_complete
    for first, both in zip(one, two, strict=True):
        np.testing.assert_allclose(both, np.stack([first, first], axis=1), rtol=1e-10)
