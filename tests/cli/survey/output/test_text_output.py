"""What the survey commands say to a person: numbers, names and reasons in the reader's language."""

import json
import re
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kobling.cli.survey.output import text_formats
from kobling.core.survey.estimation import estimates as figures
from tests.cli.survey.run_command import design_file, run

SCHOOLS = Path(__file__).parents[3] / "reference" / "survey" / "data" / "apistrat.csv"
STRATA = {"weights": "pw", "strata": "stype", "fpc": "fpc"}
RAKE = {"method": "rake", "margins": {"stype": {"E": 4421, "H": 755, "M": 1018}, "sch.wide": {"No": 1072, "Yes": 5122}}}


def told(folder, design, *commands, language="da", code=0):
    file = design_file(folder, design)
    return run(*commands, "--design", file, language=language, code=code)


def row_of(text, name):
    """The cells of the row that begins with a name."""
    (line,) = (line for line in text.splitlines() if line.startswith(name))
    return re.split(r"\s{2,}", line)


def test_numbers_and_names_are_danish_on_a_danish_terminal_and_english_on_an_english(tmp_path):
    wanted = [{"kind": "total", "variable": "enroll"}, {"kind": "share", "variable": "awards", "category": "Yes"}]
    design = {**STRATA, "estimate": wanted}

    danish = told(tmp_path, design, "estimate", SCHOOLS)
    english = told(tmp_path, design, "estimate", SCHOOLS, language="en")

    assert row_of(danish, "sum enroll")[1:4] == ["200", "3.687.178", "114.642"]
    assert row_of(english, "total enroll")[1:4] == ["200", "3,687,178", "114,642"]
    assert row_of(danish, "andel awards = Yes")[2:4] == ["0,63894", "0,03441"]
    assert row_of(english, "share awards = Yes")[2:4] == ["0.63894", "0.03441"]
    assert "Skøn (andele 0 til 1)" in danish
    assert "Fra (95\N{NO-BREAK SPACE}%)" in danish
    assert "Estimate (shares 0 to 1)" in english
    assert "From (95%)" in english


def test_what_programs_read_is_the_same_in_both_languages(tmp_path):
    design = {**STRATA, "estimate": [{"kind": "mean", "variable": "api00", "by": "stype"}]}

    for language in ("da", "en"):
        told(tmp_path, design, "estimate", SCHOOLS, "--out", tmp_path / f"{language}.csv", language=language)

    assert (tmp_path / "da.csv").read_bytes() == (tmp_path / "en.csv").read_bytes()
    assert b",674.43" in (tmp_path / "da.csv").read_bytes()


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_reason_is_said_in_words(language):
    row = {"kind": "mean", "suppressed": False, "method": ""}
    reasons = figures.MissingReason.__args__

    with translation.override(language):
        said = [text_formats.remark_text({**row, "why_missing": reason}) for reason in reasons]
        held = text_formats.remark_text({**row, "suppressed": True, "why_missing": None})

        at_one_answer = text_formats.remark_text({**row, "kind": "quantile", "why_missing": "all_alike"})

    assert len({*said, held, at_one_answer}) == len(reasons) + 2
    assert all(" " in words and "_" not in words for words in said)
    assert ("fem" if language == "da" else "five") in held


def test_a_missing_number_is_a_dash_with_its_reason_beside_it(tmp_path):
    design = {**STRATA, "calibrate": [RAKE], "estimate": [{"kind": "share", "variable": "sch.wide"}]}

    danish = told(tmp_path, design, "estimate", SCHOOLS)
    english = told(tmp_path, design, "estimate", SCHOOLS, language="en")

    assert row_of(danish, "andel sch.wide = No")[3:] == ["–", "–", "–", "lagt fast af vægtningen"]
    assert row_of(english, "share sch.wide = No")[3:] == ["–", "–", "–", "fixed by the weighting"]


def test_a_figure_held_back_says_so(tmp_path):
    data = tmp_path / "answers.csv"
    data.write_text("town,y\n" + "A,1\nA,0\n" * 5 + "B,1\nB,0\n" * 2, "utf-8")
    wanted = {"estimate": [{"kind": "share", "variable": "y", "category": 1, "by": "town"}]}

    danish = told(tmp_path, wanted, "estimate", data)

    assert row_of(danish, "andel y = 1 (town B)")[1:] == ["–"] * 5 + [
        "holdt tilbage: under fem personer eller én persons svar"
    ]


