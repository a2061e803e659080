"""The tables of the guide to the open data are made from columns and fields; what stands around them is written."""

import re

from tools.open_data_guide import GUIDE, guide

TEXT = GUIDE.read_text("utf-8")


def test_a_field_gets_the_words_of_its_record():
    row = re.search(r"^\| `missing` .*\n", TEXT, re.MULTILINE)[0]
    words = "For a goal without published figures: what is known, and what it would take."

    assert row == f"| `missing` | [Text](#text) or null | {words} |\n"
    assert guide(TEXT.replace(row, "")) == guide(TEXT.replace(row, "| `missing` | date | Other words. |\n")) == TEXT


def test_a_field_of_the_release_alone_gets_those_of_its_class():
    assert "\n| `related` | list of string | Goals that share a theme with it or an initiative. |\n" in TEXT


def test_a_row_of_nothing_goes_and_one_of_a_column_is_as_declared():
    changed = TEXT.replace(
        "| `missing_da` | string | For", "| `gone` | string | No field. |\n| `missing_da` | date | Of"
    )

    assert changed != TEXT
    assert guide(changed) == TEXT
