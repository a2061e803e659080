"""A calculator for printed sums: it reads a line as it stands on a page, and knows nothing of how the line was made."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

THOUSANDS_AND_POINT = {"da": (".", ","), "en": (",", ".")}
_PRECISE = Context(prec=60)
_TOKEN = re.compile(r"\s*(\d[\d.,]*|[()+−·/±²√])")
_RESULT = re.compile(r"(?<![\w.,])[+−]?\d(?:[\d.,]*\d)?")
_SUM = re.compile(r"(?:(?<=: )|^)[−\d(√].*? [=≈] [+−\d].*")
UNITS = re.compile(r"(?:pr\.|per) 1[.,]000 \w+|(?:af|of) [\d.,]+")
"""Numbers of a result that are part of its unit."""


class NotArithmetic(ValueError):
    """A formula that a calculator cannot take."""


def number(text, language):
    """The number that is written, as exactly as it is written."""
    thousands, point = THOUSANDS_AND_POINT[language]
    groups = text.lstrip("+−").partition(point)[0].split(thousands)
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])):
        raise NotArithmetic(f"{text} has its thousands in the wrong places")
    return Decimal(text.replace(thousands, "").replace(point, ".").replace("−", "-"))


def decimals(text, language):
    """How many decimals a number is written with."""
    return len(text.partition(THOUSANDS_AND_POINT[language][1])[2])


def calculate(formula, language):
    """What a formula gives, as a list of one number, or of two with the smaller first where it has a ±.

    Roots are taken to 60 digits; everything else is exact.
    """
    plain = formula.replace("\N{NO-BREAK SPACE}", " ")
    tokens, at = [], 0
    while at < len(plain):
        found = _TOKEN.match(plain, at)
        if found is None:
            raise NotArithmetic(f"{plain[at:]!r} in {formula!r}")
        tokens.append(found[1])
        at = found.end()
    return sorted(_Reading(tokens, language, sign).whole() for sign in ((-1, 1) if "±" in tokens else (1,)))


class _Reading:
    """One reading of a formula from left to right, by the rules of arithmetic, with ± as plus or as minus."""

    def __init__(self, tokens, language, sign):
        self.tokens, self.language, self.sign = [*tokens], language, sign

    def whole(self):
        value = self.sum()
        if self.tokens:
            raise NotArithmetic(f"{self.tokens} is left over")
        return value

    def take(self, *wanted):
        return self.tokens.pop(0) if self.tokens and self.tokens[0] in wanted else None

    def sum(self):
        value = -self.product() if self.take("−") else self.product()
        while operator := self.take("+", "−", "±"):
            value += {"+": 1, "−": -1, "±": self.sign}[operator] * self.product()
        return value

    def product(self):
        value = self.power()
        while operator := self.take("·", "/"):
            value = value * self.power() if operator == "·" else value / self.power()
        return value

    def power(self):
        value = self.atom()
        while self.take("²"):
            value *= value
        return value

    def atom(self):
        if self.take("√"):
            inside = self.atom()
            return Fraction(_PRECISE.sqrt(_PRECISE.divide(Decimal(inside.numerator), Decimal(inside.denominator))))
        if self.take("("):
            value = self.sum()
            if not self.take(")"):
                raise NotArithmetic("a bracket is not closed")
            return value
        if not self.tokens:
            raise NotArithmetic("a number is missing")
        return Fraction(number(self.tokens.pop(0), self.language))


def results(text, language):
    """The numbers of a result, as they are written, without those that belong to its unit."""
    plain = UNITS.sub("", text.replace("\N{NO-BREAK SPACE}", " "))
    return _RESULT.findall(plain)


def sums_in(text):
    """The lines `formula = result` or `formula ≈ result` in a text; words or a year before the formula are left out."""
    found = _SUM.search(" ".join(text.replace("\N{NO-BREAK SPACE}", " ").split()))
    return [found[0].rpartition(": ")[2]] if found else []


def why_wrong(line, language):
    """What is wrong with a line `formula = result` or `formula ≈ result`; empty where it holds as it is printed.

    After `=` stands exactly what the formula gives; after `≈` what it gives rounded to the decimals that are written,
    which is for what cannot be written in full. With a ± the last two numbers are the ends, and one before them the
    middle.
    """
    found = re.fullmatch(r"(.+?) ([=≈]) (.+)", line)
    if found is None:
        return f"{line!r} is no equation"
    formula, relation, result = found.groups()
    values, written = calculate(formula, language), results(result, language)
    if len(values) == 2:
        middle = sum(values) / 2
        expected = [middle, *values] if len(written) == 3 else values
    else:
        expected = values
    if len(written) != len(expected):
        return f"{line!r} has {len(written)} results, and {len(expected)} are computed"
    for text, value in zip(written, expected, strict=True):
        shown = number(text, language)
        if relation == "=" and Fraction(shown) != value:
            return f"{line!r} gives {float(value)}"
        if shown != _rounded(value, decimals(text, language)):
            return f"{line!r} gives {float(value)}"
    return ""


def _rounded(value, places):
    """Half away from zero."""
    scaled = abs(value) * 10**places
    whole = Decimal(scaled.numerator) / Decimal(scaled.denominator) if scaled.denominator == 1 else None
    if whole is None:
        whole = Context(prec=80).divide(Decimal(scaled.numerator), Decimal(scaled.denominator))
    rounded = whole.quantize(Decimal(1), rounding=ROUND_HALF_UP).scaleb(-places)
    return -rounded if value < 0 else rounded
