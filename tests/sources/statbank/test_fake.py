"""The fake's responses: recorded ones byte for byte, built ones in the same form."""

import json
import urllib.error
import urllib.request

import pytest

from tests.sources.statbank.fake import ReceivedRequest
from tests.sources.statbank.tables import RECORDED

ONE_CELL = [{"code": "HERKOMST1", "values": ["00"]}, {"code": "TID", "values": ["2023"]}]


def post(fake, path, question):
    """Status, headers and body, as another program than Kobling sees them."""
    body = question if isinstance(question, bytes) else json.dumps(question).encode()
    request = urllib.request.Request(fake.base_url + path, body)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


@pytest.mark.parametrize(
    ("path", "question", "file"),
    [
        ("tables", {"lang": "da", "format": "JSON"}, "tables_da_2025-09.json"),
        ("subjects", {"lang": "da", "format": "JSON"}, "subjects_da_2025-09.json"),
        ("subjects", {"lang": "en", "format": "JSON", "recursive": True}, "subjects_en_recursive_2025-09.json"),
        ("tableinfo", {"table": "STRAF42", "lang": "da"}, "tableinfo_STRAF42_da_2025-09.json"),
        (
            "data",
            {"table": "STRAF42", "lang": "en", "format": "csv", "valuePresentation": "Default", "variables": ONE_CELL},
            "data_STRAF42_2023.csv",
        ),
        (
            "data",
            {"table": "STRAF42", "lang": "en", "format": "jsonstat", "variables": ONE_CELL},
            "data_STRAF42_2023.jsonstat.json",
        ),
    ],
)
def test_what_was_recorded_comes_byte_for_byte(fake, path, question, file):
    status, headers, body = post(fake, path, question)

    assert (status, body) == (200, (RECORDED / file).read_bytes())
    assert headers["Statbankapi-Request-Id"]


def _form(found):
    """Return the types in a JSON value, without its texts, numbers and codes."""
    if isinstance(found, dict):
        return {name: _form(value) for name, value in found.items()}
    return [_form(value) for value in found] if isinstance(found, list) else type(found).__name__


def test_what_is_built_has_the_form_of_what_was_recorded(fake):
    """The same cell of the same table, built in Danish and recorded in English."""
    question = {"table": "straf42", "format": "JSONSTAT", "variables": ONE_CELL}
    built = json.loads(post(fake, "data", question)[2])
    recorded = json.loads((RECORDED / "data_STRAF42_2023.jsonstat.json").read_bytes())
    recorded["dataset"]["extension"]["px"]["infofile"] = None

    assert _form(built) == _form(recorded)
    assert built["dataset"]["value"] == recorded["dataset"]["value"] == [233454]
    assert built["dataset"]["updated"] == recorded["dataset"]["updated"]
    for part in ("id", "size", "role"):
        assert built["dataset"]["dimension"][part] == recorded["dataset"]["dimension"][part]


def test_what_is_built_of_a_table_has_the_form_of_what_was_recorded(fake):
    recorded = json.loads((RECORDED / "tableinfo_STRAF42_da_2025-09.json").read_bytes())
    built = json.loads(post(fake, "tableinfo", {"table": "FOLK1B"})[2])

    assert list(built) == list(recorded)
    assert _form(built["variables"][0]["values"][0]) == _form(recorded["variables"][0]["values"][0])
    assert list(built["variables"][0]) == list(recorded["variables"][0])


AREA = {"code": "OMRÅDE", "values": ["791"]}


@pytest.mark.parametrize(
    ("path", "question", "code"),
    [
        ("data", b"", "REQUEST-EMPTY"),
        ("data", b"{", "REQUEST-EMPTY"),
        ("data", {"format": "CSV"}, "REQUEST-MISSING"),
        ("data", {"table": "FOLK1B"}, "REQUEST-MISSING"),
        ("data", {"table": "FOLK1B", "format": "PNG5"}, "REQUEST-MISSING"),
        ("data", {"table": "NIX", "format": "CSV"}, "EXTRACT-NOTFOUND"),
        ("data", {"table": "FOLK1B", "format": "CSV", "variables": [{"code": "X"}]}, "EXTRACT-NOTFOUND"),
        ("data", {"table": "FOLK1B", "format": "CSV", "variables": [AREA | {"values": ["9"]}]}, "EXTRACT-NOTFOUND"),
        (
            "data",
            {
                "table": "STORT1",
                "format": "CSV",
                "variables": [{"code": code, "values": ["*"]} for code in ("RÆKKE", "SØJLE")],
            },
            "EXTRACT-TOOBIG",
        ),
        ("tableinfo", {"id": "FOLK1B"}, "REQUEST-MISSING"),
    ],
)
def test_what_is_refused_is_refused_by_code(fake, path, question, code):
    status, _headers, body = post(fake, path, question)

    assert (status, json.loads(body)["errorTypeCode"]) == (400, code)


def test_without_a_time_the_latest_comes_alone(fake):
    question = {"table": "FOLK1B", "format": "CSV", "valuePresentation": "Code", "variables": [AREA]}

    assert post(fake, "data", question)[2].decode() == "\ufeffOMRÅDE;TID;INDHOLD\r\n791;2020K4;96539\r\n"


def test_an_unknown_address_is_not_found(fake):
    assert post(fake, "nowhere", {})[0] == 404


def test_a_figure_that_nobody_recorded_is_not_made_up(fake):
    men = [{"code": "KØN", "values": ["M"]}, {"code": "Tid", "values": ["2023"]}]
    status, _headers, body = post(fake, "data", {"table": "STRAF42", "format": "CSV", "variables": men})

    assert (status, body[:40]) == (501, b"This figure or answer was never recorded")


def test_it_remembers_what_it_was_asked_and_forgets_it(fake):
    post(fake, "tables", {"lang": "da"})

    assert isinstance(fake.requests[0], ReceivedRequest)
    assert (fake.requests[0].path, fake.requests[0].body) == ("tables", {"lang": "da"})
    fake.reset()
    assert fake.requests == []


def test_a_toxic_can_be_for_one_path_and_so_many_answers(fake):
    fake.inject_fault("html_500", path="data", times=1)

    assert [post(fake, path, {"table": "FOLK1B", "format": "PNG5"})[0] for path in ("tables", "data", "data")] == [
        200,
        500,
        400,
    ]


def test_a_figure_can_be_revised_and_is_whole_again_after_a_reset(fake):
    cell = ("791", "TOT", "IALT", "000", "2020K4")
    fake.revise("FOLK1B", {cell: 96540}, updated="2025-11-11T08:00:00")
    question = {"table": "FOLK1B", "format": "JSONSTAT", "variables": [AREA]}
    revised = json.loads(post(fake, "data", question)[2])["dataset"]
    entries = json.loads(post(fake, "tables", {"lang": "da"})[2])
    fake.reset()

    assert (revised["value"], revised["updated"]) == ([96540], "2025-11-11T07:00:00Z")
    assert next(entry for entry in entries if entry["id"] == "FOLK1B")["updated"] == "2025-11-11T08:00:00"
    assert json.loads(post(fake, "data", question)[2])["dataset"]["value"] == [96539]
