"""A municipality with findings, and somebody of every role who has come to see it."""

import re
from datetime import UTC, date, datetime

from django.test import Client

from kobling.records.rights import Role
from kobling.rooms.findings.actions import inspect
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.people import actions
from kobling.rooms.people.models import User
from kobling.rooms.people.records import Assignment
from tests.rooms import small

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
HERE = "lilleby"
PASSWORD = "en meget lang adgangskode"


ACCOUNT = "k2345678"
"""The key of an account that others look at."""


def import_municipality():
    """Keep a small municipality with one account, and inspect it."""
    import_facts(facts=small.facts(), by="office", at=NOON, replace=True)
    actions.add(name="kollega", assignment=Assignment(Role.READER, HERE), password=PASSWORD, by="operator", at=NOON)
    User.objects.filter(name="kollega").update(key=ACCOUNT)
    inspect(municipality=HERE, on=date(2020, 11, 30), by="office", at=NOON)


def signed_in_client(role=Role.STRATEGY, *, of=HERE, place=None):
    """A browser in which a user of a role has signed in."""
    name = f"user-{role.name.lower()}-{of or 'all'}"
    actions.add(name=name, assignment=Assignment(role, of, place), password=PASSWORD, by="operator", at=NOON)
    visitor = Client()
    visitor.force_login(User.objects.get(name=name))
    return visitor


def route_address(route, **parts):
    """A route of the URLconf with its parts filled in."""
    known = {"municipality": HERE, "number": "1", "code": "d101", "kind": "goal", "key": "a", "part": "wordings"}
    if "/tal/" in route or "/figures/" in route:
        known["key"] = "members"
    if "/tiltag/" in route or "/initiatives/" in route:
        known["key"] = "i"
    if "/udvalg/" in route or "/committees/" in route:
        known["key"] = "council"
    if "/konti/" in route or "/accounts/" in route:
        known["key"] = ACCOUNT
    if "kommentarer" in route or "comments" in route:
        known |= {"kind": "release", "key": "1"}
    if "<slug:register>" in route:
        known |= {"register": "statbank", "code": "FOLK1B"}
    known |= {"address": "metode/"} | parts
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda part: known[part[1]], route)
