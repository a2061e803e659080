"""Signs: StatBank's own, held against a slow and obvious reader that shares no line with Kobling's."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.sources.registers import RegisterError, Variable, VariableValue
from kobling.sources.registers.errors import DataLocation
from kobling.sources.statbank.selectors import resolve_selectors
from tests.sources.statbank import responses

AT = DataLocation("statbank", "TABEL")


def variable(codes, *, time=False, texts=None):
    texts = texts or codes
    values = tuple(VariableValue(code, text) for code, text in zip(codes, texts, strict=True))
    return Variable("Tid" if time else "VAR", "variabel", values, is_time=time, is_optional=True)


QUARTERS = variable([f"{year}K{quarter}" for year in (2019, 2020) for quarter in (1, 2, 3, 4)], time=True)


@pytest.mark.parametrize(
    ("signs", "codes"),
    [
        (["*"], "2019K1 2019K2 2019K3 2019K4 2020K1 2020K2 2020K3 2020K4"),
        (["2020*"], "2020K1 2020K2 2020K3 2020K4"),
        (["*K1"], "2019K1 2020K1"),
        (["2*k1"], "2019K1 2020K1"),
        (["(1)"], "2020K4"),
        (["(-n+3)"], "2020K2 2020K3 2020K4"),
        (["(-n+99)"], "2019K1 2019K2 2019K3 2019K4 2020K1 2020K2 2020K3 2020K4"),
        ([">=2020K3"], "2020K3 2020K4"),
        (["<=2019K2"], "2019K1 2019K2"),
        ([">=2019K4<=2020K1"], "2019K4 2020K1"),
        (["2020k1", "2019K1", "2019K1"], "2019K1 2020K1"),
        (["(1)", "<=2019K1", "2020K4"], "2019K1 2020K4"),
    ],
)
def test_signs_for_time(signs, codes):
    assert list(resolve_selectors(QUARTERS, signs, at=AT)) == codes.split()


def test_a_sum_is_one_value_with_its_own_name():
    ages = variable(["0", "1", "2", "TOT"])

    assert resolve_selectors(ages, ["sum(Små=0;1)", "tot"], at=AT) == {"TOT": "TOT", "Små": "sum(Små=0;1)"}


@pytest.mark.parametrize(
    ("signs", "code", "said"),
    [
        ([], "nothing_chosen", "choose codes"),
        (["2021K1"], "no_such_value", "2019K1"),
        (["2020K"], "no_such_value", "2020K1"),
        ([""], "no_such_value", "2019K1"),
        (["2021*"], "nothing_fits", "2021*"),
        ([">=2020K1<=2019K1"], "nothing_fits", ">=2020K1<=2019K1"),
        ([">=2021K1"], "no_such_value", "2020K1"),
        ([">="], "no_such_value", ">="),
        (["(2)"], "two_meanings", "(-n+2)"),
        (["(0)"], "no_such_value", "(0)"),
        (["sum(A=2019K1)", "sum(A=2019K2)"], "sum_name_taken", "A"),
        (["sum(2019K1=2019K2)"], "sum_name_taken", "2019K1"),
        (["sum(A=2019K1;2019k1)"], "counted_twice", "twice"),
        (["sum(A=2019K9)"], "no_such_value", "2019K9"),
        (["sum(A)"], "no_such_value", "sum(A)"),
    ],
)
def test_what_means_nothing_is_refused_with_what_would(signs, code, said):
    with pytest.raises(RegisterError, match=re.escape(said)) as refused:
        resolve_selectors(QUARTERS, signs, at=AT)
    assert refused.value.code == code


def test_periods_are_counted_in_time_alone():
    with pytest.raises(RegisterError, match="VAR is not time"):
        resolve_selectors(variable(["1", "2"]), ["(1)"], at=AT)


def test_a_text_is_never_a_code_and_its_codes_are_named():
    """Two of the values have the same text: which one is meant, only the code can say."""
    towns = variable(["1", "2", "3"], texts=["Nørre", "Søby", "søby"])

    with pytest.raises(RegisterError, match=r"such as 2 \(Søby\), 3 \(søby\)"):
        resolve_selectors(towns, ["SØBY"], at=AT)


def test_codes_that_differ_by_case_alone_are_told_apart_or_refused():
    ages = variable(["a", "A", "b"])

    assert list(resolve_selectors(ages, ["A", "B"], at=AT)) == ["A", "b"]
    with pytest.raises(RegisterError):
        resolve_selectors(variable(["ab", "AB"]), ["Ab"], at=AT)


@pytest.mark.parametrize("code", ["15-19", "80-", "0 - 4", "2014/2015", "2000:2015", "2015U01-13", "(x)", "a=b", "a;b"])
def test_codes_with_signs_in_them_are_codes(code):
    assert list(resolve_selectors(variable([code, "TOT"]), [code], at=AT)) == [code]


def test_many_stars_take_no_time():
    assert resolve_selectors(variable(["1" * 60, "2"]), ["*1" * 25 + "*", "2"], at=AT)
    with pytest.raises(RegisterError):
        resolve_selectors(variable(["1" * 60]), ["*1" * 25 + "*2"], at=AT)


CODES = st.lists(
    st.text("012KkTå", min_size=1, max_size=4), min_size=1, max_size=8, unique_by=lambda code: code.casefold()
)


@st.composite
def asked(draw):
    """A time variable and a few signs for it: codes, patterns, ranges, counts, sums, and what is none of them."""
    codes = draw(CODES)
    code = st.sampled_from([*codes, "X9"])
    sign = st.one_of(
        code,
        code.map(str.lower),
        st.text("01K*", min_size=1, max_size=4).filter(lambda sign: "*" in sign),
        st.builds(">={}".format, code),
        st.builds("<={}".format, code),
        st.builds(">={}<={}".format, code, code),
        st.builds("(-n+{})".format, st.integers(1, 9)),
        st.just("(1)"),
        st.builds("sum(Sum {}={})".format, st.integers(1, 9), st.lists(code, min_size=1, unique=True).map(";".join)),
    )
    return codes, draw(st.lists(sign, min_size=1, max_size=3, unique_by=lambda one: one.partition("=")[0]))


@given(asked())
def test_signs_mean_what_a_slow_reader_says(question):
    codes, signs = question
    described = {"id": "Tid", "values": [{"id": code, "text": code} for code in codes]}
    try:
        expected = {code for code, _text in responses.resolve(described, signs)}
    except responses.StatBankError:
        expected = set()
    try:
        found = set(resolve_selectors(variable(codes, time=True), signs, at=AT))
    except RegisterError:
        found = set()

    assert found == expected
