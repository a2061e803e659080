"""What is unlikely in a folder is questioned where it stands, in words; what is likely is left alone."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given

from kobling.core.characters import INVISIBLE_CHARACTER
from kobling.records.base import Text
from kobling.records.chain import Target
from kobling.rooms.audit.queries import entries
from kobling.rooms.facts.history import change_sets
from kobling.rooms.folder.actions import Acceptance, import_facts
from kobling.rooms.folder.checks.warnings.changed_targets import AIM_FIELDS
from kobling.rooms.folder.checks.warnings.contacts import is_like_a_persons
from kobling.rooms.folder.checks.warnings.run import find_warnings
from kobling.rooms.folder.errors import MAX_PROBLEMS, MAX_SHOWN_PROBLEMS, FileProblem, FolderError, SourceLocation
from kobling.rooms.folder.queries import kept_goals, open_warnings
from kobling.rooms.folder.reader import read_contents, read_folder
from kobling.rooms.folder.warning_messages import CHANGE_CODES, WARNING_MESSAGES
from kobling.rooms.folder.warnings import FolderWarning, UnacceptedWarnings, warning_lines
from kobling.rooms.indicators.unlikely import plain
from kobling.rooms.municipality.queries import pk_of, slugs
from kobling.web.shared.formats import format_day
from kobling.web.staff.editing import warning_sentence
from tests.laws import examples
from tests.rooms import small, strategies
from tests.rooms.folder.mistakes import (
    AGREEMENTS,
    DRAWINGS,
    MEMBERS,
    MUNICIPALITY,
    PRIORITIES,
    REGISTER,
    SURVEY,
    VISION,
    changed,
)
from tests.rooms.folder.sample import FILES, write

ROOT = Path(__file__).parents[4]
TODAY = date(2022, 6, 1)
NOON = datetime(2022, 6, 1, 12, tzinfo=UTC)

SLIPS = (
    changed("far_from_series", SURVEY, "2020,,61.5,standard", "2020,,§0.615,standard"),
    changed("far_from_series", REGISTER, "97113,0", "§97,113"),
    changed("far_from_series", REGISTER, "97113,0", "§971130"),
    changed("target_far_from_series", VISION, "value: 80\n", "value: §0.8\n"),
    changed(
        "decimals_hide_difference",
        MEMBERS,
        "unit: percent\n",
        "unit: percent\ndecimals: §0\n",
        also=[(SURVEY, "2020,,61.5,standard", "2020,,79.6,standard")],
    ),
    changed("basis_contradicted", "indicators/vielser.yaml", "unit: persons\n", "unit: persons\nbasis: §sample\n"),
    changed("percent_out_of_range", SURVEY, "2019,000,62.5,interval,,61,64", "2019,000,§162.5,interval,,161,164"),
    changed("percent_out_of_range", SURVEY, "2020,,61.5,standard", "2020,,§-61.5,standard"),
    changed("percent_out_of_range", VISION, "value: 80\n", "value: §180\n"),
    changed("count_below_zero", "measurements/vielser.csv", "2019,84", "2019,§-84"),
    changed("count_with_fraction", "measurements/vielser.csv", "2019,84", "2019,§84.5"),
    changed("count_with_fraction", REGISTER, "byer;2019;17", "byer;2019;§17,5"),
    changed(
        "period_not_over",
        "measurements/vielser.csv",
        "2019,84,full_count,2020-03-12,20200312-0123456789ab",
        "2019,§84,full_count,2019-06-12,",
    ),
    changed("drawn_in_future", SURVEY, "900,,2021-10-03", "900,,§2121-10-03"),
    changed("drawn_in_future", DRAWINGS, "day: 2021-03-12", "day: §2121-03-12"),
    changed(
        "day_in_future", MEMBERS, "reviewed: 2020-01-01\nnext_review: 2021", "reviewed: §2060-01-01\nnext_review: 2061"
    ),
    changed("day_in_future", VISION, "date: 2020-01-31", "date: §2120-01-31"),
    changed("day_in_future", VISION, "date: 2018-12-19, item", "date: §2118-12-19, item"),
    changed("day_in_future", AGREEMENTS, "signed: 2019-11-01", "signed: §2119-11-01"),
    changed(
        "meeting_outside_term", PRIORITIES, "    date: 2019-05-14\n    bodies", "    date: §2009-05-14\n    bodies"
    ),
    changed("meeting_outside_term", AGREEMENTS, "2020-09-01]", "§2022-01-01]"),
    changed("decision_outside_term", PRIORITIES, "date: 2020-06-24", "date: §2017-12-31"),
    changed("deadline_before_goal", VISION, "deadline: 2025-12-31", "deadline: §0205-12-31"),
    changed("deadline_before_goal", VISION, "deadline: 2025-12-31", "deadline: §2017-12-31"),
    changed("day_far_from_terms", VISION, "deadline: 2025-12-31", "deadline: §2205-12-31"),
    changed("day_far_from_terms", VISION, "date: 2018-12-19, item", "date: §1018-12-19, item"),
    changed(
        "baseline_not_above_zero",
        VISION,
        "- key: flere\n        kind",
        "- §key: flere\n        kind",
        also=[(REGISTER, "96921", "0")],
    ),
    changed(
        "email_of_a_person",
        MEMBERS,
        "reviewed: 2020-01-01\n",
        "contact: {function: Analyse, email: §ab@example.dk}\nreviewed: 2020-01-01\n",
    ),
    changed(
        "email_of_a_person",
        MUNICIPALITY,
        "office: Strategi og analyse\n",
        "office: Strategi\n  email: §a.b@example.dk\n",
    ),
    changed(
        "judge_missing",
        VISION,
        """\
      - key: glaede
        kind: judged
        direction: up
        judgements:
          - body: boern
            date: 2020-01-31
            verdict: Ja
            reason: Det siger alle.
