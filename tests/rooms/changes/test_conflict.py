"""Where two have changed one fact, the form begins anew from what others made of it, with what was typed on top."""

from kobling.records.chain import Goal
from kobling.rooms.changes.conflict import typed_over_present
from kobling.rooms.changes.edits import FactEdit
from tests.rooms import small


def goal(**fields):
    return Goal.model_validate(small.goal("a", small.target("a1")) | fields)


def test_of_both_the_typed_stands_and_of_one_that_which_was_changed():
    edit = FactEdit(goal(), goal(short={"da": "Typed"}, slug={"da": "typed", "en": "typed"}))
    present = goal(short={"da": "Theirs"}, overall=True)

    assert typed_over_present(edit, present) == goal(
        short={"da": "Typed"}, slug={"da": "typed", "en": "typed"}, overall=True
    )


def test_a_removal_types_nothing():
    present = goal(short={"da": "Theirs"})

    assert typed_over_present(FactEdit(goal(), None), present) == present
