"""A new council term: what goes on in it, what ends the day before, what is new, and what its goals still lack."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kobling.records.chain import Goal, Target, Theme
from kobling.records.indicators import Indicator, Measurement
from kobling.records.keys import made_key
from kobling.records.municipality import Term
from kobling.records.validation import validated
from kobling.rooms.changes.edits import Edits, FactEdit


class Lack(StrEnum):
    """What a goal of a new term can lack."""

    COMMITTEE = "committee"
    THEME = "theme"
    TARGET = "target"
    LATER_DEADLINE = "later_deadline"
    """Its target was to be reached before the term."""
    INDICATOR = "indicator"
    FIGURE = "figure"


@dataclass(frozen=True)
class Missing:
    """What a goal of the new term lacks, and the day by which it matters."""

    day: date
    goal: Goal
    lack: Lack


def day_before(term: Term) -> date:
    """Return the last day of what does not go on."""
    return term.start - timedelta(days=1)


def in_force(themes: Iterable[Theme], goals: Iterable[Goal], day: date) -> list[Theme | Goal]:
    """Return the themes and goals that are in force on a day: the candidates to go on."""
    return [
        *(theme for theme in themes if theme.in_force(day)),
        *(goal for goal in goals if goal.wording(day) is not None),
    ]


def carried_over(
    candidates: Iterable[Theme | Goal], term: Term, *, go_on: Collection[tuple[str, str]], ends_others: bool
) -> Iterator[FactEdit]:
    """Yield what goes on in a term under its own key, and where the others end what ends on the day before.

    go_on   the kinds and keys of what goes on
    """
    for record in candidates:
        if (record.KIND, record.key) in go_on:
            yield FactEdit(record, record.model_copy(update={"term": term.key}))
        elif ends_others:
            yield FactEdit(record, _ended(record, day_before(term)))


def _ended(record: Theme | Goal, day: date) -> Theme | Goal:
    """Return a theme or goal whose last day is this one, or the earlier one that it has."""
    if isinstance(record, Theme):
        return record.model_copy(update={"valid_to": min(record.valid_to or day, day)})
    *former, last = record.wordings
    ended = last.model_copy(update={"valid_to": min(last.valid_to or day, day)})
    return record.model_copy(update={"wordings": (*former, ended)})


def new_themes(names: Iterable[str], term: Term, taken: Iterable[str]) -> list[Theme]:
    """Return the themes that begin with a term, from their Danish names. Raises InvalidText.

    taken   the keys of the themes that there are
    """
    known, themes = set(taken), []
    for name in names:
        key = made_key(name, known)
        known.add(key)
        fields = {"slug": {"da": key, "en": key}, "name": {"da": name}, "valid_from": term.start}
        themes.append(validated(Theme, key=key, term=term.key, **fields))
    return themes


def new_goals(texts: Iterable[tuple[str, str]], term: Term, taken: Iterable[str]) -> list[Goal]:
    """Return the goals that begin with a term, from the keys of themes and Danish texts. Raises InvalidText.

    taken   the keys of the goals that there are
    """
    known, goals = set(taken), []
    for theme, words in texts:
        key, text = made_key(words, known), {"da": words}
        known.add(key)
        goal = validated(
            Goal,
            key=key,
            term=term.key,
            slug={"da": key, "en": key},
            themes=(theme,),
            short=text,
            wordings=({"text": text, "valid_from": term.start},),
        )
        goals.append(goal)
    return goals


def missing(edits: Edits, indicators: Mapping[str, Indicator], figures: Iterable[Measurement]) -> list[Missing]:
    """Return what the goals lack of the term that edits add, by the day on which it matters; nothing without a term."""
    after = [edit.after for edit in edits.facts]
    term = next((record for record in after if isinstance(record, Term)), None)
    if term is None:
        return []
    derived = {key for key, indicator in indicators.items() if indicator.derived is not None}
    known = derived | {figure.indicator for figure in figures}
    goals = [record for record in after if isinstance(record, Goal) and record.term == term.key]
    found = [Missing(day, goal, lack) for goal in goals for day, lack in _lacks(goal, term, known)]
    return sorted(found, key=lambda one: one.day)


def _lacks(goal: Goal, term: Term, known: Collection[str]) -> Iterator[tuple[date, Lack]]:
    targets = [target for target in goal.targets if target.in_force(term.start)]
    if not goal.committees and goal.responsible is None:
        yield term.start, Lack.COMMITTEE
    if not goal.themes and not goal.overall:
        yield term.start, Lack.THEME
    if not targets:
        yield term.start, Lack.TARGET
    for target in targets:
        yield from _lacks_of_target(target, term, known)


def _lacks_of_target(target: Target, term: Term, known: Collection[str]) -> Iterator[tuple[date, Lack]]:
    if target.deadline is not None and target.deadline < term.start:
        yield target.deadline, Lack.LATER_DEADLINE
    if target.indicator is None and not target.judgements:
        yield term.start, Lack.INDICATOR
    elif target.indicator is not None and target.indicator not in known:
        yield target.deadline or term.end, Lack.FIGURE
