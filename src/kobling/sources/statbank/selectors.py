"""Resolve StatBank's selectors to codes: `791`, `*`, `2020*`, `>=2023K1`, `(1)`, `sum(Unge=0;1)`.

StatBank resolves them too; they are resolved here so that a response can be checked against its query. Codes are
matched without regard to case, and never by text.
"""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import NoReturn

from kobling.sources.registers.errors import DataLocation, excerpt
from kobling.sources.registers.table import Variable, VariableValue

SUM = re.compile(r"sum\(([^=]+)=(.+)\)", re.IGNORECASE)
NEWEST = re.compile(r"\((?:-n\+)?([1-9][0-9]{0,4})\)", re.IGNORECASE)
RANGE = re.compile(r"(?:>=(?P<first>[^<>]+))?(?:<=(?P<last>[^<>]+))?")
MAX_SUGGESTIONS = 4
"""Values that are suggested in place of an unknown one."""


class VariableCodes:
    """The codes of a variable, looked up without regard to case."""

    def __init__(self, variable: Variable, *, at: DataLocation) -> None:
        """Take the variable, and the location for errors."""
        self.variable, self.at = variable, at
        self.all = [value.code for value in variable.values]
        self._positions = {code: position for position, code in enumerate(self.all)}
        self._positions_by_folded: dict[str, list[int]] = {}
        for position, code in enumerate(self.all):
            self._positions_by_folded.setdefault(code.casefold(), []).append(position)

    def __contains__(self, code: str) -> bool:
        return code in self._positions

    def position(self, code: str) -> int | None:
        """Return the position of a code, or of the only one that differs from it by case alone; else None."""
        if code in self._positions:
            return self._positions[code]
        positions = self._positions_by_folded.get(code.casefold(), [])
        return positions[0] if len(positions) == 1 else None

    def known_position(self, code: str) -> int:
        """Return the position of a code. Raises RegisterError with the most similar values where it is unknown."""
        position = self.position(code)
        if position is None:
            similar = _similar_values(self.variable.values, code)
            near = ", ".join(f"{value.code} ({value.text})" for value in similar)
            self.fail("no_such_value", found=excerpt(code), near=near)
        return position

    def fail(self, code: str, **facts: object) -> NoReturn:
        """Raise RegisterError about this variable."""
        self.at.fail(code, variable=self.variable.code, **facts)


def resolve_selectors(variable: Variable, selectors: Sequence[str], *, at: DataLocation) -> Mapping[str, str]:
    """Return the codes that the selectors match, each with a selector that matches it alone.

    Codes come in the table's order, and sums after them under their own names. Raises RegisterError.
    """
    codes = VariableCodes(variable, at=at)
    if not selectors:
        codes.fail("nothing_chosen")
    positions: set[int] = set()
    sums: dict[str, str] = {}
    for selector in selectors:
        match = None if selector in codes else SUM.fullmatch(selector)
        if match is None:
            positions.update(_matching_positions(codes, selector))
            continue
        name = match[1]
        if name in sums or codes.position(name) is not None:
            codes.fail("sum_name_taken", found=excerpt(name))
        sums[name] = _normalise_sum(codes, match)
    return {codes.all[position]: codes.all[position] for position in sorted(positions)} | sums


def _matching_positions(codes: VariableCodes, selector: str) -> Sequence[int]:
    if (exact := codes.position(selector)) is not None:
        return [exact]
    if newest := NEWEST.fullmatch(selector):
        return _newest(codes, selector, int(newest[1]))
    matching: Sequence[int]
    if selector and (limits := RANGE.fullmatch(selector)):
        first = 0 if limits["first"] is None else codes.known_position(limits["first"])
        last = len(codes.all) - 1 if limits["last"] is None else codes.known_position(limits["last"])
        matching = range(first, last + 1)
    elif "*" in selector:
        parts = selector.casefold().split("*")
        matching = [position for position, code in enumerate(codes.all) if _matches_pattern(code.casefold(), parts)]
    else:
        matching = [codes.known_position(selector)]
    if not matching:
        codes.fail("nothing_fits", found=excerpt(selector))
    return matching


def _matches_pattern(code: str, parts: Sequence[str]) -> bool:
    """Return whether a code consists of the parts in this order, with any text between two of them."""
    first, *middle, last = parts
    end = len(code) - len(last)
    if not (code.startswith(first) and code.endswith(last) and len(first) <= end):
        return False
    position = len(first)
    for part in middle:
        position = code.find(part, position, end)
        if position < 0:
            return False
        position += len(part)
    return True


def _newest(codes: VariableCodes, selector: str, count: int) -> Sequence[int]:
    """Return the positions of the last periods.

    `(2)` is rejected, because it can mean the last two periods or the last but one.
    """
    if not codes.variable.is_time:
        codes.fail("not_periods", found=excerpt(selector))
    if count > 1 and "n" not in selector.casefold():
        codes.fail("two_meanings", found=excerpt(selector), count=count)
    return range(len(codes.all))[-count:]


def _normalise_sum(codes: VariableCodes, match: re.Match[str]) -> str:
    """Return the selector of a sum, with its codes as the table writes them."""
    positions = [codes.known_position(code.strip()) for code in match[2].split(";")]
    if len(set(positions)) < len(positions):
        codes.fail("counted_twice", found=excerpt(match[0]))
    return f"sum({match[1]}={';'.join(codes.all[position] for position in positions)})"


def _similar_values(values: Sequence[VariableValue], text: str) -> Sequence[VariableValue]:
    """Return values to suggest: those with this text, else those with a similar code or text, else the first ones."""
    folded = text.casefold()
    same_text = [value for value in values if value.text.casefold() == folded]
    by_code = get_close_matches(folded, [value.code.casefold() for value in values], MAX_SUGGESTIONS)
    by_text = get_close_matches(folded, [value.text.casefold() for value in values], MAX_SUGGESTIONS)
    similar = [value for value in values if value.code.casefold() in by_code or value.text.casefold() in by_text]
    return (same_text or similar or values)[:MAX_SUGGESTIONS]
