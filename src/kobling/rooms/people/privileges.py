"""The rights that a SAML provider hands over, as roles in places: the OIO Basic Privilege Profile of the federation.

An attribute holds a list of privilege groups, as XML in base64. A group names an organisation by its CVR number, the
privileges that the user has there, and perhaps what they are limited to.
"""

import binascii
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from kobling.core.errors import KoblingError
from kobling.records.rights import Role, place_kind
from kobling.rooms.people.records import Assignment, Place

ATTRIBUTES = (
    "https://data.gov.dk/model/core/eid/privilegesIntermediate",
    "dk:gov:saml:attribute:Privileges_intermediate",
)
"""What OIOSAML 3 and OIOSAML 2 call the attribute."""
NAMESPACES = ("http://itst.dk/oiosaml/basic_privilege_profile", "http://digst.dk/oiosaml/basic_privilege_profile")
ORGANISATION = "urn:dk:gov:saml:cvrNumberIdentifier:"


class UnreadablePrivileges(KoblingError):
    """The attribute is no base64, or what it holds is no list of privileges, or has a document type or entities."""


class RoleMap(BaseModel):
    """What the privileges of a provider mean here; the file that KOBLING_SAML_ROLES names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    municipalities: Mapping[str, str]
    """Slugs by CVR number; the provider hands over roles in these alone."""
    roles: Mapping[str, Role]
    """By the name of a privilege."""
    constraints: Mapping[str, str] = {}
    """The kind of place, `unit`, by the name of a constraint."""
    places: Mapping[str, Mapping[str, str]] = {}
    """Keys of facts by kind of place, and by what a constraint calls one, such as the UUID of a unit."""


class HandedOver(NamedTuple):
    """The assignments that an answer hands over, and what of it means nothing here."""

    assignments: tuple[Assignment, ...]
    ignored: tuple[str, ...]


@dataclass(frozen=True)
class _Group:
    scope: str
    privileges: Sequence[str]
    constraints: Sequence[tuple[str, str]]


def handed_over(attributes: Mapping[str, Any], known: RoleMap) -> HandedOver:
    """Return what the attributes of an answer hand over; nothing where it has none. Raises UnreadablePrivileges.

    A group of another organisation, a privilege without a role, and what is limited in a way that its role cannot be,
    hand over nothing.
    """
    assignments: list[Assignment] = []
    ignored: list[str] = []
    for group in (group for name in ATTRIBUTES for text in attributes.get(name, ()) for group in _groups(text)):
        slug = known.municipalities.get(group.scope.removeprefix(ORGANISATION))
        if slug is None or not group.scope.startswith(ORGANISATION):
            ignored.append(group.scope)
            continue
        for privilege in group.privileges:
            found = _assignments(known, slug, privilege, group.constraints)
            assignments += found
            if not found:
                ignored.append(" ".join([privilege, *(f"{name}={value}" for name, value in group.constraints)]))
    return HandedOver(tuple(dict.fromkeys(assignments)), tuple(dict.fromkeys(ignored)))


def _assignments(known: RoleMap, slug: str, privilege: str, constraints: Sequence[tuple[str, str]]) -> list[Assignment]:
    """Return the assignments of a privilege: none unless its role can be limited as all of the constraints say."""
    role = known.roles.get(privilege)
    if role is None:
        return []
    if not constraints:
        return [Assignment(role, slug)]
    places = [_place(known, name, value) for name, value in constraints]
    if any(place is None or place.kind != place_kind(role) for place in places):
        return []
    return [Assignment(role, slug, place) for place in places]


def _place(known: RoleMap, name: str, value: str) -> Place | None:
    kind = known.constraints.get(name, "")
    key = known.places.get(kind, {}).get(value)
    return None if key is None else Place(kind, key)


def _groups(text: str) -> Iterator[_Group]:
    from onelogin.saml2.xml_utils import OneLogin_Saml2_XML  # noqa: PLC0415  (an extra that few have installed)

    try:
        # The parser that reads answers: it refuses document types and entities, and asks no network.
        root = OneLogin_Saml2_XML.to_etree(b64decode("".join(text.split()), validate=True))
    except (binascii.Error, ValueError, SyntaxError) as error:
        raise UnreadablePrivileges from error
    if root.tag not in {f"{{{namespace}}}PrivilegeList" for namespace in NAMESPACES}:
        raise UnreadablePrivileges
    for group in root:
        if _name(group) != "PrivilegeGroup":
            raise UnreadablePrivileges
        parts = [(_name(part), part.get("Name", ""), (part.text or "").strip()) for part in group]
        if any(name not in {"Privilege", "Constraint"} for name, _of, _text in parts):
            raise UnreadablePrivileges
        yield _Group(
            group.get("Scope", ""),
            [text for name, _of, text in parts if name == "Privilege"],
            [(of, text) for name, of, text in parts if name == "Constraint"],
        )


def _name(element: Any) -> str:
    """Return the name of an element without its namespace; some senders give the parts one, and some do not."""
    return str(element.tag).rpartition("}")[2]
