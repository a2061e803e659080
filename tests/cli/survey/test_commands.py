"""The survey commands as a person meets them."""

import json
import os
import re
import shlex
import subprocess
import sys
from io import BytesIO

import polars as pl
import pyreadstat
import pytest
import yaml

from kobling.cli.survey.analysis.estimation import RECORD_FIELDS
from tests.cli.survey.run_command import design_file, estimates, run
from tools.repository import ROOT

SCHOOLS = ROOT / "tests" / "reference" / "survey" / "data" / "apistrat.csv"
GUIDE = ROOT / "docs" / "survey-command-line.md"
DESIGN = {
    "weights": "pw",
    "strata": "stype",
    "fpc": "fpc",
    "calibrate": [
        {
            "method": "rake",
            "margins": {"stype": {"E": 4421, "H": 755, "M": 1018}, "sch.wide": {"No": 1072, "Yes": 5122}},
        }
    ],
    "estimate": [{"kind": "mean", "variable": "api00", "by": "stype"}, {"kind": "share", "variable": "awards"}],
}


@pytest.fixture
def design(tmp_path):
    return design_file(tmp_path, DESIGN)


def test_the_worked_example_of_the_guide_says_what_the_guide_says(tmp_path, monkeypatch):
    text = GUIDE.read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    ((command, shown),) = re.findall(r"```\n(kobling [^\n]*)\n(.*?)```", text, re.DOTALL)
    monkeypatch.chdir(ROOT)
    design_file(tmp_path, example)
    words = shlex.split(command.replace("design.yaml", str(tmp_path / "design.yaml")))

    told = run(*words[words.index("survey") + 1 :], language="en")

    assert told == shown


def test_a_record_has_the_fields_of_the_contract_and_every_digit(tmp_path):
    records = estimates(tmp_path, SCHOOLS, DESIGN)

    assert [tuple(record) for record in records] == [RECORD_FIELDS] * 5
    assert [record["domain"] for record in records[:3]] == [{"stype": "E"}, {"stype": "H"}, {"stype": "M"}]
    assert [record["category"] for record in records[3:]] == ["No", "Yes"]
    assert sum(record["estimate"] for record in records[3:]) == pytest.approx(1, abs=1e-15)
    assert len(repr(records[0]["estimate"])) > 15


def test_csv_and_excel_say_what_json_says(tmp_path, design):
    import openpyxl

    records = estimates(tmp_path, SCHOOLS, DESIGN)
    run("estimate", SCHOOLS, "--design", design, "--out", tmp_path / "e.csv")
    run("estimate", SCHOOLS, "--design", design, "--out", tmp_path / "e.xlsx")

    table = pl.read_csv(tmp_path / "e.csv")
    book = openpyxl.load_workbook(BytesIO((tmp_path / "e.xlsx").read_bytes()))
    sheet, about = book.worksheets

    assert tuple(table.columns) == RECORD_FIELDS
    assert table["estimate"].to_list() == [record["estimate"] for record in records]
    assert table["domain"].to_list() == ["stype=E", "stype=H", "stype=M", None, None]
    assert [cell.value for cell in sheet[1]] == list(RECORD_FIELDS)
    # XlsxWriter writes sixteen digits.
    in_excel = [row[6].value for row in sheet.iter_rows(min_row=2)]
    assert in_excel == pytest.approx([record["estimate"] for record in records], rel=1e-15)
    told = {row[0].value: row[1].value for row in about.iter_rows()}
    assert told["Method"] == "linearised, weights by rake"
    assert "apistrat.csv, SHA-256 " in told["Data"]
    assert yaml.safe_load(told["design.yaml"])["strata"] == "stype"


