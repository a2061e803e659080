"""Figures from a register, in the pages: search, choose, look, keep, draw again; and a register that falls ill."""

import re

import pytest
from django.test import override_settings

from kobling.records.drawings import Outcome
from kobling.records.rights import Role
from kobling.rooms.facts.queries import definition, measurements
from kobling.rooms.indicators.figures import UnknownIndicator
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.people.queries import names
from kobling.rooms.registers.queries import drawings
from tests.rooms import small
from tests.rooms.registers.town import people, statbank, take
from tests.web.staff.test_pages import text_of
from tests.web.staff.users import signed_in_client

pytestmark = pytest.mark.django_db

ROOT = "/arbejde/lilleby"
TABLE = f"{ROOT}/registre/statbank/FOLK1B/"
CHOICE = {"v.OMRÅDE": "791", "v.Tid": ["2018K1", "2019K1"], "area": "OMRÅDE"}
NEW = {
    "indicator": "",
    "name": "Folketal i Ådalen",
    "sentence": "{value} bor her",
    "unit": "persons",
    "cadence": "yearly",
}
FAULTS = (
    "slow",
    "dripping",
    "cut",
    "html_500",
    "short_length",
    "renamed",
    "lost_variable",
    "gzip_bomb",
    "redirect_private",
)


@pytest.fixture
def fake(fake):
    with override_settings(REGISTERS={"statbank": lambda: statbank(fake)}):
        yield fake


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    take()


@pytest.fixture
def analyst(fake):
    return signed_in_client(Role.ANALYST)


def figures(key):
    return {one.period.code: one.value for one in measurements(pk_of("lilleby"), key)}


def refusal_in(answer):
    """What a page says is wrong."""
    assert answer.status_code == 422
    [said] = re.findall(r'<p class="problem" role="alert">(.+?)</p>', text_of(answer), re.DOTALL)
    return said


def test_search_choose_look_keep_and_see_the_series(analyst):
    found = text_of(analyst.get(f"{ROOT}/tal/?q=befolkning"))
    assert f'href="{ROOT}/registre/statbank/FOLK1A/"' in found

    table = text_of(analyst.get(TABLE))
    assert '<option value="791" selected>Viborg (791)</option>' in table
    assert '<option value="*" selected>Dem alle</option>' in table

    look = text_of(analyst.get(TABLE, CHOICE))
    assert re.search(r"1\. kvartal 2019.*?97\.113", look, re.DOTALL)
    assert measurements(pk_of("lilleby"), "folketal") == ()

    kept = analyst.post(TABLE, CHOICE | NEW)
    assert kept.url == f"{ROOT}/tal/folketal-i-aadalen/"
    assert figures("folketal-i-aadalen") == {"2018-Q1": 96883.0, "2019-Q1": 97113.0}
    series = text_of(analyst.get(kept.url))
    assert "97.113 personer" in series
    assert "Danmarks Statistik, tabel FOLK1B" in series
    assert re.search(r"<dt>Periode \(Tid\)</dt><dd>[^<]*2019K1", series)
    assert re.search(r"<dt>Område \(OMRÅDE\)</dt><dd>791</dd>", series)
    [drawing] = drawings("lilleby", "folketal-i-aadalen")
    assert drawing.sha256s[0] in series
    assert names()[drawing.by] == "user-analyst-lilleby"


def test_the_figures_reach_the_goal_that_they_measure(fake):
    """An indicator that a goal rests on is drawn in the browser and seen on the goal's page of the draft."""
    goal = small.goal("a", small.target("a1", kind="threshold", value=97000, indicator="folketal"))
    take(people(), goals=[goal])
    analyst = signed_in_client(Role.ANALYST)

    drawn = analyst.post(f"{ROOT}/tal/folketal/hent/")
    series = text_of(analyst.get(drawn.url))
    assert f'href="{ROOT}/udkast/maal/maal-a/"' in series

    page = analyst.get(f"{ROOT}/udkast/maal/maal-a/").content.decode()
    assert "96.921" in page
    assert "Det er ikke udgivet." in page
    assert "Opdigtet." in page


