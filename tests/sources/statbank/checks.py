"""What holds of StatBank itself and of the fake: the contract between Kobling and either of them."""

from kobling.sources.registers import Selection


def golden(statbank):
    """STRAF42, all decisions of 2023, as it was recorded in September 2025 (not revised since 2024)."""
    drawn = statbank.draw(Selection("STRAF42", {"HERKOMST1": ["00"], "Tid": ["2023"]}))

    assert drawn.cells.frame["value"].to_list() == [233454]
    assert [dimension.code for dimension in drawn.cells.dimensions] == ["HERKOMST1", "Tid"]


def catalogue(statbank):
    """The table of the population is found by words and by code."""
    assert "FOLK1B" in [entry.code for entry in statbank.search("befolkningen kvartalet", language="da")]
    assert statbank.search("FOLK1B", language="da")[0].code == "FOLK1B"


def table(statbank):
    """The table's variables have the codes and roles that definitions are written with."""
    found = statbank.table("FOLK1B", language="da")
    variables = {variable.code: variable for variable in found.variables}

    assert found.active
    assert {"OMRÅDE", "KØN", "ALDER", "Tid"} <= variables.keys()
    assert [code for code, variable in variables.items() if variable.time] == ["Tid"]
    assert variables["OMRÅDE"].may_be_left_out
    assert not variables["Tid"].may_be_left_out
    assert {"000", "791"} <= {value.code for value in variables["OMRÅDE"].values}


def newest(statbank):
    """The signs for time mean what Kobling takes them to mean: one answer for each, checked against its question."""
    for sign, periods in {"(1)": 1, "(-n+5)": 5, ">=2020K1<=2020K4": 4, "2019*": 4}.items():
        drawn = statbank.draw(Selection("FOLK1B", {"OMRÅDE": ["791"], "Tid": [sign]}))
        assert drawn.cells.frame.height == periods


def request_id(statbank):
    """Every answer has a name to quote."""
    drawn = statbank.draw(Selection("FOLK1B", {"OMRÅDE": ["791"], "Tid": ["(1)"]}))

    assert all(raw.request_id for raw in drawn.raw)


CHECKS = [golden, catalogue, table, newest, request_id]
