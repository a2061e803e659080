"""The cache of responses."""

from datetime import timedelta

import pytest

from tests.sources.registers.http.clients import CATALOGUE, CONTENT, NOON, client_for


def test_a_response_is_cached_with_its_date_until_it_is_too_old(fake, tmp_path):
    client, _ = client_for(fake, cache_folder=tmp_path / "cache")
    first = client.post_cached("tables", CONTENT, max_age=timedelta(hours=1))
    fake.retire("FOLK1B")
    later, clock = client_for(fake, cache_folder=tmp_path / "cache")

    assert later.post_cached("tables", CONTENT, max_age=timedelta(hours=1)) == first
    assert later.post_cached("tables", CONTENT | {"lang": "en"}, max_age=timedelta(hours=1)) != first
    object.__setattr__(clock.clock, "now", lambda: NOON + timedelta(hours=2))
    assert later.post_cached("tables", CONTENT, max_age=timedelta(hours=1)).body != first.body


def test_nothing_is_cached_without_a_folder(fake):
    client, _ = client_for(fake)
    for _ in range(2):
        client.post_cached("tables", CONTENT, max_age=timedelta(hours=1))

    assert len(fake.requests) == 2


@pytest.mark.parametrize("damage", [b"", b"{}\nx", b"[]\nx", b"one client"])
def test_a_damaged_cached_response_is_fetched_again(fake, tmp_path, damage):
    client, _ = client_for(fake, cache_folder=tmp_path)
    client.post_cached("tables", CONTENT, max_age=timedelta(hours=1))
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage or file.read_bytes()[:-1])

    assert client.post_cached("tables", CONTENT, max_age=timedelta(hours=1)).body == CATALOGUE
    assert len(fake.requests) == 2
