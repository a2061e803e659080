"""The reference cases of R's survey package, run as an analyst would: a design.yaml, a CSV file and the command line.

Provenance of every number: tests/reference/survey/README.md. Compared at a relative 1e-9, at 1e-7 where weights are
raked, and at four digits where R stopped raking at its own default.
"""

import csv
import json
import re
from functools import cache
from pathlib import Path

import pytest

from tests.cli.survey.running import design_file, estimates, run

REFERENCE = Path(__file__).parents[2] / "reference" / "survey"
DESIGNS = json.loads((REFERENCE / "designs.json").read_text("utf-8"))["designs"]
CASES = json.loads((REFERENCE / "cases.json").read_text("utf-8"))["cases"]

INTERVALS = {
    "logit": "logit",
    "xlogit": "xlogit",
    "asin": "arcsine",
    "beta": "beta",
    "mean": "mean",
    "likelihood": "likelihood",
    "wilson": "wilson",
}
LONELY = {"fail": "fail", "certainty": "certainty", "adjust": "centre", "average": "average"}
R_DEFAULT = "clus1_rake_default"


def replied(case):
    """What R says; of its two versions the later one, which is right where both answer."""
    return case.get("expected_survey_4_5") or case["expected"]


@cache
def design_of(name):
    """A reference design in the words of design.yaml, and its data; None where design.yaml cannot say it."""
    found = DESIGNS[name]
    if name.startswith(("kalton", "wave", "indep", "panel")) or "naive" in name:
        return None  # made of other files than the stored ones, or of two waves: elsewhere
    if "base" in found:
        below = design_of(found["base"])
        if below is None:
            return None
        data, said = below
        return data, {**said, **_changed(name, found)}
    said = {"weights": found["weights"], "small_counts": False}
    for theirs, ours in (("strata", "strata"), ("ids", "clusters"), ("fpc", "fpc")):
        if theirs in found:
            said[ours] = found[theirs]
    if "repweights" in found:
        how = found["replication"]
        file = str(REFERENCE / "data" / found["repweights"])
        said["replicates"] = {"file": file, "type": how["type"], "scale": how["scale"], "mse": how["mse"]}
    return REFERENCE / "data" / found["data"], said


def _changed(name, found):
    if "replication" in found:
        return {"replicates": {"make": found["replication"]["type"]}}
    how = found["weighting"]
    step = {key: how[key] for key in ("margins", "totals", "bounds") if key in how}
    if "cells" in how:
        step["margins"] = {how["joint"]: how["cells"]}
    if "aggregate_stage" in how:
        step["aggregate"] = how["aggregate_stage"]
    if name == R_DEFAULT:
        step["tolerance"] = 1e-5
    return {"calibrate": [{"method": how.get("calfun", how["kind"]), **step}]}


def asked(case):
    """The estimates a case asks for, one for each of its variables; None where it asks for something else."""
    stat = case["stat"]
    kind, variables = stat["kind"], stat["vars"]
    common = {key: stat[key] for key in ("by",) if key in stat}
    if kind in {"mean", "total"} and not any("==" in name for name in variables):
        return [{"kind": kind, "variable": variables, **common}]
    if kind == "prop":
        return [{"kind": "share", "variable": name, **common} for name in variables]
    if kind == "ratio":
        return [{"kind": "ratio", "variable": variables[0], "over": variables[1], **common}]
    return None


def _is_compared(case):
    return (
        design_of(case["design"]) is not None
        and asked(case) is not None
        and "error" not in replied(case)
        and case["stat"].get("lonely") in {None, *LONELY}
        and not (case["stat"].get("na_rm") is None and None in replied(case)["est"])
    )


COMPARED = [case for case in CASES if _is_compared(case)]


def _variable_and_category(case):
    """What a proportion of R's is of: I(awards=='Yes') or a column of noughts and ones."""
    named = re.fullmatch(r"I\(([\w.]+)=='(\w+)'\)", case["stat"]["vars"][0])
    return named.groups() if named else (case["stat"]["vars"][0], "1")


def _has_interval(case):
    """Where R gives an interval that is made as Kobling's: of the design's standard error and degrees of freedom.

    Inside a domain R takes the whole design's degrees of freedom.
    """
    expected = replied(case)
    return (
        case["stat"]["kind"] == "ciprop"
        and design_of(case["design"]) is not None
        and "where" not in case["stat"]
        and not case["stat"]["vars"][0].startswith("I(1")
        and all(isinstance(end, float) for end in expected.get("ci", ["none"]))
        and expected["se"] > 1e-5
    )


INTERVAL_CASES = [case for case in CASES if _has_interval(case)]


def tolerance(design):
    if design == R_DEFAULT:
        return 1e-4
    steps = design_of(design)[1].get("calibrate", [])
    return 1e-7 if any(step["method"] in {"rake", "raking"} for step in steps) else 1e-9


def said(case):
    """A case as a design.yaml."""
    data, design = design_of(case["design"])
    stat, more = case["stat"], {}
    if "where" in stat:
        more["where"] = stat["where"]
    if stat.get("lonely"):
        more |= {"lonely": LONELY[stat["lonely"]], "lonely_in_domains": stat.get("adjust_domain_lonely", False)}
    return data, {**design, **more}


