"""Conditions on rows: SQLite is asked the same questions, and everything that is no condition is refused in words."""

import sqlite3

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.cli.survey.analysis.conditions import MAX_COMPARISONS, MAX_DEPTH, matching_rows
from kobling.cli.survey.design.problems import DesignError
from kobling.rooms.folder.errors import SourceLocation

FRAME = pl.DataFrame(
    {
        "n": [1, 2, 3, None, 5, 5],
        "x": [0.5, None, 2.5, 3.0, -1.0, 5.0],
        "t": ["a", "b", None, "it's", "5", "a"],
        "comp.imp": ["Yes", "No", "Yes", None, "No", "Yes"],
        "two words": [1, 1, 0, 0, None, 1],
        "yes": [True, False, None, True, False, True],
    }
)
PLACE = SourceLocation("design.yaml", 4, 8)


def rows(condition):
    return [number for number, met in enumerate(matching_rows(FRAME, condition, location=PLACE)) if met]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("n > 2", [2, 4, 5]),
        ("n >= 2 and \"comp.imp\" = 'Yes'", [2, 5]),
        ("n>=2 & comp.imp=='Yes'", [2, 5]),
        ('comp.imp == "Yes"', [0, 2, 5]),
        ("`two words` = 1 or n = 3", [0, 1, 2, 5]),
        ("not (n > 2)", [0, 1]),
        ("!(n > 2) || t = '5'", [0, 1, 4]),
        ("n in (1, 5)", [0, 4, 5]),
        ("n not in (1, 5)", [1, 2]),
        ("t IN ('a', 'it''s')", [0, 3, 5]),
        ("x between 0 and 3", [0, 2, 3]),
        ("n is null", [3]),
        ("t IS NOT NULL and x < 0", [4]),
        ("n <> 5", [0, 1, 2]),
        ("n != 5", [0, 1, 2]),
        ("5 = n", [4, 5]),
        ("2 < n", [2, 4, 5]),
        ("n = x", [5]),
        ("x = -1", [4]),
        ("x > -1.5e0 and x < .6", [0, 4]),
        ("yes = true", [0, 3, 5]),
        ("t = 5", [4]),
        ("n = '5'", [4, 5]),
        ("n = 'five'", []),
        ("n > 1 and n < 5 or t = 'a'", [0, 1, 2, 5]),
        ("n in (x, 1)", [0, 5]),
        ("5 in (n, x)", [4, 5]),
        ("t in (5, 'b')", [1, 4]),
        ("not not n > 2", [2, 4, 5]),
        ("yes = 'true' and t <> 5", [0, 3, 5]),
        ("yes in (true)", [0, 3, 5]),
        ("yes = t", []),
        ("t = 'a' and not yes = false", [0, 5]),
        ({"comp.imp": "Yes"}, [0, 2, 5]),
        ({"n": ["1", "5"], "t": "a"}, [0, 5]),
        ({"yes": "false"}, [1, 4]),
    ],
)
def test_rows_are_chosen(condition, expected):
    assert rows(condition) == expected


@pytest.mark.parametrize(
    ("condition", "code", "found"),
    [
        ("m > 2", "condition_column", "m"),
        ("t = a", "condition_column", "a"),
        ("n >", "condition_end", ">"),
        ("", "condition_end", ""),
        ("n > 2 3", "condition_word", "3"),
        ("n > 2 and", "condition_end", "and"),
        ("(n > 2", "condition_end", "2"),
        ("n 2", "condition_word", "2"),
        ("n in 2", "condition_word", "2"),
        ("n not 2", "condition_word", "2"),
        ("n = 'open", "condition_sign", "'open"),
        ("n = 2; drop table", "condition_sign", "; drop table"),
        ("\"comp.ipm\" = 'Yes'", "condition_constant", "comp.ipm = Yes"),
        ("1 = 1", "condition_constant", "1 = 1"),
        ("1 is null", "condition_constant", "1 is null"),
        ("n > 'b'", "condition_number", "n, b"),
        ("n < t", "condition_number", "n, t"),
        ("and > 2", "condition_word", "and"),
        ({"m": "1"}, "unknown_column", "m"),
        ({"n": {"above": "1"}}, "condition_kind", ""),
        (["n > 2"], "condition_kind", ""),
        ({}, "condition_kind", ""),
        ("n", "condition_end", "n"),
        ("yes", "condition_end", "yes"),
        ("yes and n = 1", "condition_word", "and"),
        ("1 < n < 3", "condition_word", "<"),
        ("n = null", "condition_word", "null"),
        ("n in ()", "condition_word", ")"),
        ("n > 2)", "condition_word", ")"),
        ("n > - x", "condition_word", "-"),
    ],
)
def test_what_is_no_condition_is_refused_with_its_place(condition, code, found):
    with pytest.raises(DesignError) as refused:
        rows(condition)

    (problem,) = refused.value.problems
    assert (problem.code, problem.found, problem.location) == (code, found, PLACE)
    assert str(refused.value).startswith("design.yaml:4:8: ")


