"""Change one fact, as a person does on its page."""

from kobling.rooms.changes.actions import change_facts
from kobling.rooms.changes.edits import Edits, FactEdit


def change_fact(*, before, after, **more):
    """Change, add or remove one fact; return what that does."""
    return change_facts(edits=Edits((FactEdit(before, after),)), **more).changes.differences()
