"""What a release has of initiatives: what was tried for the goals, and what came of it."""

from collections.abc import Container
from datetime import date

from kobling.records import initiatives as initiative_records
from kobling.rooms.publishing.council import decision_behind, ending_decision
from kobling.rooms.publishing.release_facts import ReleaseFacts, as_published, visible_keys
from kobling.rooms.releases.document import Initiative, InitiativeEnding


def published_initiatives(facts: ReleaseFacts, shown: Container[str], *, on: date) -> tuple[Initiative, ...]:
    """Return the initiatives that had begun on a day, with what was known of their endings on it.

    shown   the keys of the goals in the release
    """
    return tuple(_initiative(initiative, facts, shown, on) for initiative in facts.initiatives_begun_by(on))


def _initiative(
    initiative: initiative_records.Initiative, facts: ReleaseFacts, shown: Container[str], on: date
) -> Initiative:
    units = facts.unit_names
    made = as_published(
        initiative,
        Initiative,
        owner=units[initiative.owner] if initiative.owner else None,
        unit=initiative.owner,
        goals=visible_keys(shown, initiative.goals),
        decision=decision_behind(initiative, facts, on=on),
        ended_by=ending_decision(initiative, on=on),
        hypothesis=None,
        measure=None,
        ending=None,
    )
    if not facts.municipality.publish.endings:
        return made
    return made.model_copy(
        update={
            "hypothesis": initiative.hypothesis,
            "measure": initiative.measure,
            "ending": _ending(initiative.ending_known_on(on)),
            "ending_missing": initiative.lacks_ending(on),
        }
    )


def _ending(ending: initiative_records.Ending | None) -> InitiativeEnding | None:
    if ending is None:
        return None
    return as_published(ending, InitiativeEnding)
