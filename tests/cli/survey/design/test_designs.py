"""design.yaml: what is wrong with one is said by file, line and column; and its schema is current."""

import json
import re

import jsonschema
import pytest
import yaml

from kobling.cli.survey.design.json_schema import json_schema_text
from kobling.cli.survey.design.problems import DESIGN_MESSAGES
from kobling.core.survey.errors import MESSAGES as SURVEY_WORDS
from tests.cli.survey.run_command import design_file, run
from tools.repository import ROOT

SCHOOLS = ROOT / "tests" / "reference" / "survey" / "data" / "apistrat.csv"
SCHEMA = ROOT / "src" / "kobling" / "cli" / "survey" / "design" / "design.schema.json"
MEAN = "estimate: [{kind: mean, variable: api00}]\n"


def refused(folder, text, *, command="estimate", data=(SCHOOLS,)):
    """What is said of a design, a line for each problem: line, column and sentence."""
    arguments = [] if command == "power" else data
    told = run(command, *arguments, "--design", design_file(folder, text), code=1)
    return re.findall(r"design\.yaml:(\d+):(\d+): (.*)", told)


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("weigths: pw\n" + MEAN, 1, 1, "Did you mean weights?"),
        ("weights: [pw, fpc]\n" + MEAN, 1, 10, "a text belongs here"),
        ("estimate:\n  - {kind: meen, variable: api00}\n", 2, 12, "Did you mean mean?"),
        ("estimate:\n  - {kind: mean}\n", 2, 5, "the field variable is missing"),
        ("estimate:\n  - {kind: mean, variable: api00, domian: stype}\n", 2, 35, "no field called “domian”"),
        ("confidence: 95\n" + MEAN, 1, 13, "≤ 0.9999"),
        ("small_counts: nej\n" + MEAN, 1, 15, "neither true nor false"),
        ("calibrate: [{method: rake, margins: {stype: {E: many}}}]\n" + MEAN, 1, 49, "not a number"),
        ("calibrate: [{method: rake, margins: {stype: {E: 1e999}}}]\n" + MEAN, 1, 49, "not a number"),
        ("calibrate: [{method: rake, margins: {stype: 3}}]\n" + MEAN, 1, 45, "fields belong here"),
        ("calibrate: [{method: rake, margins: [1]}]\n" + MEAN, 1, 37, "fields belong here"),
        ("calibrate: {method: rake}\n" + MEAN, 1, 12, "a list belongs here"),
        ("missing: 9\n" + MEAN, 1, 10, "fields belong here"),
        ("replicates: {type: jack1, columns: w}\n" + MEAN, 1, 20, "allowed: JK1"),
        ("replicates: {type: JK1, columns: []}\n" + MEAN, 1, 34, "the list is empty"),
        ("weights: pw\nweights: pw\n" + MEAN, 2, 1, "stands twice"),
        ("weights:\tpw\n" + MEAN, 1, 9, "tab"),
        ("weights: {a: [\n" + MEAN, 1, 14, "bracket"),
        ("power: {allocate: {population: {a: ten}, n: 3}}\n" + MEAN, 1, 36, "not a whole number"),
    ],
)
def test_what_is_written_wrongly_is_said_with_its_place(tmp_path, text, line, column, said):
    ((found_line, found_column, sentence),) = refused(tmp_path, text)

    assert (int(found_line), int(found_column)) == (line, column)
    assert said in sentence


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("strata: stypo\n" + MEAN, 1, 9, "Did you mean stype?"),
        ("clusters: [dnum, sunm]\n" + MEAN, 1, 18, "Did you mean snum?"),
        ("missing: {api01: 9}\n" + MEAN, 1, 11, "api01"),
        ("estimate: [{kind: ratio, variable: api.sut, over: enroll}]\n", 1, 36, "Did you mean api.stu?"),
        ("estimate: [{kind: mean, variable: api00, by: [stype, award]}]\n", 1, 54, "Did you mean awards?"),
        ("calibrate: [{method: rake, margins: {stipe: {E: 1}}}]\n" + MEAN, 1, 38, "Did you mean stype?"),
        ("calibrate: [{method: rake, margins: {stype x award: {E: 1}}}]\n" + MEAN, 1, 38, "Did you mean awards?"),
        ("calibrate: [{method: linear, totals: {apl99: 1}}]\n" + MEAN, 1, 39, "Did you mean api99?"),
        ("calibrate: [{method: linear, totals: {api99: 1}, aggregate: dnm}]\n" + MEAN, 1, 61, "Did you mean dnum?"),
        ("calibrate: [{method: nonresponse, responded: yes, classes: stype}]\n" + MEAN, 1, 46, "yes"),
        ("where: stipe = 'E'\n" + MEAN, 1, 8, "Did you mean stype?"),
        ("person: snun\n" + MEAN, 1, 9, "Did you mean snum?"),
    ],
)
def test_a_column_that_is_not_there_is_said_with_its_place(tmp_path, text, line, column, said):
    ((found_line, found_column, sentence),) = refused(tmp_path, text)

    assert (int(found_line), int(found_column)) == (line, column)
    assert said in sentence


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("estimate: [{kind: ratio, variable: api00}]\n", "needs"),
        ("estimate: [{kind: quantile, variable: api00}]\n", "needs"),
        ("estimate: [{kind: mean, variable: api00, category: 1}]\n", "no_use"),
        ("estimate: [{kind: mean, variable: api00, interval: logit}]\n", "no_use"),
        ("calibrate: [{method: rake}]\n" + MEAN, "needs"),
        ("calibrate: [{method: trim, bounds: [1, 99], margins: {stype: {E: 1}}}]\n" + MEAN, "no_use"),
        ("calibrate: [{method: trim, bounds: [99, 1]}]\n" + MEAN, "two_bounds"),
        ("calibrate: [{method: trim, bounds: 99}]\n" + MEAN, "two_bounds"),
        ("calibrate: [{method: rake, total: some, margins: {stype: {E: 1}}}]\n" + MEAN, "bad_total"),
        ("replicates: {type: JK1}\n" + MEAN, "one_source"),
        ("replicates: {make: JKn, columns: pw}\n" + MEAN, "one_source"),
        ("replicates: {columns: pw}\n" + MEAN, "needs"),
        ("replicates: {columns: pw, type: Fay}\n" + MEAN, "needs"),
        ("replicates: {columns: pw, type: JK1, seed: 1}\n" + MEAN, "no_use"),
        ("replicates: {make: bootstrap}\n" + MEAN, "needs"),
        ("replicates: {make: JKn, seed: 1}\n" + MEAN, "no_use"),
        ("replicates: {columns: rep_*, type: JK1}\n" + MEAN, "no_replicate_columns"),
        ("weights: pw\n", "nothing_to_do"),
        ("where: 3\n" + MEAN, "condition_end"),
        ("where: [a]\n" + MEAN, "condition_kind"),
    ],
)
def test_what_says_too_little_or_too_much_is_refused(tmp_path, text, code):
    ((_line, _column, sentence),) = refused(tmp_path, text)

    pattern = re.sub(r"%\\\((found|allowed)\\\)s", ".*", re.escape(DESIGN_MESSAGES[code]).replace("%%", "%"))
    assert re.match(pattern, sentence), sentence


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("compare: [{kind: change, variable: api00}]\n", "name a file for each"),
        ("compare: [{kind: domains, variable: api00}]\n", "with one column"),
        ("compare: [{kind: regression, variable: api00}]\n", "needs the field on"),
        ("compare: [{kind: rest, variable: api00, by: stype, of: ratio}]\n", "needs the field over"),
        ("compare: [{kind: chi-square, variable: awards, by: stype, margin: 2}]\n", "no use for the field margin"),
        ("weights: pw\n", "write what is wanted under compare"),
    ],
)
def test_a_comparison_that_cannot_be_made_is_refused(tmp_path, text, said):
    ((_line, _column, sentence),) = refused(tmp_path, text, command="compare")

    assert said in sentence


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("weights: pw\n", "write what is wanted under power"),
        ("power: {share: 0.5}\n", "say what is asked for"),
        ("power: {invited: 100}\n", "exactly one of `share`"),
        ("power: {share: 62, invited: 100}\n", "0.62, not 62"),
    ],
)
def test_a_plan_that_cannot_be_made_is_refused(tmp_path, text, said):
    ((_line, _column, sentence),) = refused(tmp_path, text, command="power")

    assert said in sentence


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("a,b,c,d\nstype,x,y,1\n", "columns column, category and count"),
        ("stype,category,count\nstype,E,many\n", "has to hold numbers"),
        ("stype,count\nE,1\nE,2\n", "stands twice"),
    ],
)
def test_a_file_of_margins_that_cannot_be_read_is_refused(tmp_path, table, said):
    (tmp_path / "margins.csv").write_text(table, "utf-8")

    told = refused(tmp_path, "calibrate: [{method: rake, margins: {file: margins.csv}}]\n" + MEAN)

    assert said in told[0][2]


