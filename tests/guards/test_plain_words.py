"""Docstrings and comments speak plainly, and names are those a newcomer looks for."""

import ast
import re
import tokenize

import pytest

from tests.guards.project_files import SOURCE

RIDDLE = re.compile(r"\b(told|tells|said|says|nobody|somebody|whoever|handed out|looked at)\b", re.IGNORECASE)
# Published word for word in JSON Schemas, the API and the help of commands; estimates.py lists a code of that name.
PUBLISHED = re.compile(
    r"records/\w+\.py|rooms/\w+/records\.py|rooms/releases/(document/\w+|area_comparison)\.py|core/(status/enums|survey/estimation/estimates)\.py|web/opendata/(records|api/endpoints)\.py"
    r"|cli/(folder|users|survey/commands|survey/design/records)\.py"
)
FILES = sorted(file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts)


def docstrings(file):
    """Return every docstring of a file, with its line."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for statement in node.body:
            match statement:
                case ast.Expr(value=ast.Constant(value=str(text))):
                    yield statement.lineno, text


def comments(file):
    """Return every comment of a file, with its line."""
    with file.open("rb") as lines:
        for token in tokenize.tokenize(lines.readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


def riddles(file):
    """Return the words of RIDDLE that stand in the docstrings and comments of a file, each with its line."""
    return [
        f"{file.relative_to(SOURCE)}:{line}: {match[0]!r}"
        for line, text in (*docstrings(file), *comments(file))
        if (match := RIDDLE.search(text))
    ]


def test_docstrings_and_comments_are_no_riddles():
    """Say what the thing is or does, with a subject or an imperative: GLOSSARY.md has the words."""
    found = [
        riddle for file in FILES for riddle in riddles(file) if not PUBLISHED.fullmatch(str(file.relative_to(SOURCE)))
    ]

    assert found == []


def test_a_riddle_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.guards.test_plain_words.SOURCE", tmp_path)
    file = tmp_path / "shelf.py"
    file.write_text('"""What was handed out a moment ago."""\n\nlimit = 3  # nobody asks for more\n')

    assert riddles(file) == ["shelf.py:1: 'handed out'", "shelf.py:3: 'nobody'"]


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("cache", "cache"),
        ("retry", "retry"),
        ("cycle", "cycles"),
        ("history", "status_history"),
        ("serialize", "serializ"),
        ("timeout", "timeouts"),
        ("redirect", "redirect"),
    ],
)
def test_the_word_a_newcomer_looks_for_names_a_file_that_uses_it(word, stem):
    named = [file for file in FILES if stem in file.relative_to(SOURCE).as_posix()]

    assert named
    assert [file.name for file in named if word not in file.read_text("utf-8").lower()] == []
