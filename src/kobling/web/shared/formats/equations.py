"""Equations that hold as they are printed: what a reader types into a calculator gives what stands after `=`.

An expression is built of numbers with Python's own operators, and is printed as a calculator takes it: `·` for times,
`√(…)` for a square root, `²` for a square, and `±` where there are two results. `solve` then chooses the decimals:

- a number that was given is printed in full;
- a number that was computed before, with more than MAX_DECIMALS, is printed with the decimals it asks for, or more;
- a result that ends is printed in full after `=`;
- any other result stands after `≈`, with the decimals asked for, and the numbers before it have as many decimals as
  it takes to get the last of those right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from math import floor, log10
from typing import Literal

from kobling.web.shared.formats.numbers import MINUS, format_number
from kobling.web.shared.formats.rounding import decimals_of, is_written_in_full, round_half_up

MAX_EXTRA_DECIMALS = 9
"""Rounded numbers get at most this many decimals more than they ask for: computed figures are stored with so many."""

Sign = Literal[-1, 0, 1]
"""What a `±` stands for: minus, neither, plus."""

_ROOTS = Context(prec=40)
_SUM, _PRODUCT, _POWER = 1, 2, 3
"""How strongly operators bind."""


class Expression:
    """A number, or an operation on other expressions."""

    @property
    def binding(self) -> int:
        """How strongly its operator binds."""
        return _POWER

    def text(self, extra: int = 0) -> str:
        """Return it as it is printed, rounded numbers with `extra` decimals more than they ask for."""
        raise NotImplementedError

    def value(self, extra: int, sign: Sign) -> Fraction:
        """Return what the printed numbers give; `sign` is that of a `±`."""
        raise NotImplementedError

    @property
    def is_rational(self) -> bool:
        """False where a root is taken."""
        return True

    @property
    def is_sum(self) -> bool:
        """True for numbers that are only added and subtracted."""
        return False

    def __add__(self, other: "Expression") -> "Expression":
        return _Operation("+", self, other)

    def __sub__(self, other: "Expression") -> "Expression":
        return _Operation("−", self, other)

    def __mul__(self, other: "Expression") -> "Expression":
        return _Operation("·", self, other)

    def __truediv__(self, other: "Expression") -> "Expression":
        return _Operation("/", self, other)

    def plus_minus(self, other: "Expression") -> "Expression":
        """Return this with another added and subtracted."""
        return _Operation("±", self, other)

    def squared(self) -> "Expression":
        """Return this times itself."""
        return _Square(self)

    def root(self) -> "Expression":
        """Return the square root."""
        return _Root(self)


@dataclass(frozen=True)
class Number(Expression):
    """A number: printed in full where its decimals end, else with the decimals it asks for."""

    number: float
    decimals: int = 0
    """Asked for; a number so small that they would not show two digits of it gets more."""

    def text(self, extra: int = 0) -> str:
        """Return it in the active language."""
        return format_number(self.number, self._places(extra))

    def value(self, extra: int, sign: Sign) -> Fraction:
        """Return the printed number."""
        return Fraction(round_half_up(self.number, self._places(extra)))

    @property
    def is_sum(self) -> bool:
        """True: a number alone."""
        return True

    def _places(self, extra: int) -> int:
        if is_written_in_full(self.number):
            return decimals_of(self.number)
        return max(self.decimals, 1 - floor(log10(abs(self.number)))) + extra


@dataclass(frozen=True)
class _Operation(Expression):
    operator: Literal["+", "−", "·", "/", "±"]
    left: Expression
    right: Expression

    @property
    def binding(self) -> int:
        return _PRODUCT if self.operator in "·/" else _SUM

    @property
    def is_rational(self) -> bool:
        return self.left.is_rational and self.right.is_rational

    @property
    def is_sum(self) -> bool:
        return self.operator in "+−" and self.left.is_sum and self.right.is_sum

    def text(self, extra: int = 0) -> str:
        left, right = self.left.text(extra), self.right.text(extra)
        if self.left.binding < self.binding:
            left = f"({left})"
        is_regrouped = self.right.binding == self.binding and self.operator not in "+·"
        if self.right.binding < self.binding or is_regrouped or right.startswith(MINUS):
            right = f"({right})"
        return f"{left} {self.operator} {right}"

    def value(self, extra: int, sign: Sign) -> Fraction:
        left, right = self.left.value(extra, sign), self.right.value(extra, sign)
        match self.operator:
            case "+":
                return left + right
            case "−":
                return left - right
            case "·":
                return left * right
            case "/":
                return left / right
        return left + sign * right


@dataclass(frozen=True)
class _Square(Expression):
    of: Expression

    @property
    def is_rational(self) -> bool:
        return self.of.is_rational

    def text(self, extra: int = 0) -> str:
        inner = self.of.text(extra)
        return f"({inner})²" if self.of.binding < _POWER or inner.startswith(MINUS) else f"{inner}²"

    def value(self, extra: int, sign: Sign) -> Fraction:
        number = self.of.value(extra, sign)
        return number * number


@dataclass(frozen=True)
class _Root(Expression):
    of: Expression

    @property
    def is_rational(self) -> bool:
        return False

    def text(self, extra: int = 0) -> str:
        return f"√({self.of.text(extra)})"

    def value(self, extra: int, sign: Sign) -> Fraction:
        inside = self.of.value(extra, sign)
        return Fraction(_ROOTS.sqrt(_ROOTS.divide(Decimal(inside.numerator), Decimal(inside.denominator))))


@dataclass(frozen=True)
class Equation:
    """An expression and what it gives, as they are printed."""

    formula: str
    relation: Literal["=", "≈"]
    decimals: int
    """Of the results."""
    results: tuple[float, ...]
    """Rounded to those decimals."""


_SIGNS: dict[int, tuple[Sign, ...]] = {1: (1,), 2: (-1, 1), 3: (-1, 0, 1)}
"""What the `±` stands for in each of one, two or three results."""


def solve(expression: Expression, *computed: float, decimals: int, least: int = 0) -> Equation:
    """Return the equation of an expression and its results.

    computed   the results as they were computed from unrounded numbers; where there is a `±`, the lower and the upper,
               or the lower, the middle and the upper
    decimals   of a result that does not end
    least      the least decimals of one that does

    The printed results are what the printed numbers give and, at their decimals, what was computed. Where no number of
    decimals brings the two together, as with a number that was rounded in an earlier line, they are what the printed
    numbers give.
    """
    for extra, values in _attempts(expression, len(computed)) if expression.is_rational else ():
        ends = _last_place(values)
        if ends is not None and _agree(values, computed, ends):
            return _equation(expression, extra, "=", values, max(ends, least))
    for extra, values in _attempts(expression, len(computed)) if not expression.is_sum else ():
        if _rounded(values, decimals) == _rounded(computed, decimals):
            return _equation(expression, extra, "≈", values, decimals)
    extra, values = next(_attempts(expression, len(computed)))
    ends = _last_place(values) if expression.is_rational else None
    if ends is not None:
        return _equation(expression, extra, "=", values, max(ends, least))
    return _equation(expression, extra, "≈", values, decimals)


def _equation(
    expression: Expression, extra: int, relation: Literal["=", "≈"], values: Sequence[Fraction], decimals: int
) -> Equation:
    results = tuple(float(result) for result in _rounded(values, decimals))
    return Equation(expression.text(extra), relation, decimals, results)


def _attempts(expression: Expression, results: int) -> Iterator[tuple[int, tuple[Fraction, ...]]]:
    """Yield more and more decimals for rounded numbers, and what the printed numbers then give."""
    for extra in range(MAX_EXTRA_DECIMALS + 1):
        yield extra, tuple(expression.value(extra, sign) for sign in _SIGNS[results])


def _last_place(values: Sequence[Fraction]) -> int | None:
    """Return the decimals that print all values in full; None where those that are stored do not."""
    places = range(MAX_EXTRA_DECIMALS + 1)
    return next((place for place in places if all((value * 10**place).denominator == 1 for value in values)), None)


def _agree(values: Sequence[Fraction], computed: Sequence[float], decimals: int) -> bool:
    """Return True if the values are the computed ones, rounded, and none has become zero by that."""
    zeros = [value == 0 for value in values] == [value == 0 for value in computed]
    return zeros and _rounded(values, decimals) == _rounded(computed, decimals)


def _rounded(values: Sequence[Fraction | float], decimals: int) -> tuple[Decimal, ...]:
    return tuple(_round(value, decimals) for value in values)


def _round(value: Fraction | float, decimals: int) -> Decimal:
    """Round half away from zero."""
    if not isinstance(value, Fraction):
        return round_half_up(value, decimals)
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-decimals)
