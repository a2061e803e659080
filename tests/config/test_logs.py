"""Requests of every address, with marked personal data wherever a client can put it: none of it is in the log."""

import io
import logging
import re
from urllib.parse import quote

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import IntegrityError, close_old_connections
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from kobling.config import environment
from kobling.records.rights import Role
from kobling.web.public.cache.response_cache import ResponseCache
from kobling.web.shared.logs.formatter import SafeFormatter
from kobling.web.shared.logs.requests import RequestLog, route
from tests.guards.url_access import TABLE
from tests.web.staff.users import import_municipality, route_address, signed_in_client

pytestmark = pytest.mark.django_db
MARK = "maerket"
MAIL = f"{MARK}.person@example.dk"
PARTS = {"token": MARK, "key": f"{MARK}-key", "address": f"{MARK}/side/", "part": MARK, "code": MARK}
HEADERS = {
    "HTTP_USER_AGENT": MARK,
    "HTTP_REFERER": f"https://example.dk/{MARK}",
    "HTTP_X_FORWARDED_FOR": "203.0.113.77",
    "HTTP_X_REQUEST_ID": f"{MARK}0123456789abcdef",
    "REMOTE_ADDR": "203.0.113.77",
}
KNOWN = {"municipality", "number", "code", "kind", "key", "part", "address"}
"""The parts of routes that stand for something of the small municipality."""
NEVER = re.compile(f"{MARK}|203\\.0\\.113\\.77|k2345678", re.IGNORECASE)


@pytest.fixture(scope="module")
def _municipality(module_database):
    import_municipality()


@pytest.fixture(autouse=True)
def _one_connection():
    """A request does not close the test's own connection, as it does not with Django's test client."""
    request_started.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)


@pytest.fixture
def written():
    """What is logged, down to the most talkative lines."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(SafeFormatter(as_json=True))
    loggers = [logging.getLogger(), logging.getLogger("kobling.requests"), logging.getLogger("django.request")]
    levels = [logger.level for logger in loggers]
    loggers[0].addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.INFO)
    yield stream.getvalue
    loggers[0].removeHandler(handler)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


def ask(method, address, *, client=None, **more):
    """Send a request through everything that a server has in front of a page; return status and headers."""
    application = RequestLog(ResponseCache(WSGIHandler()))
    factory = RequestFactory()
    make = factory.get if method == "GET" else factory.post
    environ = make(address, {"q": MAIL, "name": MARK, "password": MARK}, **(HEADERS | more)).environ
    environ["HTTP_COOKIE"] = "; ".join(
        [f"mark={MARK}", *(f"{name}={morsel.value}" for name, morsel in (client.cookies.items() if client else ()))]
    )
    answers = []
    for _part in application(environ, lambda status, headers, *_error: answers.append((status, dict(headers)))):
        pass
    return answers[-1]


ROUTES = sorted(TABLE)


def filled(route, parts):
    """A route with marks in its parts, or with what is there."""
    plain = re.sub(r"\^\(\?P<(\w+)>.*", r"<\1>", route)
    names = re.findall(r"<(?:\w+:)?(\w+)>", plain)
    unknown = {name: "1" for name in names if name not in KNOWN}
    return route_address(plain, **(unknown | {name: parts[name] for name in names if name in parts}))


@override_settings(REGISTERS={})
@pytest.mark.usefixtures("_municipality")
@pytest.mark.parametrize("first", [0, *(pytest.param(number, marks=pytest.mark.exhaustive) for number in (1, 2))])
def test_nothing_that_a_client_sends_is_logged(written, first):
    staff, routes = signed_in_client(Role.ADMINISTRATOR, of=None), ROUTES[first::3]

    for each in routes:
        for parts in ({}, PARTS):
            address = filled(each, parts)
            ask("GET", f"{quote(address)}?q={MAIL}", client=staff)
        ask("POST", quote(address), client=Client())

    lines = written().splitlines()
    assert len(lines) >= 3 * len(routes)
    assert [line for line in lines if NEVER.search(line)] == []


@login_not_required
def failing(request):
    raise IntegrityError(f"Key (name)=({MARK}) already exists.")


urlpatterns = [path("failing/", failing)]


@override_settings(ROOT_URLCONF=__name__)
def test_a_page_that_fails_is_logged_with_where_and_the_number_its_reader_is_given(written):
    status, headers = ask("GET", f"/failing/?q={MAIL}")

    assert status.startswith("500")
    lines = written().splitlines()
    assert [line for line in lines if NEVER.search(line)] == []
    assert all(headers["X-Request-ID"] in line for line in lines)
    assert any("django.db.utils.IntegrityError" in line and " failing" in line for line in lines)


def test_an_unknown_host_name_is_not_written(written):
    ask("GET", "/", HTTP_HOST=f"{MARK}.example.dk")

    assert "DisallowedHost" in written()
    assert not NEVER.search(written())


def test_a_public_page_that_is_there_is_written_whole_and_one_that_is_not_is_not():
    assert route("/viborg/maal/", "200") == "/viborg/maal/"
    assert route(f"/viborg/{MARK}/", "404") == "/<path:address>"
    assert route(f"/arbejde/viborg/konti/{MARK}/", "200") == "/arbejde/<slug:municipality>/konti/<slug:key>/"


def test_a_number_that_a_proxy_gives_is_kept():
    number = "0f8fad5bd9cb469fa16570867728950e"

    assert ask("GET", "/livez", HTTP_X_REQUEST_ID=number)[1]["X-Request-ID"] == number
    assert MARK not in ask("GET", "/livez")[1]["X-Request-ID"]


@pytest.mark.parametrize(
    ("chosen", "level", "as_json"),
    [("warnings", "WARNING", False), ("requests", "INFO", False), ("json", "INFO", True)],
)
def test_the_setting_says_what_is_logged_and_how(monkeypatch, chosen, level, as_json):
    monkeypatch.setenv("KOBLING_LOG", chosen)

    described = environment.logging()

    assert described["loggers"]["kobling.requests"]["level"] == level
    assert described["formatters"]["line"]["as_json"] is as_json
