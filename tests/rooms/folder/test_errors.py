"""Every problem there is: it is found, where it is, and said in Danish and in English."""

import re

import pytest
from django.utils import translation

from kobling.rooms.folder import errors
from kobling.rooms.folder.errors import (
    MAX_PROBLEMS,
    MAX_SHOWN_PROBLEMS,
    MESSAGES,
    FileProblem,
    FolderError,
    ProblemCollector,
    SourceLocation,
)
from kobling.rooms.folder.parsing.locations import RecordLocations
from kobling.rooms.folder.reader import read_folder
from tests.rooms import small
from tests.rooms.folder.mistakes import (
    AGREEMENTS,
    BUDGET,
    INITIATIVES,
    MISTAKES,
    MUNICIPALITY,
    ORGANISATION,
    PEOPLE,
    PRIORITIES,
    REGISTER,
    SURVEY,
    TERM,
    VISION,
)
from tests.rooms.folder.sample import FILES, write

ELSEWHERE = {
    "not_a_folder": "test_reader",
    "file_as_folder": "test_reader",
    "zip_for_folder": "test_reader",
    "folder_inside": "test_reader",
    "too_many_files": "test_hostile",
    "unreadable": "test_hostile",
    "not_ours": "test_writer",
    "unwritable": "test_writer",
    "unknown_term": "test_writer",
    "not_a_term": "test_filled_in",
    "not_a_zip": "test_archive",
    "unsafe_name": "test_archive",
}
"""What no file can have in it, and where it is tested instead."""


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake.code} {mistake.place}")
def test_a_mistake_is_found_where_it_is_and_once(tmp_path, mistake):
    write(tmp_path, mistake.files)
    mistake.afterwards(tmp_path)

    with pytest.raises(FolderError) as refused:
        read_folder(tmp_path)

    found = refused.value.problems
    assert [(problem.code, str(problem.location)) for problem in found] == [(mistake.code, mistake.place)]


def test_every_problem_there_are_words_for_has_a_mistake():
    assert {mistake.code for mistake in MISTAKES} | ELSEWHERE.keys() == MESSAGES.keys()


def faults_of_words(code, question):
    """Yield what is wrong with the words of a problem; `question` is what they ask about the suggestion."""
    problem = FileProblem(SourceLocation("municipality.yaml", 41, 12), code, "det fundne", ("a", "b"), suggestion="b")
    try:
        words = problem.located_message()
    except (KeyError, TypeError, ValueError) as error:
        yield f"cannot be formatted: {error!r}"
        return
    if not words.startswith("municipality.yaml:41:12: "):
        yield "does not begin with its location"
    if "%(" in words or "%%" in words:
        yield "leaves a placeholder"
    if ("det fundne" in words) is not ("%(found)s" in MESSAGES[code]):
        yield "what was found"
    if ("a, b" in words) is not ("%(allowed)s" in MESSAGES[code]):
        yield "what is allowed"
    if question not in words:
        yield "the suggestion"


@pytest.mark.parametrize(("language", "question"), [("da", "Mente du b?"), ("en", "Did you mean b?")])
def test_every_problem_has_words(language, question):
    with translation.override(language):
        wrong = [f"{code}: {fault}" for code in MESSAGES for fault in faults_of_words(code, question)]

    assert not wrong, "\n".join(wrong)


def test_danish_is_not_english():
    def message(code, language):
        with translation.override(language):
            return FileProblem(SourceLocation("x"), code).message()

    untranslated = [code for code in MESSAGES if message(code, "da") == message(code, "en")]

    assert not untranslated, "\n".join(untranslated)


@pytest.mark.parametrize(
    ("mistake_place", "near"),
    [
        ("terms/2018-2021/visions.yaml", "vision.yaml"),
        ("municipality.yaml:5:1", "seats"),
        ("indicators/folketal.yaml:5:7", "persons"),
        ("stories/ungeguide.md:2:9", "foreninger"),
        ("measurements/medlemmer.csv:1:13", "value"),
        ("measurements/medlemmer.csv:2:55", "avis"),
    ],
)
def test_a_slip_is_told_from_what_was_meant(tmp_path, mistake_place, near):
    (mistake,) = [one for one in MISTAKES if one.place == mistake_place and one.code.startswith(("unknown", "not_one"))]
    write(tmp_path, mistake.files)

    with pytest.raises(FolderError) as refused:
        read_folder(tmp_path)

    assert near in [problem.suggestion for problem in refused.value.problems]


