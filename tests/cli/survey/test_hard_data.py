"""Data as they come: questions that few were asked, columns nobody answered, margins that are no counts, persons twice.

The right values were worked out by hand or with R's package survey 4.1-1, as each test says.
"""

import polars as pl
import pyreadstat
import pytest

from tests.cli.survey.run_command import design_file, estimates, run
from tools.repository import ROOT

SCHOOLS = ROOT / "tests" / "reference" / "survey" / "data" / "apistrat.csv"
ASKED = ["11111111--", "01010001--", "10110100--", "10110100--", "01110000--"]
"""The answers of the first five of 40 clusters; the others were not asked."""


def csv_file(folder, text, name="data.csv"):
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def clusters(folder):
    answers = [*ASKED, *["----------"] * 35]
    rows = [f"{number},{answer.strip('-')}" for number, line in enumerate(answers) for answer in line]
    return csv_file(folder, "\n".join(["clu,content", *rows]) + "\n")


def refused(folder, data, design, command="estimate", language="en"):
    return run(command, data, "--design", design_file(folder, design), language=language, code=1)


def told(folder, data, design, command="estimate", language="en"):
    return run(command, data, "--design", design_file(folder, design), language=language)


def test_a_question_asked_in_5_of_40_clusters_has_4_degrees_of_freedom(tmp_path):
    """R, with the rows that were not asked left out: 0.249-0.826, as Korn and Graubard's by hand at df 4."""
    wanted = [{"kind": "share", "variable": "content", "category": 1}, {"kind": "mean", "variable": "content"}]
    data = clusters(tmp_path)

    share, mean = estimates(tmp_path, data, {"clusters": "clu", "estimate": wanted})
    restricted, _ = estimates(tmp_path, data, {"clusters": "clu", "where": "content >= 0", "estimate": wanted})

    assert (share["df"], mean["df"], share["base"]) == (4, 4, 40)
    assert [share["estimate"], share["se"]] == pytest.approx([0.55, 0.1050], abs=1e-4)
    assert [share["ci_low"], share["ci_high"]] == pytest.approx([0.249, 0.826], abs=5e-4)
    assert [restricted[end] for end in ("ci_low", "ci_high")] == [share[end] for end in ("ci_low", "ci_high")]


def test_a_filter_question_has_the_freedom_of_those_it_was_put_to(tmp_path):
    """5.5 ± t(5)·1.5811 = 1.44 to 9.56, by hand."""
    rows = ["yes,2", "yes,9", "yes,4", "yes,12", "yes,1", "yes,5", *["no,"] * 194]
    data = csv_file(tmp_path, "\n".join(["volunteer,hours", *rows]) + "\n")

    (mean,) = estimates(tmp_path, data, {"estimate": [{"kind": "mean", "variable": "hours"}]})

    assert mean["df"] == 5
    assert [mean["ci_low"], mean["ci_high"]] == pytest.approx([1.437, 9.563], abs=5e-4)


PERCENTAGES = {"stype": {"E": 71.4, "H": 12.2, "M": 16.4}}
NOT_COUNTS = {
    "percentages": ({"margins": PERCENTAGES}, "stype adds up to 100, so it seems to hold percentages"),
    "thousands with a point": (
        {"margins": {"stype": {"E": 4.421, "H": 755, "M": 1.018}}},
        "stype has 4.421 persons in E, and a count of persons is a whole number",
    ),
    "fewer than respondents": (
        {"margins": {"stype": {"E": 1000, "H": 10, "M": 1000}}},
        "stype has 10 persons in H, but 50 respondents are among them",
    ),
    "a total with a point": (
        {"margins": {"stype": {"E": 0.714, "H": 0.122, "M": 0.164}}, "total": 6.194},
        "total is 6.194 persons, and a count of persons is a whole number",
    ),
    "a total of percent": (
        {"margins": {"stype": {"E": 0.714, "H": 0.122, "M": 0.164}}, "total": 100},
        "total is 100 persons, but 200 respondents are among them",
    ),
}


