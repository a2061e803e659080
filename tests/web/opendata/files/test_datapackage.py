"""The description of the files says what is in them."""

import csv
import io
import json
from hashlib import sha256

import pytest

from kobling.web.opendata.files.csv_dialects import DANISH_EXCEL, RFC_4180
from tests.web.opendata.files.test_release_files import WHOLE


@pytest.fixture(scope="module")
def described(data):
    """The description, as a program reads it."""
    return json.loads(data["data/datapackage.json"].body)


def test_every_file_but_itself_is_described_as_it_is(described, data):
    resources = {f"data/{one['path']}": one for one in described["resources"]}

    assert set(resources) == WHOLE - {"data/datapackage.json"}
    for address, one in resources.items():
        assert one["bytes"] == len(data[address].body)
        assert one["hash"] == "sha256:" + sha256(data[address].body).hexdigest()
        assert one["mediatype"] == data[address].content_type.split(";")[0]
        assert address.endswith("." + one["format"])
    assert len({one["name"] for one in resources.values()}) == len(resources)


@pytest.mark.parametrize(
    ("name", "dialect"),
    [
        ("status.csv", RFC_4180),
        ("status-excel.csv", DANISH_EXCEL),
        ("measurements.csv", RFC_4180),
        ("measurements-excel.csv", DANISH_EXCEL),
    ],
)
def test_columns_are_described_in_their_order_with_their_only_values(described, data, name, dialect):
    (resource,) = (one for one in described["resources"] if one["path"] == name)
    fields = resource["schema"]["fields"]
    reader = csv.DictReader(
        io.StringIO(data[f"data/{name}"].body.decode("utf-8-sig")), delimiter=resource["dialect"]["delimiter"]
    )
    rows = list(reader)

    assert [field["name"] for field in fields] == reader.fieldnames
    assert resource["dialect"]["delimiter"] == dialect.separator
    for field in fields:
        assert field["description"]
        assert field["title"]
        assert field.get("decimalChar", dialect.decimal_point) == dialect.decimal_point
        if "constraints" in field:
            assert {row[field["name"]] for row in rows} - {""} <= set(field["constraints"]["enum"])


def test_it_says_on_what_terms_and_from_where(described, document):
    assert [one["name"] for one in described["licenses"]] == ["CC-BY-4.0"]
    assert len(described["sources"]) == len(document.sources)
    assert described["name"] == "eksempelby-3"
