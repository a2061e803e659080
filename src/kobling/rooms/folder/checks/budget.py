"""Whole kroner agree: lines, named remainders and stated sums, in every direction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kobling.rooms.budget.records import AMOUNTS, DIMENSIONS, Budget, BudgetLine, Remainder, Sum
from kobling.rooms.folder.checks.context import CheckContext, FieldPath

EXPECTED = AMOUNTS[:3]
MAX_TRACED_SUMS = 20
"""Where more sums than this are wrong, no single line stands out."""

Added = Mapping[tuple[str, ...], Mapping[tuple[object, ...], Mapping[str, int]]]
"""By the directions a sum names, by what it says of them, by amount: what lines and remainders add up to."""


def check_budgets(look: CheckContext) -> None:
    """Refuse what comes too late for its budget, lines given twice, amounts in the wrong order, and wrong sums."""
    for budget in look.facts.budgets:
        _check_days(look, budget)
        _check_lines(look, budget)
        _check_order(look, budget)
        _check_sums(look, budget)


def _check_days(look: CheckContext, budget: Budget) -> None:
    """Refuse a budget that comes after its last day: that of its year, where no other is given."""
    given: tuple[tuple[FieldPath, date | None], ...] = (
        (("adopted",), budget.adopted),
        (("decision", "date"), budget.decision.date if budget.decision else None),
        # One that ends before it begins is refused already.
        (("valid_from",), None if budget.valid_to else budget.valid_from),
    )
    for path, day in given:
        if day is not None and day > budget.last_day:
            look.say(budget, path, "after_the_budget", day, (budget.last_day,))


def _check_lines(look: CheckContext, budget: Budget) -> None:
    seen: dict[tuple[object, ...], int] = {}
    for index, line in enumerate(budget.lines):
        first = seen.setdefault(_place(line, DIMENSIONS), index)
        if first != index:
            place = look.places.of(budget, "lines", first)
            look.say(budget, ("lines", index), "repeated_line", line.track, (place,))


def _check_order(look: CheckContext, budget: Budget) -> None:
    """Refuse an expected amount that is less than the one that has to lie below it."""
    for name in ("lines", "sums"):
        for index, part in enumerate(getattr(budget, name)):
            stated = [(field, getattr(part, field)) for field in EXPECTED if getattr(part, field) is not None]
            for (_lower, low), (higher, high) in pairwise(stated):
                if high < low:
                    look.say(budget, (name, index, higher), "amounts_out_of_order", high, (low,))


@dataclass(frozen=True)
class _SumMismatch:
    """A stated sum that is not what its parts add up to."""

    index: int
    field: str
    added: int
    stated: int


def _check_sums(look: CheckContext, budget: Budget) -> None:
    """Refuse sums that do not agree; where one line alone would mend several of them, that line."""
    wrong = _wrong(budget)
    alike: dict[tuple[str, int], list[_SumMismatch]] = defaultdict(list)
    for one in wrong if len(wrong) <= MAX_TRACED_SUMS else ():
        alike[one.field, one.stated - one.added].append(one)
    for (field, missing), sums in alike.items():
        index = _line_behind(budget, sums, field, missing)
        if index is not None:
            said = getattr(budget.lines[index], field)
            places = (look.places.of(budget, "sums", one.index, field) for one in sums)
            look.say(budget, ("lines", index, field), "line_differs", said + missing, places)
            wrong = [one for one in wrong if one not in sums]
    for one in wrong:
        look.say(budget, ("sums", one.index, one.field), "sum_differs", one.added, (one.stated,))


def _wrong(budget: Budget) -> list[_SumMismatch]:
    added = _add_up(budget)
    found = []
    for index, total in enumerate(budget.sums):
        named = _named(total)
        amounts = added[named].get(_place(total, named), {})
        for field in AMOUNTS:
            stated = getattr(total, field)
            if stated is not None and amounts.get(field, 0) != stated:
                found.append(_SumMismatch(index, field, amounts.get(field, 0), stated))
    return found


def _add_up(budget: Budget) -> Added:
    """Add lines and remainders once for every combination of directions that some sum names."""
    parts: tuple[BudgetLine | Remainder, ...] = (*budget.lines, *budget.remainders)
    added: dict[tuple[str, ...], dict[tuple[object, ...], dict[str, int]]] = {}
    for named in dict.fromkeys(_named(total) for total in budget.sums):
        amounts: dict[tuple[object, ...], dict[str, int]] = defaultdict(dict)
        for part in parts:
            here = amounts[_place(part, named)]
            for field, amount in _amounts(part):
                here[field] = here.get(field, 0) + amount
        added[named] = amounts
    return added


def _named(total: Sum) -> tuple[str, ...]:
    """Return the directions that a sum names."""
    return tuple(name for name in DIMENSIONS if getattr(total, name) is not None)


def _amounts(part: BudgetLine | Remainder) -> Iterator[tuple[str, int]]:
    """Yield the amounts that are stated; one that is not stated is not nought, and adds nothing."""
    for field in AMOUNTS:
        amount = getattr(part, field)
        if amount is not None:
            yield field, amount


def _line_behind(budget: Budget, sums: Iterable[_SumMismatch], field: str, missing: int) -> int | None:
    """Return the one line that, if its amount were right, would make all these sums right and none wrong."""
    wrong = [budget.sums[one.index] for one in sums]
    if len({_named(total) for total in wrong}) < 2:
        return None
    right: dict[tuple[str, ...], set[tuple[object, ...]]] = defaultdict(set)
    for total in budget.sums:
        if getattr(total, field) is not None and total not in wrong:
            right[_named(total)].add(_place(total, _named(total)))
    behind = [
        index
        for index, line in enumerate(budget.lines)
        if getattr(line, field) is not None
        and (getattr(line, field) + missing >= 0 or field == "realised")
        and all(_place(line, _named(total)) == _place(total, _named(total)) for total in wrong)
        and not any(_place(line, named) in places for named, places in right.items())
    ]
    return behind[0] if len(behind) == 1 else None


def _place(part: BudgetLine | Sum, named: tuple[str, ...]) -> tuple[object, ...]:
    """Return what a line or a sum says of the directions named; a line that says the same is part of the sum."""
    return tuple(getattr(part, name) for name in named)
