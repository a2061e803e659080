"""The API: what it answers, what it refuses, and what it does not tell."""

import csv
import io
import json

import pytest

from kobling.web.opendata.records import Refusal
from tests.web.opendata.release_factory import APPROVER, MAKER

V1 = "/api/v1"
HERE = f"{V1}/eksempelby"
ADDRESSES = [
    "/municipalities",
    "/eksempelby",
    "/eksempelby/releases",
    "/eksempelby/releases/1",
    "/eksempelby/goals",
    "/eksempelby/goals/foreninger",
    "/eksempelby/indicators",
    "/eksempelby/indicators/members",
    "/eksempelby/measurements",
    "/eksempelby/measurements?format=csv",
    "/eksempelby/measurements?format=csv-excel",
    "/eksempelby/measurements?format=xlsx",
    "/eksempelby/measurements?format=jsonstat",
    "/openapi.json",
    "/reference.css",
    "/",
]

pytestmark = pytest.mark.usefixtures("published")


def answer(client, address, status=200):
    """The JSON at an address."""
    response = client.get(address)
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/json"
    return response.json()


# What is public, and what is not


def test_municipalities_that_have_published_are_listed(client, published):
    (only,) = answer(client, f"{V1}/municipalities")["municipalities"]

    assert only["slug"] == "eksempelby"
    assert only["name"]["da"] == "Eksempelby Kommune"
    assert only["licence"] == "CC-BY-4.0"
    assert only["newest"]["number"] == 2
    assert only["newest"]["sha256"] == published[1].sha256


def test_a_municipality_tells_of_its_newest_published_release(client, published):
    assert answer(client, HERE) == answer(client, f"{V1}/municipalities")["municipalities"][0]


def test_a_release_under_embargo_and_a_draft_do_not_exist(client):
    for address in (f"{HERE}/releases/3", f"{V1}/andenby", f"{V1}/andenby/releases/1", f"{V1}/andenby/goals"):
        assert client.get(address).status_code == 404
    told = client.get(f"{HERE}/releases").content + client.get(f"{V1}/municipalities").content
    assert b'"number": 3' not in told
    assert b"andenby" not in told


def test_releases_are_listed_newest_first_a_part_at_a_time(client, published):
    first = answer(client, f"{HERE}/releases?limit=1")
    second = answer(client, first["next"])

    assert [one["number"] for one in first["releases"] + second["releases"]] == [2, 1]
    assert (first["count"], first["offset"], second["offset"], second["next"]) == (2, 0, 1, None)
    assert [one["sha256"] for one in answer(client, f"{HERE}/releases")["releases"]] == [
        head.sha256 for head in reversed(published)
    ]


@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_who_made_or_approved_a_release_is_named(client, address):
    told = client.get(V1 + address).content

    assert MAKER.encode() not in told
    assert APPROVER.encode() not in told


# What a release holds


def test_a_release_is_the_very_bytes_that_were_approved(client, document, published):
    response = client.get(f"{HERE}/releases/1")
    kept = document.model_copy(update={"number": 1, "corrects": None, "reason": None, "earlier": ()})

    assert response.content == kept.canonical_bytes()
    assert response["ETag"] == f'"{published[0].sha256}"'
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


def test_goals_are_listed_in_the_councils_order(client, document):
    listed = answer(client, f"{HERE}/goals")

    assert [one["key"] for one in listed["goals"]] == [goal.key for goal in document.goals]
    assert [one["status"] for one in listed["goals"]] == [goal.status for goal in document.goals]
    assert listed["origin"]["release"] == 2


@pytest.mark.parametrize("slug_of", ["key", "da", "en", "former"])
def test_a_goal_is_found_by_its_key_and_every_slug_it_has_had(client, document, slug_of):
    goal = next(one for one in document.goals if one.former_slugs)
    names = {"key": goal.key, "da": goal.slug.da, "en": goal.slug.en, "former": goal.former_slugs[0]}

    assert answer(client, f"{HERE}/goals/{names[slug_of]}")["goal"]["key"] == goal.key