def test_weighed_data_are_the_data_with_weights_that_reach_the_margins(tmp_path, design):
    told = run("weigh", SCHOOLS, "--design", design, "--out", tmp_path / "w.parquet")
    run("weigh", SCHOOLS, "--design", design, "--out", tmp_path / "w.csv", "--column", "raked")

    weighted = pl.read_parquet(tmp_path / "w.parquet")
    sums = weighted.group_by("sch.wide").agg(pl.col("weight").sum())
    assert dict(sums.iter_rows()) == pytest.approx({"No": 1072, "Yes": 5122})
    assert weighted.drop("weight").columns == pl.read_csv(SCHOOLS).columns
    assert pl.read_csv(tmp_path / "w.csv")["raked"].to_list() == weighted["weight"].to_list()
    assert "rake" in told
    assert "sch.wide = Yes" in told


def test_a_column_of_the_data_is_not_written_over(tmp_path, design):
    told = run("weigh", SCHOOLS, "--design", design, "--out", tmp_path / "w.csv", "--column", "pw", code=2)

    assert "--column" in told
    assert not (tmp_path / "w.csv").exists()


def test_figures_that_rest_on_too_few_are_held_back_unless_asked_for(tmp_path):
    data = tmp_path / "answers.csv"
    data.write_text("town,y\n" + "A,1\nA,0\n" * 5 + "B,1\nB,0\n" * 2, "utf-8")
    wanted = {"estimate": [{"kind": "share", "variable": "y", "category": 1, "by": "town"}]}

    large, small = estimates(tmp_path, data, wanted)
    _, seen = estimates(tmp_path, data, {**wanted, "small_counts": False})

    assert (large["suppressed"], large["n"], large["estimate"]) == (False, 10, 0.5)
    assert small["suppressed"] is True
    assert {
        name: small[name] for name in ("n", "base", "estimate", "se", "ci_low", "ci_high", "df", "deff")
    } == dict.fromkeys(("n", "base", "estimate", "se", "ci_low", "ci_high", "df", "deff"))
    assert (small["kind"], small["domain"]) == ("share", {"town": "B"})
    assert (seen["suppressed"], seen["n"], seen["estimate"]) == (False, 4, 0.5)


def test_a_small_number_of_persons_in_the_population_is_held_back_too(tmp_path):
    data = tmp_path / "answers.csv"
    data.write_text("answer\n" + "yes\n" * 3 + "no\n" * 9, "utf-8")

    no, yes = estimates(tmp_path, data, {"estimate": [{"kind": "total", "variable": "answer"}]})

    assert (no["suppressed"], no["estimate"]) == (False, 9)
    assert (yes["suppressed"], yes["estimate"]) == (True, None)


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".sav"])
def test_the_same_answers_give_the_same_figures_from_every_kind_of_file(tmp_path, suffix):
    schools = pl.read_csv(SCHOOLS, infer_schema_length=None).select("stype", "pw", "fpc", "api00", "awards", "sch.wide")
    file = tmp_path / f"schools{suffix}"
    if suffix == ".sav":
        schools = schools.rename({"sch.wide": "wide"})
        pyreadstat.write_sav(schools, str(file))
    elif suffix == ".csv":
        schools.write_csv(file)
    else:
        schools.write_parquet(file)
    design = {key: DESIGN[key] for key in ("weights", "strata", "fpc", "estimate")}

    found = estimates(tmp_path, file, design)

    assert found == estimates(tmp_path, SCHOOLS, design)


def test_labels_of_an_spss_file_are_the_domains_and_codes_when_asked(tmp_path):
    file = tmp_path / "answers.sav"
    frame = pl.DataFrame({"sex": [1.0, 2.0] * 6, "y": [0.0, 1.0, 1.0] * 4})
    pyreadstat.write_sav(frame, str(file), variable_value_labels={"sex": {1: "Kvinde", 2: "Mand"}})
    design = design_file(tmp_path, {"estimate": [{"kind": "mean", "variable": "y", "by": "sex"}]})

    run("estimate", file, "--design", design, "--out", tmp_path / "labels.json")
    run("estimate", file, "--design", design, "--out", tmp_path / "codes.json", "--codes")

    labels, codes = (json.loads((tmp_path / name).read_text("utf-8")) for name in ("labels.json", "codes.json"))
    assert [record["domain"]["sex"] for record in labels] == ["Kvinde", "Mand"]
    assert [record["domain"]["sex"] for record in codes] == [1.0, 2.0]
    assert [record["estimate"] for record in labels] == [record["estimate"] for record in codes]


