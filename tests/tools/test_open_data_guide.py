"""The guide to the open data gets a row for what is new, and keeps what is written."""

import re

from tools.open_data_guide import GUIDE, guide

TEXT = GUIDE.read_text("utf-8")


def test_a_field_without_a_row_gets_that_of_its_declaration():
    row = re.search(r"^\| `missing` .*\n", TEXT, re.MULTILINE)[0]
    words = "For a goal without published figures: what is known, and what it would take."

    assert guide(TEXT.replace(row, "")) == TEXT.replace(row, f"| `missing` | [Text](#text) or null | {words} |\n")


def test_a_row_of_nothing_goes_and_one_of_a_column_is_as_declared():
    changed = TEXT.replace(
        "| `missing_da` | string | For", "| `gone` | string | No field. |\n| `missing_da` | date | Of"
    )

    assert changed != TEXT
    assert guide(changed) == TEXT