def test_a_goal_comes_with_its_indicators_and_sources(client, document):
    told = answer(client, f"{HERE}/goals/foreninger")

    assert told["format"] == "kobling-goal/1"
    assert [one["key"] for one in told["indicators"]] == ["members"]
    assert told["indicators"][0]["points"][0]["value"] == 59.0
    assert "survey" in {one["key"] for one in told["sources"]}


def test_an_indicator_comes_with_every_value(client, document):
    waste = next(one for one in document.indicators if one.key == "waste")

    assert answer(client, f"{HERE}/indicators/waste")["indicator"] == waste.model_dump(mode="json")
    listed = {one["key"]: one["points"] for one in answer(client, f"{HERE}/indicators")["indicators"]}
    assert listed["waste"] == len(waste.points) == 5


# Measurements


def every(document):
    """All the figures there are, as the API orders them."""
    return [(one.key, point.period.code, point.value) for one in document.indicators for point in one.points]


def test_measurements_come_a_part_at_a_time_and_none_twice(client, document):
    address, found = f"{HERE}/measurements?limit=7", []
    while address:
        page = answer(client, address)
        found += [(one["indicator"], one["period"], one["value"]) for one in page["measurements"]]
        address = page["next"]

    assert found == every(document)


def test_measurements_can_be_chosen_by_indicator_and_period(client):
    page = answer(client, f"{HERE}/measurements?indicator=waste&indicator=members&from=2018&to=2019")

    assert [(one["indicator"], one["period"], one["superseded"]) for one in page["measurements"]] == [
        ("members", "2019", False),
        ("waste", "2018", False),
        ("waste", "2019", True),
        ("waste", "2019", False),
    ]
    assert page["count"] == 4


def test_a_period_that_is_only_partly_inside_is_left_out(client):
    page = answer(client, f"{HERE}/measurements?indicator=people&from=2019-02&to=2019-09")

    assert [one["period"] for one in page["measurements"]] == ["2019-Q2", "2019-Q3"]


@pytest.mark.parametrize(("form", "separator", "written"), [("csv", ",", "58.1"), ("csv-excel", ";", "58,1")])
def test_measurements_as_csv(client, form, separator, written):
    response = client.get(f"{HERE}/measurements?format={form}&indicator=waste&offset=3&limit=1")
    _names, row = csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=separator)

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="eksempelby-2-measurements')
    assert written in row


def test_measurements_as_a_workbook(client):
    import openpyxl

    response = client.get(f"{HERE}/measurements?format=xlsx&indicator=waste")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content))["Målinger – Measurements"]

    assert [row[10] for row in sheet.iter_rows(min_row=3, values_only=True)] == [51.2, 55.4, 57.0, 58.1, 61.5]
    assert response["Content-Disposition"] == 'attachment; filename="eksempelby-2-measurements.xlsx"'


def test_measurements_as_json_stat(client):
    (dataset,) = answer(client, f"{HERE}/measurements?format=jsonstat&indicator=waste")["link"]["item"]

    assert dataset["value"][::7] == [51.2, 55.4, 58.1, 61.5]


# Refusals


