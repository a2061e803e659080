"""The files: where they are, that they are always the same, and that goals have their own."""

import gzip
import json

import jsonschema
import pytest

from kobling.rooms.releases.release_file import checksum
from kobling.web.opendata.files.release_files import release_files, release_schema
from tests.web.opendata.verify.test_golden_releases import GOLDEN

WHOLE = {
    "data/release.json",
    "data/status.csv",
    "data/status-excel.csv",
    "data/measurements.csv",
    "data/measurements-excel.csv",
    "data/comparison.csv",
    "data/comparison-excel.csv",
    "data/priorities.csv",
    "data/priorities-excel.csv",
    "data/budgets.csv",
    "data/budgets-excel.csv",
    "data/agreements.csv",
    "data/agreements-excel.csv",
    "data/barometer.xlsx",
    "data/measurements.jsonstat.json",
    "data/release.schema.json",
    "data/datapackage.json",
}


def test_addresses_last(document, data):
    of_goals = {
        f"data/goals/{goal.key}{end}" for goal in document.goals for end in (".csv", "-excel.csv", ".json", ".xlsx")
    }

    assert set(data) == WHOLE | of_goals


def test_the_release_is_the_very_bytes_its_checksum_is_of(document, data):
    assert checksum(data["data/release.json"].body) == checksum(document.canonical_bytes())


def test_a_file_is_made_when_it_is_asked_for(document):
    file = release_files(document)["data/barometer.xlsx"]

    assert "body" not in vars(file)
    assert file.body is file.body


def test_the_same_release_gives_the_same_bytes(document, data):
    again = release_files(document.model_validate_json(document.canonical_bytes()))

    assert [address for address in data if again[address].body != data[address].body] == []


def test_the_same_bytes_whatever_language_is_active(document, data, settings):
    from django.utils import translation

    for language in ("da", "en"):
        with translation.override(language):
            again = release_files(document)
            assert [address for address in data if again[address].body != data[address].body] == []


def test_files_are_named_for_whoever_keeps_them(data):
    assert data["data/status.csv"].filename == "eksempelby-3-status.csv"
    assert data["data/goals/foreninger-excel.csv"].filename == "eksempelby-3-foreninger-excel.csv"
    assert len({file.filename for file in data.values()}) == len(data)


def test_every_field_of_the_published_schema_says_what_it_holds():
    """Its own words, or those of the kind of thing it holds."""
    schema = release_schema()
    kinds = {"Document": schema, **schema["$defs"]}
    undescribed = {
        f"{kind}.{name}"
        for kind, said in kinds.items()
        for name, field in said.get("properties", {}).items()
        if "description" not in field | kinds.get(field.get("$ref", "").rpartition("/")[2], {})
    }

    assert undescribed == set()
    assert [kind for kind, said in kinds.items() if "description" not in said] == []


@pytest.mark.parametrize("name", ["rule-1-viborg", "rule-2-kaedekoebing"])
def test_releases_that_were_made_before_fit_the_schema(name):
    release = json.loads(gzip.decompress((GOLDEN / f"{name}.json.gz").read_bytes()))

    assert list(jsonschema.Draft202012Validator(release_schema()).iter_errors(release)) == []


@pytest.mark.parametrize("which", ["document", "small"])
def test_the_release_fits_its_published_schema(which, request):
    made = release_files(request.getfixturevalue(which))
    schema = json.loads(made["data/release.schema.json"].body)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    release = json.loads(made["data/release.json"].body)

    validator.validate(release)
    release["goals"][0]["status"] = "fine"
    assert [list(error.path) for error in validator.iter_errors(release)] == [["goals", 0, "status"]]


def test_a_goals_files_hold_that_goals_figures_alone(document, data):
    goal = next(one for one in document.goals if one.key == "foreninger")
    kept = json.loads(data["data/goals/foreninger.json"].body)

    assert kept["goal"] == goal.model_dump(mode="json")
    assert [one["key"] for one in kept["indicators"]] == ["members"]
    assert {one["key"] for one in kept["sources"]} >= {"survey", "council"}
    assert [one["key"] for one in kept["initiatives"]] == list(goal.initiatives)
    assert kept["origin"]["sha256"] == checksum(document.canonical_bytes())
    table = data["data/goals/foreninger.csv"].body.decode().splitlines()
    assert len(table) == 2
    assert '"members"' in table[1]


def test_a_goal_without_figures_has_files_too(data):
    assert len(data["data/goals/sammenhaeng.csv"].body.decode().splitlines()) == 1
