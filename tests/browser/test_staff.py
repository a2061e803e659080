"""The working pages in a real browser: axe, small screens, the keyboard, and the ways a user takes through them."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from django.urls import resolve
from django.utils import timezone
from playwright.sync_api import expect

from kobling.web.shared.formats import format_day
from kobling.web.staff.addresses import ROUTES
from tests.browser.page_checks import PHONE, ZOOMED, axe_findings, faults_on_screens, run_check
from tests.browser.test_keyboard import tab_to
from tests.rooms.workbooks.filling_in import columns, fill
from tools import working_pages
from tools.repository import ROOT
from tools.working_pages import PAGES, demonstrated

pytestmark = pytest.mark.browser

LOOKS = (((1280, "light"), (320, "dark")), ((320, "light"), (1280, "dark")))
"""Two pairs, each with both widths and both themes; pages take them in turn."""
IN_TESTS_OF_THEIR_OWN = {
    # test_accounts.py
    *("accounts", "account", "outbox", "audit", "own_account", "add_app", "add_passkey", "recovery_codes"),
    *("sign_in", "second_factor", "passkey", "invitation", "accept", "municipality_new"),
    # test_figure_files.py
    "figure_file",
    # Below: what a user has begun, and a figure to enter
    *("change_draft", "comment", "workbook_upload", "figure_enter"),
    # It is the same form as that of one's own deputy
    "account_deputy",
}
NO_PAGES_OF_THEIR_OWN = {
    # Public pages: test_page_types.py
    *("draft_page", "release_front", "release_page"),
    # Files
    *("calendar", "chain_svg", "paper_file", "workbook_file", "priorities_file", "folder_file"),
    # They lead on to another page, or show it with a problem
    *("choice", "sign_out", "undo", "fetch", "fact_move", "folder_upload", "figure_file_next", "slide_template"),
    *("release_approve", "release_revoke", "release_readers"),
}


@pytest.fixture(scope="module")
def signed_in(browser, staff):
    """The cookies of a browser in which the demonstration's user has signed in."""
    with browser.new_context() as context:
        staff.sign_in(context.new_page())
        return context.cookies()


@pytest.fixture
def inside(page, signed_in):
    """A page in which the demonstration's user has signed in."""
    page.context.add_cookies(signed_in)
    return page


def test_every_type_of_page_is_opened():
    opened = {resolve(f"/arbejde/{address.partition('?')[0]}").url_name for address in PAGES.values()}

    assert opened | IN_TESTS_OF_THEIR_OWN | NO_PAGES_OF_THEIR_OWN == set(ROUTES)


def allow_status(browser_log, name):
    """Allow the browser to remark on the status of the pages that refuse something."""
    refusing = {"no such page": "403", "a day that cannot be inspected": "422"}
    if name in refusing:
        browser_log.allow(refusing[name])


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_is_lost_on_a_small_screen(inside, staff, browser_log, name):
    inside.goto(staff.url + PAGES[name])

    assert axe_findings(inside, LOOKS[[*PAGES].index(name) % 2]) | faults_on_screens(inside) == {}
    allow_status(browser_log, name)


def test_axe_finds_nothing_in_what_is_begun_wrong_or_unlikely(inside, staff, browser_log, tmp_path):
    """The states of forms: what is wrong with them, what they would do, and what is kept of them."""
    here, found = staff.url + "kaedekoebing/", {}

    def look(name):
        found[name] = axe_findings(inside, LOOKS[len(found) % 2]) | faults_on_screens(inside, [ZOOMED, PHONE])

    def press(name):
        inside.get_by_role("button", name=name, exact=True).last.click()

    inside.goto(here + "ny/goal/")
    press("Se, hvad der ændres")
    look("a form with problems")
    inside.goto(here + "oplysninger/goal/t1/ret/?field=short")
    inside.get_by_label("På dansk").fill("Et andet kort navn")
    press("Se, hvad der ændres")
    look("a change before it is made")
    press("Gem som kladde")
    look("a change draft")
    inside.goto(here + "kladder/")
    look("change drafts")
    inside.get_by_role("link", name="Mål: Sprog ved skolestart").click()
    press("Træk den tilbage")
    inside.goto(here + "prioriteringer/")
    inside.emulate_media(media="print")
    expect(inside.locator("table input").first).to_be_visible()
    expect(inside.get_by_role("button", name="Gem", exact=True)).to_be_hidden()
    inside.emulate_media(media="screen")
    inside.locator("table input").first.fill("først")
    press("Gem")
    look("priorities with a problem")
    inside.goto(here + "beslutninger/ny/")
    inside.locator("[name='goal.0'], [name='goal.1']").first.fill("et mål, der ikke findes")
    press("Gem")
    look("a decision with problems")
    inside.goto(here + "oplysninger/goal/t3/")
    inside.get_by_label("Skriv en kommentar").fill("Er tallet det rigtige?")
    press("Gem kommentaren")
    inside.get_by_role("link", name="Ret, slet, historik").click()
    look("a comment")
    (tmp_path / "maal.xlsx").write_bytes(b"not a workbook")
    inside.goto(here + "excel/")
    inside.get_by_label("Hvad handler ændringen om?").first.fill("Et andet navn")
    inside.get_by_label("Filen").set_input_files(tmp_path / "maal.xlsx")
    press("Læg ind")
    look("a file that is no workbook")

    assert {name: seen for name, seen in found.items() if seen} == {}
    browser_log.allow("422")


