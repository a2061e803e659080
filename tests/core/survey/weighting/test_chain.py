"""Several steps after each other keep the right influence: the derivative of the whole chain."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.survey.weighting import adjust_nonresponse, calibrate, poststratify, rake, trim
from tests.core.survey.weighting.samples import sample_of
from tests.laws import examples

SEX = {"F": 520, "M": 480}
AGE = {"a": 300, "b": 330, "c": 370}


def made(rng, extra):
    """An invited sample where every sex meets every age, with an answer from at least one of each."""
    sex = ["F", "F", "F", "M", "M", "M", *rng.choice(["F", "M"], extra)]
    age = ["a", "b", "c", "a", "b", "c", *rng.choice(["a", "b", "c"], extra)]
    answered = np.concatenate([np.ones(6), rng.integers(0, 2, extra)])
    y = rng.normal(10, 3, len(sex))
    return sample_of(
        rng.uniform(5, 40, len(sex)), sex=sex, age=age, answered=answered, y=y, income=rng.uniform(1, 5, len(sex))
    )


def total(weights, y):
    return weights @ y


def mean(weights, y):
    return weights @ y / weights.sum()


def influence_of(estimate, sample, y):
    """(n,) The estimate's influence per unit of design weight."""
    w = sample.weights
    z = y if estimate is total else (y - mean(w, y)) / w.sum()
    z = z[:, None]
    for step in reversed(sample.steps):
        z = step.influence(z)
    return z[:, 0]


def derivative_of(estimate, sample, y):
    """(n,) The same by changing each design weight a little, and taking every step again."""

    def again(weights):
        for step in sample.steps:
            weights = step.reapply(weights)
        return estimate(weights, y)

    found = np.empty(len(sample))
    for row, weight in enumerate(sample.design_weights):
        change = np.zeros(len(sample))
        change[row] = 1e-4 * weight
        found[row] = (again(sample.design_weights + change) - again(sample.design_weights - change)) / (2e-4 * weight)
    return found


EXACT = {
    "poststratify": lambda sample: poststratify(sample, {"sex x age": joint()}, estimated=True),
    "linear": lambda sample: calibrate(sample, margins={"sex": SEX, "age": AGE}, totals={"income": 3100}),
    "nonresponse": lambda sample: adjust_nonresponse(sample, responded="answered", classes="age"),
    "nonresponse, poststratify": lambda sample: poststratify(
        adjust_nonresponse(sample, responded="answered", classes="sex"), {"age": AGE}
    ),
    "nonresponse, linear, trim": lambda sample: trim(
        calibrate(adjust_nonresponse(sample, responded="answered", classes="age"), margins={"sex": SEX, "age": AGE}),
        upper=3,
        multiples_of_median=True,
    ),
    "poststratify, linear, poststratify": lambda sample: poststratify(
        calibrate(poststratify(sample, {"age": AGE}), totals={"income": 3100}, total=1000), {"sex": SEX}
    ),
}
"""Chains whose convention is the derivative itself."""


def joint():
    return {(sex, age): SEX[sex] * AGE[age] / 1000 for sex in SEX for age in AGE}


@pytest.mark.parametrize("estimate", [total, mean])
@pytest.mark.parametrize("weigh", EXACT.values(), ids=EXACT)
@examples(10)
@given(seed=st.integers(0, 2**32), extra=st.integers(6, 20))
def test_influence_is_the_derivative_of_the_whole_chain(weigh, estimate, seed, extra):
    sample = made(np.random.default_rng(seed), extra)
    y = sample.column("y")
    weighed = weigh(sample)

    found, wanted = influence_of(estimate, weighed, y), derivative_of(estimate, weighed, y)

    assert found == pytest.approx(wanted, rel=1e-5, abs=1e-5 * np.abs(wanted).max())


MET = {
    "rake": lambda sample, margins: rake(sample, margins, estimated=True),
    "raking": lambda sample, margins: calibrate(sample, distance="raking", margins=margins, estimated=True),
    "logit": lambda sample, margins: calibrate(
        sample, distance="logit", margins=margins, bounds=(0.5, 2), estimated=True
    ),
    "truncated": lambda sample, margins: calibrate(
        sample, distance="truncated", margins=margins, bounds=(0.5, 2), estimated=True
    ),
}
"""Chains that take the regression with the weights before, or with equal ones, for that with the weights after."""


@pytest.mark.parametrize("weigh", MET.values(), ids=MET)
@examples(10)
@given(seed=st.integers(0, 2**32), extra=st.integers(6, 20))
def test_influence_is_the_derivative_where_equal_weights_meet_the_margins_already(weigh, seed, extra):
    frame = made(np.random.default_rng(seed), extra).frame.with_columns(w=10.0)
    sample = adjust_nonresponse(sample_of(frame["w"], **frame.drop("w").to_dict()), responded="answered")
    margins = {
        name: dict(frame.with_columns(after=sample.weights).group_by(name).agg(pl.sum("after")).iter_rows())
        for name in ("sex", "age")
    }
    chain, y = trim(weigh(sample, margins), upper=2, multiples_of_median=True), sample.column("y")

    found, wanted = influence_of(mean, chain, y), derivative_of(mean, chain, y)

    assert found == pytest.approx(wanted, rel=1e-4, abs=1e-4 * np.abs(wanted).max())


def test_a_chain_taken_again_from_the_same_weights_gives_the_same_digits():
    sample = adjust_nonresponse(made(np.random.default_rng(5), 60), responded="answered", classes="age")
    chain = trim(rake(sample, {"sex": SEX, "age": AGE}), upper=3, multiples_of_median=True)

    weights = chain.design_weights
    for step in chain.steps:
        weights = step.reapply(weights)

    assert (weights == chain.weights).all()