def test_a_file_of_replicate_weights_of_other_rows_is_refused(tmp_path):
    (tmp_path / "weights.csv").write_text("r1,r2\n1,2\n", "utf-8")

    ((_line, _column, sentence),) = refused(tmp_path, "replicates: {file: weights.csv, type: JK1}\n" + MEAN)

    assert "1 rows" in sentence
    assert "200" in sentence


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"weights: \xe6\n", b"- a\n", b"weights: \x01\n"])
def test_what_is_no_design_at_all_is_refused_in_words(tmp_path, content):
    (tmp_path / "design.yaml").write_bytes(content)

    assert "design.yaml" in run("estimate", SCHOOLS, "--design", tmp_path / "design.yaml", code=1)


def test_a_design_that_is_not_there_is_refused_in_words(tmp_path):
    assert "none.yaml" in run("estimate", SCHOOLS, "--design", tmp_path / "none.yaml", code=1)


def test_persons_that_margins_do_not_add_up_to_are_refused(tmp_path):
    step = "{method: linear, margins: {stype: {E: 4421, H: 755, M: 1018}}, totals: {'(Intercept)': 6195}}"

    ((_line, _column, sentence),) = refused(tmp_path, f"weights: pw\ncalibrate: [{step}]\n" + MEAN)

    assert "6194" in sentence
    assert SURVEY_WORDS["margins_disagree"].partition("; ")[2] in sentence


