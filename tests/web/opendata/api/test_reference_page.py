"""The reference page: whole, ours alone, and never behind the API."""

import re
from itertools import pairwise

import html5lib
import jsonschema
import pytest

pytestmark = pytest.mark.usefixtures("addresses")

V1 = "/api/v1/"


@pytest.fixture
def page(client):
    """The page as a browser reads it; a page that is not HTML as the standard has it is refused."""
    response = client.get(V1)
    assert response["Content-Type"] == "text/html; charset=utf-8"
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(
        response.content, transport_encoding="utf-8"
    )


@pytest.fixture
def description(client):
    """The OpenAPI description."""
    return client.get(f"{V1}openapi.json").json()


def words(element):
    """All the words in an element."""
    return " ".join("".join(element.itertext()).split())


def test_every_address_parameter_and_schema_of_the_description_is_on_it(page, description):
    told, ids = words(page), {one.get("id") for one in page.iter() if one.get("id")}

    for address, methods in description["paths"].items():
        assert f"GET {address}" in told
        for parameter in methods["get"]["parameters"]:
            assert parameter["name"] in told
    for name, schema in description["components"]["schemas"].items():
        assert f"schema-{name}" in ids
        assert all(field in told for field in schema.get("properties", {}))


def test_every_link_inside_it_leads_somewhere_and_every_id_is_one(page):
    ids = [one.get("id") for one in page.iter() if one.get("id")]
    links = [one.get("href") for one in page.iter("a")]

    assert len(ids) == len(set(ids))
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)


def test_nothing_is_fetched_from_elsewhere_and_nothing_runs(client, page):
    fetched = [
        one.get("src") or one.get("href") for one in page.iter() if one.tag in {"script", "img", "iframe", "link"}
    ]
    policy = client.get(V1)["Content-Security-Policy"]

    assert sorted(fetched) == ["https://creativecommons.org/licenses/by/4.0/", "openapi.json", "reference.css"]
    assert not list(page.iter("script"))
    assert not list(page.iter("style"))
    assert not [one for one in page.iter() if one.get("style") or any(name.startswith("on") for name in one.attrib)]
    assert policy == "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    assert "url(" not in client.get(f"{V1}reference.css").content.decode()


def test_it_can_be_read_by_everybody(page):
    (html,) = page.iter("html")
    headings = [int(one.tag[1]) for one in page.iter() if re.fullmatch("h[1-6]", str(one.tag))]

    assert html.get("lang") == "en"
    assert [one for one in headings if one == 1] == [1]
    assert all(later <= earlier + 1 for earlier, later in pairwise(headings))
    assert all(table.find("caption") is not None for table in page.iter("table"))
    assert all(cell.get("scope") in {"row", "col"} for cell in page.iter("th"))
    assert len(list(page.iter("main"))) == 1


def test_the_description_is_openapi_3_1_and_its_schemas_are_schemas(description):
    assert description["openapi"] == "3.1.0"
    assert description["info"]["license"]["url"] == "https://creativecommons.org/licenses/by/4.0/"
    for schema in description["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    operations = [methods["get"]["operationId"] for methods in description["paths"].values()]
    assert len(operations) == len(set(operations)) == 9


@pytest.mark.parametrize("address", ["/api/", "/api/v1"])
def test_whoever_comes_to_the_api_is_led_to_its_page(client, address):
    response = client.get(address)

    assert (response.status_code, response["Location"]) == (302, V1)
