"""Signing in with more than a password, one's own account, and where one is signed in."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.core.cache import cache
from django.test import Client, override_settings

from kobling.records.rights import Role
from kobling.rooms.audit.queries import entries
from kobling.rooms.people.actions import close
from kobling.rooms.people.lockout import MAX_WRONG_PASSWORDS
from kobling.rooms.people.models import User
from tests.web.staff.users import NOON, PASSWORD, import_municipality, signed_in_client

pytestmark = pytest.mark.django_db

SIGN_IN, CODE, ACCOUNT = "/arbejde/ind/", "/arbejde/ind/kode/", "/arbejde/ind/konto/"
HOME = "/arbejde/lilleby/"


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_municipality()


def sign_in(visitor, password=PASSWORD, **more):
    """Sign in by the page, and follow to where it leads."""
    return visitor.post(SIGN_IN, {"name": "kollega", "password": password} | more, follow=True)


def signed_in():
    visitor = Client(HTTP_USER_AGENT="Firefox på kontoret")
    sign_in(visitor)
    return visitor


def code_of(secret, *, later=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def with_app(visitor):
    """Set up an app; its secret."""
    page = visitor.get(f"{ACCOUNT}app/").content.decode()
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    assert "<svg" in page
    shown = visitor.post(f"{ACCOUNT}app/", {"code": code_of(secret), "password": PASSWORD})
    assert shown.url == f"{ACCOUNT}koder/"
    return secret


def test_a_password_that_was_hashed_by_scrypt_is_hashed_anew_at_sign_in():
    hashed = ScryptPasswordHasher().encode(PASSWORD, "salt")
    User.objects.filter(name="kollega").update(password=hashed)

    sign_in(Client())

    assert User.objects.get(name="kollega").password.startswith("argon2$argon2id$")


def test_an_app_is_asked_for_after_the_password_and_a_code_works_once():
    secret = with_app(signed_in())
    cache.clear()
    visitor, other = Client(), Client()
    asked = sign_in(visitor, next=f"{HOME}regler/")

    assert asked.redirect_chain[-1][0] == CODE
    assert visitor.get(HOME).status_code == 302
    code = code_of(secret)
    assert visitor.post(CODE, {"code": code}).url == f"{HOME}regler/"
    assert visitor.get(HOME).status_code == 200
    sign_in(other)
    replayed = other.post(CODE, {"code": code})
    assert replayed.status_code == 403
    assert "virker én gang" in replayed.content.decode()


def test_a_recovery_code_lets_in_once():
    visitor = signed_in()
    with_app(visitor)
    [code, *_] = re.findall(r"<code>(\d{8})</code>", visitor.get(f"{ACCOUNT}koder/").content.decode())
    for expected in (302, 403):
        other = Client()
        sign_in(other)
        assert other.post(CODE, {"code": f"{code[:4]} {code[4:]}"}).status_code == expected
    assert code not in visitor.get(f"{ACCOUNT}koder/").content.decode()


def test_too_many_wrong_codes_lock_out_and_are_counted_in_the_database():
    """So the limit is one for all processes; each sign-in here is a session of its own."""
    secret = with_app(signed_in())
    cache.clear()
    for number in range(MAX_WRONG_PASSWORDS):
        visitor = Client()
        sign_in(visitor)
        assert visitor.post(CODE, {"code": f"{number:06}"}).status_code == 403
    sign_in(visitor)
    refused = visitor.post(CODE, {"code": code_of(secret)})

    assert refused.status_code == 403
    assert "Prøv igen efter" in refused.content.decode()


def test_the_second_step_is_for_those_who_have_taken_the_first():
    assert Client().get(CODE).url == SIGN_IN
    assert signed_in().post(CODE, {"code": "123456"}).url == SIGN_IN


def test_what_protects_an_account_is_changed_with_its_password_and_audited():
    visitor = signed_in()
    secret = with_app(visitor)
    factor = re.search(r'name="factor" value="(\d+)"', visitor.get(ACCOUNT).content.decode())[1]
    for do in (
        {"do": "remove", "factor": factor},
        {"do": "codes"},
        {"do": "password", "new": "x" * 20, "again": "x" * 20},
    ):
        refused = visitor.post(ACCOUNT, do | {"password": "forkert"})
        assert "Adgangskoden er forkert" in refused.content.decode()
    assert visitor.post(f"{ACCOUNT}app/", {"code": code_of(secret), "password": "forkert"}).status_code == 422
    assert visitor.post(ACCOUNT, {"do": "remove", "factor": "9" * 5000, "password": PASSWORD}).status_code == 422
    assert visitor.post(ACCOUNT, {"do": "remove", "factor": factor, "password": PASSWORD}).url == ACCOUNT

    assert sign_in(Client()).redirect_chain[-1][0] == HOME
    assert [entry.action for entry in entries()][-2:] == ["add second factor", "remove second factor"]


def test_a_factor_of_another_account_is_not_removed():
    factor = User.objects.get(name="kollega").authenticator_set
    with_app(signed_in())
    other = signed_in_client(Role.STRATEGY)
    answer = other.post(ACCOUNT, {"do": "remove", "factor": factor.first().pk, "password": PASSWORD})

    assert answer.status_code == 422
    assert factor.count() == 2


def test_a_new_password_keeps_this_session_and_ends_the_others():
    here, elsewhere = signed_in(), signed_in()
    new = "en helt anden adgangskode"
    answer = here.post(ACCOUNT, {"do": "password", "password": PASSWORD, "new": new, "again": new})

    assert answer.url == ACCOUNT
    assert (here.get(HOME).status_code, elsewhere.get(HOME).status_code) == (200, 302)
    assert sign_in(Client(), new).redirect_chain[-1][0] == HOME


def test_sessions_are_listed_without_addresses_and_end_everywhere():
    here, elsewhere = signed_in(), signed_in()
    page = here.get(ACCOUNT).content.decode()

    assert page.count("Firefox på kontoret") == 2
    assert "127.0.0.1" not in page
    assert here.post(ACCOUNT, {"do": "sign_out_everywhere"}).url == SIGN_IN
    assert [visitor.get(HOME).status_code for visitor in (here, elsewhere)] == [302, 302]


def test_a_visitor_is_sent_to_sign_in_first():
    for page in ("", "app/", "adgangsnoegle/", "koder/"):
        assert Client().get(ACCOUNT + page).url.startswith(SIGN_IN)


def test_a_passkey_of_no_account_is_refused():
    visitor = Client()
    visitor.get(f"{SIGN_IN}adgangsnoegle/")
    for credential in (
        "{}",
        "no json",
        '{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {"userHandle": "MQ"}}',
    ):
        assert visitor.post(f"{SIGN_IN}adgangsnoegle/", {"credential": credential}).status_code == 403
    assert signed_in().post(f"{ACCOUNT}adgangsnoegle/", {"credential": "{}", "password": PASSWORD}).status_code == 422


@override_settings(SECOND_FACTOR_ROLES={Role.READER})
def test_who_lacks_a_second_factor_that_the_role_asks_for_is_led_to_set_one_up_and_sees_nothing_else():
    visitor = signed_in()
    pages = (
        "/arbejde/",
        HOME,
        f"{HOME}oplysninger/goal/a/ret/",
        f"{HOME}udgivelser/",
        f"{HOME}konti/",
        f"{SIGN_IN}ny-kommune/",
    )
    for page in pages:
        assert (visitor.get(page).url, visitor.post(page).status_code in {302, 405}) == (ACCOUNT, True)
    assert visitor.get("/en/work/lilleby/").url == "/en/work/in/account/"
    assert "Din rolle kræver mere end en adgangskode" in visitor.get(ACCOUNT).content.decode()
    assert visitor.get(f"{ACCOUNT}koder/").status_code == 200

    with_app(visitor)
    assert visitor.get(HOME).status_code == 200
    assert "Din rolle kræver" not in visitor.get(ACCOUNT).content.decode()
    factor = re.search(r'name="factor" value="(\d+)"', visitor.get(ACCOUNT).content.decode())[1]
    visitor.post(ACCOUNT, {"do": "remove", "factor": factor, "password": PASSWORD})
    assert visitor.get(HOME).url == ACCOUNT
    kept = User.objects.get(name="kollega").authenticator_set
    kept.create(type="recovery_codes", data={"seed": "x", "used_mask": 0})
    assert visitor.get(HOME).url == ACCOUNT
    kept.create(type="webauthn", data={"name": "Min bærbare"})
    assert visitor.get(HOME).status_code == 200
    # Other roles are not asked.
    assert signed_in_client(Role.STRATEGY).get(HOME).status_code == 200


def test_closing_an_account_ends_every_session_and_every_half_finished_one_at_once():
    here, elsewhere, half = signed_in(), signed_in(), Client()
    secret = with_app(here)
    cache.clear()
    assert sign_in(half).redirect_chain[-1][0] == CODE
    close(name="kollega", by="operator", at=NOON)

    for visitor in (here, elsewhere):
        assert [visitor.get(page).status_code for page in (HOME, ACCOUNT, "/arbejde/")] == [302, 302, 302]
    half.post(CODE, {"code": code_of(secret)})
    assert half.get(HOME).status_code == 302
    assert sign_in(Client()).status_code == 403
