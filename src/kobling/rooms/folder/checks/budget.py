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

ComputedSums = Mapping[tuple[str, ...], Mapping[tuple[object, ...], Mapping[str, int]]]
"""By the directions a sum names, by what it says of them, by amount: what lines and remainders add up to."""


def check_budgets(context: CheckContext) -> None:
    """Refuse what comes too late for its budget, lines given twice, amounts in the wrong order, and wrong sums."""
    for budget in context.facts.budgets:
        _check_days(context, budget)
        _check_lines(context, budget)
        _check_order(context, budget)
        _check_sums(context, budget)


def _check_days(context: CheckContext, budget: Budget) -> None:
    """Refuse a budget that comes after its last day: that of its year, where no other is given."""
    days: tuple[tuple[FieldPath, date | None], ...] = (
        (("adopted",), budget.adopted),
        (("decision", "date"), budget.decision.date if budget.decision else None),
        # One that ends before it begins is refused already.
        (("valid_from",), None if budget.valid_to else budget.valid_from),
    )
    for path, day in days:
        if day is not None and day > budget.last_day:
            context.report(budget, path, "after_the_budget", day, (budget.last_day,))


def _check_lines(context: CheckContext, budget: Budget) -> None:
    first_lines: dict[tuple[object, ...], int] = {}
    for index, line in enumerate(budget.lines):
        first = first_lines.setdefault(_values_of(line, DIMENSIONS), index)
        if first != index:
            first_location = context.locations.locate(budget, "lines", first)
            context.report(budget, ("lines", index), "repeated_line", line.track, (first_location,))


def _check_order(context: CheckContext, budget: Budget) -> None:
    """Refuse an expected amount that is less than the one that has to lie below it."""
    for name in ("lines", "sums"):
        for index, item in enumerate(getattr(budget, name)):
            stated = [(field, getattr(item, field)) for field in EXPECTED if getattr(item, field) is not None]
            for (_lower, low), (higher, high) in pairwise(stated):
                if high < low:
                    context.report(budget, (name, index, higher), "amounts_out_of_order", high, (low,))


@dataclass(frozen=True)
class _SumMismatch:
    """A stated sum that is not what its parts add up to."""

    index: int
    field: str
    computed: int
    stated: int


def _check_sums(context: CheckContext, budget: Budget) -> None:
    """Refuse sums that do not agree; where one line alone would mend several of them, that line."""
    mismatches = _find_mismatches(budget)
    by_difference: dict[tuple[str, int], list[_SumMismatch]] = defaultdict(list)
    for mismatch in mismatches if len(mismatches) <= MAX_TRACED_SUMS else ():
        by_difference[mismatch.field, mismatch.stated - mismatch.computed].append(mismatch)
    for (field, difference), related in by_difference.items():
        index = _wrong_line(budget, related, field, difference)
        if index is not None:
            stated = getattr(budget.lines[index], field)
            locations = (context.locations.locate(budget, "sums", mismatch.index, field) for mismatch in related)
            context.report(budget, ("lines", index, field), "line_differs", stated + difference, locations)
            mismatches = [mismatch for mismatch in mismatches if mismatch not in related]
    for mismatch in mismatches:
        context.report(
            budget, ("sums", mismatch.index, mismatch.field), "sum_differs", mismatch.computed, (mismatch.stated,)
        )


def _find_mismatches(budget: Budget) -> list[_SumMismatch]:
    computed = _add_up(budget)
    mismatches = []
    for index, total in enumerate(budget.sums):
        dimensions = _named_dimensions(total)
        amounts = computed[dimensions].get(_values_of(total, dimensions), {})
        for field in AMOUNTS:
            stated = getattr(total, field)
            if stated is not None and amounts.get(field, 0) != stated:
                mismatches.append(_SumMismatch(index, field, amounts.get(field, 0), stated))
    return mismatches


def _add_up(budget: Budget) -> ComputedSums:
    """Add lines and remainders once for every combination of directions that some sum names."""
    parts: tuple[BudgetLine | Remainder, ...] = (*budget.lines, *budget.remainders)
    added: dict[tuple[str, ...], dict[tuple[object, ...], dict[str, int]]] = {}
    for dimensions in dict.fromkeys(_named_dimensions(total) for total in budget.sums):
        amounts: dict[tuple[object, ...], dict[str, int]] = defaultdict(dict)
        for item in parts:
            totals = amounts[_values_of(item, dimensions)]
            for field, amount in _amounts(item):
                totals[field] = totals.get(field, 0) + amount
        added[dimensions] = amounts
    return added


def _named_dimensions(total: Sum) -> tuple[str, ...]:
    """Return the directions that a sum names."""
    return tuple(name for name in DIMENSIONS if getattr(total, name) is not None)


def _amounts(item: BudgetLine | Remainder) -> Iterator[tuple[str, int]]:
    """Yield the amounts that are stated; one that is not stated is not nought, and adds nothing."""
    for field in AMOUNTS:
        amount = getattr(item, field)
        if amount is not None:
            yield field, amount


def _wrong_line(budget: Budget, mismatches: Iterable[_SumMismatch], field: str, difference: int) -> int | None:
    """Return the one line that, if its amount were right, would make all these sums right and none wrong."""
    wrong_sums = [budget.sums[mismatch.index] for mismatch in mismatches]
    if len({_named_dimensions(total) for total in wrong_sums}) < 2:
        return None
    correct: dict[tuple[str, ...], set[tuple[object, ...]]] = defaultdict(set)
    for total in budget.sums:
        if getattr(total, field) is not None and total not in wrong_sums:
            correct[_named_dimensions(total)].add(_values_of(total, _named_dimensions(total)))
    candidates = [
        index
        for index, line in enumerate(budget.lines)
        if getattr(line, field) is not None
        and (getattr(line, field) + difference >= 0 or field == "realised")
        and all(
            _values_of(line, _named_dimensions(total)) == _values_of(total, _named_dimensions(total))
            for total in wrong_sums
        )
        and not any(_values_of(line, dimensions) in values for dimensions, values in correct.items())
    ]
    return candidates[0] if len(candidates) == 1 else None


def _values_of(item: BudgetLine | Sum, dimensions: tuple[str, ...]) -> tuple[object, ...]:
    """Return what a line or a sum says of the directions named; a line that says the same is part of the sum."""
    return tuple(getattr(item, name) for name in dimensions)