def test_values_that_stand_for_no_answer_are_missing(tmp_path):
    data = tmp_path / "answers.csv"
    data.write_text("q,word\n" + "1,a\n0,b\n9,x\n8,\n" * 3, "utf-8")
    wanted = [{"kind": "mean", "variable": "q"}, {"kind": "share", "variable": "word", "category": "a"}]

    mean, share = estimates(tmp_path, data, {"missing": {"q": [8, 9], "word": "x"}, "estimate": wanted})

    assert (mean["n"], mean["base"], mean["estimate"]) == (12, 6, 0.5)
    assert (share["base"], share["estimate"]) == (6, 0.5)


def test_margins_may_lie_in_a_file_long_or_jointly(tmp_path):
    (tmp_path / "long.csv").write_text("column,category,count\nstype,E,4421\nstype,H,755\nstype,M,1018\n", "utf-8")
    (tmp_path / "one.csv").write_text("stype;Freq\nE;4421\nH;755\nM;1018\n", "utf-8")
    cells = {"E|No": 472, "H|No": 334, "M|No": 266, "E|Yes": 3949, "H|Yes": 421, "M|Yes": 752}
    rows = "".join("{},{},{}\n".format(*cell.split("|"), count) for cell, count in cells.items())
    (tmp_path / "joint.csv").write_text("stype,sch.wide,persons\n" + rows, "utf-8")
    inline = {"long.csv": DESIGN["calibrate"][0]["margins"]["stype"], "joint.csv": cells}
    inline["one.csv"] = inline["long.csv"]

    for file, counts in inline.items():
        name = "stype x sch.wide" if file == "joint.csv" else "stype"
        step = {"method": "poststratify", "margins": {name: counts}}
        design = {**DESIGN, "calibrate": [step]}
        from_file = {**DESIGN, "calibrate": [{**step, "margins": {"file": file}}]}

        assert estimates(tmp_path, SCHOOLS, from_file) == estimates(tmp_path, SCHOOLS, design)


def test_replicates_are_made_again_from_their_seed_and_read_from_columns(tmp_path):
    design = {key: DESIGN[key] for key in ("weights", "strata", "estimate")}
    made = {**design, "replicates": {"make": "bootstrap", "replicates": 50, "seed": 7}}
    weights = pl.read_csv(SCHOOLS.with_name("boot_strat_weights.csv"))
    beside = tmp_path / "schools.parquet"
    pl.concat([pl.read_csv(SCHOOLS), weights], how="horizontal").write_parquet(beside)
    read = {"type": "bootstrap", "scale": 1 / 80}
    file = {**read, "file": str(SCHOOLS.with_name("boot_strat_weights.csv"))}

    assert estimates(tmp_path, SCHOOLS, made) == estimates(tmp_path, SCHOOLS, made)
    from_file = estimates(tmp_path, SCHOOLS, {**design, "replicates": file})
    for columns in ("V*", "V", weights.columns):
        assert estimates(tmp_path, beside, {**design, "replicates": {**read, "columns": columns}}) == from_file


def test_a_field_with_nothing_in_it_is_left_out(tmp_path):
    nothing = {"where": None, "calibrate": None, "replicates": None, "confidence": None, "compare": None}
    wanted = {"kind": "share", "variable": "awards", "by": None, "category": None, "level": None, "interval": None}
    design = {**DESIGN, **nothing, "estimate": [wanted]}

    assert [record["estimate"] for record in estimates(tmp_path, SCHOOLS, design)] == pytest.approx(
        [0.36106, 0.63894], abs=1e-5
    )


def test_a_population_size_may_be_a_number(tmp_path):
    data = tmp_path / "answers.csv"
    data.write_text("y\n" + "1\n0\n" * 10, "utf-8")
    wanted = {"estimate": [{"kind": "total", "variable": "y"}]}

    (whole,) = estimates(tmp_path, data, {**wanted, "fpc": 200})

    assert whole["estimate"] == pytest.approx(100)
    assert whole["se"] == pytest.approx(200 * (0.25 / 19 * (1 - 20 / 200)) ** 0.5)


