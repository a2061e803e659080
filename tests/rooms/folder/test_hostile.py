"""Whatever a folder holds, it is read right or refused: never a traceback, never for long, never a file outside."""

import os
import tempfile
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.records.facts import MunicipalityFacts
from kobling.rooms.folder import files
from kobling.rooms.folder.errors import FolderError, ProblemCollector
from kobling.rooms.folder.layout import INDICATOR
from kobling.rooms.folder.parsing import yaml_parser
from kobling.rooms.folder.parsing.nodes import MappingNode, SequenceNode
from kobling.rooms.folder.reader import read_contents, read_folder
from kobling.rooms.folder.records import Revision
from kobling.rooms.folder.writer import write_folder
from tests.laws import examples
from tests.rooms import small
from tests.rooms.folder.sample import FILES, write

PARSERS = sorted({yaml_parser.yaml.SafeLoader, yaml_parser.LOADER}, key=lambda parser: parser.__name__)
"""libyaml's and Python's own; one where PyYAML was built without libyaml."""

BOMB = "a: &a [lol, lol, lol, lol]\n" + "".join(
    f"{chr(98 + level)}: &{chr(98 + level)} [{', '.join(['*' + chr(97 + level)] * 9)}]\n" for level in range(24)
)


def codes(folder):
    with pytest.raises(FolderError) as refused:
        read_folder(folder)
    return {problem.code for problem in refused.value.problems}


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.__name__)
@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BOMB, "alias"),
        ("a: &a [*a]\n", "alias"),
        ("name: !!python/object/apply:os.system ['touch /']\n", "tag"),
        ("name: !!binary aGVq\n", "tag"),
        ("? !!python/name:os.system\n: 1\n", "tag"),
        ("<<: {name: a}\n", "merge_key"),
        ("%TAG ! tag:example.dk,2020:\n---\nname: !x a\n", "directive"),
        ("[" * 100_000, "too_deep"),
        ("{a: " * 100_000, "too_deep"),
        ("- " * 100_000, "too_deep"),
        ("".join(f"{'  ' * level}a:\n" for level in range(400)), "too_deep"),
        ("? " * 5_000, "too_deep"),
        ("name: a\nname: b\n", "repeated_field"),
        ("name: a\n---\nname: b\n", "several_documents"),
        (f"? {'k' * 1_000_000}\n: a\n", "long_name"),
        ('name: "\\0"\n', "control_character"),
        ("name:\ta\n", "tab"),
        ("name: a\x00b\n", "control_character"),
        ("name: a\u2028b\n", "control_character"),
        ("\ufeff\ufeffname: a\n", "control_character"),
        (f"decimals: {'9' * 100_000}\n", "not_whole_number"),
        (f"decimals: {'9' * 18}\n", "out_of_range"),
        ("'", "open_quote"),
        ("|", "not_fields"),
        ("null", "not_fields"),
        ("...", "bad_first_character"),
        ("---", "not_fields"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_hostile_yaml_is_refused_at_once(tmp_path, monkeypatch, parser, text, code):
    monkeypatch.setattr(yaml_parser, "LOADER", parser)
    folder = write(tmp_path, {**FILES, "indicators/x.yaml": text})
    began = time.process_time()

    assert code in codes(folder)

    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("0", "out_of_range"),
        ("-1", "out_of_range"),
        ("2147483648", "out_of_range"),
        ("9" * 100_000, "not_whole_number"),
        ("1.5", "not_whole_number"),
        ("1e3", "not_whole_number"),
        ("to", "not_whole_number"),
        ("[1]", "not_whole_number"),
        ("", "empty"),
    ],
    ids=lambda value: value[:12],
)
def test_a_hostile_revision_is_refused(tmp_path, number, code):
    folder = write(tmp_path, {**FILES, "revision.yaml": f"number: {number}\ndigest: 0123456789ab\n"})

    assert codes(folder) == {code}


@pytest.mark.parametrize("digest", ["012345678901", "1234567e8901", "000000000000", "abcdefabcdef"])
def test_a_revision_is_read_as_it_was_written(tmp_path, digest):
    revision = Revision(number=7, digest=digest)

    write_folder(small.facts(), tmp_path / "folder", revision=revision)

    assert read_contents(tmp_path / "folder").revision == revision