def test_the_published_schema_is_current(tmp_path):
    """Mend with: kobling survey schema --out src/kobling/cli/survey/design/design.schema.json."""
    run("schema", "--out", tmp_path / "schema.json")

    assert SCHEMA.read_text("utf-8") == json_schema_text()
    assert (tmp_path / "schema.json").read_text("utf-8") == json_schema_text()
    assert run("schema") == json_schema_text()


DESIGNS = {
    "guide": re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "survey-command-line.md").read_text("utf-8"), re.DOTALL)[
        0
    ],
    "numbers": "fpc: 6194\nmissing: {q: [8, 9], r: 1}\nwhere: {q: [1, 2], r: true}\n",
    "steps": "calibrate: [{method: linear, margins: {file: m.csv}, aggregate: 1, bounds: [0.5, 2], total: weights}]\n",
    "lists": "strata: [a, b]\nestimate: [{kind: quantile, variable: [a, b], probability: [0.5], by: c}]\n",
    "replicates": "replicates: {columns: rep_*, type: Fay, rho: 0.5, rscales: [1, 1]}\n",
    "shares": "estimate: [{kind: share, variable: y, category: 1, level: 0.9}]\n",
}


@pytest.mark.parametrize("text", DESIGNS.values(), ids=DESIGNS.keys())
def test_an_editor_that_checks_by_the_schema_takes_what_kobling_takes(text):
    jsonschema.validate(yaml.safe_load(text), json.loads(SCHEMA.read_text("utf-8")))


@pytest.mark.parametrize("text", ["weigths: pw\n", "estimate: [{kind: meen, variable: y}]\n", "confidence: 95\n"])
def test_and_refuses_what_kobling_refuses(text):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(text), json.loads(SCHEMA.read_text("utf-8")))