def test_waves_named_by_years_make_a_trend_and_without_compare_all_estimates_are_changes(tmp_path):
    for year, ones in ((2015, 4), (2017, 6), (2021, 10)):
        rows = "".join(f"{int(number < ones)}\n" for number in range(20))
        (tmp_path / f"{year}.csv").write_text("y\n" + rows, "utf-8")
    files = [tmp_path / f"{year}.csv" for year in (2015, 2017, 2021)]
    out = tmp_path / "out.json"

    run(
        "compare",
        *files,
        "--design",
        design_file(tmp_path, {"compare": [{"kind": "trend", "variable": "y"}]}),
        "--out",
        out,
    )
    (trend,) = json.loads(out.read_text("utf-8"))
    run(
        "compare",
        *files,
        "--design",
        design_file(tmp_path, {"estimate": [{"kind": "mean", "variable": "y"}]}),
        "--out",
        out,
    )
    (change,) = json.loads(out.read_text("utf-8"))

    assert trend["estimate"] == pytest.approx(0.05)
    assert (change["compared"], change["estimate"]) == ("2021 - 2015", pytest.approx(0.3))
    assert change["p_adjusted"] == change["p"]


def test_p_values_are_adjusted_over_the_whole_page(tmp_path):
    compare = [
        {"kind": "rest", "variable": "api00", "by": "stype"},
        {"kind": "domains", "variable": "api99", "by": "awards"},
        {"kind": "chi-square", "variable": "awards", "by": "comp.imp"},
        {"kind": "regression", "variable": "api00", "on": ["meals", "stype"]},
    ]
    out = tmp_path / "out.json"
    design = {key: DESIGN[key] for key in ("weights", "strata", "fpc")}

    for adjust in ("holm", "benjamini-hochberg"):
        file = design_file(tmp_path, {**design, "adjust": adjust, "compare": compare})
        run("compare", SCHOOLS, "--design", file, "--out", out)
        records = json.loads(out.read_text("utf-8"))
        page = [record for record in records if record["kind"] in {"difference", "chi_square"}]

        assert len(page) == 5
        assert len(records) == 9
        smallest = min(page, key=lambda record: record["p"])
        assert smallest["p_adjusted"] == pytest.approx(5 * smallest["p"])
        assert all(record["p_adjusted"] >= record["p"] for record in page)
        assert all(record["p_adjusted"] is None for record in records if record not in page)


def test_a_change_within_a_margin_is_tested(tmp_path):
    data = tmp_path / "a.csv", tmp_path / "b.csv"
    for file in data:
        file.write_text("y\n" + "1\n0\n" * 200, "utf-8")
    compare = [{"kind": "change", "of": "share", "variable": "y", "category": 1, "margin": 0.1}]

    run("compare", *data, "--design", design_file(tmp_path, {"compare": compare}), "--out", tmp_path / "out.json")

    (record,) = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert record["p"] == pytest.approx(1)
    assert 0.001 < record["p_unchanged"] < 0.01


def test_a_plan_is_shown_and_written(tmp_path):
    power = {"share": 0.5, "invited": 2000, "response": 0.5, "population": 70000, "domains": {"north": 0.2}}
    allocate = {"population": {"a": 1000, "b": 3000}, "n": 200}
    design = design_file(tmp_path, {"power": {**power, "margin": 0.03, "allocate": allocate}})

    told = run("power", "--design", design, "--out", tmp_path / "plan.json")
    run("power", "--design", design, "--out", tmp_path / "plan.csv")

    records = json.loads((tmp_path / "plan.json").read_text("utf-8"))
    asked = list(dict.fromkeys(record["question"] for record in records))
    assert asked == ["smallest_change", "margin_of_error", "invited_for_margin", "allocation"]
    assert [record["sample"] for record in records if record["question"] == "allocation"] == [50, 150]
    assert "north" in told
    assert pl.read_csv(tmp_path / "plan.csv").height == len(records)


