"""Redirects, and which hosts are internal."""

import pytest

from kobling.sources.registers.http.redirect_target import is_internal_literal, resolves_to_internal
from tests.sources.registers.http.clients import CATALOGUE, CONTENT, client_for


def test_a_redirect_on_the_same_server_is_followed_with_the_request(fake):
    fake.inject_fault("redirect_here")

    assert client_for(fake)[0].post("tables", CONTENT).body == CATALOGUE


@pytest.mark.parametrize(
    ("host", "inside"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("10.1.2.3", True),
        ("169.254.169.254", True),
        ("fe80::1", True),
        ("8.8.8.8", False),
        ("2a00:1450:400f:80d::200e", False),
        ("name.invalid", False),
        ("0x7f.1", True),
        ("2130706433", True),
    ],
)
def test_internal_hosts_are_recognised_however_they_are_written(host, inside):
    assert resolves_to_internal(host) is inside


@pytest.mark.parametrize(
    ("host", "inside"),
    [
        *[(host, True) for host in ("127.0.0.1", "::1", "localhost", "a.localhost", "10.1.2.3")],
        *[(host, False) for host in ("8.8.8.8", "api.statbank.dk", "notlocalhost")],
    ],
)
def test_internal_literals_are_recognised_without_a_lookup(host, inside, monkeypatch):
    monkeypatch.setattr("socket.getaddrinfo", None)

    assert is_internal_literal(host) is inside
