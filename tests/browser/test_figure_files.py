"""An analyst and the workbook of an office: handed in, seen, kept, on the goal's page, and the next one."""

import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.browser.page_checks import PAGE_CHECKS, PHONE, axe_findings
from tests.web.staff.office_workbook import office_workbook

TITLE = "Tabel 3.1 I gang efter 9. klasse (opdigtet)"


def workbook(years, own):
    figures = {"Hele landet": tuple(90.1 for _ in years), "Kædekøbing": own}
    return office_workbook(years, figures, title=TITLE)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_an_offices_workbook_is_on_the_goals_page_in_three_presses_and_the_next_in_one(
    browser, staff, tmp_path, scripts
):
    """At 390 px; without scripts once, as some read it."""
    (tmp_path / "unge_2024.xlsx").write_bytes(workbook((2021, 2022, 2023, 2024), (91.0, 91.6, 92.7, 93.9)))
    (tmp_path / "unge_2025.xlsx").write_bytes(workbook((2022, 2023, 2024, 2025), (91.6, 92.7, 93.9, 94.6)))
    presses = Counter()
    with browser.new_context(java_script_enabled=scripts, viewport=PHONE) as context:
        context.add_init_script(path=PAGE_CHECKS)
        page = context.new_page()
        staff.sign_in(page, "tal/", name="demo-analytiker")

        def press(what, locator):
            presses[what] += 1
            locator.click()

        press("first", page.get_by_role("link", name="Læg en fil med tal ind"))
        page.get_by_label("Filen").set_input_files(tmp_path / "unge_2024.xlsx")
        press("first", page.get_by_role("button", name="Læg ind, og se tallene"))
        expect(page.get_by_role("row", name=re.compile("2024 kommunen 93,9"))).to_be_visible()
        expect(page.get_by_label("Hvor står årene eller de andre perioder?")).to_have_value("headings")
        expect(page.get_by_label("Hvilket område er kommunen?")).to_have_value("Kædekøbing")
        expect(page.get_by_label("Hvilke rækker: gruppe")).to_have_value("I alt")
        page.get_by_label("Hvilken indikator er det tal for?").select_option("I gang efter 9. klasse")
        if scripts:
            assert axe_findings(page, ((390, "light"), (390, "dark"), (1280, "light"))) == {}
        press("first", page.get_by_role("button", name="Gem den, og hent tallene"))
        expect(page.get_by_role("heading", name="I gang efter 9. klasse", level=1)).to_be_visible()
        expect(page.get_by_text("fra Kommunens egne filer")).to_be_visible()

        page.get_by_label("Den næste fil").set_input_files(tmp_path / "unge_2025.xlsx")
        press("next", page.get_by_role("button", name="Læg ind, og hent tallene"))
        expect(page.get_by_role("row", name=re.compile("2025 94,6"))).to_be_visible()
        expect(page.get_by_role("row", name=re.compile("2021 91,0"))).not_to_contain_text("trukket tilbage")
        page.get_by_role("link", name="siden, som en udgivelse ville have den nu").first.click()
        expect(page.locator("main")).to_contain_text("94,6")
    print(f"a workbook of figures: {dict(presses)} presses")
    assert presses == {"first": 3, "next": 1}