def test_how_often_a_change_is_found(tmp_path):
    design = design_file(tmp_path, {"power": {"share": 0.5, "invited": 1000, "change": 0.06}})

    run("power", "--design", design, "--out", tmp_path / "plan.json")

    (record,) = json.loads((tmp_path / "plan.json").read_text("utf-8"))
    assert 0.7 < record["power"] < 0.8


@pytest.mark.parametrize(("language", "said"), [("en", "have no value in acs.k3"), ("da", "mangler en værdi i acs.k3")])
def test_what_statistics_refuses_is_said_in_the_readers_language_with_its_place(tmp_path, language, said):
    design = {**DESIGN, "calibrate": [{"method": "rake", "margins": {"acs.k3": {"20": 6194}}}]}
    file = design_file(tmp_path, design)

    told = run("estimate", SCHOOLS, "--design", file, language=language, code=1)

    assert re.search(rf"design\.yaml:\d+:\d+: .*{said}", told)


@pytest.mark.parametrize(("language", "said"), [("en", "separator"), ("da", "skilletegnet")])
def test_a_ragged_file_is_refused_with_its_line(tmp_path, design, language, said):
    data = tmp_path / "ragged.csv"
    data.write_text("a,b\n1,2\n3\n", "utf-8")

    assert re.search(rf"ragged\.csv:3: .*{said}", run("estimate", data, "--design", design, language=language, code=1))


def test_a_place_that_cannot_be_written_is_said(tmp_path, design):
    told = run("estimate", SCHOOLS, "--design", design, "--out", tmp_path / "none" / "e.json", code=1)

    assert "none" in told
    assert "cannot be written" in told


def test_an_unknown_kind_of_file_is_a_usage_error(design):
    assert ".xlsx" in run("estimate", SCHOOLS, "--design", design, "--out", "e.pdf", code=2)


def test_help_needs_no_statistics(tmp_path):
    """kobling --help names the survey commands without importing the slow part of what they compute with."""
    program = (
        "import sys; sys.argv = ['kobling', '--help']\n"
        "import atexit; atexit.register(lambda: print(sorted({'polars', 'scipy'} & set(sys.modules))))\n"
        "from kobling.cli import main; main()"
    )
    environment = {**os.environ, "KOBLING_HOME": str(tmp_path), "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)

    assert "survey" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


ASKED = "g,svarede,tilfreds\n" + "a,1,5\n" * 12 + "a,1,3\n" * 8 + "a,0,\n" * 20
WITH_NONRESPONSE = {
    "calibrate": [{"method": "nonresponse", "responded": "svarede"}],
    "estimate": [{"kind": "mean", "variable": "tilfreds"}],
}


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("da", "Intervallerne gælder, hvis de, der ikke svarede, ligner dem, der svarede.", "20 af 40 svarede."),
        ("en", "The intervals hold if those who did not answer are like those who did.", "20 of 40 answered."),
    ],
)
def test_beside_every_interval_stands_what_it_assumes(tmp_path, language, first, second):
    (tmp_path / "asked.csv").write_text(ASKED, "utf-8")
    design = design_file(tmp_path, WITH_NONRESPONSE)

    told = run("estimate", tmp_path / "asked.csv", "--design", design, language=language)

    assert told.splitlines()[-2:] == [first, second]


def test_of_every_wave_it_is_printed_how_many_answered(tmp_path):
    for year in (2017, 2019):
        (tmp_path / f"{year}.csv").write_text(ASKED, "utf-8")

    told = run("compare", *sorted(tmp_path.glob("*.csv")), "--design", design_file(tmp_path, WITH_NONRESPONSE))

    assert told.endswith("In 2017, 20 of 40 answered.\nIn 2019, 20 of 40 answered.\n")


@pytest.mark.parametrize("kind", ["mean", "share", "total"])
def test_one_wave_has_nothing_to_be_compared_with(tmp_path, kind):
    design = DESIGN | {"estimate": [{"kind": kind, "variable": "awards" if kind == "share" else "api00"}]}

    told = run("compare", SCHOOLS, "--design", design_file(tmp_path, design), code=1)

    assert "name a file for each of at least two" in told
