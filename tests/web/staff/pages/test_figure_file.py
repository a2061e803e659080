"""Files of figures on the page: handed in, mapped with a preview, fetched, and the next one with one press."""

import re
import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kobling.records.rights import Role
from kobling.rooms.audit.queries import entries
from kobling.rooms.facts.queries import definition, measurements
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.registers import figure_files
from tests.rooms import small
from tests.rooms.registers.town import MARCH, take
from tests.web.staff.office_workbook import FIGURES, YEARS, office_workbook
from tests.web.staff.test_pages import text_of
from tests.web.staff.users import signed_in_client

pytestmark = pytest.mark.django_db

ROOT = "/arbejde/lilleby"
FILES = f"{ROOT}/filer-med-tal/"
NEET = small.indicator(
    "unge", name="Unge uden job", sentence="{value} er uden job", collected_by="register", source="Danmarks Statistik"
)


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    take(
        NEET,
        goals=[small.goal("a", small.target("a1", kind="threshold", value=8, indicator="unge"))],
    )


@pytest.fixture
def analyst():
    return signed_in_client(Role.ANALYST)


def sent(content, name="neet_2019.xlsx"):
    return {"file": SimpleUploadedFile(name, content)}


def figures(key="unge", area=None):
    return {one.period.code: one.value for one in measurements(pk_of("lilleby"), key) if one.area == area}


def fields(page):
    """What a browser would send of the form as it stands: the selected option of each list, and the texts."""
    text = page.content.decode()
    form = text[text.index('<form method="post">') :]
    found = {}
    for name, options in re.findall(r'<select [^>]*name="([^"]+)">(.*?)</select>', form, re.DOTALL):
        chosen = re.findall(r'<option value="([^"]*)" selected', options) or re.findall(
            r'<option value="([^"]*)"', options
        )
        found[name] = chosen[0].replace("&#x27;", "'")
    return found | dict(re.findall(r'<input [^>]*name="(name|name_en|source|of)"[^>]*value="([^"]*)"', form))


def refusal_in(answer):
    assert answer.status_code == 422
    [said] = re.findall(r'<p class="problem"[^>]* role="alert">(.+?)</p>', text_of(answer), re.DOTALL)
    return said


def handed_in(analyst, content=None, name="neet_2019.xlsx"):
    return analyst.post(FILES, sent(office_workbook() if content is None else content, name))


def test_a_workbook_of_an_office_is_on_the_goals_page_with_two_presses_and_the_next_one_with_one(analyst):
    first = handed_in(analyst)
    assert first.status_code == 302

    page = analyst.get(first.url)
    shown = text_of(page)
    assert "Tabel 3.1 Unge uden job" in shown
    assert re.search(r"2018</th><td>kommunen</td><td class=\"number\">8,1</td>", shown)
    kept = analyst.post(first.url, fields(page) | {"indicator": "unge", "keep": "1"})

    assert kept.url == f"{ROOT}/tal/unge/"
    assert figures() == dict(zip(map(str, YEARS), FIGURES["Lilleby"], strict=True))
    assert figures(area="000") == dict(zip(map(str, YEARS), FIGURES["Hele landet"], strict=True))
    goal = analyst.get(f"{ROOT}/udkast/maal/maal-a/").content.decode()
    assert "8,4" in goal

    series = analyst.get(kept.url)
    [action] = re.findall(r'action="([^"]+/naeste/)"', series.content.decode())
    later = {area: (*values[1:], values[-1] + 0.1) for area, values in FIGURES.items()}
    again = analyst.post(action, sent(office_workbook((2017, 2018, 2019, 2020), later), "neet_2020.xlsx"))

    assert again.url == kept.url
    assert figures()["2020"] == 8.5
    assert figures()["2016"] == 8.6
    assert all(one.withdrawn is None for one in measurements(pk_of("lilleby"), "unge"))
    assert [entry.action for entry in entries()][-6:].count("replace figures") == 1


def test_a_dividing_column_is_chosen_by_a_person_where_it_has_no_total(analyst):
    text = "kommune;år;køn;andel\n791;2019;M;8,0\n791;2019;K;7,0\n"
    first = handed_in(analyst, text.encode(), "k.csv")

    page = analyst.get(first.url)
    assert "er forskellige i køn" in text_of(page)
    choice = fields(page) | {"indicator": "unge"}
    assert choice["c.køn"] == ""
    assert "køn" in refusal_in(analyst.post(first.url, choice | {"keep": "1"}))
    assert figures() == {}

    analyst.post(first.url, choice | {"c.køn": "K", "keep": "1"})
    assert figures() == {"2019": 7.0}


