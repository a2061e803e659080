"""The description of a register's table: its variables and their values."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class VariableValue:
    """One value of a variable. Codes are unique within the variable; texts may repeat."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of a table."""

    code: str
    text: str
    values: tuple[VariableValue, ...]
    is_time: bool
    """Whether its values are periods."""
    is_optional: bool
    """Whether the source sums over it where no value is selected (called elimination in StatBank and PxWeb)."""


@dataclass(frozen=True, slots=True)
class RegisterTable:
    """The description of one table."""

    code: str
    text: str
    unit: str | None
    updated_at: datetime | None
    """When the source last changed it."""
    is_active: bool
    """False where the source has stopped updating it."""
    note: str | None
    """The source's note to readers of the figures."""
    documentation: str | None
    """URL of the source's documentation."""
    variables: tuple[Variable, ...]
