"""The sums of a table of budget lines are those of the amounts printed in it, as a calculator adds them up."""

import re
from dataclasses import dataclass

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kobling.web.shared.budget_table import BudgetRow, BudgetTable, TableLink
from kobling.web.shared.localization import localized_text
from tests.laws import examples
from tests.web.shared.calculator import calculate

KRONER = st.none() | st.integers(0, 999_999_999_999)


@dataclass(frozen=True)
class Amounts:
    expected_low: int | None = None
    expected_mid: int | None = None
    expected_high: int | None = None
    agreed: int | None = None
    realised: int | None = None


AMOUNTS = st.builds(Amounts, KRONER, KRONER, KRONER, KRONER, KRONER | st.integers(-999_999_999_999, 0))


def table(amounts, **more):
    rows = tuple(
        BudgetRow(TableLink(localized_text(f"linje {number}"), None), 2024, one, **more)
        for number, one in enumerate(amounts)
    )
    return BudgetTable(localized_text("Budget 2024"), "budget", rows)


def first_numbers(row):
    """The first number in each cell of kroner, as it is printed; empty where none is."""
    cells = re.findall(r'<td class="number">(.*?)</td>', row, re.DOTALL)
    return [(re.match(r"[−\d.,]*", re.sub(r"<span.*?</span>", "", cell).strip())[0]) for cell in cells]


@given(st.lists(AMOUNTS, min_size=2, max_size=5), st.sampled_from(("da", "en")))
@examples(60)
def test_a_printed_sum_is_that_of_the_printed_amounts(amounts, language):
    with translation.override(language):
        page = render_to_string("shared/budget_table.html", {"table": table(amounts)})

    head, _, foot = page.partition("<tfoot>")
    rows = [first_numbers(row) for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", head, re.DOTALL)]
    totals = first_numbers(foot)
    assert len(rows) == len(amounts)
    for column, total in enumerate(totals):
        printed = [row[column] for row in rows if row[column]]
        assert bool(printed) == bool(total)
        if printed:
            (expected,) = calculate(" + ".join(f"({one})" for one in printed), language)
            assert calculate(total, language) == [expected]


def test_a_column_that_no_line_fills_is_left_out():
    page = render_to_string("shared/budget_table.html", {"table": table([Amounts(expected_mid=1), Amounts()])})

    assert "Forventet" in page
    assert "Aftalt" not in page
    assert "Realiseret" not in page
    assert "ikke oplyst" in page
    assert "Ikke alle linjer har alle beløb" in page


@pytest.mark.parametrize(
    ("amounts", "shown"),
    [
        (Amounts(1000, 2000, 3000), "1.000 til 3.000"),
        (Amounts(expected_low=1000), "mindst 1.000"),
        (Amounts(expected_high=3000), "højst 3.000"),
        (Amounts(expected_mid=2000), ""),
    ],
)
def test_the_ends_of_what_is_expected(amounts, shown):
    (row,) = table([amounts]).rows

    assert row.expected_range == shown
