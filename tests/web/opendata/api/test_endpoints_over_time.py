"""The API when there is something new."""

from datetime import UTC, datetime

import pytest

from tests.web.opendata.release_factory import make_release

HERE = "/api/v1/eksempelby"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("addresses")]


def test_before_the_first_release_there_is_nothing(client):
    assert client.get("/api/v1/municipalities").json() == {"municipalities": []}
    assert client.get(HERE).json()["code"] == "no_such_municipality"


@pytest.mark.parametrize("address", ["", "/goals", "/goals/foreninger", "/measurements?format=csv", "/releases"])
def test_a_new_release_is_sent_to_whoever_knows_the_one_before(client, document, address):
    make_release(document, 1)
    before = client.get(HERE + address)
    make_release(document, 2)
    after = client.get(HERE + address, headers={"If-None-Match": before["ETag"]})

    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]
    assert after.content != before.content


def test_a_release_is_public_when_its_embargo_is_over(client, document):
    make_release(document, 1, embargo_until=datetime(2021, 3, 1, tzinfo=UTC))
    make_release(document, 2, embargo_until=datetime(2999, 3, 1, tzinfo=UTC))

    assert client.get(HERE).json()["newest"]["number"] == 1


def test_a_correction_says_what_it_corrects_and_why(client, document):
    make_release(document, 1)
    make_release(document, 2, corrects=1, reason=document.reason)

    (second, first) = client.get(f"{HERE}/releases").json()["releases"]
    assert (second["corrects"], second["reason"]) == (1, document.reason.model_dump())
    assert (first["corrects"], first["reason"]) == (None, None)