def test_problems_are_told_in_the_order_of_their_places():
    places = [
        SourceLocation("b", 1, 1),
        SourceLocation("a", 10, 1),
        SourceLocation("a", 9, 20),
        SourceLocation("a", 9, 3),
        SourceLocation("a"),
    ]
    refusal = FolderError([FileProblem(place, "tab") for place in places] * 2)

    assert [str(problem.location) for problem in refusal.problems] == ["a", "a:9:3", "a:9:20", "a:10:1", "b:1:1"]


@pytest.mark.parametrize(
    ("count", "last"),
    [
        (MAX_SHOWN_PROBLEMS, []),
        (MAX_SHOWN_PROBLEMS + 1, ["and 1 problem more"]),
        (MAX_SHOWN_PROBLEMS + 10, ["and 10 problems more"]),
        (MAX_PROBLEMS + 5, ["and many more"]),
    ],
)
def test_no_more_problems_are_told_than_somebody_can_read(count, last):
    found = ProblemCollector()
    for line in range(count):
        found.add(SourceLocation("a", line + 1, 1), "tab")

    with pytest.raises(FolderError) as refused:
        found.fail_if_any()

    with translation.override("en"):
        lines = list(refused.value.lines())
        assert str(refused.value) == "\n".join(lines)
    assert lines[MAX_SHOWN_PROBLEMS:] == last
    assert len(refused.value.problems) == min(count, MAX_PROBLEMS)


def test_nothing_is_refused_where_nothing_is_wrong():
    ProblemCollector().fail_if_any()


def test_what_is_found_cannot_speak_to_the_terminal():
    hostile = "\x1b[2J\u202egnp.exe\n" + "x" * 1000
    problem = FileProblem(SourceLocation(f"a{hostile}"), "unknown_field", hostile, (hostile,), suggestion=hostile)

    words = problem.located_message()

    assert words.isprintable()
    assert re.search(r"\\u001b\[2J\\u202egnp.exe\\u000a", words)
    assert len(words) < 600


def test_a_long_list_of_what_is_allowed_is_cut_short():
    problem = FileProblem(SourceLocation("a"), "unknown_goal", "x", tuple(f"g{number}" for number in range(500)))

    assert problem.message().count(",") == errors.MAX_LISTED_NAMES


def test_a_place_is_written_as_editors_read_it():
    assert str(SourceLocation("terms/2018-2021/vision.yaml", 41, 12)) == "terms/2018-2021/vision.yaml:41:12"
    assert str(SourceLocation("terms/2018-2021/vision.yaml")) == "terms/2018-2021/vision.yaml"


def renamed(old, new):
    return {path.replace(old, new): text for path, text in FILES.items()}


def replaced(path, *pairs):
    text = FILES[path]
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return {**FILES, path: text}


BESIDE = """\
beside:
  country: 000
  municipalities: [{code: 101, name: København}, {code: 990, name: Eksempelby}]
  neighbours: [101]
  group: {name: Byer, codes: [101, 990]}
"""
GOAL = re.search(r"  - key: foreninger\n.*", FILES[VISION], re.DOTALL)[0]