def test_comparisons_name_both_probabilities_the_rest_and_the_test(tmp_path):
    compare = [
        {"kind": "rest", "variable": "api00", "by": "stype"},
        {"kind": "chi_square", "variable": "sch.wide", "by": "stype"},
        {"kind": "regression", "variable": "api00", "on": "meals"},
    ]

    danish = told(tmp_path, {**STRATA, "compare": compare}, "compare", SCHOOLS)

    assert "p, justeret" in danish
    assert row_of(danish, "forskel api00 (stype E): E - resten")[1] == "200"
    assert row_of(danish, "chi i anden-test: sch.wide x stype")[-1] == "F (1,83; 360,25)"
    told(tmp_path, {**STRATA, "compare": compare}, "compare", SCHOOLS, "--out", tmp_path / "out.json")
    slope = json.loads((tmp_path / "out.json").read_text("utf-8"))[-1]
    written = [f"{slope[name]:.4f}".replace(".", ",").replace("-", "−") for name in ("estimate", "se")]
    assert row_of(danish, "lineær regression api00: meals")[2:4] == written


def test_several_levels_stand_in_a_column(tmp_path):
    wanted = [{"kind": "mean", "variable": "api00"}, {"kind": "mean", "variable": "api99", "level": 0.995}]

    english = told(tmp_path, {**STRATA, "estimate": wanted}, "estimate", SCHOOLS, language="en")

    assert row_of(english, "mean api00")[-1] == "95%"
    assert row_of(english, "mean api99")[-1] == "99.5%"


def test_a_ratio_names_both_columns_and_a_total_s_change_says_total(tmp_path):
    files = [tmp_path / name for name in ("2017.csv", "2019.csv")]
    for file in files:
        file.write_text("y,x\n" + "1,2\n3,4\n" * 20, "utf-8")
    compare = [
        {"kind": "change", "variable": "y", "over": "x"},
        {"kind": "total", "variable": "y"},
    ]

    danish = told(tmp_path, {"compare": compare}, "compare", *files)

    assert row_of(danish, "ændring y / x: 2019 - 2017")
    assert row_of(danish, "ændring (sum) y: 2019 - 2017")


@pytest.mark.parametrize(
    ("language", "said"), [("da", "filen findes ikke"), ("en", "there is no such file")], ids=["da", "en"]
)
def test_a_file_that_is_not_there_is_named(tmp_path, language, said):
    design = design_file(tmp_path, {"estimate": [{"kind": "mean", "variable": "api00"}]})

    without_data = run("estimate", tmp_path / "none.csv", "--design", design, language=language, code=1)
    without_design = run("estimate", SCHOOLS, "--design", tmp_path / "none.yaml", language=language, code=1)
    a_folder = run("estimate", SCHOOLS, "--design", tmp_path, language=language, code=1)

    assert f"none.csv: {said}" in without_data
    assert f"none.yaml: {said}" in without_design
    assert said not in a_folder


def test_what_is_read_is_not_written_over(tmp_path):
    data = tmp_path / "answers.csv"
    data.write_text("y\n1\n0\n", "utf-8")
    design = {"estimate": [{"kind": "mean", "variable": "y"}]}

    told(tmp_path, design, "estimate", data, "--out", data, code=2)
    told(tmp_path, design, "weigh", data, "--out", data, code=2)

    assert data.read_text("utf-8") == "y\n1\n0\n"


def test_weighing_says_what_it_cost_and_how_near_it_came(tmp_path):
    trimmed = [RAKE, {"method": "trim", "bounds": [15, 40]}]

    danish = told(tmp_path, {**STRATA, "calibrate": trimmed}, "weigh", SCHOOLS, "--out", tmp_path / "w.csv")

    assert row_of(danish, "1. rake")[3:5] == ["1,186", "168,6"]
    assert "Største vægte: række" in danish
    assert len(row_of(danish, "stype = E")) == 6
    assert "Til sidst" in danish
    assert re.search(r"Alle margental er nået; den største relative forskel er (0|\de-\d+)\.", danish)
    assert re.search(r"Efter det sidste trin er vægtene op til \d+,\d\d\N{NO-BREAK SPACE}% fra dem\.", danish)


def test_the_report_of_the_weights_is_there_for_programs(tmp_path):
    report = tmp_path / "report.json"

    told(
        tmp_path,
        {**STRATA, "calibrate": [RAKE]},
        *("weigh", SCHOOLS, "--out", tmp_path / "w.parquet", "--report", report),
    )

    found = json.loads(report.read_text("utf-8"))
    weights = pl.read_parquet(tmp_path / "w.parquet")["weight"].to_numpy()
    assert [step["method"] for step in found["steps"]] == ["design", "rake"]
    assert found["steps"][-1]["effective_n"] == pytest.approx(weights.sum() ** 2 / (weights @ weights))
    assert found["extremes"][0]["weight"] == pytest.approx(weights.max())
    assert [margin["final"] for margin in found["margins"]] == pytest.approx([4421, 755, 1018, 1072, 5122])