""",
        "      - §key: glaede\n        kind: judged\n        direction: up\n",
    ),
)


SHARED = (
    ("analyse@example.dk", "Analyse"),
    ("post@example.dk", "Rådhuset"),
    ("boern-og-unge@example.dk", "Sekretariatet"),
    ("kultur.fritid@example.dk", "Kultur og Fritid"),
    ("bu@example.dk", "Børn og Unge"),
    ("bou@example.dk", "Børn og Unge"),
    ("aeldre_sundhed@example.dk", "Ældre og Sundhed"),
    ("jobcenter@example.dk", "Beskæftigelse"),
    ("hr@example.dk", "Personale"),
)
OF_A_PERSON = (
    "anna.jensen",
    "anna_jensen",
    "a.jensen",
    "Anna-Marie.Holm2",
    "aj",
    "ajen",
    "abc12",
    "chr",
    "ismail.holm",
)


@pytest.mark.parametrize(("email", "function"), SHARED)
def test_a_mailbox_of_a_function_is_left_alone(email, function):
    assert not is_like_a_persons(email, Text(da=function))


@pytest.mark.parametrize("local", OF_A_PERSON)
def test_an_address_like_a_persons_is_questioned(local):
    assert is_like_a_persons(f"{local}@example.dk", Text(da="Sekretariatet for Børn og Unge", en="Children and Youth"))


def warnings_in(folder):
    contents = read_contents(folder)
    facts, locations = contents.facts, contents.locations
    return find_warnings(facts, today=TODAY, locations=locations)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip.code} {slip.place}")
def test_one_slip_gives_one_warning_where_it_stands(tmp_path, slip):
    found = warnings_in(write(tmp_path, slip.files))

    assert [(one.code, str(one.location)) for one in found] == [(slip.code, slip.place)]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip.code} {slip.place}")
def test_no_warning_on_a_page_writes_a_day_as_the_files_do(tmp_path, slip):
    (warning,) = warnings_in(write(tmp_path, slip.files))

    with translation.override("da"):
        assert not re.search(r"\d{4}-\d\d-\d\d", warning_sentence(warning)), slip.code


def test_a_page_writes_days_as_its_reader_does():
    early = FolderWarning(SourceLocation("tal.csv", 2), "period_not_over", "63.5", ("2026-12-01",))
    outside = FolderWarning(
        SourceLocation("moeder.csv", 2), "day_far_from_terms", "1920-02-03", ("2018-01-01 – 2021-12-31",)
    )

    with translation.override("da"):
        assert "hentet 1.\N{NO-BREAK SPACE}december 2026" in early.message(format_day)
        assert "1.\N{NO-BREAK SPACE}januar 2018 – 31.\N{NO-BREAK SPACE}december 2021" in outside.message(format_day)
        assert "2026-12-01" in early.message()


def test_an_error_on_a_page_writes_days_so_too_and_quotes_what_was_typed():
    late = FileProblem(SourceLocation("Tiltag!T2"), "drawn_too_early", "2021-11-17", ("2060-04-01",))
    typed = FileProblem(SourceLocation("Tiltag!H3"), "not_a_key", "2021-11-17")

    with translation.override("da"):
        (line,) = FolderError([late]).lines(format_day)
        assert "17.\N{NO-BREAK SPACE}november 2021" in line
        assert "1.\N{NO-BREAK SPACE}april 2060" in line
        assert "2021-11-17" in typed.message(format_day)


@pytest.mark.parametrize("found", ["20200101", "2020-W01-1", "2020-02-30", "§"])
def test_what_is_no_day_stays_as_it_is(found):
    warning = FolderWarning(SourceLocation("tal.csv", 2), "drawn_in_future", found)

    assert warning.message(format_day) == warning.message()


def test_every_warning_there_are_words_for_has_a_slip():
    assert {slip.code for slip in SLIPS} == WARNING_MESSAGES.keys() - CHANGE_CODES


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("code", WARNING_MESSAGES)
def test_every_warning_has_words(code, language):
    warning = FolderWarning(SourceLocation("vision.yaml", 41, 12), code, "det fundne", ("a", "b"))

    with translation.override(language):
        words = warning.located_message()
        is_english = warning.message() == WARNING_MESSAGES[code] % {"found": "det fundne", "allowed": "a, b"}

    assert words.startswith(f"vision.yaml:41:12: {'advarsel' if language == 'da' else 'warning'}: ")
    assert ("det fundne" in words) is ("%(found)s" in WARNING_MESSAGES[code])
    assert ("a, b" in words) is ("%(allowed)s" in WARNING_MESSAGES[code])
    assert is_english is (language == "en")


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        ("da", "0,615 ligger langt fra de andre tal i rækken (57 – 59); ", "Mente du 61,5?"),
        ("en", "0.615 lies far from the other figures of its series (57 – 59); ", "Did you mean 61.5?"),
    ],
)
def test_figures_are_written_as_the_reader_writes_them(tmp_path, language, first, last):
    (warning,) = warnings_in(write(tmp_path, SLIPS[0].files))

    with translation.override(language):
        assert warning.message().startswith(first)
        assert warning.message().endswith(last)


@pytest.mark.parametrize("written", ["150.14285714285714", "0.1", "-61.5", "1000000000000000", "0.000000123"])
def test_a_figure_is_named_as_it_stands_in_the_file(written):
    assert plain(float(written)) == written


def test_a_figure_that_is_nearly_nothing_takes_an_exponent():
    assert plain(1e-300) == "1e-300"


@pytest.mark.parametrize("folder", sorted(path.name for path in (ROOT / "examples").iterdir() if path.is_dir()))
def test_nothing_in_the_examples_is_questioned(folder):
    contents = read_contents(ROOT / "examples" / folder)
    facts, locations = contents.facts, contents.locations

    assert find_warnings(facts, today=date(2026, 12, 1), locations=locations) == ()


def test_a_corrected_figure_is_not_questioned(tmp_path):
    """It stays in the folder, and a later one supersedes it."""
    rows = FILES[SURVEY] + "2020,,0.615,standard_error,0.014,,,900,,2021-09-03,,,\n"

    assert warnings_in(write(tmp_path, {**FILES, SURVEY: rows})) == ()


def test_a_correction_far_from_what_it_replaces_is_questioned(tmp_path):
    rows = FILES[SURVEY] + "2020,,31.5,standard_error,1.4,,,900,,2022-01-03,,,\n"

    (warning,) = warnings_in(write(tmp_path, {**FILES, SURVEY: rows}))
    assert (warning.code, warning.found, warning.allowed) == ("far_from_series", "31.5", ("61.5",))


def test_periods_of_other_lengths_are_other_series(tmp_path):
    months = "".join(f"vielser;2019-{month:02};7;;full_count;2020-03-01\n" for month in range(1, 13))

    assert warnings_in(write(tmp_path, {**FILES, REGISTER: FILES[REGISTER] + months})) == ()


def test_a_whole_file_drawn_in_the_future_is_questioned_once(tmp_path):
    register = FILES[REGISTER].replace("2019-02-11", "2119-02-11").replace("2020-02-11", "2119-02-11")

    found = warnings_in(write(tmp_path, {**FILES, REGISTER: register}))

    assert [(one.code, one.location.line) for one in found] == [("drawn_in_future", 2), ("drawn_in_future", 5)]


@given(strategies.facts())
@examples(60, suppress_health_check=[HealthCheck.too_slow])
def test_any_facts_can_be_questioned(facts):
    """Without files too, as the working pages ask: every warning then names its record."""
    found = find_warnings(facts, today=TODAY)

    assert {warning.code for warning in found} <= WARNING_MESSAGES.keys()
    for language in ("da", "en"):
        with translation.override(language):
            shown = [warning.located_message() for warning in found]
            assert not any(INVISIBLE_CHARACTER.search(message) or "\n" in message for message in shown)
    assert len({warning.identity for warning in found}) == len(found)


def unlikely(value=0.64):
    return small.with_measurements(small.counted("members", "2020", value), small.counted("members", "2021", 61.0))


def take(facts, **more):
    warnings = find_warnings(facts, today=TODAY)
    return import_facts(facts=facts, by="office", at=NOON, replace=True, warnings=warnings, **more).differences


@pytest.mark.django_db
def test_what_is_unlikely_is_not_taken_in_before_it_is_accepted():
    with pytest.raises(UnacceptedWarnings) as refused:
        take(unlikely())

    assert [warning.code for warning in refused.value.warnings] == ["far_from_series"]
    assert slugs() == ()
    assert list(entries()) == []


def many_unlikely(count):
    figures = [small.counted("members", "2020", 162.0, area=f"{number:05}") for number in range(count)]
    return small.with_measurements(*figures)


def test_no_more_warnings_are_listed_than_somebody_can_read_and_the_rest_is_counted():
    found = find_warnings(many_unlikely(MAX_SHOWN_PROBLEMS + 10), today=TODAY)

    with translation.override("en"):
        lines = list(warning_lines(found))

    assert len(lines) == MAX_SHOWN_PROBLEMS + 1
    assert lines[-1] == "and 10 warnings more"


def test_everything_unlikely_is_questioned_however_much_there_is():
    """Otherwise the rest would come in unseen when what was listed is accepted."""
    assert len(find_warnings(many_unlikely(MAX_PROBLEMS + 1), today=TODAY)) == MAX_PROBLEMS + 1


@pytest.mark.django_db
def test_a_rehearsal_needs_no_acceptance():
    assert take(unlikely(), dry_run=True)
    assert list(entries()) == []


@pytest.mark.django_db
def test_the_audit_keeps_what_was_accepted_and_why():
    take(unlikely(), acceptance=Acceptance("Kun formanden svarede."))

    (made,) = change_sets(pk_of("lilleby"))
    assert list(made.accepted) == [
        {
            "code": "far_from_series",
            "subject": "measurement members 2020 2021-01-15 value",
            "found": "0.64",
            "allowed": ["59 – 61"],
        }
    ]
    details = list(entries())[-1].details
    assert (details["accepted"], details["reason"], made.reason) == (1, *["Kun formanden svarede."] * 2)


@pytest.mark.django_db
def test_what_was_accepted_is_not_questioned_again_but_another_value_is():
    take(unlikely(), acceptance=Acceptance())

    assert take(unlikely()) == ()
    assert open_warnings("lilleby", find_warnings(unlikely(), today=TODAY)) == ()
    with pytest.raises(UnacceptedWarnings):
        take(unlikely(0.65))


@pytest.mark.django_db
def test_an_acceptance_is_kept_even_where_nothing_else_changes():
    import_facts(facts=unlikely(), by="office", at=NOON, replace=True)

    assert take(unlikely(), acceptance=Acceptance()) == ()

    assert [entry.details.keys() for entry in entries()][-1] == {"accepted", "change_set", "digest"}
    assert take(unlikely()) == ()


@pytest.mark.django_db
def test_where_nothing_is_questioned_nothing_is_accepted():
    take(small.facts(), acceptance=Acceptance("Det er i orden."))

    assert {"accepted", "reason"} & list(entries())[-1].details.keys() == set()


def test_a_folder_that_is_read_holds_the_same_warnings_wherever_its_records_stand(tmp_path):
    first = write(tmp_path / "a", SLIPS[0].files)
    moved = {**SLIPS[0].files, SURVEY: SLIPS[0].files[SURVEY].replace("\n2018,", "\n\n\n2018,")}

    (one,), (other,) = warnings_in(first), warnings_in(write(tmp_path / "b", moved))

    assert one.location != other.location
    assert one.identity == other.identity
    assert read_folder(first) == read_folder(tmp_path / "b")


KEPT = small.facts(goals=[small.goal("a", small.target("a1", value=80, deadline="2025-12-31"))])
DECISION = {"body": "council", "date": "2021-12-15", "item": "7"}
SOFTER = ({"value": 60}, {"deadline": "2027-12-31"}, {"minimum_change": 5}, {"max_age_days": 3000}, {"deadline": None})


def changed_target(wordings=None, **changes):
    target = small.target("a1", **({"value": 80, "deadline": "2025-12-31"} | changes))
    return small.facts(goals=[small.goal("a", target, **({"wordings": wordings} if wordings else {}))])


@pytest.mark.parametrize("change", SOFTER, ids=str)
def test_a_target_that_was_changed_without_a_decision_is_questioned(change):
    (warning,) = find_warnings(changed_target(**change), today=TODAY, kept=KEPT.goals)
    ((field, value),) = change.items()

    assert (warning.code, warning.subject) == ("target_changed", f"goal a targets a1 {field}")
    assert warning.found == ("-" if value is None else str(value))


def test_a_target_with_a_new_decision_or_a_new_wording_is_not_questioned():
    kept = KEPT.goals[0].wordings[0].model_dump()
    reworded = [kept | {"valid_to": "2021-12-14"}, kept | {"valid_from": "2021-12-15", "decision": DECISION}]

    assert find_warnings(changed_target(value=60, decision=DECISION), today=TODAY, kept=KEPT.goals) == ()
    assert find_warnings(changed_target(reworded, value=60), today=TODAY, kept=KEPT.goals) == ()
    assert find_warnings(changed_target(text="Flere"), today=TODAY, kept=KEPT.goals) == ()


def test_every_field_of_a_target_is_an_aim_or_tells_of_it():
    of_it = {"key", "text", "decision", "wanted", "note", "judgements", "sources", "valid_from", "valid_to"}
    assert set(AIM_FIELDS) | of_it == set(Target.model_fields)


@pytest.mark.django_db
def test_a_change_that_was_accepted_is_questioned_when_it_is_made_again():
    assert kept_goals(KEPT.municipality.code) == ()
    import_facts(facts=KEPT, by="office", at=NOON, replace=True)
    for value in (60, 80, 60):
        facts = changed_target(value=value)
        warnings = find_warnings(facts, today=TODAY, kept=kept_goals(facts.municipality.code))
        with pytest.raises(UnacceptedWarnings):
            import_facts(facts=facts, by="office", at=NOON, replace=True, warnings=warnings)
        import_facts(
            facts=facts,
            by="office",
            at=NOON,
            replace=True,
            warnings=warnings,
            acceptance=Acceptance("Byrådet ved det."),
        )
        assert find_warnings(facts, today=TODAY, kept=kept_goals(facts.municipality.code)) == ()


EARLY = {"drawn": "2020-06-12"}


def warned_early(*measured, other=None, **more):
    """The codes of the warnings of a register's yearly figures."""
    register = small.indicator("born", **({"unit": "persons", "collected_by": "register"} | more))
    indicators = [small.indicator("members"), register, *([other] if other else [])]
    found = find_warnings(small.facts(indicators=indicators, measurements=measured), today=TODAY)
    return [(warning.code, warning.subject.split()[2], warning.allowed) for warning in found]


def test_a_figure_of_a_year_that_has_not_ended_is_questioned_once_in_a_series():
    later = small.counted("born", "2021", 86, drawn="2021-06-12")
    asked = [("period_not_over", "2020", ("2020-06-12",))]

    assert warned_early(small.counted("born", "2020", 84, **EARLY)) == asked
    assert warned_early(small.counted("born", "2020", 84, **EARLY), later) == asked
    assert warned_early(small.counted("born", "2020", 84, drawn="2020-12-31")) == []
    assert warned_early(small.counted("born", "2020-Q2", 84, **EARLY)) == []


def test_a_count_on_a_day_a_survey_and_a_figure_with_a_note_are_not_questioned_before_their_year_has_ended():
    early = small.counted("born", "2020", 84, **EARLY)
    growth = small.indicator("growth", unit="percent_per_year", collected_by="register")

    assert warned_early(early, other=growth | {"derived": {"method": "yearly_growth_percent", "of": "born"}}) == []
    assert warned_early(early, collected_by="survey") == []
    assert warned_early(early | {"note": "Kilden tæller den 1. januar."}) == []
