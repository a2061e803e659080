"""A new municipality from an empty database to its first release, by three people, on the pages and in one workbook.

The strategy office works on a phone and without scripts. Interactions (each input and each press) and page loads are
counted for each person, and printed, with the seconds that the browser took.
"""

import re
import subprocess
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import new_context
from tests.browser.page_checks import PHONE, faults_on_screens
from tests.rooms.workbooks.filling_in import fill
from tools.working_pages import kobling_command, kobling_environment, served

pytestmark = pytest.mark.browser
PASSWORD = "en lang adgangskode til nyby"
MOST = {"administrator": 16, "office": 77, "second approver": 12}
"""Interactions that the way takes at most; docs/ny-kommune.md has them too."""


@dataclass
class Person:
    """A user at a browser, whose interactions and page loads are counted."""

    page: Page
    steps: Counter[str]
    who: str

    def press(self, name, *, role="button"):
        """Press a button, or follow a link."""
        self.steps[self.who] += 1
        self.page.get_by_role(role, name=name, exact=True).first.click()

    def write(self, **texts):
        """Write or choose in inputs by their names in the form, with a double underscore for each dot."""
        for name, text in texts.items():
            self.steps[self.who] += 1
            put = self.page.locator(f'[name="{name.replace("__", ".")}"]')
            if put.evaluate("input => input.tagName") == "SELECT":
                put.select_option(label=text)
            else:
                put.fill(text)

    def sign_in(self, name):
        """Sign in."""
        self.write(name=name, password=PASSWORD)
        self.press("Log ind")

    def take_up(self, link, name):
        """Open an invitation, choose a password, and sign in."""
        self.steps[self.who] += 1
        self.page.goto(link)
        self.write(password=PASSWORD, again=PASSWORD)
        self.press("Vælg adgangskoden")
        self.sign_in(name)

    def add(self, **texts):
        """Fill in the form of a new fact, and store it."""
        self.write(**{f"f__{name}": text for name, text in texts.items()})
        self.press("Se, hvad der ændres")
        self.press("Gem")
        expect(self.page.get_by_role("status")).to_contain_text("Det er gemt.")

    def go_on(self, step):
        """Return to the front page, and follow the next step of the way to the first release."""
        self.press("Kæden", role="link")
        self.press(step, role="link")