@pytest.mark.parametrize("method", ["rake", "poststratify", "linear", "raking"])
@pytest.mark.parametrize(("step", "words"), NOT_COUNTS.values(), ids=NOT_COUNTS)
def test_margins_that_cannot_be_counts_are_refused(tmp_path, method, step, words):
    design = {"weights": "pw", "calibrate": [{"method": method, **step}]}

    assert words in refused(tmp_path, SCHOOLS, design | {"estimate": [{"kind": "total", "variable": "enroll"}]})


def test_a_file_of_margins_with_points_in_the_thousands_is_refused_in_danish_too(tmp_path):
    csv_file(tmp_path, "kolonne;kategori;antal\nstype;E;4.421\nstype;H;755\nstype;M;1.018\n", "margins.csv")
    design = {"weights": "pw", "calibrate": [{"method": "rake", "margins": {"file": "margins.csv"}}]}
    design["estimate"] = [{"kind": "mean", "variable": "api00"}]

    assert "har 4.421 personer i E, og et antal personer er et helt tal" in refused(
        tmp_path, SCHOOLS, design, language="da"
    )


@pytest.mark.parametrize(
    "step",
    [
        {"margins": PERCENTAGES, "estimated": True},
        {"margins": {"stype": {"E": 0.714, "H": 0.122, "M": 0.164}}, "total": 6194},
    ],
    ids=["estimated", "total"],
)
def test_margins_that_say_what_they_are_are_taken(tmp_path, step):
    design = {"weights": "pw", "calibrate": [{"method": "rake", **step}]}
    mean = {"kind": "mean", "variable": "api00"}

    (found,) = estimates(tmp_path, SCHOOLS, design | {"estimate": [mean]})

    assert found["estimate"] == pytest.approx(662.3, abs=0.3)


EMPTY = "group,x,q\na,,\na,,\nb,,\nb,,\n"


@pytest.mark.parametrize("by", [None, "group"])
@pytest.mark.parametrize(
    "wanted",
    [
        {"kind": "mean", "variable": "x"},
        {"kind": "total", "variable": "x"},
        {"kind": "share", "variable": "q"},
        {"kind": "share", "variable": "q", "category": "yes"},
        {"kind": "ratio", "variable": "x", "over": "q"},
        {"kind": "quantile", "variable": "x", "probability": 0.5},
    ],
    ids="-".join,
)
@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_column_nobody_answered_is_a_row_that_says_so(tmp_path, wanted, by, suffix):
    data = csv_file(tmp_path, EMPTY)
    if suffix == "parquet":
        frame = pl.DataFrame(
            {"group": ["a", "a", "b", "b"], "x": [None] * 4, "q": pl.Series([None] * 4, dtype=pl.Null)}
        )
        data = tmp_path / "data.parquet"
        frame.write_parquet(data)
    request = wanted | ({"by": by} if by else {})

    found = estimates(tmp_path, data, {"estimate": [request]})

    assert len(found) == (2 if by else 1)
    assert {record["why_missing"] for record in found} == {"nobody"}
    assert {record["estimate"] for record in found} == {None}
    assert {record["base"] for record in found} == {0}


def test_what_cannot_be_divided_by_a_column_nobody_answered_says_so(tmp_path):
    data = csv_file(tmp_path, "y,q\n1,\n2,\n3,\n4,\n5,\n")

    divided = refused(tmp_path, data, {"estimate": [{"kind": "mean", "variable": "y", "by": "q"}]})
    compared = {
        kind: refused(tmp_path, data, {"compare": [{"kind": kind, "variable": "y", "by": "q"}]}, "compare")
        for kind in ("domains", "rest", "chi_square")
    }

    assert "nobody has a value in q" in divided
    assert "nobody has a value in q" in compared["domains"]
    assert "nobody has a value in q" in compared["rest"]
    assert "5 rows and 0 columns" in compared["chi_square"]


