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

from tests.cli.survey.run_command import design_file, estimates, run

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


DIFFERENT = {
    "chisq.011": "R rounds the denominator's degrees of freedom down in one place of two: p 0.0264, exactly 0.0220",
    "chisq.012": "as chisq.011; without CompQuadForm R's lincom is its saddlepoint",
    "chisq.005": "R's lincom turns into the saddlepoint where CompQuadForm is missing; ours is the exact distribution",
    "chisq.006": "as chisq.011",
    "chisq.017": "as chisq.011",
    "chisq.018": "as chisq.011",
    "chisq.029": "R takes a replicate design's denominator as infinite; ours has the replicates' degrees of freedom",
    "chisq.030": "as chisq.029",
    "contrast.005": "R's coefficients take the share of No in E from that of Yes in E: no comparison of one figure",
    "wave.019": "a total's change between overlapping waves that nobody has calibrated is refused",
    "wave.022": "as wave.019",
    "quantile.014": "R's interval by score is not made; Woodruff's are",
    "quantile.029": "as quantile.014",
    "quantile.044": "as quantile.014",
}
"""Cases that are answered in another way on purpose, and why."""


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


def named(case):
    return case["id"]


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


@pytest.mark.parametrize("case", COMPARED, ids=named)
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
            assert record["why_missing"] in {"calibrated", "all_alike", "units_alike", "one_unit"}
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


@pytest.mark.parametrize("case", REFUSED, ids=named)
def test_what_r_refuses_is_refused_in_words(tmp_path, case):
    data, design = said(case)
    design_file(tmp_path, {**design, "estimate": asked(case)})

    told = run("estimate", data, "--design", tmp_path / "design.yaml", code=1)

    assert told.strip()
    assert "Traceback" not in told


def of_kind(*kinds):
    """The cases that R answers, and Kobling not otherwise on purpose, for designs that design.yaml can say."""
    return [
        case
        for case in CASES
        if case["stat"]["kind"] in kinds
        and case["id"] not in DIFFERENT
        and "error" not in replied(case)
        and design_of(case["design"]) is not None
    ]


QUANTILES = of_kind("quantile")


@pytest.mark.parametrize("case", QUANTILES, ids=named)
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


WAVES = ("indep_stack", "panel_stack", "indep_stack_raked", "panel_jkn")
CHANGES = [
    case
    for case in CASES
    if case["stat"]["kind"] in {"change", "change_total", "change_test"}
    and case["design"] in WAVES
    and "error" not in replied(case)
]


def change_of(folder, case, *, code=0):
    """The record of the change that a case is about, or what is said where it is refused."""
    design = {"weights": "w", "strata": "stratum", "small_counts": False}
    if case["design"].startswith("panel"):
        design["person"] = "person"
    if case["design"] == "panel_jkn":
        design["replicates"] = {"make": "JKn"}
    if "raked" in case["design"]:
        design["calibrate"] = [{"method": "rake", "margins": DESIGNS[case["design"]]["weighting"]["margins"]}]
    if "where" in case["stat"]:
        design["where"] = case["stat"]["where"]
    of = "total" if case["stat"]["kind"] == "change_total" else "mean"
    design["compare"] = [{"kind": "change", "of": of, "variable": case["stat"]["vars"][0]}]
    out = folder / "change.json"
    told = run(
        "compare", *wave_files(folder), "--design", design_file(folder, design), "--out", out, language="en", code=code
    )
    return told if code else json.loads(out.read_text("utf-8"))[0]


@pytest.mark.parametrize("case", CHANGES, ids=named)
def test_a_change_between_waves_is_that_of_r(tmp_path, case):
    """svyglm(y ~ wave) has the change as its second coefficient, and one degree of freedom less."""
    if case["id"] in DIFFERENT:
        assert "calibrated to the population" in change_of(tmp_path, case, code=1)
        return
    expected, place = replied(case), 1 if case["stat"]["kind"] == "change_test" else 0
    relative = 1e-7 if "raked" in case["design"] else 1e-9

    record = change_of(tmp_path, case)

    assert record["compared"] == "2 - 1"
    assert record["estimate"] == pytest.approx(expected["est"][place], rel=relative)
    assert record["se"] == pytest.approx(expected["se"][place], rel=relative)
    if "df" in expected and "where" not in case["stat"]:
        assert record["df"] == expected["df"]
        assert [record["ci_low"], record["ci_high"]] == pytest.approx(expected["ci_t"][0], rel=1e-6)


def compared(folder, case, wanted):
    """The records of one comparison within a case's design."""
    data, design = said(case)
    out = folder / "compared.json"
    run("compare", data, "--design", design_file(folder, {**design, "compare": [wanted]}), "--out", out)
    return json.loads(out.read_text("utf-8"))


TESTS = {"Chisq": "chisq", "Wald": "wald", "adjWald": "adjusted_wald"}


@pytest.mark.parametrize("case", of_kind("chisq"), ids=named)
def test_a_table_is_tested_as_by_r(tmp_path, case):
    stat, expected = case["stat"], replied(case)
    test = TESTS.get(stat["statistic"], stat["statistic"])
    relative = tolerance(case["design"])

    (record,) = compared(
        tmp_path, case, {"kind": "chi_square", "variable": stat["vars"][0], "by": stat["vars"][1], "test": test}
    )

    freedoms = [float(one) for one in re.findall(r"[\d.]+(?=[,)])", record["method"])]
    assert record["estimate"] == pytest.approx(_number(expected["statistic"]), rel=relative)
    assert freedoms == pytest.approx(expected["parameter"], rel=max(relative, 1e-9))
    # The statistic's own distance grows in the tail.
    assert record["p"] == pytest.approx(_number(expected["p_value"]), rel=100 * relative)


