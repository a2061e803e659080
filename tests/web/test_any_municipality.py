"""Whatever a folder may say can be shown on any day, in both languages, and computed again from its own file."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, Phase, given
from icalendar import Calendar

from kobling.rooms.findings.published_chain import published_chain
from kobling.rooms.publishing import queries
from kobling.rooms.releases.release_file import ReleaseFile, checksum
from kobling.web.opendata.verify import verify
from kobling.web.public.site import Site
from tests.laws import examples
from tests.rooms import strategies
from tests.rooms.publishing.test_document import as_facts

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
DAYS = [date(1990, 1, 1), date(2020, 11, 30), date(2090, 1, 1)]


@pytest.mark.parametrize("day", DAYS, ids=str)
@given(said=strategies.facts())
@examples(
    12,
    # A municipality is too large to be made smaller in reasonable time; it is printed whole.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
def test_every_page_opens_and_every_status_is_computed_again(said, day):
    document = queries.document(as_facts(said), on=day, chain=published_chain(said, on=day))
    told = document.canonical_bytes()
    site = Site(
        ReleaseFile(
            document=document,
            sha256=checksum(told),
            created_at=NOON,
            created_by="office",
            approved_at=NOON,
            approved_by="council",
        ),
        root="https://maal.example.dk/",
    )

    for address in site.addresses():
        body = site.open(address).body
        assert body
        if address.endswith((".svg", ".xml")):
            assert ET.fromstring(body).tag
        if address.endswith(".ics"):
            expected = [one for one in document.indicators if one.next_publication and _is_shown(one, document)]
            assert len(Calendar.from_ical(body).walk("VEVENT")) == len(expected)
    assert verify(told).agrees


def _is_shown(indicator, document):
    return any(
        indicator.key in {*goal.context, *(target.indicator for target in goal.targets)} for goal in document.goals
    )