@pytest.mark.parametrize(
    ("address", "status", "code", "found", "allowed"),
    [
        ("/nowhere", 404, "no_such_municipality", "nowhere", "eksempelby"),
        ("/eksempelby/releases/9", 404, "no_such_release", "9", "2"),
        ("/eksempelby/goals/flyve", 404, "no_such_goal", "flyve", "foreninger"),
        ("/eksempelby/indicators/flyve", 404, "no_such_indicator", "flyve", "members"),
        ("/eksempelby/measurements?indicator=flyve", 404, "no_such_indicator", "flyve", "members"),
        ("/eksempelby/measurements?format=pdf", 422, "bad_parameter", "pdf", "csv-excel"),
        ("/eksempelby/measurements?from=2019-13", 422, "bad_parameter", "2019-13", None),
        ("/eksempelby/measurements?limit=0", 422, "bad_parameter", "0", None),
        ("/eksempelby/measurements?limit=1e9", 422, "bad_parameter", "1e9", None),
        ("/eksempelby/measurements?indikator=members", 422, "unknown_parameter", "indikator", "indicator"),
        ("/eksempelby/goals?form=csv", 422, "unknown_parameter", "form", "limit"),
        ("/eksempelby?x=", 422, "unknown_parameter", "x", None),
        ("/eksempelby/releases/x", 422, "bad_parameter", "x", None),
        ("/eksempelby/releases/99999999999999999999", 422, "bad_parameter", "99999999999999999999", None),
        ("/eksempelby/releases?offset=99999999999999999999", 422, "bad_parameter", "99999999999999999999", None),
        ("/eksempelby?" + "x=&" * 11_000, 422, "too_many_parameters", None, None),
        (
            "/eksempelby/measurements?" + "indicator=waste&" * 501,
            422,
            "bad_parameter",
            ", ".join(["waste"] * 29)[:200],
            None,
        ),
        ("/EKSEMPELBY", 422, "bad_parameter", "EKSEMPELBY", None),
        ("/eksempelby/goals/%00", 422, "bad_parameter", "\x00", None),
        ("/eksempelby/goals/..%2f..", 404, "no_such_address", "v1/eksempelby/goals/../..", None),
        ("/eksempelby/", 404, "no_such_address", "v1/eksempelby/", "/api/v1/{municipality}"),
        ("/../v2/x", 404, "no_such_address", "v2/x", None),
    ],
)
def test_a_refusal_says_what_was_found_and_what_is_allowed(client, address, status, code, found, allowed):
    response = client.get(V1 + address)
    refusal = Refusal.model_validate_json(response.content)

    assert (response.status_code, refusal.code) == (status, code)
    assert refusal.found == found or refusal.code == "no_such_address"
    assert allowed is None or allowed in refusal.allowed
    assert refusal.message
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "no-cache"


# Manners


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_known_is_not_sent_again(client, address):
    first = client.get(V1 + address)
    again = client.get(V1 + address, headers={"If-None-Match": first["ETag"]})
    other = client.get(V1 + address, headers={"If-None-Match": '"other"'})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == first["Cache-Control"]
    assert again["Access-Control-Allow-Origin"] == "*"
    assert (other.status_code, other.content) == (200, first.content)


def test_different_answers_have_different_names(client):
    names = [client.get(V1 + address)["ETag"] for address in ADDRESSES]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize("address", ADDRESSES)
def test_any_web_page_may_read_and_nobody_may_write(client, address):
    read, asked = client.get(V1 + address), client.options(V1 + address)

    assert read["Access-Control-Allow-Origin"] == asked["Access-Control-Allow-Origin"] == "*"
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in read["Link"]
    assert (asked.status_code, asked["Allow"]) == (204, "GET, HEAD, OPTIONS")
    for method in ("post", "put", "patch", "delete", "trace"):
        response = getattr(client, method)(V1 + address)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert json.loads(response.content)["code"] == "method_not_allowed"


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_is_get_without_the_body(client, address):
    got, asked = client.get(V1 + address), client.head(V1 + address)

    assert (asked.status_code, asked.content) == (200, b"")
    assert asked["Content-Length"] == str(len(got.content))
    assert asked["ETag"] == got["ETag"]
    assert asked["Content-Type"] == got["Content-Type"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_in_an_answer_runs(client, address):
    policy = client.get(V1 + address)["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_a_release_is_read_from_the_database_once(client, django_assert_num_queries):
    client.get(f"{HERE}/goals")

    with django_assert_num_queries(1):
        client.get(f"{HERE}/goals")
    with django_assert_num_queries(1):
        client.get(f"{HERE}/measurements?format=csv")
