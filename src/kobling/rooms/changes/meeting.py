"""A decision of one body or a joint meeting of several, recorded with the priorities that it gives goals."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kobling.records.council import JointMeeting, Priority, TakenDecision
from kobling.records.keys import made_key
from kobling.records.municipality import Body, BodyKind, Decision, Term
from kobling.records.validation import validated
from kobling.rooms.changes.edits import FactEdit
from kobling.rooms.changes.priorities import new_priority


@dataclass(frozen=True)
class Meeting:
    """Who met when, and what came of it."""

    bodies: tuple[str, ...]
    """The keys of the bodies: at least one."""
    day: date
    term: str
    """The key of the council term that the day is in."""
    item: str
    """On the agenda of the only body; may be empty."""
    what: str
    """In Danish; may be empty of a joint meeting."""
    goals: tuple[str, ...]
    """The keys of the goals that it was about."""

    def record(self, taken: Iterable[str]) -> TakenDecision | JointMeeting:
        """Return the decision of the only body, or the joint meeting of several. Raises InvalidText.

        taken   the keys that other facts of the kind have
        """
        what = {"da": self.what} if self.what else None
        common = {"term": self.term, "date": self.day, "goals": self.goals, "what": what}
        if len(self.bodies) > 1:
            key = made_key(f"{'-'.join(self.bodies)} {self.day}", taken)
            return validated(JointMeeting, key=key, bodies=self.bodies, **common)
        (body,) = self.bodies
        key = made_key(f"{body} {self.day} {self.item}", taken)
        return validated(TakenDecision, key=key, body=body, item=self.item or None, **common)

    def priorities(
        self, ranks: Mapping[str, int | None], term: str, year: int, bodies: Iterable[Body], given: Iterable[Priority]
    ) -> Iterator[FactEdit]:
        """Yield the priorities of a year that it gives goals, one of each committee. Raises InvalidText.

        ranks   by the key of the goal; None where it is not ranked
        term    the key of the council term that the year is in, which need not be that of the day
        bodies  those that the user may write for
        given   all priorities that there are
        """
        known = list(given)
        former = {(one.committee, one.goal, one.year): one for one in known}
        taken = {one.key for one in known}
        committees = [body.key for body in bodies if body.kind is not BodyKind.COUNCIL]
        for goal, rank in ranks.items():
            for committee in committees:
                before = former.get((committee, goal, year))
                new = before or new_priority(term, year, committee, goal, rank=rank, taken=taken)
                taken.add(new.key)
                decision = validated(Decision, body=committee, date=self.day, item=self.item or None)
                yield FactEdit(before, new.model_copy(update={"rank": rank, "decision": decision}))


def term_of(terms: Iterable[Term], day: date) -> str | None:
    """Return the key of the council term that a day is in; None where it is in none."""
    return next((term.key for term in terms if term.start <= day <= term.end), None)
