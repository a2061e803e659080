"""The HTTP client: a response comes whole, or raises an error with its code."""

import logging
import threading
import time
from hashlib import sha256

import pytest

from kobling.sources.registers import RegisterError
from kobling.sources.registers.http import HttpClient, Limits, RequestRejected
from tests.sources.registers.http.clients import CATALOGUE, CONTENT, NOON, client_for, error_of


def test_a_response_comes_byte_for_byte_with_its_request_and_date(fake):
    client, _ = client_for(fake)

    response = client.post("tables", CONTENT)

    assert response.body == CATALOGUE
    assert response.request_text == f'POST {fake.base_url}tables\n{{"lang":"da","format":"JSON"}}'
    assert (response.content_type, response.received_at, response.request_id) == (
        "text/json; charset=utf-8",
        NOON,
        "fake-000001",
    )
    assert response.sha256 == sha256(CATALOGUE).hexdigest()


def test_requests_have_a_user_agent_and_accept_gzip(fake):
    client_for(fake)[0].post("tables", CONTENT)

    assert fake.requests[0].headers["User-Agent"].startswith("Kobling/")
    assert fake.requests[0].headers["Accept-Encoding"] == "gzip"


def test_a_get_request_has_its_parameters_in_the_url(fake):
    assert b'"FOLK1B"' in client_for(fake)[0].get("tableinfo", params={"id": "FOLK1B"}).body


def test_the_request_id_is_logged(fake, caplog):
    caplog.set_level(logging.INFO, "kobling")
    client_for(fake)[0].post("tables", CONTENT)

    assert "request fake-000001" in caplog.text


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("cut", "cut_off"),
        ("cut_gzip", "cut_off"),
        ("short_length", "cut_off"),
        ("garbage", "damaged_packing"),
        ("gzip_bomb", "too_many_unpacked"),
        ("endless", "too_many_bytes"),
        ("redirect_host", "redirect_host"),
        ("redirect_port", "redirect_host"),
        ("redirect_private", "redirect_private"),
        ("redirect_scheme", "redirect_scheme"),
        ("redirect_round", "redirect_round"),
        ("html_500", "fell_over"),
        ("html_503", "fell_over"),
        ("busy", "busy"),
    ],
)
def test_every_fault_has_its_error_code(fake, fault, code):
    fake.inject_fault(fault)
    client, _ = client_for(fake, max_bytes=5_000_000, max_decompressed_bytes=50_000_000)

    assert error_of(client).code == code


@pytest.mark.parametrize("fault", ["slow", "dripping", "slow_headers"])
def test_a_slow_response_ends_at_the_deadline(fake, fault):
    """A drop now and then breaks no limit on a single reading; the deadline cuts it all the same."""
    fake.inject_fault(fault)
    client, _ = client_for(fake, read_seconds=5, total_seconds=0.4)
    began = time.monotonic()

    assert error_of(client).code == "too_slow"
    assert time.monotonic() - began < 3


def test_a_silent_source_exceeds_the_read_timeout(fake):
    fake.inject_fault("slow")

    assert error_of(client_for(fake, read_seconds=0.3)[0]).code == "silent"


def test_there_is_a_pause_between_two_requests(fake):
    client, clock = client_for(fake, pause_seconds=2)
    for _ in range(3):
        client.post("subjects", CONTENT)

    assert clock.slept == [2, 2]


def test_a_rejection_keeps_its_body(fake):
    error = error_of(client_for(fake)[0], "data", {"table": "FOLK1B"})

    assert isinstance(error, RequestRejected)
    assert (error.status, error.request_id) == (400, "fake-000001")
    assert b'"errorTypeCode":"REQUEST-MISSING"' in error.body


@pytest.mark.parametrize(
    ("base", "code"),
    [
        ("http://api.statbank.invalid/v1/", "unencrypted"),
        ("ftp://127.0.0.1/", "no_address"),
        ("api.statbank.dk/v1", "no_address"),
        ("https://name:secret@example.org/", "no_address"),
        ("https://example.org/?key=1", "no_address"),
        ("https://", "no_address"),
        ("https://[::1/", "no_address"),
    ],
)
def test_an_invalid_or_unencrypted_base_url_is_refused(base, code):
    with pytest.raises(RegisterError) as raised:
        HttpClient(base, register="x")
    assert raised.value.code == code


def test_a_proxy_is_used_for_other_machines_only(fake, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")

    assert client_for(fake)[0].post("tables", CONTENT).body == CATALOGUE
    away = HttpClient("https://example.invalid/", register="x", limits=Limits(max_attempts=1, connect_seconds=1))
    with pytest.raises(RegisterError, match="cannot be reached"):
        away.get("tables")


def test_threads_wait_in_turn(fake):
    client, clock = client_for(fake, pause_seconds=1)
    threads = [threading.Thread(target=client.post, args=("subjects", CONTENT)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(fake.requests) == 4
    assert clock.slept == [1, 1, 1]
