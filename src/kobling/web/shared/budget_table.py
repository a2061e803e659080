"""A table of budget lines: what is expected, agreed and realised of each, in whole kroner, with the sums.

A sum is that of the amounts printed above it. Money for several goals is not divided between them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from django.utils.translation import gettext as _

from kobling.web.shared.formats import format_number
from kobling.web.shared.localization import LocalizedText

AmountName = Literal["agreed", "expected_mid"]
"""The amounts of a budget's lines that a picture can draw."""


class Amounts(Protocol):
    """The amounts of a budget line, in whole kroner; None where one is not known."""

    @property
    def expected_low(self) -> int | None:
        """The least that is expected."""

    @property
    def expected_mid(self) -> int | None:
        """What is expected."""

    @property
    def expected_high(self) -> int | None:
        """The most that is expected."""

    @property
    def agreed(self) -> int | None:
        """What was agreed."""

    @property
    def realised(self) -> int | None:
        """What it came to."""


@dataclass(frozen=True)
class TableLink:
    """The name of something with a page of its own."""

    name: LocalizedText
    href: str | None


@dataclass(frozen=True)
class BudgetRow:
    """One budget line."""

    line: TableLink
    year: int
    amounts: Amounts
    committee: TableLink | None = None
    unit: LocalizedText | None = None
    goals: tuple[TableLink, ...] = ()
    note: LocalizedText | None = None
    price_level: int | None = None
    """The year whose prices the amounts are in."""

    @property
    def expected(self) -> str:
        """What is expected, without the ends."""
        return _amount(self.amounts.expected_mid)

    @property
    def expected_range(self) -> str:
        """The least and the most that is expected; empty where neither is known."""
        low, high = _amount(self.amounts.expected_low), _amount(self.amounts.expected_high)
        if low and high:
            return _("%(low)s to %(high)s") % {"low": low, "high": high}
        if low:
            return _("at least %(low)s") % {"low": low}
        return _("at most %(high)s") % {"high": high} if high else ""

    @property
    def agreed(self) -> str:
        """What was agreed."""
        return _amount(self.amounts.agreed)

    @property
    def realised(self) -> str:
        """What it came to."""
        return _amount(self.amounts.realised)


@dataclass(frozen=True)
class BudgetTable:
    """Budget lines for shared/budget_table.html; a column that no line fills is left out."""

    title: LocalizedText
    name: str
    """The beginning of its ids on the page."""
    rows: tuple[BudgetRow, ...]
    is_summed: bool = True
    """Whether the lines are of one budget and one year, so that they can be added up."""
    are_other_goals: bool = False
    """Whether a line's goals are those beside the one that the table is about."""

    @property
    def has_expected(self) -> bool:
        """Whether anything is expected of any line."""
        return any(row.expected or row.expected_range for row in self.rows)

    @property
    def has_agreed(self) -> bool:
        """Whether an amount was agreed for any line."""
        return any(row.agreed for row in self.rows)

    @property
    def has_realised(self) -> bool:
        """Whether it is known of any line what it came to."""
        return any(row.realised for row in self.rows)

    @property
    def has_committees(self) -> bool:
        """Whether any line has a committee or a unit."""
        return any(row.committee or row.unit for row in self.rows)

    @property
    def has_goals(self) -> bool:
        """Whether any line names goals."""
        return any(row.goals for row in self.rows)

    @property
    def total_expected(self) -> str:
        """The sum of what is expected; empty where no line has it."""
        return _sum(row.amounts.expected_mid for row in self.rows)

    @property
    def total_agreed(self) -> str:
        """The sum of what was agreed; empty where no line has it."""
        return _sum(row.amounts.agreed for row in self.rows)

    @property
    def total_realised(self) -> str:
        """The sum of what the lines came to; empty where no line has it."""
        return _sum(row.amounts.realised for row in self.rows)

    @property
    def lacks_amounts(self) -> bool:
        """Whether a line lacks an amount that others have, so that the sum is of fewer lines."""
        columns = (
            [row.amounts.expected_mid for row in self.rows],
            [row.amounts.agreed for row in self.rows],
            [row.amounts.realised for row in self.rows],
        )
        return any(None in column and any(amount is not None for amount in column) for column in columns)


def _amount(kroner: int | None) -> str:
    return "" if kroner is None else format_number(kroner)


def _sum(amounts: Iterable[int | None]) -> str:
    known = [kroner for kroner in amounts if kroner is not None]
    return format_number(sum(known)) if known else ""
