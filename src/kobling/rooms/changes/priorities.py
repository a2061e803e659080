"""The priority that a committee gives a goal in a year: its council term, and the key of a new one."""

from collections.abc import Collection, Iterable

from kobling.records.council import Priority
from kobling.records.keys import made_key
from kobling.records.municipality import Term


def term_of_year(terms: Iterable[Term], year: int) -> str | None:
    """Return the key of the council term that a year is in, the last of two; None where it is in none."""
    return next((term.key for term in reversed([*terms]) if term.start.year <= year <= term.end.year), None)


def new_priority(
    term: str, year: int, committee: str, goal: str, *, rank: int | None, taken: Collection[str]
) -> Priority:
    """Return the priority that a committee gives a goal in a year.

    term    the key of the council term that the year is in
    rank    None where the committee has not ranked the goal
    taken   the keys that other priorities have
    """
    key = made_key(f"{committee} {goal} {year}", taken)
    return Priority(key=key, term=term, committee=committee, goal=goal, year=year, rank=rank)
