"""CSV files as people have them: every kind that can be read, and a sentence for every kind that cannot."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.sources.survey_files import MESSAGES, TableError, read_table


@pytest.fixture
def read(tmp_path):
    def reading(content, name="answers.csv"):
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_table(file)

    return reading


def values(frame):
    return frame.to_dict(as_series=False)


PEOPLE = {"år": [34, 51], "by": ["Aarhus Ø", "Tønder"], "vægt": [1.5, 2.0]}


@pytest.mark.parametrize(
    "content",
    [
        "år,by,vægt\n34,Aarhus Ø,1.5\n51,Tønder,2\n",
        "år;by;vægt\n34;Aarhus Ø;1,5\n51;Tønder;2\n",
        "år;by;vægt\n34;Aarhus Ø;1.5\n51;Tønder;2.0\n",
        "år\tby\tvægt\n34\tAarhus Ø\t1,5\n51\tTønder\t2\n",
        "år|by|vægt\n34|Aarhus Ø|1.5\n51|Tønder|2\n",
        '"år","by","vægt"\r\n"34","Aarhus Ø","1.5"\r\n"51","Tønder","2"\r\n',
        "år,by,vægt\r34,Aarhus Ø,1.5\r51,Tønder,2",
        "\n år , by , vægt \n 34 , Aarhus Ø , 1.5 \n\n 51 , Tønder , 2e0 \n\n\n",
        "år;by;vægt;;\n34;Aarhus Ø;1,5;;\n51;Tønder;2;;\n;;;;\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_however_a_program_writes_it_the_same_is_read(read, content, encoding):
    assert values(read(content.encode(encoding))) == PEOPLE


def test_missing_values_are_null_however_they_are_written(read):
    frame = read('n,word,mark\n1,a,3\n,"",.\nNA,NA,4.5\n')

    assert values(frame) == {"n": [1, None, None], "word": ["a", None, None], "mark": [3.0, None, 4.5]}


def test_a_mark_for_a_missing_number_is_a_word_among_words(read):
    assert values(read("party\n.\n-\nA\n")) == {"party": [".", "-", "A"]}


def test_an_empty_line_in_a_single_column_is_a_missing_value(read):
    assert values(read("y\n1\n\n0\n\n")) == {"y": [1, None, 0]}


def test_codes_with_a_nought_in_front_stay_codes(read):
    assert values(read("municipality,n\n0791,1\n0101,2\n")) == {"municipality": ["0791", "0101"], "n": [1, 2]}


def test_one_file_has_one_decimal_sign(read):
    """1.234 beside 1,5 may be a thousand or one and a bit: it stays text."""
    assert values(read("a;b\n1,5;1.234\n2;2.345\n")) == {"a": [1.5, 2.0], "b": ["1.234", "2.345"]}


def test_too_large_for_a_number_stays_a_word(read):
    assert values(read("a,b\n1e999,12345678901234567890123\n2,2\n")) == {
        "a": ["1e999", "2"],
        "b": [12345678901234567890123.0, 2.0],
    }


def test_quotation_marks_keep_separators_line_breaks_and_each_other(read):
    frame = read('id,said\n1,"well, yes"\n2,"no;\nnever"\n3,"the ""best"" one"\n')

    assert frame["said"].to_list() == ["well, yes", "no;\nnever", 'the "best" one']


def test_row_numbers_without_a_name_are_called_row(read):
    assert values(read('"","x"\n"1",4\n"2",5\n')) == {"row": [1, 2], "x": [4, 5]}


REFUSED = {
    "empty_file": ("", 0),
    "no_rows": ("a,b\n", 0),
    "workbook": (b"PK\x03\x04 and so on", 0),
    "not_text": (b"a,b\n1,\x00\n", 2),
    "unknown_encoding": (b"a,b\n1,2\n3,\x81\n", 3),
    "open_quote": ('a,b\n1,2\n3,"four\n5,6\n', 3),
    "stray_quote": ('a,b\n1,2\n3,"fo"ur\n', 3),
    "repeated_column": ("a,b,a\n1,2,3\n", 1),
    "nameless_column": ("a,b,\n1,2,3\n", 1),
}


@pytest.mark.parametrize(("code", "content", "line"), [(code, *rest) for code, rest in REFUSED.items()])
def test_what_cannot_be_read_is_refused_with_its_line(read, code, content, line):
    with pytest.raises(TableError) as refused:
        read(content)

    assert (refused.value.code, refused.value.line) == (code, line)
    assert "answers.csv" in str(refused.value)


@pytest.mark.parametrize(
    ("content", "line", "found"),
    [
        ("a,b\n1\n2,3\n", 2, 1),
        ("a,b\n1,2\n3,4,5\n", 3, 3),
        ('a,b\n1,"x\ny"\n3\n', 4, 1),
        ("a;b\n1;2\n\n3\n", 4, 1),
    ],
)
def test_a_row_of_another_length_is_never_filled_up(read, content, line, found):
    with pytest.raises(TableError) as refused:
        read(content)

    assert (refused.value.code, refused.value.line, refused.value.facts["found"]) == ("cell_count", line, found)


def test_every_refusal_can_be_said():
    names = ("known", "found", "allowed", "columns", "separator", "column", "number", "kind", "said")

    assert all(sentence % dict.fromkeys(names, 1) for sentence in MESSAGES.values())


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8)


@given(
    rows=st.lists(st.tuples(CELLS, st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9)), min_size=1, max_size=30),
    separator=st.sampled_from(",;\t|"),
)
def test_what_is_written_by_the_rules_is_read_back(tmp_path_factory, rows, separator):
    """A word keeps every letter but the space round it; a number keeps every digit."""
    frame = pl.DataFrame(
        {"said": [f"x{text}" for text, _, _ in rows], "n": [n for _, n, _ in rows], "w": [w + 0.0 for *_, w in rows]}
    )
    file = tmp_path_factory.mktemp("csv") / "written.csv"
    frame.write_csv(file, separator=separator, quote_style="non_numeric")

    found = read_table(file)

    assert found["said"].to_list() == [f"x{text}".strip() for text, _, _ in rows]
    assert found["n"].to_list() == frame["n"].to_list()
    assert found["w"].to_list() == frame["w"].to_list()


@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(tmp_path_factory, content):
    file = tmp_path_factory.mktemp("bytes") / "any.csv"
    file.write_bytes(content)
    said = ""
    try:
        rows = read_table(file).height
    except TableError as refused:
        rows, said = 0, str(refused)

    assert bool(rows) != bool(said)


@given(content=st.text(st.sampled_from('ab1,;\t"\n.- '), max_size=60))
def test_any_mixture_of_signs_is_read_or_refused_in_words(tmp_path_factory, content):
    test_any_bytes_are_read_or_refused_in_words.hypothesis.inner_test(tmp_path_factory, content.encode())
