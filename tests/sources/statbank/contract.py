"""Checks that hold of StatBank itself and of the fake."""

from kobling.sources.registers import Selection


def golden(statbank):
    """STRAF42, all decisions of 2023, as it was recorded in September 2025 (not revised since 2024)."""
    drawn = statbank.fetch(Selection("STRAF42", {"HERKOMST1": ["00"], "Tid": ["2023"]}))

    assert drawn.cube.frame["value"].to_list() == [233454]
    assert [dimension.code for dimension in drawn.cube.dimensions] == ["HERKOMST1", "Tid"]


def catalogue(statbank):
    """The table of the population is found by words and by code."""
    assert "FOLK1B" in [entry.code for entry in statbank.search("befolkningen kvartalet", language="da")]
    assert statbank.search("FOLK1B", language="da")[0].code == "FOLK1B"


def table(statbank):
    """The table's variables have the codes and roles that definitions are written with."""
    found = statbank.describe("FOLK1B", language="da")
    variables = {variable.code: variable for variable in found.variables}

    assert found.is_active
    assert {"OMRÅDE", "KØN", "ALDER", "Tid"} <= variables.keys()
    assert [code for code, variable in variables.items() if variable.is_time] == ["Tid"]
    assert variables["OMRÅDE"].is_optional
    assert not variables["Tid"].is_optional
    assert {"000", "791"} <= {value.code for value in variables["OMRÅDE"].values}


def newest(statbank):
    """The signs for time mean what Kobling takes them to mean: one answer for each, checked against its question."""
    for sign, periods in {"(1)": 1, "(-n+5)": 5, ">=2020K1<=2020K4": 4, "2019*": 4}.items():
        drawn = statbank.fetch(Selection("FOLK1B", {"OMRÅDE": ["791"], "Tid": [sign]}))
        assert drawn.cube.frame.height == periods


def request_id(statbank):
    """Every answer has a name to quote."""
    drawn = statbank.fetch(Selection("FOLK1B", {"OMRÅDE": ["791"], "Tid": ["(1)"]}))

    assert all(raw.request_id for raw in drawn.responses)


CONTRACT_CHECKS = [golden, catalogue, table, newest, request_id]
