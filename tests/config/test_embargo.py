"""What the public is sent is the same with and without a release that is not public yet, byte for byte."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kobling.records.base import Text
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.releases import actions, queries
from kobling.web.public.addresses import release_root
from kobling.web.public.site import Site
from tests.guards.url_access import ANYBODY, TABLE
from tests.laws import examples
from tests.rooms import small

HERE = "lilleby"
START = datetime(2020, 11, 30, 12, tzinfo=UTC)
EMBARGO = datetime(2999, 1, 1, tzinfo=UTC)
HIDDEN = {"draft", "embargo"}
"""Steps that the public must not notice."""
STEPS = ("publish", "correct", *sorted(HIDDEN))
OUTSIDE = (
    *("/", "/healthz", "/was", "/robots.txt", "/sitemap.xml", f"/{HERE}/sitemap.xml", f"/{HERE}", "/ukendt/"),
    *(f"/arbejde/{HERE}/", f"/arbejde/{HERE}/udkast/"),
)
PARTS = {
    "municipality": (HERE, "andenby"),
    "goal": ("a", "goal-1", "goal-2"),
    "indicator": ("members", "other"),
    "number": tuple("1234"),
}

pytestmark = pytest.mark.django_db


@contextmanager
def rolled_back():
    """Leave nothing in the database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def known_at(step):
    """The facts grow with every step by a goal and a figure, whether a release is made of them or not."""
    goals = [small.goal("a", small.target("a1"))]
    goals += [small.goal(f"goal-{number}", small.target("t")) for number in range(1, step + 1)]
    figures = [small.measurement("members", "2019", 59.0)]
    figures += [small.measurement("members", str(2001 + number), 40.0 + 3 * number) for number in range(1, step + 1)]
    return small.facts(goals=goals, measurements=figures)


def make_history(steps, *, is_hidden_left_out):
    for number, step in enumerate(steps):
        at = START + timedelta(days=number)
        import_facts(facts=known_at(number), by="office", at=at, replace=True)
        if step in HIDDEN and is_hidden_left_out:
            continue
        newest = queries.newest_published(HERE, at=at)
        correction = step == "correct" and newest is not None
        draft = create_release(
            municipality=HERE,
            on=at.date(),
            by="office",
            at=at,
            corrects=newest.number if correction else None,
            reason=Text(da="Et tal var skrevet forkert af.") if correction else None,
            anyway="Rettelsen haster.",
        )
        if step != "draft":
            embargo = EMBARGO if step == "embargo" else None
            actions.approve(municipality=HERE, number=draft.number, embargo_until=embargo, by="council", at=at)


def api_addresses():
    """Every public address under api/, with its parts filled in every way."""
    for route, who in TABLE.items():
        if route.startswith("api/v1") and ANYBODY in who:
            names = [name for name in PARTS if f"<{name}>" in route]
            for values in product(*(PARTS[name] for name in names)):
                address = route
                for name, value in zip(names, values, strict=True):
                    address = address.replace(f"<{name}>", value)
                yield f"/{address}"


def site_addresses():
    """Every page and file of every stored release, public or not, at the root and below the release's number.

    But for PNG, which is made of the SVG that has the same name.
    """
    return {
        f"/{HERE}/{root}{address}"
        for summary in queries.summaries(HERE)
        for address in Site(queries.release(HERE, summary.number)).addresses()
        for root in ("", release_root(summary.number))
        if not address.endswith(".png")
    }


def answers(addresses):
    visitor = Client()
    sent = {address: visitor.get(address) for address in addresses}
    return {address: (answer.status_code, dict(answer.headers), answer.content) for address, answer in sent.items()}


@given(st.lists(st.sampled_from(STEPS), min_size=1, max_size=5).filter(HIDDEN.intersection))
@examples(4, suppress_health_check=[HealthCheck.too_slow])
def test_no_public_answer_tells_of_a_release_that_is_not_public(steps):
    with rolled_back():
        make_history(steps, is_hidden_left_out=False)
        addresses = sorted({*OUTSIDE, *api_addresses(), *site_addresses()})
        with_hidden = answers(addresses)
    with rolled_back():
        make_history(steps, is_hidden_left_out=True)
        without = answers(addresses)

    assert [address for address in addresses if with_hidden[address] != without[address]] == []


def test_a_release_under_embargo_beside_a_public_correction():
    """The case in full: release 2 waits, release 1 is corrected, and release 2 is made again as number 3."""
    make_history(["publish", "embargo", "correct", "embargo"], is_hidden_left_out=False)
    public = {summary.number for summary in queries.published(HERE, at=START)}
    waiting = queries.summaries(HERE)[-1]

    assert public == {1, 2}
    assert (waiting.number, waiting.embargo_until) == (3, EMBARGO)
    correction, made_again = (queries.release(HERE, number).document for number in (2, 3))
    assert (correction.corrects, [earlier.number for earlier in correction.earlier]) == (1, [1])
    assert [earlier.number for earlier in made_again.earlier] == [2, 1]
    assert not any(waiting.sha256.encode() in content for _, _, content in answers(site_addresses()).values())


def test_what_waited_is_shown_from_the_moment_the_embargo_ends():
    make_history(["publish", "embargo"], is_hidden_left_out=False)

    assert queries.newest_published(HERE, at=EMBARGO - timedelta(seconds=1)).number == 1
    assert queries.newest_published(HERE, at=EMBARGO).number == 2
    assert queries.newest_published(HERE, at=EMBARGO).as_of == date(2020, 12, 1)