@pytest.mark.parametrize(
    "case", [one for one in CASES if one["id"] in DIFFERENT and one["stat"]["kind"] == "chisq"], ids=named
)
def test_the_sum_of_chi_squares_has_r_s_statistic_and_about_its_p(tmp_path, case):
    stat, expected = case["stat"], replied(case)
    wanted = {"kind": "chi_square", "variable": stat["vars"][0], "by": stat["vars"][1], "test": stat["statistic"]}

    (record,) = compared(tmp_path, case, wanted)

    assert record["estimate"] == pytest.approx(expected["statistic"], rel=1e-9)
    low, high = (1.4, 1.6) if case["design"].startswith("rep_") else (0.8, 1)
    assert low < record["p"] / expected["p_value"] < high


def _number(value):
    """What R writes as a number or as a matrix of one."""
    return value[0][0] if isinstance(value, list) else value


@pytest.mark.parametrize("case", of_kind("glm"), ids=named)
def test_a_regression_is_that_of_r(tmp_path, case):
    """R's logistic standard errors stand one iteration behind its coefficients: 1e-8 to 6e-8 off the solution."""
    stat, expected = case["stat"], replied(case)
    logistic = stat["family"] == "binomial"
    wanted = {"kind": "regression", "variable": stat["vars"][0].partition("==")[0], "on": stat["x"]}
    relative = tolerance(case["design"])

    records = compared(tmp_path, case, {**wanted, "family": "logistic" if logistic else "linear"})

    assert [record["compared"].replace(" = ", "") for record in records] == expected["names"]
    assert [record["estimate"] for record in records] == pytest.approx(expected["est"], rel=relative)
    assert [record["se"] for record in records] == pytest.approx(expected["se"], rel=1e-7 if logistic else relative)
    assert [record["p"] for record in records] == pytest.approx(expected["p"], rel=1e-5, abs=1e-300)


@pytest.mark.parametrize("case", of_kind("contrast"), ids=named)
def test_a_difference_of_domains_is_that_of_r(tmp_path, case):
    """R takes H and M from E, and here E, the first, is taken from each."""
    stat, expected = case["stat"], replied(case)
    variable, _, category = stat["vars"][0].partition("==")
    wanted = {"kind": "domains", "variable": variable, "by": stat["by"], **({"category": category} if category else {})}
    relative = tolerance(case["design"])

    records = {record["compared"]: record for record in compared(tmp_path, case, wanted)}

    found = [records[{"EminusH": "H - E", "EminusM": "M - E"}[name]] for name in expected["names"]]
    assert [-record["estimate"] for record in found] == pytest.approx(expected["est"], rel=relative)
    assert [record["se"] for record in found] == pytest.approx(expected["se"], rel=relative)
    ends = [[-record["ci_high"], -record["ci_low"]] for record in found]
    assert {record["df"] for record in found} == {expected["df"]}
    for ours, theirs in zip(ends, expected["ci_t"], strict=True):
        assert ours == pytest.approx(theirs, rel=10 * relative)


@pytest.mark.parametrize("case", of_kind("ttest"), ids=named)
def test_a_t_test_is_a_regression_on_two_groups_and_a_difference_of_two_domains(tmp_path, case):
    """svyttest is svyglm(y ~ group), with its degrees of freedom: one less than the difference of two domains has."""
    stat, expected = case["stat"], replied(case)
    relative = tolerance(case["design"])

    _, slope = compared(tmp_path, case, {"kind": "regression", "variable": stat["vars"][0], "on": stat["group"]})
    (apart,) = compared(tmp_path, case, {"kind": "domains", "variable": stat["vars"][0], "by": stat["group"]})

    assert slope["estimate"] == pytest.approx(expected["estimate"], rel=relative)
    assert slope["estimate"] / slope["se"] == pytest.approx(expected["statistic"], rel=relative)
    assert [slope["df"]] == expected["parameter"]
    assert slope["p"] == pytest.approx(expected["p_value"], rel=10 * relative)
    assert [slope["ci_low"], slope["ci_high"]] == pytest.approx(expected["ci"], rel=10 * relative)
    assert apart["estimate"] == pytest.approx(slope["estimate"], rel=1e-9)
    assert apart["se"] == pytest.approx(slope["se"], rel=1e-9 if "rep" not in case["design"] else 1e-6)


@pytest.mark.parametrize("case", of_kind("kish"), ids=named)
def test_kish_s_design_effect_of_the_weights_is_that_of_r(tmp_path, case):
    data, design = said(case)
    out, report = tmp_path / "weighted.parquet", tmp_path / "report.json"

    run("weigh", data, "--design", design_file(tmp_path, design), "--out", out, "--report", report)

    last = json.loads(report.read_text("utf-8"))["steps"][-1]
    assert [last["deff"], last["effective_n"]] == pytest.approx(replied(case)["est"], rel=tolerance(case["design"]))


@pytest.mark.parametrize("case", of_kind("quantile_old"), ids=named)
def test_r_s_older_quantiles_are_those_of_the_rule_hf4(tmp_path, case):
    data, design = said(case)
    wanted = {"kind": "quantile", "variable": case["stat"]["vars"][0], "probability": [0.25, 0.5, 0.75], "rule": "hf4"}

    records = estimates(tmp_path, data, {**design, "estimate": [wanted]})

    assert [record["estimate"] for record in records] == pytest.approx(replied(case)["est"], rel=1e-7)


@pytest.mark.parametrize("case", INTERVAL_CASES, ids=named)
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
