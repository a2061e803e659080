"""The rights that a SAML provider hands over, as roles in places."""

from base64 import b64encode
from pathlib import Path

import pytest

from kobling.records.rights import Role
from kobling.rooms.people.privileges import ATTRIBUTES, NAMESPACES, RoleMap, UnreadablePrivileges, handed_over
from kobling.rooms.people.records import Assignment, Place

pytest.importorskip("onelogin.saml2", reason="the extra saml is not installed", exc_type=ImportError)

LEADER, OFFICE = "http://lilleby.dk/roles/usersystemrole/leder/1", "http://lilleby.dk/roles/usersystemrole/strategi/1"
UNIT, KLE, UUID = (
    "http://lilleby.dk/constraints/orgenhed/1",
    "urn:dk:kombit:KLE",
    "6b1d2f3a-0000-4000-8000-000000000001",
)
KNOWN = RoleMap(
    municipalities={"29189000": "lilleby"},
    roles={LEADER: Role.LEADER, OFFICE: Role.STRATEGY},
    constraints={UNIT: "unit"},
    places={"unit": {UUID: "kultur"}},
)


def group(*privileges, cvr="29189000", constraints=(), scope="urn:dk:gov:saml:cvrNumberIdentifier:"):
    """A privilege group as the profile writes it."""
    parts = [f"<Privilege>{privilege}</Privilege>" for privilege in privileges]
    parts += [f'<Constraint Name="{name}">{value}</Constraint>' for name, value in constraints]
    return f'<PrivilegeGroup Scope="{scope}{cvr}">{"".join(parts)}</PrivilegeGroup>'


def listed(*groups, namespace=NAMESPACES[0], before=""):
    """The attribute's text: a list of groups in base64."""
    inside = f'<bpp:PrivilegeList xmlns:bpp="{namespace}">{"".join(groups)}</bpp:PrivilegeList>'
    xml = f'<?xml version="1.0" encoding="UTF-8"?>{before}{inside}'
    return b64encode(xml.encode()).decode()


def found(*groups, name=ATTRIBUTES[0], **more):
    return handed_over({name: [listed(*groups, **more)], "cn": ["nobody"]}, KNOWN)


@pytest.mark.parametrize("name", ATTRIBUTES)
@pytest.mark.parametrize("namespace", NAMESPACES)
def test_a_privilege_of_the_municipality_is_a_role_there(name, namespace):
    assert found(group(OFFICE), name=name, namespace=namespace) == ((Assignment(Role.STRATEGY, "lilleby"),), ())


def test_a_constraint_is_the_place_of_the_role():
    place = Place("unit", "kultur")

    assert found(group(LEADER, constraints=[(UNIT, UUID)])).assignments == (Assignment(Role.LEADER, "lilleby", place),)


@pytest.mark.parametrize(
    "foreign",
    [
        group(OFFICE, cvr="12345678"),
        group(OFFICE, scope="urn:dk:gov:saml:seNumberIdentifier:"),
        group(OFFICE, scope="", cvr="29189000"),
        group("urn:unknown"),
        group(LEADER, constraints=[(UNIT, "another unit")]),
        group(LEADER, constraints=[(KLE, "25.*")]),
        group(LEADER, constraints=[(UNIT, UUID), (KLE, "25.*")]),
        group(OFFICE, constraints=[(UNIT, UUID)]),
    ],
    ids=[
        "another organisation",
        "no CVR",
        "no scope",
        "role",
        "unit",
        "limit",
        "one of two limits",
        "role of no place",
    ],
)
def test_what_is_not_known_or_limited_otherwise_is_ignored_and_never_made_wider(foreign):
    handed = found(foreign, group(LEADER))

    assert handed.assignments == (Assignment(Role.LEADER, "lilleby"),)
    assert len(handed.ignored) == 1


def test_who_is_handed_over_nothing_has_nothing():
    assert handed_over({"cn": ["nobody"]}, KNOWN) == found() == ((), ())


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>'
FILE = f'<!DOCTYPE a [<!ENTITY b SYSTEM "{Path(__file__).as_uri()}">]>'


@pytest.mark.parametrize(
    "text",
    [
        "ikke base64!",
        listed(group(OFFICE))[:-3],
        b64encode(b"ikke xml").decode(),
        b64encode(b"<PrivilegeList/>").decode(),
        listed("<Group/>"),
        listed("<PrivilegeGroup><Role>x</Role></PrivilegeGroup>"),
        listed(group("&c;"), before=BOMB),
        listed(group("&b;"), before=FILE),
        listed(group(OFFICE), before="<!DOCTYPE a>"),
        "",
    ],
)
def test_what_is_no_list_of_privileges_is_refused_whole(text):
    with pytest.raises(UnreadablePrivileges):
        handed_over({ATTRIBUTES[0]: [listed(group(OFFICE)), text]}, KNOWN)