@pytest.mark.parametrize("case", COMPARED, ids=lambda case: case["id"])
def test_an_estimate_and_its_standard_error_are_those_of_r(tmp_path, case):
    data, design = said(case)
    records = estimates(tmp_path, data, {**design, "estimate": asked(case)})
    expected = replied(case)
    if case["stat"].get("by") and case["stat"].get("drop_empty", True) is not False:
        records = [record for record in records if record["n"]]

    assert len(records) == len(expected["est"])
    relative = tolerance(case["design"])
    for record, value, error in zip(records, expected["est"], expected["se"], strict=True):
        if record["estimate"] is None:
            assert record["why_missing"] in {"nobody", "one_respondent"}
            assert value is None or value == 0 or record["n"] <= 1
            continue
        assert record["estimate"] == pytest.approx(value, rel=relative)
        if record["se"] is None:
            assert record["why_missing"] in {"calibrated", "all_alike", "one_unit"}
            assert abs(error) <= max(1e-6, relative) * max(abs(value), 1e-9) or record["base"] <= 1
        else:
            assert record["se"] == pytest.approx(error, rel=relative)
    if case["stat"].get("deff") == "wor" and not case["stat"].get("by"):
        found = [record["deff"] for record in records]
        assert found == pytest.approx(expected["deff"], rel=relative)


REFUSED = [
    case
    for case in CASES
    if "error" in replied(case)
    and design_of(case["design"]) is not None
    and asked(case) is not None
    and case["stat"].get("lonely", "fail") == "fail"
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["id"])
def test_what_r_refuses_is_refused_in_words(tmp_path, case):
    data, design = said(case)
    design_file(tmp_path, {**design, "estimate": asked(case)})

    told = run("estimate", data, "--design", tmp_path / "design.yaml", code=1)

    assert told.strip()
    assert "Traceback" not in told


QUANTILES = [
    case
    for case in CASES
    if case["stat"]["kind"] == "quantile"
    and design_of(case["design"]) is not None
    and case["stat"]["qrule"] != "shahvaish"
    and case["stat"]["interval"] in {"mean", "beta", "xlogit"}
]


@pytest.mark.parametrize("case", QUANTILES, ids=lambda case: case["id"])
def test_a_quantile_is_that_of_r(tmp_path, case):
    stat = case["stat"]
    variable = stat["vars"][0]
    expected = replied(case)[variable]
    probabilities = expected["p"] if isinstance(expected["p"], list) else [expected["p"]]
    wanted = {"kind": "quantile", "variable": variable, "probability": probabilities}
    data, design = said(case)

    records = estimates(
        tmp_path, data, {**design, "estimate": [{**wanted, "rule": stat["qrule"], "interval": stat["interval"]}]}
    )

    assert [record["category"] for record in records] == probabilities
    for field, theirs in (("estimate", "quantile"), ("ci_low", "lci"), ("ci_high", "uci"), ("se", "se")):
        values = expected[theirs] if isinstance(expected[theirs], list) else [expected[theirs]]
        assert [record[field] for record in records] == pytest.approx(values, rel=tolerance(case["design"]))


def wave_files(folder):
    """The two waves of the panel, a file each."""
    with (REFERENCE / "data" / "panel.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    files = []
    for wave in ("1", "2"):
        files.append(folder / f"{wave}.csv")
        with files[-1].open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, rows[0].keys())
            writer.writeheader()
            writer.writerows(row for row in rows if row["wave"] == wave)
    return files


CHANGES = [
    case
    for case in CASES
    if case["stat"]["kind"] == "change" and case["design"] in {"indep_stack", "panel_stack", "indep_stack_raked"}
]


@pytest.mark.parametrize("case", CHANGES, ids=lambda case: case["id"])
def test_a_change_between_waves_is_that_of_r(tmp_path, case):
    design = {"weights": "w", "strata": "stratum", "small_counts": False}
    if case["design"] == "panel_stack":
        design["person"] = "person"
    if "raked" in case["design"]:
        design["calibrate"] = [{"method": "rake", "margins": DESIGNS[case["design"]]["weighting"]["margins"]}]
    if "where" in case["stat"]:
        design["where"] = case["stat"]["where"]
    design["compare"] = [{"kind": "change", "variable": case["stat"]["vars"][0]}]
    out = tmp_path / "change.json"

    run("compare", *wave_files(tmp_path), "--design", design_file(tmp_path, design), "--out", out)

    record = json.loads(out.read_text("utf-8"))[0]
    relative = 1e-7 if "raked" in case["design"] else 1e-9
    assert record["compared"] == "2 - 1"
    assert record["estimate"] == pytest.approx(replied(case)["est"][0], rel=relative)
    assert record["se"] == pytest.approx(replied(case)["se"][0], rel=relative)


@pytest.mark.parametrize("case", INTERVAL_CASES, ids=lambda case: case["id"])
def test_a_share_has_the_interval_of_r(tmp_path, case):
    """R's log-odds come out of a regression that stops early, and its likelihood is drawn through ten points.

    With replicates survey 4.5 leaves the dispersion n/(n-1) out of the likelihood, which it has without them.
    """
    variable, category = _variable_and_category(case)
    wanted = {"kind": "share", "variable": variable, "category": category}
    wanted["interval"] = INTERVALS[case["stat"]["method"]]
    data, design = said(case)

    (record,) = estimates(tmp_path, data, {**design, "estimate": [wanted]})

    expected = replied(case)
    drawn = 5e-4 if case["design"].startswith("rep_") else 3e-4
    relative = max(tolerance(case["design"]), {"logit": 1e-7, "likelihood": drawn}.get(case["stat"]["method"], 0))
    assert record["interval"] == wanted["interval"]
    assert record["estimate"] == pytest.approx(expected["est"], rel=relative)
    assert [record["ci_low"], record["ci_high"]] == pytest.approx(expected["ci"], rel=relative)