def test_a_wave_that_left_a_question_out_does_not_make_texts_of_the_others(tmp_path):
    first = csv_file(tmp_path, "y\n" + "\n" * 9, "1.csv")
    first.write_text("y,z\n" + ",1\n" * 9, "utf-8")
    second = csv_file(tmp_path, "y,z\n" + "1,1\n2,0\n3,1\n" * 3, "2.csv")
    out = tmp_path / "changes.json"

    run(
        *("compare", first, second, "--out", out),
        *("--design", design_file(tmp_path, {"compare": [{"kind": "change", "variable": "y"}]})),
    )

    assert '"why_missing": "nobody"' in out.read_text("utf-8")


REGRESSIONS = {
    "an empty predictor": ("id,y,x\n1,2,\n2,3,\n3,5,\n4,4,\n5,1,\n", ["id", "x"], "linear", "nobody has answered x"),
    "an empty outcome": ("x,y\n1,\n2,\n3,\n", ["x"], "linear", "nobody has answered y"),
    "one category": ("x,y\na,1\na,2\na,5\n", ["x"], "linear", "has the value a of x, so it explains nothing"),
    "one number": ("x,y\n3,1\n3,2\n3,5\n", ["x"], "linear", "has the value 3 of x, so it explains nothing"),
    "no complete row": ("x,y\n1,\n,2\n3,\n", ["x"], "linear", "no row has an answer to all of y, x"),
    "a category without any yes": (
        "y,x\n" + "0,r\n" * 8 + "0,p\n1,p\n" * 6 + "0,q\n" * 6 + "1,q\n" * 4,
        ["x"],
        "logistic",
        "no finite estimate exists (maximum likelihood): in these rows x = r tell the answers of y apart",
    ),
    "a number that decides": ("x,y\n1,0\n2,0\n3,0\n4,1\n5,1\n", ["x"], "logistic", "no finite estimate exists"),
    "two numbers that decide together": (
        "x,z,y\n1,5,0\n5,1,1\n2,6,0\n6,3,1\n3,4,0\n3,2,1\n",
        ["x", "z"],
        "logistic",
        "in these rows x, z tell the answers of y apart",
    ),
}


@pytest.mark.parametrize(("text", "on", "family", "words"), REGRESSIONS.values(), ids=REGRESSIONS)
def test_a_regression_that_cannot_be_is_refused_by_name(tmp_path, text, on, family, words):
    request = {"kind": "regression", "variable": "y", "on": on, "family": family}

    assert words in refused(tmp_path, csv_file(tmp_path, text), {"compare": [request]}, "compare")


def test_negative_weights_are_respondents_and_are_named(tmp_path):
    """20 persons calibrated to a total of x far from theirs: 4.930 ± t(19)·1.494 = 1.80 to 8.06, by hand."""
    y = [0, 7, 3, 10, 6, 2, 9, 5, 1, 8, 4, 0, 7, 3, 10, 6, 2, 9, 5, 1]
    data = csv_file(tmp_path, "x,y\n" + "".join(f"{x},{value}\n" for x, value in enumerate(y)))
    step = {"method": "linear", "totals": {"(Intercept)": 20, "x": 390}}
    wanted = [{"kind": "mean", "variable": "y"}, {"kind": "quantile", "variable": "y", "probability": 0.5}]
    design = {"calibrate": [step], "estimate": wanted}

    mean, median = estimates(tmp_path, data, design)
    shown = told(tmp_path, data, design)

    assert (mean["base"], mean["df"]) == (20, 19)
    assert [mean["estimate"], mean["se"]] == pytest.approx([4.930, 1.494], abs=1e-3)
    assert [mean["ci_low"], mean["ci_high"]] == pytest.approx([1.804, 8.056], abs=1e-3)
    assert (median["base"], median["df"], median["estimate"]) == (20, 19, 5)
    assert "7 of 20 respondents have a weight below zero after the calibration, and are counted" in shown


