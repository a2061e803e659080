"""A small made-up municipality with Viborg's code, so that Viborg's real figures are its own."""

from datetime import UTC, datetime

from kobling.rooms.folder.actions import import_facts
from kobling.rooms.registers import actions
from kobling.sources.registers.http.timeouts_and_limits import Limits
from kobling.sources.statbank import StatBank, statbank_client
from tests.rooms import small

MARCH = datetime(2020, 3, 12, 8, tzinfo=UTC)
JUNE = datetime(2020, 6, 2, 8, tzinfo=UTC)

POPULATION = {
    "register_name": "statbank",
    "table": "FOLK1B",
    "select": {"OMRÅDE": ["791"], "Tid": ["2017K1", "2018K1", "2019K1", "2020K1"]},
    "time": "Tid",
    "area": "OMRÅDE",
}
"""FOLK1B, all ages, both sexes, on 1 January: 96,477 96,883 97,113 96,921."""


def people(**draw):
    """Return an indicator of the population that draws itself."""
    return small.indicator(
        "folketal",
        name="Folketal",
        sentence="{value} bor i kommunen",
        unit="persons",
        collected_by="register",
        source="Danmarks Statistik",
        cadence="quarterly",
        draw=POPULATION | draw,
    )


def take(*indicators, measurements=(), **more):
    """Take the municipality in with these indicators, and with one that is asked of people."""
    facts = small.facts(
        municipality={"code": "791", "slug": "lilleby", "name": "Lilleby Kommune", "notice": "Opdigtet."},
        indicators=[small.indicator("members"), *(indicators or [people()])],
        measurements=[small.measurement("members", "2019", 59.0), *measurements],
        **more,
    )
    import_facts(facts=facts, by="office", at=MARCH, replace=True)
    return facts


def statbank(fake):
    """Return a register that asks the fake, and has no patience with it."""
    limits = Limits(
        connect_seconds=2.0,
        read_seconds=0.4,
        total_seconds=1.5,
        max_bytes=5_000_000,
        max_decompressed_bytes=20_000_000,
        pause_seconds=0,
        max_attempts=1,
    )
    return StatBank(statbank_client(fake.base_url, limits=limits))


def draw(register, *, indicator="folketal", at=MARCH, **more):
    """Draw an indicator of the municipality."""
    return actions.fetch(municipality="lilleby", indicator=indicator, register=register, by="analyst", at=at, **more)
