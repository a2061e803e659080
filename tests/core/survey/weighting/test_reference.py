"""The weights and standard errors that R's survey 4.1-1 gives, and printed tables; see tests/reference/survey."""

import json

import numpy as np
import polars as pl
import pytest

from kobling.core import survey
from kobling.core.survey.weighting import calibrate, rake, weights_report
from tests.core.survey.reference import CASES, FOLDER, WEIGHTS, covariance
from tests.core.survey.weighting.samples import weighted

pytestmark = pytest.mark.every_python

PRECISION = {"clus1_rake_default": 1e-4} | dict.fromkeys(["clus1_rake", "strat_rake3", "stratnofpc_rake3"], 1e-7)
"""R's rake() stops at a change of 1e-10 weight units, or by default of 1."""


def of(kind):
    found = [
        case
        for case in CASES
        if case["design"] in WEIGHTS
        and case["stat"]["kind"] == kind
        and not case["stat"].keys() & {"by", "where", "factor"}
        and case["design"] != "stratnofpc_rake3"
    ]
    return pytest.mark.parametrize("case", found, ids=lambda case: case["id"])


def standard_errors(sample, design, z):
    for step in reversed(sample.steps):
        z = step.influence(z)
    return np.sqrt(covariance(design, sample.design_weights[:, None] * z).diagonal())


@pytest.mark.parametrize("design", WEIGHTS)
def test_weights_are_those_of_r(design):
    assert weighted(design).weights == pytest.approx(np.array(WEIGHTS[design]), rel=PRECISION.get(design, 1e-9))


@of("mean")
def test_means_have_the_standard_errors_of_r(case):
    sample = weighted(case["design"])
    values = np.stack([sample.column(name) for name in case["stat"]["vars"]], axis=1)
    answered = ~np.isnan(values)
    values, w = np.where(answered, values, 0), sample.weights
    size = w @ answered
    z = (values - answered * (w @ values / size)) / size

    found = standard_errors(sample, case["design"], z)

    assert found == pytest.approx(case["expected"]["se"], rel=PRECISION.get(case["design"], 1e-9))


@of("total")
def test_totals_have_the_standard_errors_of_r(case):
    sample = weighted(case["design"])
    values = np.nan_to_num(np.stack([sample.column(name) for name in case["stat"]["vars"]], axis=1))

    found = standard_errors(sample, case["design"], values)

    assert found == pytest.approx(case["expected"]["se"], rel=PRECISION.get(case["design"], 1e-9))


@of("kish")
def test_design_effect_and_effective_n_are_those_of_r(case):
    report = weights_report(weighted(case["design"]))

    expected = pytest.approx(case["expected"]["est"], rel=PRECISION.get(case["design"], 1e-9))
    assert [report.deff, report.effective_n] == expected


def kalton():
    cells = pl.read_csv(FOLDER / "data" / "kalton_cells.csv")
    people = cells.select(pl.all().repeat_by("n_sample").explode())
    margins = {
        name: {row[0]: row[1] for row in cells.group_by(name, maintain_order=True).agg(pl.sum("n_pop")).iter_rows()}
        for name in "ab"
    }
    return survey.Sample(people), margins, cells["n_sample"].cum_sum().to_numpy() - 1


@pytest.mark.parametrize(
    ("design", "weigh"),
    [
        ("kalton_rake", rake),
        ("kalton_rake", lambda sample, margins: calibrate(sample, distance="raking", margins=margins)),
        ("kalton_lin", lambda sample, margins: calibrate(sample, margins=margins)),
        ("kalton_trunc", lambda sample, margins: calibrate(sample, margins=margins, bounds=(0.5, 2.2))),
        (
            "kalton_logit",
            lambda sample, margins: calibrate(sample, distance="logit", margins=margins, bounds=(0.5, 2.2)),
        ),
    ],
)
def test_weights_are_those_printed_by_kalton_and_flores_cervantes(design, weigh):
    published = json.loads((FOLDER / "published.json").read_text("utf-8"))
    printed = next(one["est"] for one in published if one["design"] == design)
    sample, margins, of_cell = kalton()

    found = weigh(sample, margins).weights[of_cell]

    assert [f"{weight:.2f}" for weight in found] == printed