@pytest.mark.parametrize("text", ["b\n1.5\n2.5\nved ikke\n3.5\n", "a;b\n1;1,5\n1;2,5\n1;ved ikke\n1;3,5\n"])
@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_what_stands_for_no_answer_does_not_make_texts_of_numbers(tmp_path, text, suffix):
    data = csv_file(tmp_path, text)
    if suffix == ".parquet":
        separator = ";" if ";" in text else ","
        pl.read_csv(data, separator=separator, infer_schema=False).write_parquet(tmp_path / "data.parquet")
        data = tmp_path / "data.parquet"
    design = {"missing": {"b": ["ved ikke"]}, "small_counts": False}

    (mean,) = estimates(tmp_path, data, design | {"estimate": [{"kind": "mean", "variable": "b"}]})

    assert (mean["estimate"], mean["base"]) == (2.5, 3)


def test_labels_of_a_scale_stand_in_the_order_of_their_codes(tmp_path):
    labels = {1: "Meget enig", 2: "Enig", 3: "Uenig", 8: "Ved ikke"}
    data = tmp_path / "scale.sav"
    frame = pl.DataFrame({"q": [1, 2, 3, 8, 1, 2, 3, 2] * 5, "y": [0.0, 1, 1, 2, 0, 3, 1, 1] * 5}).to_pandas()
    pyreadstat.write_sav(frame, str(data), variable_value_labels={"q": labels})
    design = {"missing": {"q": ["Ved ikke"]}, "estimate": [{"kind": "share", "variable": "q"}]}

    records = estimates(tmp_path, data, design)
    shown = told(tmp_path, data, {"compare": [{"kind": "regression", "variable": "y", "on": "q"}], **design}, "compare")

    assert [record["category"] for record in records] == ["Meget enig", "Enig", "Uenig"]
    assert {record["base"] for record in records} == {35}
    assert "q = Enig" in shown
    assert "q = Meget enig" not in shown


FIRST = "id,y\n" + "".join(f"p{number},{int(number < 12)}\n" for number in range(20))
SECOND = "id,y\n" + "".join(f"p{number},{int(number < 14)}\n" for number in range(20))
CHANGE = {"person": "id", "compare": [{"kind": "change", "variable": "y"}]}


def waves(folder, first=FIRST, second=SECOND):
    return csv_file(folder, first, "1.csv"), csv_file(folder, second, "2.csv")


def compared(folder, files, design, code=0, language="en"):
    return run("compare", *files, "--design", design_file(folder, design), language=language, code=code)


def test_a_person_twice_in_a_wave_is_refused_until_the_design_says_which_row_counts(tmp_path):
    """Twelve rows more of one person who says no turn a rise of 10 points into a fall."""
    files = waves(tmp_path, second=SECOND + "p19,0\n" * 12)

    told = compared(tmp_path, files, CHANGE, code=1)
    kept = compared(tmp_path, files, CHANGE | {"person_twice": "first"})

    assert "stands more than once in the column “id”, the first in rows 20, 21" in told
    assert " 0.1000" in kept
    assert "In 2: 12 rows are left out of persons who stand more than once (person_twice: first)." in kept


@pytest.mark.parametrize(("rule", "answers", "n"), [("first", 0.5, 20), ("last", 0.55, 20), ("neither", 10 / 19, 19)])
def test_each_rule_keeps_the_rows_it_names_and_their_weights(tmp_path, rule, answers, n):
    """Of 21 rows the first and the last are of one person: no at first, yes at last."""
    rows = ["p0,0", *[f"p{number},{int(number <= 10)}" for number in range(1, 20)], "p0,1"]
    data = csv_file(tmp_path, "\n".join(["id,y", *rows]) + "\n")
    design = {"person": "id", "person_twice": rule, "estimate": [{"kind": "mean", "variable": "y"}]}
    out = tmp_path / "weighted.csv"

    (mean,) = estimates(tmp_path, data, design)
    run("weigh", data, "--design", design_file(tmp_path, design), "--out", out)

    assert (mean["estimate"], mean["n"]) == (pytest.approx(answers), n)
    assert pl.read_csv(out).height == n


