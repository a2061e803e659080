"""What a browser sends becomes a number in one way: Python refuses to read very long ones, and a page may not fail."""

import ast

import pytest

from kobling.web.staff.numbers import parse_number
from tests.guards.project_files import SOURCE

STAFF = SOURCE / "web" / "staff"
OTHERWISE = {
    "numbers.py": "it is the way",
    "forms/data.py": "the place of an item in a list, with a limit of its own",
    "forms/values.py": "a part of a stored path",
    "pages/fact_edit.py": "the place of an item that is there",
    "pages/municipality_entry.py": "a year of four digits",
}


def test_every_page_reads_numbers_with_parse_number():
    reading = {
        path.relative_to(STAFF).as_posix()
        for path in STAFF.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "int"
    }

    assert reading == OTHERWISE.keys()


@pytest.mark.parametrize("text", ["", "-1", "1.0", " 1", "x", "²", "١", "9" * 10, "9" * 5000])
def test_what_is_no_number_that_anything_has_is_none(text):
    assert parse_number(text) is None


def test_a_number_is_read():
    assert [parse_number(text) for text in ("0", "12", "999999999")] == [0, 12, 999_999_999]