SINGLE_MISTAKES = {
    "the file of the organisation is missing": (
        {path: text for path, text in FILES.items() if path != ORGANISATION},
        ("no_council", ORGANISATION, ""),
    ),
    "the file of the organisation has an American name": (
        renamed("organisation", "organization"),
        ("unknown_file", "organization.yaml", ORGANISATION),
    ),
    "the file of the municipality is misspelt": (
        renamed("municipality.yaml", "muncipality.yaml"),
        ("unknown_file", "muncipality.yaml", MUNICIPALITY),
    ),
    "the file of the goals is misspelt": (
        renamed("vision", "visions"),
        ("unknown_file", "terms/2018-2021/visions.yaml", "vision.yaml"),
    ),
    "the file of the term has another suffix": (
        renamed("2018-2021/term.yaml", "2018-2021/term.yml"),
        ("unknown_file", "terms/2018-2021/term.yml", "term.yaml"),
    ),
    "the folder of a term is misnamed": (
        renamed("2018-2021", "2018-21"),
        ("bad_term_name", "terms/2018-21", ""),
    ),
    "the folder of the indicators is misnamed": (
        renamed("indicators/", "indicator/"),
        ("unknown_file", "indicator", "indicators/"),
    ),
    "an indicator has another suffix": (
        renamed("indicators/folketal.yaml", "indicators/folketal.YML"),
        ("unknown_file", "indicators/folketal.YML", "folketal.yaml"),
    ),
    "a body was renamed": (
        replaced(ORGANISATION, ("  - key: boern\n", "  - key: boern-og-unge\n"), ("serves: [boern]", "serves: []")),
        ("unknown_body", f"{AGREEMENTS}:5:14", ""),
    ),
    "a goal was copied with its key": (
        replaced(VISION, (GOAL, GOAL + GOAL)),
        ("repeated_key", f"{VISION}:77:10", ""),
    ),
    "a line of the budget has an unknown track": (
        replaced(
            BUDGET,
            (
                "- track: bygninger\n        committee: kultur\n        year: 2020",
                "- track: bygning\n        committee: kultur\n        year: 2020",
            ),
        ),
        ("unknown_track", f"{BUDGET}:31:16", "bygninger"),
    ),
    "the municipality has another code": (
        replaced(MUNICIPALITY, ("seats: 21", BESIDE)),
        ("own_area_missing", f"{MUNICIPALITY}:7:19", ""),
    ),
    "a term ends in another year": (
        replaced(TERM, ("2021-12-31", "2012-12-31")),
        ("ends_before_start", f"{TERM}:2:6", ""),
    ),
    "a term ends long after the next one began": (
        replaced(TERM, ("2021-12-31", "2091-12-31")),
        ("term_years", f"{TERM}:2:6", ""),
    ),
    "decimals take a comma where commas separate": (
        replaced(SURVEY, ("2018,,57,", "2018,,57,0,"), ("2019,,59,", "2019,,59,0,")),
        ("cell_count", f"{SURVEY}:2:1", ""),
    ),
    "the kind of uncertainty is misspelt in every row": (
        replaced(REGISTER, ("full_count", "fuld")),
        ("not_one_of", f"{REGISTER}:2:28", ""),
    ),
    "a column has a Danish name": (
        replaced(SURVEY, (",value,", ",tal,")),
        ("unknown_column", f"{SURVEY}:1:13", "value"),
    ),
    "a field has a Danish name": (
        replaced(PEOPLE, ("unit: persons", "enhed: persons")),
        ("unknown_field", f"{PEOPLE}:5:1", "unit"),
    ),
}


@pytest.mark.parametrize("mistake", SINGLE_MISTAKES)
def test_one_mistake_gives_one_message(tmp_path, mistake):
    files, expected = SINGLE_MISTAKES[mistake]

    with pytest.raises(FolderError) as refused:
        read_folder(write(tmp_path, files))

    found = [(problem.code, str(problem.location), problem.suggestion) for problem in refused.value.problems]
    assert found == [expected]


def test_the_same_mistake_in_many_rows_is_told_once_with_its_lines(tmp_path):
    with pytest.raises(FolderError) as refused:
        read_folder(write(tmp_path, SINGLE_MISTAKES["the kind of uncertainty is misspelt in every row"][0]))

    with translation.override("en"):
        assert refused.value.problems[0].message().endswith("(the same in line 4, 5)")
    with translation.override("da"):
        assert refused.value.problems[0].message().endswith("(det samme i linje 4, 5)")


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("da", ["kommune", "byrådsperiode 2018-2021", "mål a", "måling members 2019 2020-01-15", "beslutning b"]),
        ("en", ["municipality", "council term 2018-2021", "goal a", "measurement members 2019 2020-01-15"]),
    ],
)
def test_a_record_from_no_file_is_called_by_its_name_in_the_readers_language(language, names):
    decision = {"key": "b", "term": "2018-2021", "body": "council", "date": "2019-02-01", "what": "Ja"}
    facts = small.facts(decisions=[decision])
    lists = (facts.terms, facts.goals, facts.measurements, facts.decisions)
    records = (facts.municipality, *(records[0] for records in lists))

    with translation.override(language):
        assert [str(RecordLocations().locate(record)) for record in records][: len(names)] == names
        assert str(RecordLocations().locate(facts.goals[0], "targets", 0)) == f"{names[2]} targets.0"


def test_a_reference_to_nothing_is_told_once_with_every_place(tmp_path):
    with pytest.raises(FolderError) as refused:
        read_folder(write(tmp_path, SINGLE_MISTAKES["a body was renamed"][0]))

    (problem,) = refused.value.problems
    assert {place.file for place in problem.elsewhere} == {INITIATIVES, PRIORITIES, VISION, BUDGET}
    with translation.override("en"):
        assert f"{VISION}:" in problem.message()


def test_many_places_are_cut_short():
    rows = [FileProblem(SourceLocation("a.csv", line, 1), "not_one_of", "fuld") for line in range(2, 500)]

    (problem,) = FolderError(rows).problems

    assert problem.message().count(",") == errors.MAX_LISTED_NAMES
