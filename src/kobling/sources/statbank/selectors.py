"""What StatBank's own signs for values mean in one table: `791`, `*`, `2020*`, `>=2023K1`, `(1)`, `sum(Unge=0;1)`.

A sign is worked out here too, so that an answer can be held against what was asked for. Codes are matched whatever
their case, and never by text.
"""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import NoReturn

from kobling.sources.registers.parts import Part, shown
from kobling.sources.registers.shape import Value, Variable

SUM = re.compile(r"sum\(([^=]+)=(.+)\)", re.IGNORECASE)
NEWEST = re.compile(r"\((?:-n\+)?([1-9][0-9]{0,4})\)", re.IGNORECASE)
RANGE = re.compile(r"(?:>=(?P<first>[^<>]+))?(?:<=(?P<last>[^<>]+))?")
NAMED = 4
"""How many values are named beside one that is unknown."""


class Codes:
    """The codes of a variable, found whatever their case."""

    def __init__(self, variable: Variable, *, at: Part) -> None:
        """Take the variable, and where its table's refusals are placed."""
        self.variable, self.at = variable, at
        self.all = [value.code for value in variable.values]
        self._places = {code: place for place, code in enumerate(self.all)}
        self._folded: dict[str, list[int]] = {}
        for place, code in enumerate(self.all):
            self._folded.setdefault(code.casefold(), []).append(place)

    def __contains__(self, code: str) -> bool:
        return code in self._places

    def place(self, code: str) -> int | None:
        """Return the place of the code that is meant: itself, or the only one that differs by case alone."""
        if code in self._places:
            return self._places[code]
        folded = self._folded.get(code.casefold(), [])
        return folded[0] if len(folded) == 1 else None

    def known(self, code: str) -> int:
        """Return the place of a code, or refuse it with the nearest ones."""
        found = self.place(code)
        if found is None:
            near = ", ".join(f"{value.code} ({value.text})" for value in _nearest(self.variable.values, code))
            self.refuse("no_such_value", found=shown(code), near=near)
        return found

    def refuse(self, code: str, **facts: object) -> NoReturn:
        """Refuse what is asked of this variable."""
        self.at.refuse(code, variable=self.variable.code, **facts)


def chosen(variable: Variable, signs: Sequence[str], *, at: Part) -> Mapping[str, str]:
    """Return the codes that the signs choose, in the table's order and sums last, each with a sign for it alone."""
    codes = Codes(variable, at=at)
    if not signs:
        codes.refuse("nothing_chosen")
    plain: set[int] = set()
    sums: dict[str, str] = {}
    for sign in signs:
        named = None if sign in codes else SUM.fullmatch(sign)
        if named is None:
            plain.update(_meant(codes, sign))
            continue
        if named[1] in sums or codes.place(named[1]) is not None:
            codes.refuse("sum_name_taken", found=shown(named[1]))
        sums[named[1]] = _sum(codes, named)
    return {codes.all[place]: codes.all[place] for place in sorted(plain)} | sums


def _meant(codes: Codes, sign: str) -> Sequence[int]:
    """Return the places of the codes that a sign chooses."""
    if (exact := codes.place(sign)) is not None:
        return [exact]
    if newest := NEWEST.fullmatch(sign):
        return _newest(codes, sign, int(newest[1]))
    fitting: Sequence[int]
    if sign and (limits := RANGE.fullmatch(sign)):
        first = 0 if limits["first"] is None else codes.known(limits["first"])
        last = len(codes.all) - 1 if limits["last"] is None else codes.known(limits["last"])
        fitting = range(first, last + 1)
    elif "*" in sign:
        parts = sign.casefold().split("*")
        fitting = [place for place, code in enumerate(codes.all) if _fits(code.casefold(), parts)]
    else:
        fitting = [codes.known(sign)]
    if not fitting:
        codes.refuse("nothing_fits", found=shown(sign))
    return fitting


def _fits(code: str, parts: Sequence[str]) -> bool:
    """Say whether a code is the parts in this order, with anything between two of them."""
    first, *middle, last = parts
    end = len(code) - len(last)
    if not (code.startswith(first) and code.endswith(last) and len(first) <= end):
        return False
    at = len(first)
    for part in middle:
        at = code.find(part, at, end)
        if at < 0:
            return False
        at += len(part)
    return True


def _newest(codes: Codes, sign: str, count: int) -> Sequence[int]:
    """Return the last periods. `(2)` is not accepted: it can be read as the last two and as the last but one."""
    if not codes.variable.time:
        codes.refuse("not_periods", found=shown(sign))
    if count > 1 and "n" not in sign.casefold():
        codes.refuse("two_meanings", found=shown(sign), count=count)
    return range(len(codes.all))[-count:]


def _sum(codes: Codes, named: re.Match[str]) -> str:
    """Return the sign of a sum, with its codes as the table spells them."""
    places = [codes.known(code.strip()) for code in named[2].split(";")]
    if len(set(places)) < len(places):
        codes.refuse("counted_twice", found=shown(named[0]))
    return f"sum({named[1]}={';'.join(codes.all[place] for place in places)})"


def _nearest(values: Sequence[Value], asked: str) -> Sequence[Value]:
    """Return the values whose text was written instead of the code, or else those that look like it, or the first."""
    wanted = asked.casefold()
    named = [value for value in values if value.text.casefold() == wanted]
    by_code = get_close_matches(wanted, [value.code.casefold() for value in values], NAMED)
    by_text = get_close_matches(wanted, [value.text.casefold() for value in values], NAMED)
    close = [value for value in values if value.code.casefold() in by_code or value.text.casefold() in by_text]
    return (named or close or values)[:NAMED]
