"""Signing in through a SAML identity provider, and what attackers send instead of its answers."""

import base64
import os
import re

import pytest
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as django_settings
from django.test import Client, override_settings
from django.utils import timezone

from kobling.config.saml_profile import identity_provider
from kobling.records.rights import Role
from kobling.rooms.audit.queries import entries
from kobling.rooms.people import actions, queries
from kobling.rooms.people.privileges import ATTRIBUTES
from kobling.rooms.people.records import Assignment, Place
from tests.rooms.people.test_privileges import KNOWN, LEADER, OFFICE, UNIT, UUID, group, listed
from tests.web.staff.saml_idp import XMLSEC1, IdentityProvider, encrypted, key_pair
from tests.web.staff.users import import_municipality

pytestmark = [
    pytest.mark.django_db,
    # pysaml2 is imported by the fixtures, and imports what cryptography is about to move.
    pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

START, BACK = "/arbejde/ind/saml/saml/", "/arbejde/ind/saml/saml/tilbage/"
HOME = "/arbejde/lilleby/"
UNKNOWN, FAILED = "/arbejde/ind/?problem=unknown", "/arbejde/ind/?problem=failed"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """The files of the service's key and certificate."""
    if XMLSEC1 is None:
        assert not os.environ.get("CI"), "CI has to have xmlsec1: sudo apt-get install xmlsec1"
        pytest.skip("xmlsec1 is not installed: sudo apt-get install xmlsec1")
    return key_pair(tmp_path_factory.mktemp("sp"), "sp")


@pytest.fixture(scope="module")
def idp(module_database, tmp_path_factory, certificate):
    """The provider, which knows this service, and which this service knows."""
    import_municipality()
    provider = IdentityProvider(tmp_path_factory.mktemp("idp"))
    key, own = certificate
    app = identity_provider(
        name="Kommunens SAML", entity="", metadata=provider.metadata(), key=key.read_text(), certificate=own.read_text()
    )
    saml = {"saml": {"APPS": [app]}}
    with override_settings(SOCIALACCOUNT_PROVIDERS=django_settings.SOCIALACCOUNT_PROVIDERS | saml):
        provider.knows(Client().get(f"{START}metadata/").content)
        yield provider


@pytest.fixture
def invited(idp):
    """A browser in which an invitation has been opened."""
    sent = []

    def write(token, expires):
        sent.append(token)
        return actions.Letter("Velkommen", token)

    known = {"language": "da", "assignment": Assignment(Role.READER, "lilleby"), "write": write, "by": "operator"}
    actions.invite(name="eva", email="eva@lilleby.dk", at=timezone.now(), **known)
    visitor = Client()
    visitor.get(f"/arbejde/ind/invitation/{sent[0]}/")
    return visitor


def post(visitor, xml):
    """Post an answer as the browser does; where it leads in the end."""
    answer = visitor.post(BACK, {"SAMLResponse": base64.b64encode(xml.encode()).decode()}, follow=True)
    return answer.redirect_chain[-1][0]


def sign_in(visitor, idp, certificate, subject="eva-1", **more):
    return post(visitor, encrypted(idp.answer(visitor.get(START).url, subject, **more), certificate[1]))


@pytest.fixture
def linked(invited, idp, certificate):
    sign_in(invited, idp, certificate)
    return invited


def test_an_invited_colleague_is_linked_and_signs_in_from_then_on(linked, idp, certificate):
    assert linked.get(HOME).status_code == 200
    again = Client()
    assert sign_in(again, idp, certificate) == HOME
    [kept] = SocialAccount.objects.all()
    assert (kept.uid, kept.extra_data) == ("eva-1", {})


def test_an_unknown_user_is_refused(idp, certificate):
    assert sign_in(Client(), idp, certificate) == UNKNOWN


def test_the_address_of_an_account_lets_no_other_in(linked, idp, certificate):
    address = {"mail": "eva@lilleby.dk", "eduPersonPrincipalName": "eva-1", "uid": "eva-1"}

    assert sign_in(Client(), idp, certificate, "tyv", **address) == UNKNOWN
    assert sign_in(Client(), idp, certificate, "eva@lilleby.dk") == UNKNOWN


def wrapped(xml):
    """The answer with an assertion about another put in front of the signed one, which stays as it was signed."""
    [signed] = re.findall(r"<(?:\w+:)?Assertion .*</(?:\w+:)?Assertion>", xml, re.DOTALL)
    forged = re.sub(r"<(\w+:)?Signature .*</(\w+:)?Signature>", "", signed, flags=re.DOTALL)
    forged = re.sub(r' ID="[^"]+"', ' ID="forged"', forged, count=1).replace("eva-2", "eva-1")
    return xml.replace(signed, forged + signed)


@pytest.mark.parametrize(
    "attack",
    [
        lambda xml: xml,
        lambda xml: xml.replace("eva-2", "eva-1"),
        wrapped,
    ],
    ids=["not encrypted", "not encrypted, another subject", "not encrypted, wrapped"],
)
def test_an_assertion_that_is_not_encrypted_is_refused(attack, linked, idp):
    visitor = Client()

    assert post(visitor, attack(idp.answer(visitor.get(START).url, "eva-2"))) == FAILED
    assert visitor.get(HOME).status_code == 302


@pytest.mark.parametrize("attack", [lambda xml: xml.replace("eva-2", "eva-1"), wrapped], ids=["altered", "wrapped"])
def test_what_was_altered_after_it_was_signed_is_refused(attack, linked, idp, certificate):
    visitor = Client()
    xml = attack(idp.answer(visitor.get(START).url, "eva-2"))

    assert "eva-1" in xml
    assert post(visitor, encrypted(xml, certificate[1])) == FAILED
    assert visitor.get(HOME).status_code == 302


def test_an_assertion_that_is_not_signed_is_refused(linked, idp, certificate):
    visitor = Client()

    assert sign_in(visitor, idp, certificate, sign=False) == FAILED
    assert visitor.get(HOME).status_code == 302


def test_an_answer_to_another_request_is_refused(linked, idp, certificate):
    visitor, other = Client(), Client()
    answered = encrypted(idp.answer(visitor.get(START).url, "eva-1"), certificate[1])
    other.get(START)

    assert other.post(BACK, {"SAMLResponse": base64.b64encode(answered.encode()).decode()}).status_code == 302
    assert post(other, answered) == FAILED
    assert sign_in(other, idp, certificate, in_response_to="id-of-nothing") == FAILED
    assert other.get(HOME).status_code == 302


def test_an_answer_works_once(linked, idp, certificate):
    visitor = Client()
    answered = encrypted(idp.answer(visitor.get(START).url, "eva-1"), certificate[1])
    assert post(visitor, answered) == HOME
    visitor.post("/arbejde/ud/")

    for who in (visitor, Client()):
        assert post(who, answered) == FAILED
        assert who.get(HOME).status_code == 302


def test_what_is_no_answer_is_refused(idp):
    for garbage in ("", "<a/>", "ikke xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"):
        assert post(Client(), garbage) == FAILED
    assert Client().get(f"{START}faerdig/", follow=True).redirect_chain[-1][0] == FAILED


def test_where_none_is_set_up_there_is_nothing():
    for page in ("", "metadata/", "tilbage/", "faerdig/", "ud/"):
        with override_settings(SOCIALACCOUNT_PROVIDERS={"saml": {"APPS": []}}):
            assert Client().get(START + page).status_code == 404


def with_roles(linked, idp, certificate, text):
    """Sign in anew with what the provider hands over; where it leads."""
    return sign_in(Client(), idp, certificate, **{ATTRIBUTES[0]: text})


@override_settings(SAML_ROLES=KNOWN)
def test_the_roles_that_the_provider_hands_over_replace_those_before_at_each_sign_in(linked, idp, certificate):
    everywhere = Assignment(Role.COUNCILLOR, None)
    actions.assign(name="eva", assignment=everywhere, by="operator", at=timezone.now())

    def roles_after(*groups):
        assert with_roles(linked, idp, certificate, listed(*groups)) == HOME
        return set(queries.user("eva").assignments) - {everywhere}

    unit = Assignment(Role.LEADER, "lilleby", Place("unit", "kultur"))
    assert roles_after(group(LEADER, constraints=[(UNIT, UUID)]), group("urn:unknown")) == {unit}
    # The session from before has what the account has now.
    assert linked.get(f"{HOME}ny-periode/").status_code == 403
    audited = list(entries())[-1]
    assert (audited.action, audited.details["ignored"]) == ("take over roles", ["urn:unknown"])
    assert roles_after(group(OFFICE)) == {Assignment(Role.STRATEGY, "lilleby")}
    assert linked.get(f"{HOME}ny-periode/").status_code == 200
    count = len(list(entries()))
    assert roles_after(group(OFFICE)) == {Assignment(Role.STRATEGY, "lilleby")}
    assert len(list(entries())) == count


@override_settings(SAML_ROLES=KNOWN)
def test_who_is_handed_over_no_role_or_what_cannot_be_read_is_refused(linked, idp, certificate):
    before = queries.user("eva").assignments
    doctype = listed(group("&b;"), before='<!DOCTYPE a [<!ENTITY b "c">]>')
    assert with_roles(linked, idp, certificate, doctype) == FAILED
    assert with_roles(linked, idp, certificate, "ikke base64!") == FAILED
    assert queries.user("eva").assignments == before

    no_roles = "/arbejde/ind/?problem=no_roles"
    assert with_roles(linked, idp, certificate, listed(group(OFFICE, cvr="12345678"))) == no_roles
    assert queries.user("eva").assignments == ()
    assert linked.get(HOME).status_code == 403
    assert sign_in(Client(), idp, certificate) == no_roles
