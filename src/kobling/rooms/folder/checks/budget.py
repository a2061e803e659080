"""Check that lines, named remainders and stated sums of a budget agree in whole kroner, in every dimension."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kobling.records.budget import AMOUNTS, DIMENSIONS, Budget, BudgetLine, Remainder, Sum
from kobling.records.references import FieldPath
from kobling.rooms.folder.checks.context import CheckContext

EXPECTED = AMOUNTS[:3]
MAX_TRACED_SUMS = 20
"""With more wrong sums than this, no single line is searched for as their cause."""

ComputedSums = Mapping[tuple[str, ...], Mapping[tuple[object, ...], Mapping[str, int]]]
"""The sums of lines and remainders: by named dimensions, by their values, by field of amount."""


def check_budgets(context: CheckContext) -> None:
    """Report late dates, repeated lines, amounts in the wrong order, and wrong sums."""
    for budget in context.facts.budgets:
        _check_days(context, budget)
        lines_are_right = _check_lines(context, budget)
        _check_order(context, budget)
        if lines_are_right and _has_known_dimensions(context, budget):
            _check_sums(context, budget)


def _check_days(context: CheckContext, budget: Budget) -> None:
    """Report dates of a budget after its last day, which is that of its year by default."""
    days: tuple[tuple[FieldPath, date | None], ...] = (
        (("adopted",), budget.adopted),
        (("decision", "date"), budget.decision.date if budget.decision else None),
        # check_date_ranges reports a budget that ends before it begins.
        (("valid_from",), None if budget.valid_to else budget.valid_from),
    )
    for path, day in days:
        if day is not None and day > budget.last_day:
            context.report(budget, path, "after_the_budget", day, (budget.last_day,))


def _has_known_dimensions(context: CheckContext, budget: Budget) -> bool:
    """Return whether no track, committee or unit of a budget was reported as unknown; its sums cannot be right then."""
    return not context.problems.found or not any(
        context.problems.has_problem_at(context.locations.locate(budget, name, index, dimension))
        for name in ("lines", "sums", "remainders")
        for index in range(len(getattr(budget, name)))
        for dimension in ("track", "committee", "unit")
    )


def _check_lines(context: CheckContext, budget: Budget) -> bool:
    """Report lines that occur twice, and return whether there are none."""
    is_right = True
    first_lines: dict[tuple[object, ...], int] = {}
    for index, line in enumerate(budget.lines):
        first = first_lines.setdefault(_values_of(line, DIMENSIONS), index)
        if first != index:
            first_location = context.locations.locate(budget, "lines", first)
            context.report(budget, ("lines", index), "repeated_line", line.track, (first_location,))
            is_right = False
    return is_right


def _check_order(context: CheckContext, budget: Budget) -> None:
    """Report expected amounts that do not rise from low to mid to high."""
    for name in ("lines", "sums"):
        for index, item in enumerate(getattr(budget, name)):
            stated = [(field, getattr(item, field)) for field in EXPECTED if getattr(item, field) is not None]
            for (_lower, low), (higher, high) in pairwise(stated):
                if high < low:
                    context.report(budget, (name, index, higher), "amounts_out_of_order", high, (low,))


@dataclass(frozen=True)
class _SumMismatch:
    """A stated sum that differs from the sum of its parts."""

    index: int
    field: str
    computed: int
    stated: int


def _check_sums(context: CheckContext, budget: Budget) -> None:
    """Report sums that differ; or the one line whose correction would make several of them agree."""
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
    computed = _compute_sums(budget)
    mismatches = []
    for index, total in enumerate(budget.sums):
        dimensions = _named_dimensions(total)
        amounts = computed[dimensions].get(_values_of(total, dimensions), {})
        for field in AMOUNTS:
            stated = getattr(total, field)
            if stated is not None and amounts.get(field, 0) != stated:
                mismatches.append(_SumMismatch(index, field, amounts.get(field, 0), stated))
    return mismatches


def _compute_sums(budget: Budget) -> ComputedSums:
    """Return the sums of lines and remainders for every combination of dimensions that a stated sum names."""
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
    """Return the dimensions that a sum has values for."""
    return tuple(name for name in DIMENSIONS if getattr(total, name) is not None)


def _amounts(item: BudgetLine | Remainder) -> Iterator[tuple[str, int]]:
    """Yield the stated amounts. A missing amount is not zero: it is left out."""
    for field in AMOUNTS:
        amount = getattr(item, field)
        if amount is not None:
            yield field, amount


def _wrong_line(budget: Budget, mismatches: Iterable[_SumMismatch], field: str, difference: int) -> int | None:
    """Return the index of the one line whose correction makes all these sums right and no other wrong; else None."""
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
    """Return the values of a line or sum in these dimensions; lines with equal values belong to the sum."""
    return tuple(getattr(item, name) for name in dimensions)