def test_an_indicator_there_is_draws_this_from_now_on(analyst):
    before = definition(pk_of("lilleby"), "folketal")
    answer = analyst.post(TABLE, {"v.OMRÅDE": "791", "v.Tid": "*", "area": "OMRÅDE", "indicator": "folketal"})

    assert answer.url == f"{ROOT}/tal/folketal/"
    after = definition(pk_of("lilleby"), "folketal")
    assert after.name == before.name
    assert after.draw.select["Tid"] == ("*",)
    assert len(figures("folketal")) == 52


def test_to_look_first_changes_nothing(analyst):
    answer = analyst.post(f"{ROOT}/tal/folketal/hent/", {"try": "1"})

    assert "4 nye" in text_of(answer)
    assert figures("folketal") == {}
    assert drawings("lilleby", "folketal") == ()


def test_a_withdrawn_figure_is_told_before_and_after_and_shown_on_the_goals_page(fake):
    goal = small.goal("a", small.target("a1", kind="threshold", value=97000, indicator="folketal"))
    take(people(), goals=[goal])
    analyst = signed_in_client(Role.ANALYST)
    analyst.post(f"{ROOT}/tal/folketal/hent/")
    fake.revise("FOLK1B", {("791", "TOT", "IALT", "000", "2020K1"): None}, updated="2025-11-11T08:00:00")

    look = text_of(analyst.post(f"{ROOT}/tal/folketal/hent/", {"try": "1"}))
    assert "1 trukket tilbage, 3 som før" in look
    assert "1. kvartal 2020: 96.921 er trukket tilbage; kilden" in look
    series = text_of(analyst.get(analyst.post(f"{ROOT}/tal/folketal/hent/").url))
    assert "kilden havde trukket tal tilbage" in series
    assert "<strong>trukket tilbage</strong> af kilden, set" in series

    page = text_of(analyst.get(f"{ROOT}/udkast/maal/maal-a/"))
    assert "Kilden har trukket dette tal tilbage (set" in page
    assert "Kilden har trukket tallet for 1. kvartal 2020 tilbage." in page
    assert "En stiplet cirkel er et tal, som kilden har trukket tilbage." in page


def test_a_revised_figure_shows_what_it_was(analyst, fake):
    analyst.post(f"{ROOT}/tal/folketal/hent/")
    fake.revise("FOLK1B", {("791", "TOT", "IALT", "000", "2019K1"): 97114}, updated="2025-11-11T08:00:00")

    look = text_of(analyst.post(f"{ROOT}/tal/folketal/hent/", {"try": "1"}))
    assert "1 rettet, 3 som før" in look
    assert "1. kvartal 2019: 97.113 → 97.114 (+1)" in look
    analyst.post(f"{ROOT}/tal/folketal/hent/")

    series = text_of(analyst.get(f"{ROOT}/tal/folketal/"))
    assert "97.114 personer" in series
    assert figures("folketal")["2019-Q1"] == 97114.0


def test_an_unlikely_figure_waits_on_the_page_for_somebody_who_accepts_it(analyst, fake):
    analyst.post(f"{ROOT}/tal/folketal/hent/")
    fake.revise("FOLK1B", {("791", "TOT", "IALT", "000", "2020K1"): 97}, updated="2025-11-11T08:00:00")

    answer = analyst.post(f"{ROOT}/tal/folketal/hent/")
    assert answer.status_code == 422
    assert "97 ligger langt fra de andre tal i rækken (96.477 – 97.113)" in text_of(answer)
    assert 'name="accept"' in answer.content.decode()
    assert figures("folketal")["2020-Q1"] == 96921.0

    analyst.post(f"{ROOT}/tal/folketal/hent/", {"accept": "1", "reason": "Kilden tæller i tusinder."})
    assert figures("folketal")["2020-Q1"] == 97.0