def test_axe_finds_nothing_in_english_or_on_the_way_in(page, staff):
    english = staff.url.replace("/arbejde/", "/en/work/")
    page.goto(f"{english}in/")
    assert axe_findings(page, LOOKS[0] + LOOKS[1]) == {}
    staff.sign_in(page)
    page.goto(f"{english}kaedekoebing/")
    assert axe_findings(page, LOOKS[0]) == {}


def test_a_goals_committee_is_changed_on_a_phone_in_four_interactions(inside, staff, browser_log):
    """From the page of the goal: the field's link, the choice, what changes, and storing it."""
    inside.set_viewport_size({"width": 390, "height": 844})
    inside.goto(staff.url + "kaedekoebing/oplysninger/goal/t2/")
    steps = (
        lambda: inside.get_by_role("link", name="Ret Ansvarlig").click(),
        lambda: inside.get_by_label("Ansvarlig").select_option("kultur"),
        lambda: inside.get_by_role("button", name="Se, hvad der ændres").click(),
        lambda: inside.get_by_role("button", name="Gem", exact=True).click(),
    )
    for step in steps:
        step()

    expect(inside.get_by_role("status")).to_contain_text("Det er gemt.")
    expect(inside.locator(".fact-fields")).to_contain_text("Kultur- og Fritidsudvalget")
    assert faults_on_screens(inside) == {}

    # A problem takes the focus, and its link leads to the input.
    inside.goto(staff.url + "kaedekoebing/oplysninger/goal/t2/ret/?field=short")
    inside.get_by_label("På dansk").fill("")
    inside.keyboard.press("Tab")
    inside.get_by_role("button", name="Se, hvad der ændres").click()
    expect(inside.locator("#problems")).to_be_focused()
    inside.get_by_role("link", name="Her skal stå noget.").press("Enter")
    expect(inside.get_by_label("På dansk")).to_be_focused()
    assert axe_findings(inside, LOOKS[1]) == {}
    browser_log.allow("422")


def test_from_a_finding_to_its_goal_and_back_with_the_keyboard_alone(inside, staff):
    inside.goto(staff.url + "kaedekoebing/fund/?rule=D2")
    tab_to(inside, lambda focus: focus["inMain"] and re.search(r"/fund/\d+/", focus["href"]))
    inside.keyboard.press("Enter")
    inside.wait_for_url("**/fund/*/")
    finding = inside.url

    tab_to(inside, lambda focus: focus["inMain"] and "/oplysninger/goal/" in focus["href"])
    inside.keyboard.press("Enter")
    inside.wait_for_url("**/oplysninger/goal/**")
    tab_to(
        inside,
        lambda focus: (
            focus["href"] and focus["inMain"] and finding.endswith(focus["href"].removeprefix(staff.url[:-9]))
        ),
    )
    inside.keyboard.press("Enter")
    inside.wait_for_url(finding)


def test_a_finding_is_answered_with_the_keyboard_alone(inside, staff):
    inside.goto(staff.url + "kaedekoebing/fund/2/")
    tab_to(inside, lambda focus: focus["tag"] == "textarea")
    inside.keyboard.type("Målet er nyt, og udvalgene mødes i maj.")
    tab_to(inside, lambda focus: focus["words"] == "Gem svaret")
    inside.keyboard.press("Enter")

    expect(inside.locator(".answer")).to_contain_text("Målet er nyt, og udvalgene mødes i maj.")
    expect(inside.locator(".events")).to_contain_text("besvaret: ikke en fejl")


