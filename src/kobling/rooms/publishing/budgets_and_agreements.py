"""What a release has of budgets and agreements: the money that is set aside for goals, and who agreed on what."""

from collections.abc import Container, Iterator
from datetime import date

from kobling.records import agreements as agreement_records
from kobling.records import budget as budget_records
from kobling.rooms.publishing.former_goals import with_former
from kobling.rooms.publishing.release_facts import ReleaseFacts, as_published, visible_keys
from kobling.rooms.releases.document import Agreement, AgreementGoal, Budget, BudgetLine

AMOUNTS = {*budget_records.AMOUNTS}


def published_budgets(facts: ReleaseFacts, shown: Container[str], *, on: date) -> tuple[Budget, ...] | None:
    """Return the budgets adopted by a day, with their lines for goals of the release; the newest year first.

    None where the municipality publishes none. One that only the release before has is kept, after the others.
    """
    if not facts.municipality.publish.budgets:
        return None
    known = [budget for budget in facts.budgets if budget.first_day is None or budget.first_day <= on]
    made = (_budget(budget, facts, shown, on) for budget in sorted(known, key=lambda budget: -budget.year))
    before = facts.before.budgets if facts.before else None
    return with_former(tuple(budget for budget in made if budget.lines), before or ())


def _budget(budget: budget_records.Budget, facts: ReleaseFacts, shown: Container[str], on: date) -> Budget:
    lines = tuple(_lines(budget, facts, shown, on))
    return as_published(budget, Budget, adopted=budget.adoption_date, lines=lines)


def _lines(budget: budget_records.Budget, facts: ReleaseFacts, shown: Container[str], on: date) -> Iterator[BudgetLine]:
    """Yield the lines for goals of the release, then the named remainders of the same headings."""
    tracks, units = {track.key: track for track in facts.tracks}, facts.unit_names
    parts: tuple[budget_records.BudgetLine | budget_records.Remainder, ...]
    parts = (*budget.lines, *budget.remainders)
    for line in parts:
        goals = visible_keys(shown, tracks[line.track].goals) if line.track else ()
        if not goals or line.track is None:
            continue
        year = budget.year if line.year is None else line.year
        amounts = line.model_dump(include=AMOUNTS)
        if year >= on.year:
            amounts["realised"] = None
        yield BudgetLine(
            track=line.track,
            name=line.name if isinstance(line, budget_records.Remainder) else tracks[line.track].name,
            goals=goals,
            committee=line.committee,
            unit=units[line.unit] if line.unit else None,
            year=year,
            note=line.note,
            sources=line.sources,
            **amounts,
        )


def published_agreements(facts: ReleaseFacts, shown: Container[str], *, on: date) -> tuple[Agreement, ...] | None:
    """Return the agreements about goals of the release that were signed and in force by a day; the newest first.

    None where the municipality publishes none. One that only the release before has is kept, after the others.
    """
    if not facts.municipality.publish.agreements:
        return None
    known = [agreement for agreement in facts.agreements if _known_from(agreement) <= on]
    made = (_agreement(agreement, facts, shown) for agreement in sorted(known, key=_known_from, reverse=True))
    before = facts.before.agreements if facts.before else None
    return with_former(tuple(agreement for agreement in made if agreement.goals or agreement.own_goals), before or ())


def _known_from(agreement: agreement_records.Agreement) -> date:
    return max((day for day in (agreement.signed, agreement.valid_from) if day), default=date.min)


def _agreement(agreement: agreement_records.Agreement, facts: ReleaseFacts, shown: Container[str]) -> Agreement:
    units = facts.unit_names
    own = (as_published(one, AgreementGoal, goals=visible_keys(shown, one.goals)) for one in agreement.own_goals)
    return as_published(
        agreement,
        Agreement,
        units=tuple(units[key] for key in agreement.units),
        goals=visible_keys(shown, agreement.goals),
        own_goals=tuple(one for one in own if one.goals),
    )