def test_persons_who_are_spelt_otherwise_are_named(tmp_path):
    apart = compared(tmp_path, waves(tmp_path, second=SECOND.replace("p", "P")), CHANGE)
    together = compared(tmp_path, waves(tmp_path), CHANGE)

    assert "By the column id nobody answered in more than one wave, so the waves count as independent." in apart
    assert "20 more would, if capital letters, spaces and zeros in front did not count" in apart
    assert "By the column id, 20 persons answered in more than one wave." in together


def test_whole_numbers_of_persons_are_the_same_however_a_file_keeps_them(tmp_path):
    first, second = waves(tmp_path, FIRST.replace("p", ""), SECOND.replace("p", ""))
    floats = tmp_path / "2.parquet"
    pl.read_csv(second).with_columns(pl.col("id").cast(pl.Float64)).write_parquet(floats)

    assert "20 persons answered in more than one wave" in compared(tmp_path, (first, floats), CHANGE)


def test_a_refusal_names_no_stratum_without_a_name(tmp_path):
    data = csv_file(tmp_path, "c,y\n" + "1,2\n1,3\n1,4\n" * 2)
    mean = {"estimate": [{"kind": "mean", "variable": "y"}]}

    assert "only one unit was drawn, so" in refused(tmp_path, data, {"clusters": "c", **mean})
    assert "fpc says" not in refused(tmp_path, data, {"fpc": 3, **mean})
    assert "3 says that there are 3 units, but 6 were drawn" in refused(tmp_path, data, {"fpc": 3, **mean})


def test_only_what_the_weights_fix_is_fixed_by_the_weighting(tmp_path):
    rows = "".join(f"{sex},{sex},{number % 3},{number % 2}\n" for sex in "FM" for number in range(10))
    data = csv_file(tmp_path, "sex,stratum,y,z\n" + rows)
    share = [{"kind": "share", "variable": "sex", "category": "F"}]
    margins = [{"method": "poststratify", "margins": {"sex": {"F": 500, "M": 400}}}]

    (by_weights,) = estimates(tmp_path, data, {"calibrate": margins, "estimate": share})
    (by_strata,) = estimates(tmp_path, data, {"strata": "stratum", "estimate": share})
    (both,) = estimates(tmp_path, data, {"strata": "stratum", "calibrate": margins, "estimate": share})
    (everyone,) = estimates(tmp_path, data, {"fpc": 20, "estimate": share})

    reasons = [record["why_missing"] for record in (by_weights, by_strata, both, everyone)]
    assert reasons == ["calibrated", "units_alike", "units_alike", "everyone"]


@pytest.mark.parametrize("kind", ["share", "total"])
def test_the_answer_of_one_person_is_never_a_figure(tmp_path, kind):
    """One of 50 is 2 percent, and who knows the other 49 knows whose answer it is."""
    data = csv_file(tmp_path, "y\n" + "yes\n" * 40 + "no\n" * 9 + "other\n")
    wanted = {"weights": None, "fpc": 500, "estimate": [{"kind": kind, "variable": "y"}]}

    found = {record["category"]: record for record in estimates(tmp_path, data, wanted)}
    own_eyes = estimates(tmp_path, data, {**wanted, "small_counts": False})
    shown = told(tmp_path, data, wanted)

    assert [found[answer]["suppressed"] for answer in ("no", "other", "yes")] == [False, True, False]
    assert {found["other"][name] for name in ("estimate", "se", "ci_low", "ci_high", "n", "base")} == {None}
    assert "1 figure is held back: it rests on fewer than five persons, or counts the answer of one." in shown
    assert [record["suppressed"] for record in own_eyes] == [False] * 3
