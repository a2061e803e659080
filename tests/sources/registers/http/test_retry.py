"""Retries: transient errors, back-off and Retry-After."""

from datetime import timedelta
from email.utils import format_datetime

import pytest

from kobling.sources.registers.http import HttpClient, Limits
from tests.sources.registers.http.clients import CATALOGUE, CONTENT, NOON, FakeClock, client_for, error_of
from tests.sources.statbank.fake import FakeStatBank


def test_retry_after_is_honoured(fake):
    fake.inject_fault("busy", times=2)
    client, clock = client_for(fake, backoff_seconds=0.1)

    assert client.post("tables", CONTENT).body == CATALOGUE
    assert clock.slept == [1.0, 1.0]


def test_a_wait_longer_than_the_limit_is_refused_without_waiting(fake):
    fake.inject_fault("busy")
    fake.retry_after = "86400"
    client, clock = client_for(fake)

    assert error_of(client).facts["seconds"] == "86400"
    assert (len(fake.requests), clock.slept) == (1, [])


@pytest.mark.parametrize(("random", "waits"), [(0.0, [0.5, 1.0, 2.0]), (0.5, [1.0, 2.0, 4.0]), (1.0, [1.5, 3.0, 5.0])])
def test_the_waits_double_with_jitter_up_to_the_longest(fake, random, waits):
    fake.inject_fault("html_500")
    client, clock = client_for(fake, random=random, max_wait_seconds=5)

    error_of(client)

    assert clock.slept == waits
    assert len(fake.requests) == 4


def test_a_transient_fault_is_retried(fake):
    fake.inject_fault("html_503", times=3)

    assert client_for(fake)[0].post("tables", CONTENT).body == CATALOGUE


def test_a_response_that_breaks_off_is_not_retried(fake):
    fake.inject_fault("cut", times=1)

    assert error_of(client_for(fake)[0]).code == "cut_off"
    assert len(fake.requests) == 1


def test_retry_after_may_be_a_date(fake):
    fake.inject_fault("busy", times=1)
    fake.retry_after = format_datetime(NOON + timedelta(seconds=7), usegmt=True)
    client, clock = client_for(fake)
    client.post("tables", CONTENT)

    assert clock.slept == [7]


@pytest.mark.parametrize("header", ["soon", "", "-5", "Mon, 02 Mar 2026", "١", "9" * 400])
def test_a_malformed_retry_after_is_ignored(fake, header):
    fake.inject_fault("busy", times=1)
    fake.retry_after = header.encode().decode("latin-1")
    client, clock = client_for(fake, max_wait_seconds=1e10)
    client.post("tables", CONTENT)

    assert clock.slept == [999_999_999 if header.startswith("9") else 1]


def test_no_contact_is_raised_after_all_attempts():
    clock = FakeClock()
    with FakeStatBank() as gone:
        base = gone.base_url
    client = HttpClient(base, register="statbank", limits=Limits(connect_seconds=1), clock=clock.clock)

    assert error_of(client).code == "no_contact"
    assert len([wait for wait in clock.slept if wait >= 1]) == 3
