"""Signing in through a real OpenID provider, which runs in a process of its own."""

import socket
import subprocess
import sys
import time
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.conf import settings as django_settings
from django.test import Client, override_settings
from django.utils import timezone

from kobling.records.rights import Role
from kobling.rooms.audit.queries import entries
from kobling.rooms.people import actions, queries
from kobling.rooms.people.records import Assignment
from tests.web.staff.users import NOON, PASSWORD, import_municipality

pytestmark = pytest.mark.django_db

START, HOME = "/arbejde/ind/oidc/oidc/", "/arbejde/lilleby/"
ADDRESS = "eva@lilleby.dk"


@pytest.fixture(scope="module")
def provider():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **quiet) as server:
        address = f"http://localhost:{port}"
        wait_for(f"{address}/.well-known/openid-configuration", server)
        yield address
        server.terminate()


def wait_for(address, server):
    end = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < end:
        try:
            return httpx.get(address)
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"the provider does not answer; its exit code is {server.poll()}")


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database, provider):
    import_municipality()
    app = {"provider_id": "oidc", "name": "Kommunens login", "client_id": "kobling", "secret": "hemmeligt"}
    app["settings"] = {"server_url": provider, "oauth_pkce_enabled": True}
    openid = {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    with override_settings(
        SOCIALACCOUNT_PROVIDERS=django_settings.SOCIALACCOUNT_PROVIDERS | {"openid_connect": openid}
    ):
        yield


def invite(name="eva", email=ADDRESS):
    """Invite a colleague; the address of the invitation."""
    sent = []

    def write(token, expires):
        sent.append(token)
        return actions.Letter("Velkommen", token)

    known = {"language": "da", "assignment": Assignment(Role.READER, "lilleby"), "write": write, "by": "operator"}
    actions.invite(name=name, email=email, at=timezone.now(), **known)
    return f"/arbejde/ind/invitation/{sent[0]}/"


def approve(visitor, provider, sub, *, start=START, **claims):
    """Begin here, and let the provider approve a user; the way back from there."""
    httpx.put(f"{provider}/users/{sub}", json={"email": f"{sub}@provider.dk", "email_verified": True} | claims)
    asked = visitor.get(start)
    assert asked.status_code == 302, asked.content
    return httpx.post(asked.url, data={"sub": sub}).headers["location"]


def sign_in(visitor, provider, sub, **more):
    return visitor.get(approve(visitor, provider, sub, **more), follow=True)


def linked(provider, sub="eva-1", name="eva"):
    """Accept an invitation through the provider."""
    visitor = Client()
    visitor.get(invite(name))
    sign_in(visitor, provider, sub)
    return visitor


def test_the_sign_in_page_offers_the_provider():
    page = Client().get("/arbejde/ind/").content.decode()

    assert f'href="{START}' in page
    assert "Kommunens login" in page


def test_the_request_carries_a_state_and_a_challenge(provider):
    asked = parse_qs(urlsplit(Client().get(START).url).query)

    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 16


def test_an_invited_colleague_is_linked_and_signs_in_from_then_on(provider):
    assert linked(provider).get(HOME).status_code == 200
    again = sign_in(Client(), provider, "eva-1", start=f"{START}?next={HOME}regler/", email="ny@lilleby.dk")

    assert again.redirect_chain[-1][0] == f"{HOME}regler/"
    assert [entry.action for entry in entries()][-2:] == ["invite user", "link provider"]


def test_nothing_but_the_subject_is_kept_of_what_a_provider_says(provider):
    linked(provider)
    sign_in(Client(), provider, "eva-1", name="Eva Holm")
    [kept] = SocialAccount.objects.all()

    assert (kept.provider, kept.uid, kept.extra_data) == ("oidc", "eva-1", {})
    assert not EmailAddress.objects.exists()
    assert not SocialToken.objects.exists()


def test_an_unknown_user_is_refused_in_words(provider):
    answer = sign_in(Client(), provider, "ukendt")

    assert answer.redirect_chain[-1][0] == "/arbejde/ind/?problem=unknown"
    assert "Bed kommunens administrator om en invitation" in answer.content.decode()
    assert not SocialAccount.objects.exists()


def test_the_refusal_is_in_the_language_in_which_one_came():
    visitor = Client()
    visitor.get("/en/work/in/")

    assert visitor.get("/arbejde/ind/account_login/?problem=unknown").url == "/en/work/in/?problem=unknown"


def test_the_address_of_an_account_lets_no_other_user_of_the_provider_in(provider):
    linked(provider)
    thief = Client()
    answer = sign_in(thief, provider, "tyv", email=ADDRESS, preferred_username="eva")

    assert answer.redirect_chain[-1][0] == "/arbejde/ind/?problem=unknown"
    assert thief.get(HOME).status_code == 302


def test_an_invitation_is_used_once(provider):
    link = invite()
    first, second = Client(), Client()
    for visitor in (first, second):
        visitor.get(link)
    sign_in(first, provider, "eva-1")

    assert sign_in(second, provider, "eva-2").redirect_chain[-1][0] == "/arbejde/ind/?problem=unknown"
    assert SocialAccount.objects.count() == 1


def test_the_way_back_works_once_and_in_the_session_that_began(provider):
    linked(provider)
    visitor, other = Client(), Client()
    back = approve(visitor, provider, "eva-1")
    other.get(START)

    for who in (other, Client()):
        assert who.get(back, follow=True).redirect_chain[-1][0] == "/arbejde/ind/?problem=failed"
        assert who.get(HOME).status_code == 302
    visitor.get(back)
    assert visitor.get(HOME).status_code == 200
    assert other.get(back, follow=True).redirect_chain[-1][0] == "/arbejde/ind/?problem=failed"


def test_who_refuses_at_the_provider_is_not_signed_in(provider):
    visitor = Client()
    asked = visitor.get(START)
    back = httpx.post(asked.url, data={"action": "deny"}).headers["location"]

    assert visitor.get(back, follow=True).redirect_chain[-1][0].startswith("/arbejde/ind/?problem=failed")


def test_a_closed_account_stays_out_and_an_erased_one_is_unlinked(provider):
    linked(provider)
    actions.close(name="eva", by="operator", at=NOON)
    visitor = Client()
    refused = sign_in(visitor, provider, "eva-1")
    assert refused.redirect_chain[-1][0] == "/arbejde/ind/?problem=closed"
    assert "Kontoen er lukket" in refused.content.decode()
    assert visitor.get(HOME).status_code == 302
    actions.erase(name="eva", by="operator", at=NOON)

    assert not SocialAccount.objects.exists()


def test_an_account_of_the_provider_alone_has_no_password(provider):
    linked(provider)

    assert not queries.user("eva").has_password
    answer = Client().post("/arbejde/ind/", {"name": "eva", "password": ""})
    assert answer.status_code == 403


def test_no_address_here_leads_to_another_site(provider):
    linked(provider)
    answer = Client()
    there = answer.get(approve(answer, provider, "eva-1", start=f"{START}?next=https://example.org/"))

    assert urlsplit(there.url).netloc in {"", "testserver"}


ACCOUNT = "/arbejde/ind/konto/"


def own_account():
    visitor = Client()
    visitor.post("/arbejde/ind/", {"name": "kollega", "password": PASSWORD})
    return visitor


def test_who_has_an_account_links_the_provider_with_the_password_and_takes_it_away_again(provider):
    visitor = own_account()
    assert visitor.post(ACCOUNT, {"do": "link", "password": "forkert"}).status_code == 422
    assert f'href="{START}' not in visitor.get(ACCOUNT).content.decode()
    assert visitor.post(ACCOUNT, {"do": "link", "password": PASSWORD}).url == ACCOUNT
    assert f'href="{START}' in visitor.get(ACCOUNT).content.decode()
    assert sign_in(visitor, provider, "kollega-1").redirect_chain[-1][0] == ACCOUNT
    assert sign_in(Client(), provider, "kollega-1").redirect_chain[-1][0] == HOME

    [link] = SocialAccount.objects.all()
    sent = {"do": "unlink", "link": link.pk, "password": PASSWORD}
    assert visitor.post(ACCOUNT, sent | {"password": "forkert"}).status_code == 422
    assert visitor.post(ACCOUNT, sent).url == ACCOUNT
    assert sign_in(Client(), provider, "kollega-1").redirect_chain[-1][0] == "/arbejde/ind/?problem=unknown"
    assert [entry.action for entry in entries()][-2:] == ["link provider", "unlink provider"]


def test_nothing_is_linked_that_was_not_just_asked_for_or_is_linked_elsewhere(provider):
    linked(provider)
    visitor = own_account()
    assert sign_in(visitor, provider, "tyv").redirect_chain[-1][0] == "/arbejde/ind/?problem=unknown"
    for process in ("connect", "redirect"):
        asked = f"{START}?process={process}"
        assert sign_in(visitor, provider, "tyv", start=asked).redirect_chain[-1][0] == "/arbejde/ind/?problem=failed"
    visitor.post(ACCOUNT, {"do": "link", "password": PASSWORD})
    answer = sign_in(visitor, provider, "eva-1")
    assert answer.redirect_chain[-1][0] == f"{ACCOUNT}?problem=linked_elsewhere"
    assert "En anden konto logger allerede ind på den måde" in answer.content.decode()
    # It was asked for once.
    assert sign_in(visitor, provider, "tyv").redirect_chain[-1][0] == "/arbejde/ind/?problem=unknown"
    assert SocialAccount.objects.count() == 1


def test_the_only_way_in_stays(provider):
    visitor = linked(provider)
    [link] = SocialAccount.objects.all()
    refused = visitor.post(ACCOUNT, {"do": "unlink", "link": link.pk})

    assert refused.status_code == 422
    assert "din eneste vej ind" in refused.content.decode()
    stranger = own_account()
    assert stranger.post(ACCOUNT, {"do": "unlink", "link": link.pk, "password": PASSWORD}).status_code == 422
    assert SocialAccount.objects.count() == 1
