"""Descriptions of tables: parsed from the recorded response, and refused in any other form."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.sources.registers import RegisterError, VariableValue
from kobling.sources.statbank.metadata import parse_table
from tests.sources.statbank.tables import RECORDED

STRAF42 = (RECORDED / "tableinfo_STRAF42_da_2025-09.json").read_bytes()


def test_the_recorded_table():
    table = parse_table(STRAF42, table="STRAF42")

    assert (table.code, table.text, table.unit, table.is_active) == (
        "STRAF42",
        "Strafferetlige afgørelser",
        "Antal",
        True,
    )
    assert table.updated_at == datetime(2025, 3, 25, 7, 0, tzinfo=UTC)
    assert table.note.startswith("Antal domme for Love vedr. dyr")
    assert table.documentation.endswith("3806026b-3f64-451f-9836-c7a442da922f")
    assert [(v.code, len(v.values), v.is_time, v.is_optional) for v in table.variables] == [
        ("HERKOMST1", 7, False, True),
        ("OVERTRÆD", 97, False, True),
        ("AFGØRELSE", 47, False, True),
        ("ALDER", 19, False, True),
        ("KØN", 4, False, True),
        ("Tid", 30, True, False),
    ]
    assert table.variables[4].values[1] == VariableValue("M", "Mænd")


def test_a_table_without_note_and_documentation(statbank):
    table = statbank.describe("folk1b", language="da")

    assert (table.code, table.note, table.documentation) == ("FOLK1B", None, None)


def test_the_hour_of_an_update_is_copenhagens(statbank):
    """08:00 on 11 August is 06:00 UTC: summer time."""
    assert statbank.describe("FOLK1B", language="da").updated_at == datetime(2025, 8, 11, 6, 0, tzinfo=UTC)


def changed(**facts):
    return json.dumps(json.loads(STRAF42) | facts).encode()


VARIABLE = {"id": "A", "text": "a", "elimination": True, "time": False, "values": [{"id": "1", "text": "x"}]}


@pytest.mark.parametrize(
    ("facts", "place", "code"),
    [
        ({"variables": None}, "variables", "not_as_described"),
        ({"variables": [VARIABLE, VARIABLE | {"id": "a"}]}, "variables", "repeated_name"),
        ({"variables": [VARIABLE | {"values": VARIABLE["values"] * 2}]}, "variables.0.values", "repeated_name"),
        ({"variables": [VARIABLE | {"time": "no"}]}, "variables.0.time", "not_as_described"),
        ({"active": 1}, "active", "not_as_described"),
        ({"updated": "yesterday"}, "updated", "not_a_time"),
        ({"updated": "0001-01-01T00:00:00"}, "updated", "not_a_time"),
        ({"id": None}, "id", "not_as_described"),
    ],
)
def test_what_has_another_form_is_refused_at_its_place(facts, place, code):
    with pytest.raises(RegisterError) as refused:
        parse_table(changed(**facts), table="STRAF42")
    assert (refused.value.code, refused.value.cell, refused.value.table) == (code, place, "STRAF42")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=3),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["id", "text", "variables", "values", "time", "updated"]), inner, max_size=4
            )
        ),
        max_leaves=12,
    )
)
def test_whatever_json_comes_there_is_a_table_or_words(found):
    try:
        words = repr(parse_table(json.dumps(found).encode(), table="T"))
    except RegisterError as refusal:
        words = str(refusal)
    assert words