def test_an_inspection_is_seen_made_and_undone_with_the_keyboard_alone(inside, staff):
    inside.goto(staff.url + "kaedekoebing/fund/tjek/?day=2025-06-30")
    tab_to(inside, lambda focus: focus["words"] == "Tjek pr. 30. juni 2025")
    inside.keyboard.press("Enter")
    inside.wait_for_url("**/kaedekoebing/fund/")
    expect(inside.locator("main")).to_contain_text("Sidst tjekket pr. 30. juni 2025")

    tab_to(inside, lambda focus: focus["words"] == "Fortryd tjekket pr. 30. juni 2025")
    inside.keyboard.press("Enter")
    expect(inside.locator("main")).to_contain_text("Sidst tjekket pr. 31. marts 2025")


def test_the_draft_of_another_day_is_two_steps_away(inside, staff):
    inside.goto(staff.url + "kaedekoebing/")
    inside.get_by_role("link", name="Udgivelser").click()
    inside.get_by_label("Udgivelsens dag").fill("2026-01-31")
    inside.get_by_role("button", name="Vis udkastet").click()
    inside.wait_for_url("**/udkast/2026-01-31/")
    expect(inside.locator(".notice")).to_contain_text("Udkast pr. 31. januar 2026")


def test_from_a_project_to_the_decision_behind_it_and_from_a_goal_to_what_comes_of_it(inside, staff):
    """One click each way."""
    inside.goto(staff.url + "kaedekoebing/oplysninger/goal/t2/")
    run_check(inside, "openDetails")
    inside.locator("section[aria-labelledby=comes-of] a[href*='/oplysninger/initiative/']").first.click()
    inside.wait_for_url("**/oplysninger/initiative/**")
    inside.locator("section[aria-labelledby=decided] a[href*='/oplysninger/decision/']").first.click()
    inside.wait_for_url("**/oplysninger/decision/**")


@pytest.fixture
def of_viborg(page, tmp_path, staff):
    """Viborg's working pages, opened by the office: the figures of the StatBank are its own."""
    arguments = [str(ROOT / "examples" / "viborg"), "--on", "2020-11-30"]
    with demonstrated(tmp_path, arguments, KOBLING_STATBANK=staff.statbank.base_url) as (root, said):
        there = replace(staff, url=f"{root}/arbejde/", passwords=working_pages.passwords(said), municipality="viborg")
        there.sign_in(page)
        yield there


def test_search_choose_keep_and_see_the_figures_on_a_goals_page(page, of_viborg):
    inside = page
    inside.goto(of_viborg.url + "viborg/tal/")
    inside.get_by_label("Søg efter en tabel").fill("folk1b")
    inside.get_by_role("button", name="Søg").click()
    inside.locator(".found a").first.click()
    inside.wait_for_url("**/registre/statbank/FOLK1B/")
    inside.get_by_label("Område").first.select_option("791")
    inside.get_by_label("Variablen, der er området").select_option("")
    inside.get_by_role("button", name="Se tallene").click()
    expect(inside.locator(".look")).to_contain_text("96.921")

    inside.get_by_label("Hvilken indikator er det tal for?").select_option("befolkning")
    inside.get_by_role("button", name="Gem den, og hent tallene").click()
    inside.wait_for_url("**/tal/befolkning/")
    expect(inside.locator("main")).to_contain_text("Danmarks Statistik, tabel FOLK1B")
    inside.get_by_role("link", name="siden, som en udgivelse ville have den nu").first.click()
    inside.wait_for_url("**/udkast/maal/**")
    expect(inside.locator("main")).to_contain_text("96.")
    expect(inside.locator(".notice")).to_contain_text("Udkast")


def test_the_picture_is_walked_by_keyboard(inside, staff):
    """Every goal and every link of the picture can be reached, and shows that it has focus."""
    inside.goto(staff.url + "kaedekoebing/?theme=vaekst-og-arbejde")
    wanted = inside.locator("table.chain a").count()
    seen = set()
    tab_to(inside, lambda focus: focus["tag"] == "div" and focus["inMain"])
    for _ in range(wanted):
        tab_to(inside, bool)
        seen.add(run_check(inside, "focus")["place"])

    assert len(seen) == wanted