@pytest.fixture
def nowhere(tmp_path_factory):
    """A server on an empty database, with the account that the command line made."""
    home = tmp_path_factory.mktemp("nowhere")
    everywhere = ["--role", "administrator", "--password", PASSWORD]
    for command in (["setup"], ["user", "add", "ida", *everywhere]):
        done = subprocess.run(
            kobling_command(*command), env=kobling_environment(home), cwd=home, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
    with served(home, ["serve", "--workers", "1"]) as (root, _said):
        yield root


@pytest.fixture
def steps():
    """The interactions and page loads of each person."""
    return Counter()


@contextmanager
def person(browser, steps, who, **preferences):
    """Yield a user at a browser of their own."""
    with new_context(browser, accept_downloads=True, **preferences) as context:
        page = context.new_page()
        loads = f"page loads, {who}"
        page.on("response", lambda one: steps.update([loads] if one.request.resource_type == "document" else []))
        began = time.monotonic()
        yield Person(page, steps, who)
        steps[f"seconds, {who}"] = round(time.monotonic() - began)


def test_a_new_municipality_reaches_its_first_release_on_the_pages(browser, nowhere, steps, tmp_path):
    with person(browser, steps, "administrator") as ida:
        links = begin(ida, nowhere)
    with person(browser, steps, "office", viewport=PHONE, java_script_enabled=False) as karen:
        karen.take_up(links["karen"], "karen")
        model(karen)
        paste(karen, tmp_path)
        inspect(karen)
        karen.go_on("Lav et udkast til en udgivelse; en anden godkender det")
        karen.press("Lav udkastet")
        expect(karen.page.locator("main")).to_contain_text("En anden skal godkende det")
    with person(browser, steps, "second approver") as lars:
        lars.take_up(links["lars"], "lars")
        lars.go_on("Lav et udkast til en udgivelse; en anden godkender det")
        lars.press("Udgivelse 1", role="link")
        lars.press("Godkend udgivelse 1")
        lars.press("De offentlige sider", role="link")
        expect(lars.page.locator("main")).to_contain_text("Flere i foreninger")
        expect(lars.page.locator("main")).to_contain_text("Flere træer")

    print("a new municipality:", dict(steps))
    assert all(steps[who] <= most for who, most in MOST.items()), steps


def begin(ida, root):
    """Begin the municipality, and invite two; return the links of their invitations."""
    ida.page.goto(f"{root}/arbejde/")
    ida.sign_in("ida")
    ida.press("Opret en kommune", role="link")
    ida.write(name="Nyby Kommune", code="998")
    ida.press("Opret kommunen")
    for name in ("karen", "lars"):
        ida.write(name=name, email=f"{name}@nyby.dk", role="Strategikontor")
        ida.press("Invitér")
        expect(ida.page.locator("table")).to_contain_text(name)
    ida.press("Udbakke", role="link")
    messages = ida.page.locator(".found > li").all_inner_texts()
    return {re.search(r"(\w+), \w+@", text)[1]: re.search(r"http://\S+/invitation/\S+", text)[0] for text in messages}


def model(karen):
    """Write a committee, a vision, a theme, an indicator, a goal with its target, and a figure."""
    karen.press("Skriv udvalgene", role="link")
    karen.add(name__da="Kulturudvalget", kind="stående udvalg")
    karen.go_on("Skriv visionen")
    karen.add(name__da="Nyby for alle", outward__da="Her kan alle være med.")
    karen.go_on("Skriv temaerne")
    karen.add(name__da="Fællesskab")
    karen.go_on("Skriv indikatorerne: det, der måles")
    karen.add(
        name__da="Foreningsmedlemmer",
        what__da="Hvor mange der er medlem af en forening.",
        how__da="Andelen, der svarer ja.",
        unit="procent",
        direction="højere er bedre",
        collected_by="spørgeskemaundersøgelse",
        source__da="Borgerpanelet",
        cadence="hvert år",
    )
    karen.go_on("Skriv målene, hvert med sit tema, sit udvalg og sit måltal")
    karen.press("Tilføj: Måltal")
    assert faults_on_screens(karen.page) == {}
    karen.add(
        themes__0="Fællesskab",
        short__da="Flere i foreninger",
        wordings__0__text__da="Flere skal være medlem af en forening.",
        responsible="Kulturudvalget",
        targets__0__kind="et niveau, der skal nås",
        targets__0__direction="højere er bedre",
        targets__0__value="60",
        targets__0__deadline="2029-12-31",
        targets__0__indicator="Foreningsmedlemmer",
    )
    karen.go_on("Skriv eller hent tallene til hver indikator")
    karen.write(f__value="54,2", f__uncertainty="tilfældig stikprøve", f__n="1.000")
    karen.press("Gem")
    expect(karen.page.get_by_role("status")).to_contain_text("er nu Ikke nået endnu")


def paste(karen, folder):
    """Add a theme and a goal with all that it takes in a workbook, and store the draft that it becomes."""
    import openpyxl

    karen.press("Oplysninger", role="link")
    karen.press("Excel: hent flere slags, eller læg en fil ind", role="link")
    for kind in ("Tema", "Mål", "Indikator", "Måling"):
        karen.steps[karen.who] += 1
        karen.page.get_by_label(kind, exact=True).check()
    with karen.page.expect_download() as started:
        karen.press("Hent som Excel")
    started.value.save_as(folder / "nyby.xlsx")
    book = openpyxl.load_workbook(folder / "nyby.xlsx")
    fill(book["Tema"], 3, **{"Byrådsperiode": "2026-2029", "Navn (dansk)": "Grøn by"})
    fill(
        book["Indikator"],
        3,
        **{
            "Navn (dansk)": "Træer",
            "Hvad det er (dansk)": "Antallet af træer på kommunens arealer.",
            "Sådan regnes det ud (dansk)": "De bliver talt.",
            "Enhed": "et tal",
            "Indsamlet ved": "register",
            "Hvad tallene bygger på": "alt er talt med",
            "Kilde (dansk)": "Park og Vej",
            "Hvor tit der kommer et tal": "hvert år",
        },
    )
    goal = {"Byrådsperiode": "2026-2029", "Temaer": "Grøn by", "Kort navn (dansk)": "Flere træer"}
    fill(book["Mål"], 3, **goal, Ansvarlig="Byrådet")
    fill(book["Mål - Ordlydene og deres dage"], 3, **{"Mål": "Flere træer", "Ordlyd (dansk)": "Der skal stå flere."})
    fill(
        book["Mål - Måltal"],
        3,
        **{
            "Mål": "Flere træer",
            "Hvornår det er nået": "et niveau, der skal nås",
            "Hvilken vej der er bedre": "højere er bedre",
            "Det, der skal nås": 1200,
            "Frist": date(2029, 12, 31),
            "Det, der måles med": "Træer",
        },
    )
    figure = {"Indikator": "Træer", "Periode": "2025", "Tal": 1100, "Usikkerhed": "ikke et udsnit"}
    fill(book["Måling"], 3, **figure, Hentet=date(2026, 1, 15))
    book.save(folder / "nyby.xlsx")

    karen.steps[karen.who] += 2
    karen.page.get_by_label("Hvad handler ændringen om?").first.fill("Grøn by")
    karen.page.get_by_label("Filen").set_input_files(folder / "nyby.xlsx")
    karen.press("Læg ind")
    karen.press("Gå til kladden", role="link")
    expect(karen.page.locator("main")).to_contain_text("Flere træer")
    karen.press("Gem")


def inspect(karen):
    """Inspect the chain, and answer a finding."""
    karen.go_on("Tjek kæden, og ret eller besvar det, der bliver fundet")
    karen.press("Tjek kæden nu")
    karen.steps[karen.who] += 1
    karen.page.get_by_role("button", name="Tjek pr.").click()
    karen.steps[karen.who] += 1
    karen.page.locator(".found a").first.click()
    karen.write(reason="Kommunen er ny, og tiltagene bliver besluttet til foråret.")
    karen.press("Gem svaret")
    expect(karen.page.locator(".answer")).to_contain_text("Kommunen er ny")
