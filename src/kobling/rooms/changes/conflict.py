"""What a person typed of a fact, put over what others have made of it meanwhile, where both changed the same."""

from typing import cast

from kobling.records.base import Fact
from kobling.rooms.changes.edits import FactEdit
from kobling.rooms.facts.differences import fields_of, merge, record_from


def typed_over_present(edit: FactEdit, present: Fact) -> Fact:
    """Return a fact with what others have changed, and where both have changed the same field what was typed.

    present   the fact as it is now; it is returned as it is where the edit removes it
    """
    if edit.after is None:
        return present
    kind, _key = edit.name
    base, ours, theirs = (fields_of(kind, record) for record in (edit.before, present, edit.after))
    values, conflicts = merge(kind, "", base=base, present=ours, incoming=theirs)
    in_conflict = {one.field for one in conflicts}
    whole_lists = {name for name in in_conflict if "." not in name and (name,) in theirs}
    typed = {path: value for path, value in theirs.items() if ".".join(path) in in_conflict or path[0] in whole_lists}
    return cast("Fact", record_from(kind, dict(values) | typed))
