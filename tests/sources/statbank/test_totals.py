"""Totals: found in real tables by code and text, and never guessed."""

import pytest

from kobling.sources.registers import RegisterError, RegisterTable, Variable, VariableValue
from kobling.sources.statbank import find_total
from kobling.sources.statbank.metadata import parse_table
from tests.sources.statbank.tables import RECORDED

STRAF42 = parse_table((RECORDED / "tableinfo_STRAF42_da_2025-09.json").read_bytes(), table="STRAF42")


@pytest.mark.parametrize(
    ("variable", "code"),
    [("HERKOMST1", "00"), ("OVERTRÆD", "TOT"), ("afgørelse", "000"), ("ALDER", "TOT"), ("KØN", "TOT")],
)
def test_the_totals_of_a_real_table(variable, code):
    """OVERTRÆD has seven other values whose text ends in "i alt": subtotals."""
    assert find_total(STRAF42, variable).code == code


def of(*values, time=False):
    variable = Variable("V", "v", tuple(VariableValue(*value) for value in values), is_time=time, is_optional=True)
    return RegisterTable(
        "T1", "Tabel", None, None, is_active=True, note=None, documentation=None, variables=(variable,)
    )


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ([("000", "Hele landet"), ("101", "København")], "000"),
        ([("IALT", "I alt"), ("0-4", "0-4 år")], "IALT"),
        ([("TOT1", "Boliger i alt"), ("1", "Ejer")], "TOT1"),
        ([("00", "Aktive og ikke aktive i alt"), ("10", "Ikke aktive (NEET)")], "00"),
        ([("0", "0 år"), ("TOT", "Alder i alt")], "TOT"),
        ([("100", " i  ALT"), ("1", "a")], "100"),
        ([("TOT", "Total"), ("1", "One")], "TOT"),
    ],
)
def test_a_total_is_known_by_its_code_and_text(values, code):
    assert find_total(of(*values), "v").code == code


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ([("1", "a"), ("2", "b")], "no_total"),
        ([("0", "0 år"), ("1", "1 år")], "no_total"),
        ([("000", "Uoplyst"), ("1", "a")], "no_total"),
        ([("1", "Straffelov i alt"), ("2", "Færdselslov i alt")], "no_total"),
        ([("TOT", "I alt"), ("9", "I alt")], "several_totals"),
        ([("000", "Hele landet"), ("TOT", "Alle i alt")], "several_totals"),
    ],
)
def test_a_total_that_could_be_none_or_another_is_refused(values, code):
    with pytest.raises(RegisterError) as refused:
        find_total(of(*values), "V")
    assert refused.value.code == code


def test_time_has_no_total_and_an_unknown_variable_neither():
    with pytest.raises(RegisterError, match="no value that is a total"):
        find_total(of(("000", "I alt"), time=True), "V")
    with pytest.raises(RegisterError, match="no variable “W”; it has V"):
        find_total(of(("000", "I alt")), "W")