def test_a_new_indicator_is_made_and_what_was_typed_stays_where_it_cannot_be(analyst):
    first = handed_in(analyst, "år;antal\n2018;12\n2019;14\n".encode("cp1252"), "Ansøgere.csv")
    choice = fields(analyst.get(first.url))
    assert choice["name"] == "Ansøgere"

    refused = analyst.post(first.url, choice | {"name": "Unge", "name_en": "Young", "indicator": "", "keep": "1"})
    assert "unge" in refusal_in(refused)
    assert 'value="Young"' in refused.content.decode()

    kept = analyst.post(first.url, choice | {"unit": "persons", "keep": "1"})
    assert kept.url == f"{ROOT}/tal/ansoegere/"
    assert figures("ansoegere") == {"2018": 12.0, "2019": 14.0}
    assert definition(pk_of("lilleby"), "ansoegere").draw.register_name == "files"


def test_a_next_file_that_is_another_one_leaves_the_figures_and_leads_to_its_columns(analyst):
    first = handed_in(analyst)
    analyst.post(first.url, fields(analyst.get(first.url)) | {"indicator": "unge", "keep": "1"})

    refused = analyst.post(f"{first.url}naeste/", sent(b"navn;antal\nx;1\n", "andet.csv"))
    said = refusal_in(refused)
    assert said
    assert f'href="{first.url}"' in refused.content.decode()
    assert len(figures()) == 4
    assert analyst.get(first.url).status_code in {200, 422}


BOMB = BytesIO()
with zipfile.ZipFile(BOMB, "w", zipfile.ZIP_DEFLATED) as _packed:
    _packed.writestr("xl/worksheets/sheet1.xml", bytes(160_000_000))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "x.xlsx"),
        (b"PK\x03\x04", "x.xlsx"),
        (b"<html>", "x.xlsx"),
        (b"\xd0\xcf\x11\xe0", "x.xls"),
        (BOMB.getvalue(), "x.xlsx"),
        (b"no table here", "x.csv"),
        (b"kommune;antal\n791;1\n", "x.csv"),
        (b"MZ", "x.exe"),
        (b"a" * 10_000_001, "x.csv"),
    ],
    ids=["empty", "cut", "html", "old", "bomb", "no table", "no periods", "program", "large"],
)
def test_a_hostile_file_is_refused_in_words_and_changes_nothing(analyst, content, name):
    answer = handed_in(analyst, content, name)
    while answer.status_code == 302:
        answer = analyst.get(answer.url)

    assert refusal_in(answer)
    assert figures() == {}


def test_hostile_texts_are_shown_harmless(analyst):
    first = handed_in(analyst, '"<script>alert(1)</script>";år;antal\n791;2019;1\n'.encode(), "<b>x.csv")

    shown = analyst.get(first.url).content.decode()
    assert "<script>alert(1)" not in shown
    assert "<b>x" not in shown


@pytest.mark.parametrize(
    "typed",
    [{"heading": "999"}, {"area": "x"}, {"period": ""}, {"value": "år"}, {"unit": "x"}, {"layout": "x"}, {"own": "x"}],
    ids=str,
)
def test_a_choice_that_no_list_has_is_refused_in_words(analyst, typed):
    first = handed_in(analyst, "kommune;år;antal\n791;2019;1\n".encode(), "x.csv")
    choice = fields(analyst.get(first.url)) | {"indicator": "", "cadence": "x", **typed, "keep": "1"}

    assert refusal_in(analyst.post(first.url, choice))
    assert figures("x") == {}


def test_a_file_belongs_to_its_municipality(analyst):
    first = handed_in(analyst)
    storby = {"code": "998", "slug": "storby", "name": "Storby Kommune"}
    import_facts(facts=small.facts(municipality=storby), by="office", at=MARCH, replace=True)
    other = signed_in_client(Role.ANALYST, of="storby")

    assert other.get(first.url).status_code == 403
    assert other.get(first.url.replace("lilleby", "storby")).status_code == 403
    assert other.post(first.url.replace("lilleby", "storby") + "naeste/", sent(b"x")).status_code == 403
    assert "neet_2019" not in text_of(other.get("/arbejde/storby/filer-med-tal/"))
    assert figure_files.files("storby") == ()


def test_a_reader_hands_nothing_in():
    reader = signed_in_client(Role.READER)

    assert reader.get(FILES).status_code == 403
    assert handed_in(reader).status_code == 403
    assert figure_files.files("lilleby") == ()