def test_a_draft_is_made_discussed_and_published_by_three_people(inside, browser, staff):
    """The office makes it, a councillor reads and comments without scripts, a colleague replies and approves."""
    steps = Counter()

    def click(who, locator):
        steps[who] += 1
        locator.click()

    inside.set_viewport_size(PHONE)
    inside.goto(f"{staff.url}kaedekoebing/udgivelser/")
    inside.get_by_label("Den dag, oplysninger og status gælder for").fill("2025-06-30")
    click("office", inside.get_by_role("button", name="Lav udkastet"))
    inside.wait_for_url("**/udgivelser/2/")
    expect(inside.locator("main")).to_contain_text("En anden skal godkende det")
    assert axe_findings(inside, LOOKS[0]) | faults_on_screens(inside) == {}
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        staff.sign_in(page, "udgivelser/", "demo-byraadsmedlem")
        click("councillor", page.get_by_role("link", name="Udgivelse 2"))
        page.get_by_label("Skriv en kommentar").fill("Hvorfor er målet for trivsel et andet? @demo")
        click("councillor", page.get_by_role("button", name="Gem kommentaren"))
        expect(page.locator(".comment")).to_contain_text("Hvorfor er målet for trivsel et andet? @demo")
        click("councillor", page.get_by_role("link", name="Som borger"))
        expect(page.locator(".notice")).to_contain_text("Udkast 2 pr. 30. juni 2025")
    with browser.new_context() as context:
        page = context.new_page()
        staff.sign_in(page, "udgivelser/2/", "demo-godkender")
        click("approver", page.locator("summary", has_text="Svar"))
        page.get_by_label("Dit svar").fill("Det blev besluttet i maj.")
        click("approver", page.get_by_role("button", name="Svar"))
        page.wait_for_url("**/udgivelser/2/#comment-*")
        click("approver", page.get_by_role("button", name="Godkend udgivelse 2"))
        expect(page.locator(".state").first).to_have_text("Offentlig")
        click("approver", page.get_by_role("link", name="De offentlige sider"))
        expect(page.locator("main")).to_contain_text("30. juni 2025")
    print("clicks after signing in:", dict(steps))
    assert max(steps.values()) <= 4


def test_a_figure_is_entered_on_a_phone_in_at_most_four_steps(inside, staff, browser_log):
    inside.set_viewport_size({"width": 390, "height": 800})
    inside.goto(staff.url + "kaedekoebing/tal/arbejdspladser/skriv/")
    assert axe_findings(inside, ((390, "light"), (390, "dark"))) | faults_on_screens(inside) == {}

    inside.get_by_label("Tal", exact=False).first.fill("29,9")
    inside.get_by_role("button", name="Gem").click()
    expect(inside.get_by_role("heading", name="Er det rigtigt?")).to_be_visible()
    assert axe_findings(inside, ((390, "light"),)) == {}

    steps = 0
    inside.goto(staff.url + "kaedekoebing/tal/arbejdspladser/skriv/")
    for step in (
        lambda: inside.get_by_label("Tal", exact=False).first.fill("29.900"),
        lambda: inside.get_by_role("button", name="Gem").click(),
    ):
        step()
        steps += 1
    expect(inside.get_by_role("heading", name="Det er gemt.")).to_be_visible()
    expect(inside.get_by_role("status")).to_contain_text("2025: tallet er 29.900")
    expect(inside.get_by_role("status")).to_contain_text("Flere arbejdspladser: var For gammelt tal, er nu Nået")
    assert axe_findings(inside, ((390, "light"), (390, "dark"))) == {}
    print(f"a figure on a phone: {steps} steps")
    inside.get_by_role("button", name="Fortryd").click()
    expect(inside.get_by_role("heading", name="Det er gemt.")).to_be_hidden()
    browser_log.allow("422")


