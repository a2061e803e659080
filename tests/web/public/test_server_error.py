"""The page of an error on the server: in words, in the language of the address, without the database or any detail."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.test import Client, override_settings
from django.urls import path

from kobling.config import urls
from tests.web.public.html_reader import find_all, parse_html, text_of

MARK = "maerket"


@login_not_required
def failing(_request, address):
    """Fail with what must not be shown."""
    raise RuntimeError(f"{MARK} {address}")


urlpatterns = [path("<path:address>", failing)]
handler500 = urls.handler500


def answer(address, *, method="get"):
    """What a browser with a cookie is answered where the view fails. A query of the database would fail the test."""
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = MARK
    with override_settings(ROOT_URLCONF=__name__, DEBUG=False):
        return getattr(client, method)(f"{address}?navn={MARK}", {"name": MARK} if method == "post" else {})


@pytest.mark.parametrize(
    ("address", "language", "heading"),
    [
        ("/viborg/maal/", "da", "Noget gik galt på serveren"),
        ("/arbejde/viborg/", "da", "Noget gik galt på serveren"),
        ("/viborg/en/goals/", "en", "Something went wrong on the server"),
        ("/en/goals/", "en", "Something went wrong on the server"),
        ("/en/work/viborg/", "en", "Something went wrong on the server"),
    ],
)
def test_an_error_has_a_page_in_the_language_of_its_address(address, language, heading):
    response = answer(address)
    page = parse_html(response.content.decode())

    assert response.status_code == 500
    assert response["Cache-Control"] == "no-store"
    assert page.attrib["lang"] == language
    assert [text_of(one) for one in find_all(page, "h1")] == [heading]


@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_nothing_of_the_request_or_the_error_is_on_it(method):
    response = answer(f"/arbejde/viborg/{MARK}/", method=method)

    assert response.status_code == 500
    assert MARK not in response.content.decode() + str(response.headers)
    assert "RuntimeError" not in response.content.decode()


def test_who_sent_something_is_told_to_see_whether_it_is_saved():
    assert "måske ikke gemt" in answer("/arbejde/viborg/", method="post").content.decode()
    assert "gemt" not in answer("/arbejde/viborg/").content.decode()