@pytest.mark.parametrize("path", ["municipality.yaml", "measurements/x.csv", "stories/x.md"])
def test_a_huge_file_is_not_read_to_its_end(tmp_path, path):
    folder = write(tmp_path, {**FILES, path: "x: y"})
    with (folder / path).open("r+b") as opened:
        opened.truncate(1 << 40)  # a hole, which takes no room on the disk

    assert "too_large" in codes(folder)


def test_all_files_together_may_take_only_so_much(tmp_path, monkeypatch):
    monkeypatch.setattr("kobling.rooms.folder.layout.MAX_TOTAL_BYTES", 2000)

    assert "too_large" in codes(write(tmp_path, FILES))


def test_more_files_than_any_municipality_has_are_not_looked_at(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_FILES", 5)

    assert "too_many_files" in codes(write(tmp_path, FILES))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (";" * 10_000_000, "cell_count"),
        ("a," * 1_000_000, "cell_count"),
        ("period,value,uncertainty,drawn\n" + "," * 1_000_000, "cell_count"),
        ("period,value,uncertainty,drawn\n" + '"' * 1_000_001, "after_quote"),
        ("period,value,uncertainty,drawn\n" + '"' + "a" * 10_000_000, "open_quote"),
        ("period,value,uncertainty,drawn\n" + '"a"b' * 1_000_000, "after_quote"),
        ("period,value,uncertainty,drawn\n" + "2019,1,x,y\n" * 100_000, "not_one_of"),
        ("period,value,uncertainty,drawn\n2019,1e999,unknown,2020-01-01\n", "out_of_range"),
        ("period,value,uncertainty,drawn\n2019,\u0661,unknown,2020-01-01\n", "not_a_number"),
        ("period,value,uncertainty,drawn\n2019,1_000,unknown,2020-01-01\n", "not_a_number"),
        ("period,value,uncertainty,drawn\n2019,0x10,unknown,2020-01-01\n", "not_a_number"),
        ("period,value,uncertainty,drawn,n\n2019,1,unknown,2020-01-01,99999999999999999999\n", "not_whole_number"),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_hostile_csv_is_refused_at_once(tmp_path, text, code):
    folder = write(tmp_path, {**FILES, "measurements/folketal.csv": text})
    began = time.process_time()

    assert code in codes(folder)

    assert time.process_time() - began < 20


@pytest.mark.parametrize("target", ["..", "/", "../outside", "loop", "findes-ikke"])
@pytest.mark.parametrize("name", ["loop", "terms/2026-2029", "measurements/x.csv", "stories/x.md", "municipality.yaml"])
def test_no_link_is_followed(tmp_path, name, target):
    write(tmp_path / "outside", {"hemmelig.csv": "x"})
    folder = write(tmp_path / "folder", FILES)
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(target)

    assert "link" in codes(folder)


def test_the_folder_itself_may_be_reached_by_a_link(tmp_path):
    write(tmp_path / "folder", FILES)
    (tmp_path / "link").symlink_to("folder")

    assert read_folder(tmp_path / "link") == read_folder(tmp_path / "folder")


def test_a_file_that_has_become_a_link_since_it_was_seen_is_not_read(tmp_path):
    (tmp_path / "secret").write_text("x")
    (tmp_path / "x.yaml").symlink_to("secret")
    problems = ProblemCollector()

    data = files.read_bytes(tmp_path, files.FolderFile("x.yaml", INDICATOR, "x"), problems=problems)

    assert data is None
    assert [problem.code for problem in problems.found] == ["unreadable"]


def test_a_file_that_has_become_a_pipe_since_it_was_seen_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "x.yaml")
    problems = ProblemCollector()

    data = files.read_bytes(tmp_path, files.FolderFile("x.yaml", INDICATOR, "x"), problems=problems)

    assert data is None
    assert [problem.code for problem in problems.found] == ["special_file"]


def test_a_name_that_is_no_text_is_refused_in_words_that_can_be_printed(tmp_path):
    folder = write(tmp_path, FILES)
    (Path(os.fsdecode(os.fsencode(folder) + b"/indicators/\xff.yaml"))).write_text("x")

    with pytest.raises(FolderError) as refused:
        read_folder(folder)

    assert [problem.code for problem in refused.value.problems] == ["bad_key_name"]
    assert str(refused.value).encode()


