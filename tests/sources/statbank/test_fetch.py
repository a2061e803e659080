"""Fetching: the real figures come out unchanged, and faults raise errors with register, table and cell."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kobling.core.derived import share_percent, yearly_growth_percent
from kobling.core.periods import Period
from kobling.sources.registers import RegisterError, Selection
from kobling.sources.registers.formats.jsonstat_parser import parse_jsonstat
from kobling.sources.registers.http.timeouts_and_limits import Clock
from kobling.sources.statbank import StatBank, client, statbank_client
from tests.laws import examples
from tests.sources.statbank import responses, tables
from tests.sources.statbank.conftest import QUICK

POPULATION = Selection("FOLK1B", {"OMRÅDE": ["000", "791"], "Tid": [">=2019K1<=2019K4"]})
AREAS = sorted(area["id"] for area in tables.folk1b().variables[0]["values"])


def refusal_of(statbank, selection=POPULATION):
    with pytest.raises(RegisterError) as refused:
        statbank.fetch(selection)
    assert str(refused.value).startswith(f"statbank {selection.table}")
    return refused.value


def figures(drawn):
    """Codes -> number, for every cell."""
    *codes, values, why = drawn.cube.frame
    texts = [column.cast(str).to_list() for column in codes]
    assert [sign is None for sign in why] == [value is not None for value in values]
    return dict(zip(zip(*texts, strict=True), values, strict=True))


def series(drawn):
    """Period -> number, of an answer with one area or status."""
    return {Period.from_statistics_code(codes[-1]): value for codes, value in figures(drawn).items()}


def test_the_recorded_answer_is_read():
    body = (tables.RECORDED / "data_STRAF42_2023.jsonstat.json").read_bytes()

    assert parse_jsonstat(body, register="statbank", table="STRAF42").frame["value"].to_list() == [233454]


def test_all_decisions_of_2023(statbank):
    drawn = statbank.fetch(Selection("straf42", {"herkomst1": ["00"], "TID": ["2023"]}))

    assert figures(drawn) == {("00", "2023"): 233454}
    assert drawn.cube.unit == "Antal"
    assert drawn.cube.source == "Danmarks Statistik"


def test_viborg_grew_and_shrank(statbank):
    """From 1 January to 1 January: +0.73, +0.42, +0.24 and -0.20 per cent in 2016 to 2019 as they ended."""
    drawn = statbank.fetch(Selection("FOLK1B", {"OMRÅDE": ["791"], "Tid": ["*K1"]}))
    growth = {year.end.year: round(value, 2) for year, value in yearly_growth_percent(series(drawn)).items()}

    assert {year: growth[year] for year in (2017, 2018, 2019, 2020)} == {
        2017: 0.73,
        2018: 0.42,
        2019: 0.24,
        2020: -0.20,
    }


def test_young_people_in_viborg_outside_work_and_education(statbank):
    def young(status):
        chosen = {"STATUS": [status], "BOPOMR": ["791"], "Tid": [">=2015"]}
        return series(statbank.fetch(Selection("NEET2", chosen)))

    share = share_percent(young("10"), young("00"))

    assert [round(value, 2) for value in share.values()] == [12.80, 11.98, 11.07, 11.67, 11.59]


def test_all_municipalities_come_in_one_request(fake, statbank):
    drawn = statbank.fetch(Selection("FOLK1B", {"OMRÅDE": ["*"], "Tid": ["2020K1"]}))

    assert len(figures(drawn)) == 99
    assert [asked.path for asked in fake.requests] == ["tableinfo", "data"]
    towns = {area: value for (area, _time), value in figures(drawn).items() if area != "000"}
    assert len(towns) == 98
    # The 84 others live on Christiansø, which is in no municipality.
    assert figures(drawn)["000", "2020K1"] - sum(towns.values()) == 84


def test_every_figure_of_the_files_comes_out(statbank):
    held = tables.folk1b().figures
    drawn = statbank.fetch(Selection("FOLK1B", {"OMRÅDE": ["*"], "Tid": ["*"]}))

    assert figures(drawn) == {(area, time): value for (area, _, _, _, time), value in held.items()}


def test_the_answer_is_kept_as_it_came_with_its_request(fake, statbank):
    (raw,) = statbank.fetch(POPULATION).responses

    assert raw.request_id == "fake-000002"
    assert raw.body.startswith(b'{"dataset":')
    assert raw.request_text.startswith(f"POST {fake.base_url}data\n")
    assert '"code":"Tid","values":[">=2019K1<=2019K4"]' in raw.request_text


def test_cells_are_in_the_order_of_the_table_however_they_are_asked_for(statbank):
    backwards = Selection("FOLK1B", {"Tid": ["2019K2", "2019K1"], "OMRÅDE": ["791", "000"]})

    assert list(figures(statbank.fetch(backwards))) == [
        ("000", "2019K1"),
        ("000", "2019K2"),
        ("791", "2019K1"),
        ("791", "2019K2"),
    ]


def test_a_sum_of_several_values(statbank):
    both = Selection("FOLK1B", {"OMRÅDE": ["sum(Begge=791;740)", "740", "791"], "Tid": ["2019K1"]})
    found = figures(statbank.fetch(both))

    assert found["Begge", "2019K1"] == found["740", "2019K1"] + found["791", "2019K1"]


def test_a_figure_that_is_missing_stays_missing(fake, statbank):
    fake.revise("FOLK1B", {("791", "TOT", "IALT", "000", "2019K1"): None}, updated="2025-11-11T08:00:00")
    drawn = statbank.fetch(POPULATION)

    assert figures(drawn)["791", "2019K1"] is None
    assert drawn.cube.frame["why"].to_list().count("..") == 1


def test_a_revised_figure_comes_with_the_day_of_its_revision(fake, statbank):
    before = statbank.fetch(POPULATION)
    fake.revise("FOLK1B", {("791", "TOT", "IALT", "000", "2019K1"): 97114}, updated="2025-11-11T08:00:00")
    after = statbank.fetch(POPULATION)

    assert (figures(before)["791", "2019K1"], figures(after)["791", "2019K1"]) == (97113, 97114)
    assert after.cube.updated_at.isoformat() == "2025-11-11T07:00:00+00:00"


def test_a_retired_table_is_drawn_and_says_so(fake, statbank):
    fake.retire("FOLK1B")

    assert not statbank.describe("FOLK1B", language="da").is_active
    assert figures(statbank.fetch(POPULATION))["791", "2019K1"] == 97113


@pytest.mark.parametrize("fault", ["reordered", "same_texts"])
def test_another_order_and_repeated_texts_change_nothing(fake, statbank, fault):
    before = statbank.fetch(POPULATION)
    fake.inject_fault(fault)
    after = statbank.fetch(POPULATION)

    assert figures(after) == figures(before)
    assert after.responses[0].sha256 != before.responses[0].sha256


@pytest.mark.parametrize(
    ("fault", "code", "cell"),
    [
        ("renamed", "answer_lacks_code", "Tid=2019K1"),
        ("renamed_variable", "answer_lacks_variable", ""),
        ("lost_variable", "answer_lacks_variable", ""),
        ("extra_variable", "answer_has_variable", ""),
        ("lost_code", "answer_lacks_code", "OMRÅDE=791"),
        ("more_codes", "answer_has_code", "OMRÅDE=999"),
        ("short_values", "wrong_count", "dataset.value"),
        ("html_200", "not_json", ""),
        ("half_json", "not_json", ""),
        ("long_length", "not_json", ""),
        ("cut", "cut_off", ""),
        ("cut_gzip", "cut_off", ""),
        ("short_length", "cut_off", ""),
        ("garbage", "damaged_packing", ""),
        ("gzip_bomb", "too_many_unpacked", ""),
        ("endless", "too_many_bytes", ""),
        ("redirect_host", "redirect_host", ""),
        ("redirect_private", "redirect_private", ""),
        ("redirect_scheme", "redirect_scheme", ""),
        ("html_500", "fell_over", ""),
        ("busy", "busy", ""),
    ],
)
def test_what_is_wrong_is_said_with_register_table_and_cell(fake, statbank, fault, code, cell):
    fake.inject_fault(fault, path="data")
    refusal = refusal_of(statbank)

    assert (refusal.code, refusal.register, refusal.table, refusal.cell) == (code, "statbank", "FOLK1B", cell)


@pytest.mark.parametrize("fault", ["html_500", "html_200", "cut", "half_json", "gzip_bomb", "busy", "redirect_private"])
@pytest.mark.parametrize("path", ["tableinfo", "tables"])
def test_what_is_wrong_with_a_description_is_said_too(fake, statbank, fault, path):
    fake.inject_fault(fault, path=path)

    with pytest.raises(RegisterError, match=r"^statbank"):
        statbank.search("x", language="da") if path == "tables" else statbank.describe("FOLK1B", language="da")


@pytest.mark.parametrize("fault", ["slow", "dripping", "slow_headers"])
def test_a_slow_answer_is_given_up(fake, fault):
    statbank = StatBank(statbank_client(fake.base_url, limits=replace(QUICK, total_seconds=0.4)))
    fake.inject_fault(fault, path="data")

    assert refusal_of(statbank).code == "too_slow"


def test_an_unknown_table_is_refused_with_the_nearest(statbank):
    refusal = refusal_of(statbank, Selection("FOLK1BB", {"Tid": ["*"]}))

    assert "FOLK1B (Befolkningen den 1. i kvartalet)" in str(refusal)


def test_a_question_the_table_cannot_answer_is_never_sent(fake, statbank):
    refusal = refusal_of(statbank, Selection("FOLK1B", {"OMRÅDE": ["Viborg"], "Tid": ["*"]}))

    assert str(refusal).endswith("write a code, such as 791 (Viborg)")
    assert [asked.path for asked in fake.requests] == ["tableinfo"]


def test_time_is_always_chosen(fake, statbank):
    """Left out, StatBank would answer with the latest period: another one every quarter."""
    assert refusal_of(statbank, Selection("FOLK1B", {"OMRÅDE": ["791"]})).code == "time_left_out"


def test_what_the_source_says_no_to_is_said_in_its_words(fake, statbank):
    fake.inject_fault("too_many", path="data")

    refusal = refusal_of(statbank)
    assert refusal.code == "source_too_large"
    assert "Forespørgslen returnerer for mange observationer" in str(refusal)


def test_a_million_and_one_cells_come_in_two_answers(fake, statbank):
    drawn = statbank.fetch(Selection("STORT1", {"RÆKKE": ["*"], "SØJLE": ["*"], "Tid": ["2023"]}))

    assert drawn.cube.frame.height == 1_000_001
    assert len(drawn.responses) == 2
    rows = drawn.cube.frame.select(row="RÆKKE", column="SØJLE").cast(str).cast(int)
    assert (rows["row"] * 10_000 + rows["column"] == drawn.cube.frame["value"]).all()
    assert rows["row"].is_sorted()


@pytest.mark.parametrize("code", ["EXTRACT-TOOBIG", "REQUEST-LIMIT"])
def test_a_source_with_a_lower_limit_is_asked_in_smaller_parts(fake, statbank, monkeypatch, code):
    """The published limit has been a hundred thousand once, and may be another."""
    whole = statbank.fetch(Selection("FOLK1B", {"OMRÅDE": ["*"], "Tid": ["*"]}))
    monkeypatch.setattr(responses, "LIMIT", 1000)
    if code == "REQUEST-LIMIT":
        fake.inject_fault("limit")
    drawn = statbank.fetch(Selection("FOLK1B", {"OMRÅDE": ["*"], "Tid": ["*"]}))

    assert figures(drawn) == figures(whole)
    assert len(drawn.responses) > 5


@examples(20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(limit=st.integers(1, 60), areas=st.sets(st.sampled_from(AREAS), min_size=1, max_size=5))
def test_parts_give_the_same_cells_as_the_whole(fake, statbank, limit, areas):
    asked = Selection("FOLK1B", {"OMRÅDE": sorted(areas), "Tid": ["2018*"]})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "MAX_RESPONSE_CELLS", limit)
        parts = statbank.fetch(asked)

    assert figures(parts) == figures(statbank.fetch(asked))


def test_a_table_that_is_updated_between_two_parts_is_refused(fake, statbank, monkeypatch):
    monkeypatch.setattr(client, "MAX_RESPONSE_CELLS", 3)
    fake.inject_fault("updated_between")

    assert refusal_of(statbank).code == "updated_between"


def test_more_than_can_be_held_is_refused_before_it_is_asked(fake, statbank, monkeypatch):
    monkeypatch.setattr(client, "MAX_FETCHED_CELLS", 7)

    assert refusal_of(statbank).facts == {"found": 8, "allowed": 7}


def test_figures_are_never_taken_from_the_cache(fake, tmp_path):
    clock = Clock(sleep=lambda _seconds: None)
    statbank = StatBank(statbank_client(fake.base_url, limits=QUICK, clock=clock, cache_folder=tmp_path))
    for _ in range(2):
        statbank.search("folk1b", language="da")
        statbank.fetch(POPULATION)

    assert [asked.path for asked in fake.requests] == ["tables", "tableinfo", "data", "tableinfo", "data"]
