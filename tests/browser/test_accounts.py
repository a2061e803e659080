"""Accounts in a real browser: the administrator's pages, and a passkey that Chromium's own authenticator keeps."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.browser.page_checks import axe_findings, faults_on_screens

pytestmark = pytest.mark.browser

LOOKS = ((1280, "light"), (320, "dark"))


@pytest.fixture
def localhost(staff):
    """The same server by a name: a passkey is of a domain, and an address is none."""
    return replace(staff, url=staff.url.replace("127.0.0.1", "localhost"))


def check(page):
    assert axe_findings(page, LOOKS) == {}
    assert faults_on_screens(page) == {}


def test_an_administrator_invites_a_colleague_who_comes_in_by_the_link(page, staff):
    staff.sign_in(page, "konti/", name="demo-administrator")
    check(page)
    page.goto(f"{staff.url}ind/ny-kommune/")
    check(page)
    page.goto(f"{staff.url}kaedekoebing/konti/")
    page.fill("#name", "eva")
    page.fill("#email", "eva@kaedekoebing.dk")
    page.click("main form button")
    page.get_by_role("link", name="eva", exact=True).click()
    check(page)
    page.goto(f"{staff.url}kaedekoebing/log/")
    page.get_by_role("button", name="Kontrollér loggen").click()
    expect(page.get_by_role("status")).to_be_visible()
    check(page)
    page.goto(f"{staff.url}kaedekoebing/udbakke/")
    check(page)
    page.get_by_role("link", name="/ind/invitation/").click()
    check(page)
    page.fill("#password", "en helt ny adgangskode")
    page.fill("#again", "en helt ny adgangskode")
    page.click("main button")
    expect(page.locator("#name")).to_be_visible()


def test_a_passkey_is_made_and_signs_in_without_a_password(page, localhost):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    kept = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": kept | {"isUserVerified": True}})
    localhost.sign_in(page, name="demo-laeser")
    page.goto(f"{localhost.url}ind/konto/app/")
    check(page)
    page.goto(f"{localhost.url}ind/konto/adgangsnoegle/")
    page.fill("#name", "Min bærbare")
    page.fill("#password", localhost.passwords["demo-laeser"])
    check(page)
    page.click("main button")
    expect(page.locator("main code")).to_have_count(10)
    check(page)
    page.goto(f"{localhost.url}ind/konto/")
    expect(page.get_by_text("adgangsnøgle: Min bærbare").first).to_be_visible()
    check(page)
    page.get_by_role("button", name="Log ud alle steder").click()

    page.get_by_role("link", name="Log ind med en adgangsnøgle").click()
    check(page)
    page.get_by_role("button", name="Brug en adgangsnøgle").click()
    expect(page.locator("main h1")).not_to_contain_text("Log ind")
    expect(page.get_by_role("link", name="demo-laeser")).to_be_visible()