BYTES = st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode(errors="surrogatepass"))
PIECES = (*"ab:-?[]{}&*!|>'\"%@`#,;\\ \n\r\t=~<.0æ\u2028", "null", "key: ", "\n  ", "\n- ", " #", "---\n")
SYNTAX = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def outcome(folder):
    """What reading a folder comes to; any other exception fails the test."""
    try:
        return read_folder(folder)
    except FolderError as refusal:
        return str(refusal)


@given(path=st.sampled_from(sorted(FILES)), content=BYTES | SYNTAX.map(str.encode))
@examples(150)
def test_any_bytes_in_any_file_are_facts_or_a_refusal(path, content):
    with tempfile.TemporaryDirectory() as folder:
        result = outcome(write(Path(folder), {**FILES, path: content}))

    assert isinstance(result, MunicipalityFacts) or path in result


@given(data=st.data(), path=st.sampled_from(sorted(FILES)))
@examples(250)
def test_a_folder_with_something_cut_or_put_in_is_facts_or_a_refusal(data, path):
    text = FILES[path]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    changed = text[:start] + data.draw(SYNTAX | st.text(max_size=10)) + text[end:]

    with tempfile.TemporaryDirectory() as folder:
        result = outcome(write(Path(folder), {**FILES, path: changed.encode(errors="surrogatepass")}))

    assert isinstance(result, MunicipalityFacts) or len(result.splitlines()) >= 1


@given(text=SYNTAX)
@examples(400)
def test_both_parsers_of_yaml_say_the_same_or_refuse(text):
    """Where they differ is in what is not YAML at all; neither may then read what the other reads as something else."""
    read = []
    for parser in PARSERS:
        problems = ProblemCollector()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(yaml_parser, "LOADER", parser)
            node = yaml_parser.parse_yaml(text, file="x.yaml", problems=problems)
        read.append(None if problems.found else said_by(node))

    assert all(one in (None, read[0]) or read[0] is None for one in read)


def said_by(node):
    """What a node says, wherever it stands."""
    if isinstance(node, MappingNode):
        return {name: said_by(value) for name, value in node.values.items()}
    if isinstance(node, SequenceNode):
        return [said_by(item) for item in node.items]
    return node.text, node.is_quoted


HIDDEN = st.sampled_from("\u200b\u202e\u2066\u00ad\u2060\ufeff\u3164\u2800\u034f\U000e0041\u200f")
WITH_TEXT = sorted(path for path in FILES if path.endswith((".yaml", ".csv", ".md")) and path != "README.md")


@given(path=st.sampled_from(WITH_TEXT), hidden=HIDDEN, data=st.data())
@examples(60)
def test_an_invisible_character_anywhere_in_any_file_is_an_error_at_its_line(path, hidden, data):
    text = FILES[path]
    offset = data.draw(st.integers(1, len(text)))
    changed = text[:offset] + hidden + text[offset:]
    line = changed.count("\n", 0, offset) + 1

    with tempfile.TemporaryDirectory() as folder, pytest.raises(FolderError) as refused:
        read_folder(write(Path(folder), {**FILES, path: changed}))

    assert [(one.code, one.location.file, one.location.line) for one in refused.value.problems] == [
        ("control_character", path, line)
    ]


@pytest.mark.parametrize("escape", ["\\u200b", "\\u202e", "\\U000E0041", "\\_\\u00ad"])
def test_an_escaped_invisible_character_is_an_error_too(tmp_path, escape):
    files = {**FILES, "indicators/folketal.yaml": FILES["indicators/folketal.yaml"].replace("FOLK1A", f'"{escape}"')}

    assert codes(write(tmp_path, files)) == {"control_character"}


@pytest.mark.parametrize("form", ["NFD", "NFKD", "NFC"])
def test_a_letter_written_as_two_characters_makes_no_difference(tmp_path, form):
    """As macOS and some PDF files hand text over; NFKD changes nothing more, since the sample has no such signs."""
    files = {path: unicodedata.normalize(form, text) for path, text in FILES.items()}
    escaped = FILES["indicators/byer.yaml"].replace("name: Byer i vækst", 'name: "Byer på vej: A\\u030a"')
    plain = FILES["indicators/byer.yaml"].replace("name: Byer i vækst", 'name: "Byer på vej: Å"')

    assert read_folder(write(tmp_path / form, files)) == read_folder(write(tmp_path / "as it was", FILES))
    assert read_folder(write(tmp_path / "1", {**FILES, "indicators/byer.yaml": escaped})) == read_folder(
        write(tmp_path / "2", {**FILES, "indicators/byer.yaml": plain})
    )
