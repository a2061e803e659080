"""What is stored stays readable: an optional field needs nothing, a required one an upgrade, no kind is forgotten."""

import json
from typing import ClassVar

import pytest
from pydantic import create_model

from kobling.records.base import BodyKey, Fact, Key, Line
from kobling.rooms.facts.bodies import WrittenByNewer, parse, serialize
from kobling.rooms.facts.kinds import KIND_NAMED, FactKind
from tests.rooms.facts.shapes import FILE, faults, shape

KNOWN = json.loads(FILE.read_text("utf-8"))


class Club(Fact):
    """A fact of a kind that is stored."""

    KIND = "club"

    key: Key
    is_open: bool = True


class ClubWithNote(Club):
    """The kind with a further optional field."""

    note: Line | None = None


class ClubWithName(Club):
    """The kind with a further field that has to be there."""

    name: Line


class ClubOfNewShape(ClubWithName):
    """The same, with an upgrade."""

    UPGRADES: ClassVar = (lambda fields: fields | {"name": "Klub"},)


class NotedClub(Club):
    """The kind with a further optional field that refers to nothing yet."""

    place: Line | None = None


class PlacedClub(Club):
    """The same, where the field refers to a body."""

    place: BodyKey | None = None


class ClosedClub(Club):
    """The kind with another default."""

    is_open: bool = False


BODY = '{"key":"a"}'


def test_an_optional_field_needs_no_migration():
    (club,) = parse(FactKind(ClubWithNote, "clubs"), [(1, BODY)])

    assert club == ClubWithNote(key="a")
    assert serialize(club) == BODY


def test_a_required_field_needs_an_upgrade():
    with pytest.raises(WrittenByNewer):
        parse(FactKind(ClubWithName, "clubs"), [(1, BODY)])

    assert parse(FactKind(ClubOfNewShape, "clubs"), [(1, BODY)]) == (ClubOfNewShape(key="a", name="Klub"),)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        (ClubWithNote, None),
        (ClubWithName, "Club.name has to be there, and bodies lack it: add a function to UPGRADES of Club"),
        (ClubOfNewShape, "club has shape 2, not 1"),
        (ClosedClub, "Club.is_open is left out of bodies where it is True"),
    ],
)
def test_a_change_of_what_is_stored_is_named(changed, fault):
    known = shape(FactKind(Club, "clubs"))

    found = list(faults(FactKind(create_model("Club", __base__=changed), "clubs"), known))

    assert len(found) == (fault is not None)
    assert all(one.startswith(fault) for one in found)


def test_a_field_that_becomes_a_reference_asks_for_the_table_of_references():
    known = shape(FactKind(NotedClub, "clubs"))
    known["records"]["PlacedClub"] = known["records"].pop("NotedClub")

    [found] = faults(FactKind(PlacedClub, "clubs"), known)

    assert found.startswith("PlacedClub.place refers to body, not None, and the table of references is as it was")


@pytest.mark.parametrize("name", KNOWN)
def test_every_stored_fact_stays_readable(name):
    assert name in KIND_NAMED, (
        f"facts of the kind {name} are stored: keep its class, or carry them over in a migration and take the kind out"
        f" of {FILE.name}"
    )
    assert list(faults(KIND_NAMED[name], KNOWN[name])) == []


def test_the_fields_of_every_kind_are_known():
    """Mend with: python -m tests.rooms.facts.shapes."""
    assert KNOWN.keys() >= KIND_NAMED.keys()