def test_an_excel_list_goes_out_and_comes_back_with_an_error_and_a_warning(browser, staff, tmp_path):
    """On a phone and without scripts: the file is filled in as another program does it."""
    import openpyxl

    steps = Counter()

    def click(what, locator):
        steps[what] += 1
        locator.click()

    def hand_in(page, book, what):
        book.save(tmp_path / "maal.xlsx")
        page.get_by_label("Hvad handler ændringen om?").first.fill("Et andet navn")
        page.get_by_label("Filen").set_input_files(tmp_path / "maal.xlsx")
        click(what, page.get_by_role("button", name="Læg ind"))

    with browser.new_context(java_script_enabled=False, viewport=PHONE, accept_downloads=True) as context:
        page = context.new_page()
        staff.sign_in(page, "oplysninger/goal/")
        with page.expect_download() as started:
            click("download", page.get_by_role("link", name="Hent som Excel"))
        assert started.value.suggested_filename == "kaedekoebing-goal.xlsx"
        started.value.save_as(tmp_path / "maal.xlsx")
        book = openpyxl.load_workbook(tmp_path / "maal.xlsx")
        themes = book["Mål"].cell(2, columns(book["Mål"])["Temaer"]).value
        fill(book["Mål"], 2, **{"Kort navn (dansk)": "Et nyt kort navn", "Temaer": "Findes ikke"})
        targets = columns(book["Mål - Måltal"])
        row = next(
            row for row in range(2, 99) if book["Mål - Måltal"].cell(row, targets["Det, der skal nås"]).value == 90
        )
        fill(book["Mål - Måltal"], row, **{"Det, der skal nås": 1})

        click("hand in", page.get_by_role("link", name="Læg en udfyldt Excel-fil ind"))
        hand_in(page, book, "hand in")
        expect(page.locator("main")).to_contain_text("Mål!G2: noget, der hedder »Findes ikke«, findes ikke")
        fill(book["Mål"], 2, Temaer=themes)
        click("hand in again", page.get_by_role("link", name="Tilbage til Excel"))
        hand_in(page, book, "hand in again")
        expect(page.locator("main")).to_contain_text(f"Mål - Måltal!F{row}: advarsel: måltallet")
        click("apply", page.get_by_role("link", name="Gå til kladden"))
        page.get_by_label("Det er rigtigt, fordi").fill("Byrådet har besluttet det.")
        click("apply", page.get_by_role("button", name="Gem", exact=True))
        page.goto(f"{staff.url}kaedekoebing/oplysninger/goal/?q=Et+nyt+kort+navn")
        expect(page.locator(".found")).to_contain_text("Et nyt kort navn")
    print("clicks after signing in:", dict(steps))
    assert max(steps.values()) == 2


def test_a_secretary_records_todays_joint_meeting_on_a_phone_in_three_interactions(browser, staff):
    """From the page of her committee, without scripts: the other committee, the goal, and storing it."""
    with browser.new_context(java_script_enabled=False, viewport=PHONE) as context:
        page = context.new_page()
        staff.sign_in(page, "beslutninger/ny/?committee=kultur", "demo-sekretaer")
        expect(page.get_by_label("Kultur- og Fritidsudvalget")).to_be_checked()
        steps = (
            lambda: page.get_by_label("Socialudvalget").check(),
            lambda: page.get_by_label("Mål 1", exact=True).fill("Sprog ved"),
            lambda: page.get_by_role("button", name="Gem", exact=True).click(),
        )
        for step in steps:
            step()

        expect(page.get_by_role("heading", name="Det er gemt.")).to_be_visible()
        page.goto(staff.url + "kaedekoebing/udvalg/kultur/")
        today = format_day(timezone.localdate())
        expect(page.locator("main")).to_contain_text(f"{today}: Socialudvalget", use_inner_text=True)
    print(f"a joint meeting on a phone: {len(steps)} steps")


def test_two_who_change_one_goal_at_once_see_each_others_words(inside, browser, staff, browser_log):
    """The first with scripts, the second without: the second sees three ways, decides, and is the last."""
    form = "kaedekoebing/oplysninger/goal/t3/ret/?field=short"
    save = {"name": "Gem", "exact": True}
    with browser.new_context(java_script_enabled=False) as context:
        late = context.new_page()
        staff.sign_in(late, "oplysninger/goal/t3/ret/?field=short", "demo-godkender")
        inside.goto(staff.url + form)
        for page, words in ((inside, "Den enes navn"), (late, "Den andens navn")):
            page.get_by_label("På dansk").fill(words)
            page.get_by_role("button", name="Se, hvad der ændres").click()
        inside.get_by_role("button", **save).click()
        expect(inside.get_by_role("status")).to_contain_text("Det er gemt.")

        late.get_by_role("button", **save).click()
        for words in ("har rettet det samme", "Den enes navn", "Den andens navn"):
            expect(late.locator("main")).to_contain_text(words)
        late.get_by_role("button", name="Se, hvad der ændres").click()
        late.get_by_role("button", **save).click()

        expect(late.get_by_role("status")).to_contain_text("Det er gemt.")
        expect(late.locator(".fact-fields")).to_contain_text("Den andens navn")
        expect(late.locator("main")).to_contain_text("Den enes navn")
    browser_log.allow("422")