@pytest.mark.parametrize("fault", FAULTS)
def test_a_register_that_is_ill_is_said_and_the_former_figures_stand(analyst, fake, fault):
    analyst.post(f"{ROOT}/tal/folketal/hent/")
    before = figures("folketal")
    fake.inject_fault(fault, path="data")

    said = refusal_in(analyst.post(f"{ROOT}/tal/folketal/hent/"))

    assert said.startswith("statbank FOLK1B")
    assert figures("folketal") == before
    assert drawings("lilleby", "folketal")[-1].outcome is Outcome.REFUSED
    text = text_of(analyst.get(f"{ROOT}/tal/folketal/"))
    assert "intet blev hentet" in text


@pytest.mark.parametrize("fault", ["html_500", "cut", "slow"])
def test_searching_and_opening_a_table_say_what_is_wrong_too(analyst, fake, fault):
    fake.inject_fault(fault)

    assert 'class="problem"' in text_of(analyst.get(f"{ROOT}/tal/?q=folk"))
    assert refusal_in(analyst.get(TABLE)).startswith("statbank")


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        ({"v.OMRÅDE": "99999", "v.Tid": "*"}, "99999"),
        ({"v.OMRÅDE": "791"}, "Tid"),
        ({"v.OMRÅDE": ["791", "101"], "v.Tid": "2019K1"}, "OMRÅDE"),
        ({"v.OMRÅDE": "791", "v.Tid": "<script>"}, "&lt;script&gt;"),
        ({"v.OMRÅDE": "791", "v.Tid": "*", "area": "FINDESIKKE"}, "FINDESIKKE"),
    ],
    ids=["no such value", "no time", "two areas that are none", "hostile", "no such variable"],
)
def test_a_choice_that_gives_nothing_says_why(analyst, choice, says):
    assert says in refusal_in(analyst.get(TABLE, choice))


@pytest.mark.parametrize(
    "wrong",
    [
        {"sentence": "uden tal"},
        {"unit": "bananas"},
        {"decimals": "9"},
        {"name": "¤¤¤", "key": ""},
        {"name": "Folketal"},
        {"cadence": "sometimes"},
        {"indicator": "members", "v.Tid": ["x"]},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_definition_that_is_wrong_is_not_kept_and_what_was_written_stays(analyst, wrong):
    refused = analyst.post(TABLE, CHOICE | NEW | wrong)

    assert refusal_in(refused)
    assert 'value="2019K1" selected' in refused.content.decode() or "v.Tid" in wrong
    with pytest.raises(UnknownIndicator):
        definition(pk_of("lilleby"), "folketal-i-aadalen")
    assert figures("folketal") == {}


def test_a_reader_sees_the_figures_and_draws_none(fake):
    reader = signed_in_client(Role.READER)

    assert "Hent tallene nu" not in text_of(reader.get(f"{ROOT}/tal/folketal/"))
    assert reader.post(f"{ROOT}/tal/folketal/hent/").status_code == 403
    assert reader.get(TABLE).status_code == 403


def test_a_register_or_an_indicator_that_is_not_there(analyst):
    assert analyst.get(f"{ROOT}/registre/ukendt/FOLK1B/").status_code == 403
    assert analyst.get(f"{ROOT}/tal/findes-ikke/").status_code == 403
    assert "FINDESIKKE" in refusal_in(analyst.get(f"{ROOT}/registre/statbank/FINDESIKKE/"))
    assert refusal_in(analyst.post(f"{ROOT}/tal/members/hent/"))


def test_a_retired_table_says_so(analyst, fake):
    fake.retire("FOLK1B")

    assert "Kilden opdaterer ikke længere denne tabel." in text_of(analyst.get(TABLE))


def test_in_english(analyst):
    analyst.post(f"{ROOT}/tal/folketal/hent/")
    text = text_of(analyst.get("/en/work/lilleby/figures/folketal/"))

    assert "97,113 people" in text
