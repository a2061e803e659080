"""What the council wants: the vision, its themes and goals, and stories of them."""

from datetime import date

from kobling.core.status import Status
from kobling.records.base import Key, Record, Slug, Slugs, Text
from kobling.rooms.releases.document.decisions import Decision, Ended
from kobling.rooms.releases.document.fields import omit_if_default
from kobling.rooms.releases.document.municipality import Term
from kobling.rooms.releases.document.targets import Target


class Vision(Record):
    """The council's statement."""

    name: Text
    """What it is called."""
    outward: Text | None
    """The vision for life in the municipality."""
    inward: Text | None
    """The vision for services and ways of working."""
    decision: Decision | None
    """Who decided it, and when; null where that is not known."""


class Theme(Record):
    """A heading under the vision, with its goals in the council's order."""

    key: Key
    """Its short name, the same in every release."""
    slug: Slugs
    """The part of its address that names it, in each language."""
    name: Text
    """What it is called."""
    statement: Text | None
    """What the council says of it."""
    goals: tuple[Key, ...]
    """The keys of its goals, in the council's order."""
    decision: Decision | None
    """Who decided it, and when; null where that is not known."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""
    former_slugs: tuple[Slug, ...] = omit_if_default(())
    """Names it has had in its address in earlier releases; they lead to the present one."""
    ended: Ended | None = omit_if_default(None)
    """For a former theme: when it ended, and who decided that."""


class Wording(Record):
    """What a goal said, from when to when, and who decided it."""

    text: Text
    """The words."""
    exact: bool
    """False where the council's own words were not found, and the text retells them."""
    valid_from: date | None
    """The first day the words held; null where that is not known."""
    valid_to: date | None
    """The last day they held; null while they still do."""
    decision: Decision | None
    """Who decided it, and when; null where that is not known."""
    note: Text | None
    """Something a reader has to know about it."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""


class EndedGoal(Ended):
    """When a goal ended, who decided that, and what its statuses are judged on: they are never judged again."""

    as_of: date
    """The day its statuses are judged on."""
    confidence: float
    """How sure "certain" is in its statuses."""
    vision: Vision | None = omit_if_default(None)
    """The vision it stood under on that day; left out where there was none, and in older releases."""


class Goal(Record):
    """What the council wants to be true, and how it is going."""

    key: Key
    """Its short name, the same in every release."""
    slug: Slugs
    """The part of its address that names it, in each language."""
    former_slugs: tuple[Slug, ...]
    """Names it has had in its address; they lead to the present one."""
    overall: bool
    """True for the one goal above the themes."""
    short: Text
    """A few words for lists and links."""
    themes: tuple[Key, ...]
    """The keys of the themes it stands under."""
    wording: Wording
    """The words in force."""
    wordings: tuple[Wording, ...]
    """Every wording, oldest first."""
    status: Status
    """The headline: the worst of its targets' statuses."""
    targets: tuple[Target, ...]
    """The worst first."""
    responsible: Key | None
    """The body that answers for it."""
    committees: tuple[Key, ...]
    """The committees known to carry it."""
    initiatives: tuple[Key, ...]
    """What is done for it."""
    stories: tuple[Key, ...]
    """What is told of it."""
    related: tuple[Key, ...]
    """Goals that share a theme with it or an initiative."""
    context: tuple[Key, ...]
    """Indicators shown beside the goal that are not its own measure."""
    missing: Text | None
    """For a goal without published figures: what is known, and what it would take."""
    notes: tuple[Text, ...]
    """What a reader has to know about it."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""
    term: Term | None = omit_if_default(None)
    """The council term that set it: the record of a recurring target counts its ended periods."""
    ended: EndedGoal | None = omit_if_default(None)
    """For a former goal: when it ended, who decided that, and the day of its last status."""


class Story(Record):
    """A short everyday account."""

    key: Key
    """Its short name, the same in every release."""
    goals: tuple[Key, ...]
    """The keys of the goals it tells of."""
    date: date
    """The day it is from."""
    title: Text
    """Its heading."""
    text: Text
    """Paragraphs with an empty line between them; no markup."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""