@pytest.mark.parametrize("scripts", [True, False])
def test_what_waits_is_done_from_my_page_on_a_phone_in_at_most_four_steps(browser, staff, scripts):
    """Signing in leads to what waits; from there the figure is opened, written and saved."""
    with browser.new_context(java_script_enabled=scripts, viewport={"width": 390, "height": 800}) as context:
        page = context.new_page()
        working_pages.sign_in(page, staff.url, name="demo-maalejer", password=staff.passwords["demo-maalejer"])
        page.wait_for_url("**/kaedekoebing/mig/")
        waiting = page.get_by_role("link", name="Skriv et tal: Tilfredse virksomheder")
        words = waiting.inner_text()
        steps = (
            waiting.click,
            lambda: page.get_by_label("Tal", exact=False).first.fill("67,0"),
            lambda: page.get_by_label("Svarede", exact=False).first.fill("198"),
            lambda: page.get_by_role("button", name="Gem").click(),
        )
        for step in steps:
            step()
        expect(page.get_by_role("heading", name="Det er gemt.")).to_be_visible()
        print(f"a figure from my page: {len(steps)} steps")
        assert len(steps) <= 4
        page.get_by_role("link", name="Min side").click()
        expect(page.get_by_role("heading", name="Det venter på dig")).to_be_visible()
        expect(page.get_by_role("link", name=words, exact=True)).to_be_hidden()


def test_a_deputy_gets_the_task_while_the_owner_is_away(browser, staff):
    """The owner names the deputy on a phone without scripts; the deputy sees what waits, and what they may not do."""
    today = timezone.localdate().isoformat()
    with browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}) as context:
        page = context.new_page()
        staff.sign_in(page, "mig/", "demo-maalejer")
        page.get_by_role("link", name="Vælg en stedfortræder, mens du er væk").click()
        page.get_by_label("Stedfortræder").select_option("demo-leder")
        page.get_by_label("Sidste dag").fill(today)
        page.get_by_role("button", name="Gem stedfortræderen").click()
        expect(page.get_by_role("status")).to_contain_text("demo-leder er din stedfortræder")
    with browser.new_context() as context:
        page = context.new_page()
        staff.sign_in(page, "mig/", "demo-leder")
        experiment = page.locator("li", has_text="Skriv, hvordan eksperimentet endte").first
        expect(experiment.get_by_role("link")).to_be_visible()
        figure = page.locator("li", has_text="Skriv et tal: Grønne ture")
        expect(figure).to_contain_text("For demo-maalejer, der er væk. Det må du ikke gøre med din egen rolle.")
        expect(figure.get_by_role("link")).to_be_hidden()
    with browser.new_context() as context:
        page = context.new_page()
        staff.sign_in(page, "mig/stedfortraeder/", "demo-maalejer")
        page.get_by_role("button", name="Hav ingen stedfortræder").click()
        expect(page.get_by_role("link", name="Vælg en stedfortræder, mens du er væk")).to_be_visible()


def test_the_search_is_a_key_away_from_any_page_and_a_link_without_scripts(inside, browser, staff, signed_in):
    inside.goto(f"{staff.url}kaedekoebing/oplysninger/goal/t1/")
    name = inside.locator("h1").inner_text()

    inside.keyboard.press("Control+k")
    expect(inside.locator("#q")).to_be_focused()
    expect(inside.locator("#recent + ul a").first).to_have_text(name)
    inside.keyboard.type("sprog skolestart")
    inside.keyboard.press("Enter")
    expect(inside.locator("main section a").first).to_be_visible()
    inside.keyboard.press("Control+k")
    expect(inside.locator("#q")).to_be_focused()

    with browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}) as context:
        context.add_cookies(signed_in)
        plain = context.new_page()
        plain.goto(f"{staff.url}kaedekoebing/fund/")
        plain.get_by_role("link", name="Søg", exact=True).click()
        plain.locator("#q").fill("sprog")
        plain.get_by_role("button", name="Søg").click()
        expect(plain.locator("main section a").first).to_be_visible()