def test_a_misspelt_column_is_told_with_the_one_that_was_meant():
    with pytest.raises(DesignError) as refused:
        rows("comp.ipm = 'Yes'")

    assert refused.value.problems[0].suggestion == "comp.imp"


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("upper(t) = 'A'", "condition_column"),
        ("t(n) = 1", "condition_word"),
        ("n = (select 1)", "condition_word"),
        ("exists(select 1)", "condition_column"),
        ("cast(t as int) = 1", "condition_column"),
        ("t::int = 1", "condition_sign"),
        ("t ~ 'a'", "condition_sign"),
        ("t like 'a%'", "condition_word"),
        ("n + 1 = 2", "condition_sign"),
        ("n > 1 as n", "condition_word"),
        ("n > 1, n", "condition_word"),
        ("n > 1 -- and so on", "condition_word"),
        ("*", "condition_sign"),
        ("$1 = n", "condition_sign"),
        ("t[0] = 1", "condition_sign"),
        ("case when n > 1 then true else false end", "condition_column"),
        ("n = 1" + " and n = 1" * MAX_COMPARISONS, "condition_long"),
        ("n in (" + ", ".join(["x"] * (MAX_COMPARISONS + 1)) + ")", "condition_long"),
        ("n = 1" + " or n = 1" * 10_000, "condition_long"),
        ("(" * (MAX_DEPTH + 1) + "n = 1" + ")" * (MAX_DEPTH + 1), "condition_deep"),
        ("(" * 10_000 + "n = 1" + ")" * 10_000, "condition_deep"),
        ("not (" * 10_000, "condition_deep"),
    ],
)
def test_the_rest_of_sql_and_what_would_take_too_long_is_refused(condition, code):
    with pytest.raises(DesignError) as refused:
        rows(condition)

    assert [problem.code for problem in refused.value.problems] == [code]


@pytest.mark.parametrize(
    "condition",
    [
        "n = 5" + " or n = 5" * (MAX_COMPARISONS - 1),
        "not " * 10_000 + "n = 5",
        "n in (" + ", ".join(["5"] * 10_000) + ")",
        "n > 5 or x < 9 and not (" * MAX_DEPTH + "n = 5 and not n between 1 and 2" + ")" * MAX_DEPTH,
        "(" * MAX_DEPTH + "n = 5" + " and n > 1 or n < 0)" * MAX_DEPTH,
    ],
    ids=["comparisons", "not", "in", "groups on the right", "groups on the left"],
)
def test_what_is_just_within_the_limits_is_computed(condition):
    assert rows(condition) == [4, 5]


NUMBERS = st.sampled_from(["1", "2", "3", "5", "0.5", "2.5"])
WORDS = st.sampled_from(["'a'", "'b'", "'it''s'"])
COMPARISONS = st.one_of(
    st.builds(
        "{} {} {}".format, st.sampled_from(["n", "x"]), st.sampled_from(["=", "<>", "<", "<=", ">", ">="]), NUMBERS
    ),
    st.builds("t {} {}".format, st.sampled_from(["=", "<>", "<", ">="]), WORDS),
    st.builds("n {} ({}, {})".format, st.sampled_from(["in", "not in"]), NUMBERS, NUMBERS),
    st.builds("{} is {}null".format, st.sampled_from(["n", "x", "t"]), st.sampled_from(["", "not "])),
    st.builds("x {}between {} and {}".format, st.sampled_from(["", "not "]), NUMBERS, NUMBERS),
    st.builds("yes {} {}".format, st.sampled_from(["=", "<>"]), st.sampled_from(["true", "false"])),
    st.builds("n {} x".format, st.sampled_from(["=", "<>", "<", "<=", ">", ">="])),
    st.builds("n = '{}'".format, NUMBERS),
    st.builds("t {} ({}, {})".format, st.sampled_from(["in", "not in"]), WORDS, st.sampled_from(["'5'", "5"])),
)
CONDITIONS = st.recursive(
    COMPARISONS,
    lambda inner: st.one_of(
        st.builds("{} and {}".format, inner, inner),
        st.builds("{} or {}".format, inner, inner),
        st.builds("not ({})".format, inner),
        st.builds("({})".format, inner),
    ),
    max_leaves=6,
).filter(lambda condition: condition.count("(") <= MAX_DEPTH)


@given(condition=CONDITIONS)
def test_sqlite_chooses_the_same_rows(condition):
    with sqlite3.connect(":memory:") as database:
        database.execute("create table answers (place integer, n integer, x real, t text, yes integer)")
        columns = (FRAME[name].to_list() for name in ("n", "x", "t", "yes"))
        database.executemany(
            "insert into answers values (?, ?, ?, ?, ?)", zip(range(FRAME.height), *columns, strict=True)
        )
        expected = [row for (row,) in database.execute(f"select place from answers where {condition}")]
    database.close()

    assert rows(condition) == expected


@given(condition=st.text(st.sampled_from("nxt 12'\"().,<>=!&|-abinotr`"), max_size=30))
def test_any_text_is_a_condition_or_is_refused_in_words(condition):
    said = ""
    try:
        rows(condition)
    except DesignError as refused:
        said = str(refused)

    assert said == "" or said.startswith("design.yaml:4:8: ")
