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
from kobling.rooms.folder.reader import read_folder
from tests.rooms.folder.mistakes import MISTAKES
from tests.rooms.folder.sample import write

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
}
"""What no file can have in it, and where it is tested instead."""


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake.code} {mistake.place}")
def test_a_mistake_is_found_where_it_is_and_blamed_on_no_other_file(tmp_path, mistake):
    write(tmp_path, mistake.files)
    mistake.afterwards(tmp_path)

    with pytest.raises(FolderError) as refused:
        read_folder(tmp_path)

    found = refused.value.problems
    assert (mistake.code, mistake.place) in [(problem.code, str(problem.location)) for problem in found]
    assert {problem.location.file for problem in found} == {mistake.place.partition(":")[0]}


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
    if "%" in words and code != "directive":
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
        ("measurements/medlemmer.csv:2:50", "avis"),
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