@pytest.mark.parametrize(("language", "said"), [("da", "Svarenes R-indikator: 0,"), ("en", "R-indicator of the resp")])
def test_how_unevenly_people_answered_is_said_where_it_is_known(tmp_path, language, said):
    data = tmp_path / "invited.csv"
    rows = [("north" if n < 50 else "south", int(n % 2 == 0 or n < 40)) for n in range(100)]
    data.write_text("area,came\n" + "".join(f"{area},{came}\n" for area, came in rows), "utf-8")
    step = {"method": "nonresponse", "responded": "came", "classes": "area"}

    shown = told(tmp_path, {"calibrate": [step]}, "weigh", data, "--out", tmp_path / "w.csv", language=language)

    assert said in shown


def test_a_plan_speaks_danish_and_leaves_out_what_was_not_said(tmp_path):
    power = {"share": 0.5, "invited": 2000, "allocate": {"population": {"a": 10, "b": 3000}, "n": 200}}

    danish = told(tmp_path, {"power": power}, "power")

    assert "hele befolkningen      2.000  2.000" in danish
    assert "Befolkning" not in danish.partition("Stratum")[0]
    assert row_of(danish, "a ")[-1] == "minimum"
    assert "(andele 0 til 1)" in danish
    assert "(andele 0 til 1)" not in told(tmp_path, {"power": {"sd": 2, "invited": 2000}}, "power")


def test_replicates_are_made_of_the_waves_together_and_of_each_alone(tmp_path):
    files = [tmp_path / "1.csv", tmp_path / "2.csv"]
    rng = np.random.default_rng(3)
    for file in files:
        people = "".join(f"{person},{value},{value % 2}\n" for person, value in enumerate(rng.integers(0, 9, 60)))
        file.write_text("person,y,odd\n" + people, "utf-8")
    compare = [{"kind": "change", "variable": "y"}, {"kind": "domains", "variable": "y", "by": "odd"}]
    found = []
    for more in ({}, {"replicates": {"make": "JKn"}}):
        out = tmp_path / "out.json"
        told(tmp_path, {"person": "person", "compare": compare, **more}, "compare", *files, "--out", out)
        found.append(json.loads(out.read_text("utf-8")))

    linear, replicated = found
    assert {record["method"] for record in replicated} == {"replicates (JK1)"}
    # Of a mean of all the jackknife of single rows is the linearised standard error; of a part of them it is near.
    assert [record["se"] for record in replicated] == pytest.approx([record["se"] for record in linear], rel=0.05)


@given(st.floats(1e-9, 1e9), st.floats(-1e9, 1e9))
def test_a_standard_error_shows_at_least_four_digits_and_the_estimate_as_many_decimals(se, estimate):
    row = {"estimate": estimate, "se": se, "ci_low": estimate - se, "ci_high": estimate + se}

    with translation.override("en"):
        shown = [one.replace(",", "").replace("−", "-") for one in text_formats.figure_texts(row)]

    assert float(shown[1]) == pytest.approx(se, rel=5.1e-4)
    assert len({len(one.partition(".")[2]) for one in shown}) == 1
    assert float(shown[0]) == pytest.approx(estimate, abs=se * 1e-3)


@pytest.mark.parametrize(("language", "said"), [("da", "Med {}:\n"), ("en", "With {}:\n")])
def test_a_refusal_of_one_wave_says_which(tmp_path, language, said):
    files = [tmp_path / "2017.csv", tmp_path / "2019.csv"]
    for file, name in zip(files, ("y", "z"), strict=True):
        file.write_text(f"{name}\n" + "1\n0\n" * 10, "utf-8")
    lonely = [tmp_path / "1.csv", tmp_path / "2.csv"]
    for file, last in zip(lonely, ("A", "B"), strict=True):
        file.write_text("y,s\n" + "1,A\n0,A\n" * 10 + f"1,{last}\n", "utf-8")
    wanted = {"estimate": [{"kind": "mean", "variable": "y"}]}

    unknown = told(tmp_path, wanted, "compare", *files, language=language, code=1)
    alone = told(
        tmp_path,
        {**wanted, "calibrate": [{"method": "rake", "margins": {"s": {"A": 1000}}}]},
        *("compare", *lonely),
        language=language,
        code=1,
    )

    assert unknown.startswith(said.format(files[1]))
    assert alone.startswith(said.format(lonely[1]))
    assert "design.yaml:" in unknown
    assert "design.yaml:" in alone


def test_a_quantile_at_the_edge_says_how_its_interval_ends(tmp_path):
    data = tmp_path / "answers.csv"
    data.write_text("y\n" + "".join(f"{number}.5\n" for number in range(1, 301)), "utf-8")
    wanted = [{"kind": "quantile", "variable": "y", "probability": [0.001, 0.5, 0.9999]}]

    first, middle, last = told(tmp_path, {"estimate": wanted}, "estimate", data).splitlines()[2:5]

    assert first.endswith("intervallet rækker ud over alle svar")
    assert re.split(r"\s{2,}", first)[2] == "1,50000"
    assert middle.startswith("fraktil y, 0,5 ")
    assert last.startswith("fraktil y, 0,9999 ")
