"""docs/open-data.md explains every file, column, field and code, and its examples run."""

import re

import pytest
from django.utils.translation import override

from kobling.web.opendata.api.endpoints import api
from kobling.web.opendata.bilingual_text import in_english
from kobling.web.opendata.code_list import codes
from kobling.web.opendata.files.release_files import release_schema
from kobling.web.opendata.records import GoalFile, Origin
from kobling.web.opendata.tables import AGREEMENTS, BUDGETS, COMPARISON, MEASUREMENTS, PRIORITIES, SOURCES, STATUS
from tests.web.opendata.files.test_release_files import WHOLE
from tools.repository import ROOT

GUIDE = (ROOT / "docs" / "open-data.md").read_text("utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)


def section(heading):
    """What stands under a heading, until the next one."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", GUIDE, re.DOTALL | re.MULTILINE)
    assert found, f"docs/open-data.md has no heading {heading}"
    return found[1]


def rows(heading):
    """The rows of the table under a heading, without their quotation marks."""
    lines = [line for line in section(heading).splitlines() if line.startswith("| `")]
    return [tuple(cell.strip().strip("`") for cell in line.strip("|").split(" | ")) for line in lines]


@pytest.mark.parametrize(
    "table", [STATUS, MEASUREMENTS, COMPARISON, PRIORITIES, BUDGETS, AGREEMENTS], ids=lambda table: table.name
)
def test_every_column_is_explained_in_its_order(table):
    assert rows(f"{table.name}.csv") == [
        (one.name, one.type, in_english(one.about).strip("`")) for one in table.columns
    ]


def test_the_sheet_of_sources_is_explained():
    assert all(f"`{column.name}`" in section("measurements.csv") for column in SOURCES.columns)


def test_every_field_is_explained_in_its_order():
    release = release_schema()
    records = {name: record for name, record in release["$defs"].items() if "properties" in record} | {
        "Document": release,
        "GoalFile": GoalFile.model_json_schema(),
        "Origin": Origin.model_json_schema(),
    }
    wrong = []
    for name, record in records.items():
        explained = rows(name)
        fields = [field for field, _kind, _about in explained]
        if fields != list(record["properties"]):
            wrong.append(f"{name}: explained are {fields}, there are {list(record['properties'])}")
        wrong += [f"{name}.{field}: {about}" for field, _kind, about in explained if not re.search(r"`|\.$", about)]

    assert not wrong, "\n".join(wrong)


def test_every_code_is_explained():
    with override("en"):
        told = {(column, code): about for column, code, about in codes()}
    headings = {"claims": "Claim"}
    explained = {
        (column, code): about
        for column in dict.fromkeys(column for column, _code in told)
        for code, about in rows(headings.get(column, column.replace("_", " ").capitalize()))
    }

    assert list(explained.items()) == list(told.items())


def test_every_file_and_address_is_named():
    of_goals = {f"data/goals/<key>{end}" for end in (".csv", "-excel.csv", ".json", ".xlsx")}

    assert {address for address, _what in rows("The files")} == WHOLE | of_goals
    assert {address for address, _what in rows("The API")} == set(
        api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    )


def test_every_link_leads_to_a_heading():
    written = re.findall(r"^#+ (.*)$", GUIDE, re.MULTILINE)
    headings = {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in written}
    links = set(re.findall(r"\]\(#([^)]*)\)", GUIDE))

    assert links
    assert links - headings == set()


@pytest.mark.parametrize("example", EXAMPLES, ids=["csv", "json-stat"])
def test_the_examples_run(example, data, tmp_path, monkeypatch, capsys):
    for address, file in data.items():
        (tmp_path / address).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / address).write_bytes(file.body)
    monkeypatch.chdir(tmp_path)
    found = {}
    exec(compile(example, "docs/open-data.md", "exec"), found)

    said = capsys.readouterr().out
    if "rows" in found and isinstance(found["rows"], list):
        assert ("999", "members", "2019", "value", 59.0) in found["rows"]
    else:
        assert "foreninger target not_yet 59 56.150661212 61.790180843" in said
