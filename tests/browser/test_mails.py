"""From a mail to what it is about, in a browser: a figure saved, and a reader who follows the barometer."""

import re
import time
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.browser.page_checks import PHONE, axe, faults_on_screens
from tools.working_pages import sign_in

pytestmark = pytest.mark.browser
PATIENCE = 60
"""Seconds until a mail has come: the worker looks every five."""


def mail_to(staff, address, wanted=""):
    """Return the newest mail to an address, once there is one, with its links as text."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with urlopen(staff.mailbox) as answer:
            mails = re.findall(r"<article>.*?</article>", answer.read().decode(), re.DOTALL)
        for mail in mails:
            if f"Til: {address}<" in mail and wanted in mail:
                return mail
        time.sleep(0.5)
    raise AssertionError(f"no mail to {address}")


def link_in(mail, part):
    """Return the first address in a mail that has a part."""
    return next(link for link in re.findall(r'href="([^"]+)"', mail) if part in link)


def test_a_digest_leads_a_phone_to_the_form_and_the_figure_is_saved(browser, staff):
    """The link leads to the form, by signing in where one has to; without scripts."""
    with browser.new_context(java_script_enabled=False, viewport=PHONE) as context:
        page, name = context.new_page(), "demo-maalejer"
        link = link_in(mail_to(staff, f"{name}@demo.example"), "/tal/tilfredse-virksomheder/skriv/")
        sign_in(page, link, name=name, password=staff.passwords[name])
        expect(page).to_have_url(link)
        steps = (
            lambda: page.get_by_label("Tal", exact=False).first.fill("67,0"),
            lambda: page.get_by_label("Svarede", exact=False).first.fill("198"),
            lambda: page.get_by_role("button", name="Gem").click(),
        )
        for step in steps:
            step()
        expect(page.get_by_role("heading", name="Det er gemt.")).to_be_visible()
        print(f"a figure from a mail: {1 + len(steps)} steps")
        page.get_by_role("button", name="Fortryd").click()
        expect(page.get_by_role("heading", name="Det er gemt.")).to_be_hidden()


def test_a_reader_asks_for_mails_and_confirms(reader, staff):
    page = reader(**PHONE)
    page.goto(staff.url.replace("arbejde/", "kaedekoebing/"))
    page.get_by_role("link", name="Få besked, når der kommer et nyt barometer").click()
    assert axe(page) == []
    assert faults_on_screens(page) == {}
    page.get_by_label("Din mailadresse").fill("laeser@post.example")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Se nu i din mail")

    page.goto(link_in(mail_to(staff, "laeser@post.example"), "/foelg/"))
    assert axe(page) == []
    page.get_by_role("button", name="Ja, send mig besked").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Du får besked, når det næste barometer kommer")
    assert page.context.cookies() == []
