"""`kobling survey estimate --covariances`: the variances of the figures, and what their differences have."""

import csv
import json

import numpy as np
import pytest

from tests.cli.survey.run_command import design_file, estimates, run
from tests.cli.survey.test_commands import DESIGN, SCHOOLS

WANTED = [
    {"kind": "mean", "variable": ["api00", "api99"], "by": "stype"},
    {"kind": "share", "variable": "awards", "category": ["No", "Yes"]},
    {"kind": "quantile", "variable": "api00", "probability": 0.5},
    {"kind": "ratio", "variable": "api.stu", "over": "enroll"},
    {"kind": "total", "variable": "enroll", "by": "comp.imp"},
]
DESIGNS = {
    "linearised": DESIGN,
    "replicates": {**DESIGN, "replicates": {"make": "JKn"}},
    "lonely strata by part": {**DESIGN, "lonely": "average", "lonely_in_domains": True},
}


@pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS)
def test_the_diagonal_is_the_squares_of_the_standard_errors(tmp_path, design):
    design = {**design, "estimate": WANTED}
    out = tmp_path / "covariances.json"

    records = [record for record in estimates(tmp_path, SCHOOLS, design) if record["kind"] != "quantile"]
    run("estimate", SCHOOLS, "--design", design_file(tmp_path, design), "--covariances", out)
    written = json.loads(out.read_text("utf-8"))
    matrix = np.array(written["covariances"])

    assert [figure["variable"] for figure in written["figures"]] == [record["variable"] for record in records]
    assert [figure["domain"] for figure in written["figures"]] == [record["domain"] for record in records]
    assert np.sqrt(np.diag(matrix)) == pytest.approx([record["se"] for record in records])
    assert matrix == pytest.approx(matrix.T)
    # Yes and No add up to 1, so that their sum has no variance.
    yes_and_no = [place for place, record in enumerate(records) if record["kind"] == "share"]
    assert matrix[np.ix_(yes_and_no, yes_and_no)].sum() == pytest.approx(0, abs=1e-12)


def test_a_difference_has_the_standard_error_that_the_covariances_give(tmp_path):
    """Between two kinds of schools, as `compare` works it out."""
    mean = {"kind": "mean", "variable": "api00", "by": "awards"}
    out, changes = tmp_path / "covariances.csv", tmp_path / "differences.json"
    compared = {**DESIGN, "estimate": [], "compare": [{"kind": "domains", "variable": "api00", "by": "awards"}]}

    run(
        *("estimate", SCHOOLS, "--covariances", out),
        *("--design", design_file(tmp_path, {**DESIGN, "estimate": [mean]})),
    )
    run("compare", SCHOOLS, "--design", design_file(tmp_path, compared), "--out", changes)
    rows = list(csv.reader(out.read_text("utf-8").splitlines()))
    matrix = np.array([row[1:] for row in rows[1:]], float)
    (difference,) = json.loads(changes.read_text("utf-8"))

    assert rows[0][1] == rows[1][0] == "1. mean api00 (awards No)"
    assert np.array([-1, 1]) @ matrix @ np.array([-1, 1]) == pytest.approx(difference["se"] ** 2)


def test_what_is_held_back_has_no_covariance(tmp_path):
    data = tmp_path / "data.csv"
    data.write_text("y,part\n" + "1,a\n2,a\n3,a\n" * 5 + "1,b\n2,b\n", "utf-8")
    out = tmp_path / "covariances.json"
    design = {"estimate": [{"kind": "mean", "variable": "y", "by": "part"}]}

    run("estimate", data, "--design", design_file(tmp_path, design), "--covariances", out)

    assert [figure["domain"] for figure in json.loads(out.read_text("utf-8"))["figures"]] == [{"part": "a"}]
