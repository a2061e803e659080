"""Problems of a design that its schema does not cover, and their messages."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext_noop

from kobling.rooms.folder.errors import FileProblem, FolderError, SourceLocation

DESIGN_MESSAGES = {
    "no_design": gettext_noop("there is no such file; look at its name and its folder"),
    "unreadable_design": gettext_noop("this is a folder, or a file that you are not allowed to read"),
    "unknown_column": gettext_noop("the data have no column called “%(found)s”; there are: %(allowed)s"),
    "needs": gettext_noop("%(found)s needs the field %(allowed)s"),
    "no_use": gettext_noop("%(found)s has no use for the field %(allowed)s"),
    "not_in_by": gettext_noop("“%(found)s” is none of the columns of by: %(allowed)s"),
    "one_by": gettext_noop("%(found)s needs the field by, with one column"),
    "two_waves": gettext_noop("%(found)s compares waves; name a file for each of at least two"),
    "one_wave": gettext_noop(
        "the figures here are compared between waves; name a file for each of at least two, or write under %(found)s "
        "what in this one is compared"
    ),
    "two_bounds": gettext_noop("bounds are two numbers, the smaller first: [0.5, 2]"),
    "one_source": gettext_noop(
        "replicate weights are read from columns, read from a file, or made: say columns, file or make"
    ),
    "no_replicate_columns": gettext_noop("no column's name fits “%(found)s”"),
    "replicate_rows": gettext_noop("the file of replicate weights has %(found)s rows, and the data have %(allowed)s"),
    "margins_file": gettext_noop(
        "the file of margins needs the columns column, category and count, or columns of the data and then the count; "
        "it has: %(found)s"
    ),
    "not_a_count": gettext_noop("the last column of the file of margins has to hold numbers; it holds “%(found)s”"),
    "margin_twice": gettext_noop("“%(found)s” stands twice in the file of margins"),
    "bad_total": gettext_noop("“%(found)s” is neither a number of persons nor weights"),
    "person_twice": gettext_noop(
        "somebody stands more than once in the column “%(found)s”, the first in rows %(allowed)s of the data; look at "
        "why, and say with person_twice which row counts: first, last or neither"
    ),
    "nothing_to_do": gettext_noop("nothing is asked for here; write what is wanted under %(found)s"),
    "nothing_planned": gettext_noop("say what is asked for: invited, change, margin or allocate"),
    # conditions
    "condition_sign": gettext_noop("“%(found)s” does not belong in a condition"),
    "condition_end": gettext_noop("the condition ends too early, after “%(found)s”"),
    "condition_word": gettext_noop("“%(found)s” does not belong here in the condition; expected: %(allowed)s"),
    "condition_column": gettext_noop(
        "the data have no column called “%(found)s”; a text stands in single quotation marks: '%(found)s'"
    ),
    "condition_constant": gettext_noop("“%(found)s” compares no column with anything"),
    "condition_number": gettext_noop(
        "“%(found)s” asks for the order of a column of texts and a number; compare texts with a text in single "
        "quotation marks"
    ),
    "condition_deep": gettext_noop(
        "the condition has more than %(allowed)s parentheses inside each other; write it with fewer"
    ),
    "condition_long": gettext_noop(
        "the condition has %(found)s comparisons, and at most %(allowed)s can be computed; several values of one "
        "column are written as: column in (1, 2)"
    ),
    "condition_kind": gettext_noop("a condition is a text, or columns with the value or values they have"),
}
"""Code to message, in English; `found` is the text found and `allowed` what is allowed."""


@dataclass(frozen=True, order=True)
class DesignProblem(FileProblem):
    """One problem of a design."""

    messages = DESIGN_MESSAGES


class DesignError(FolderError):
    """A design has problems, or does not fit its data."""


def problem(
    location: SourceLocation, code: str, found: str = "", allowed: Iterable[str] = (), *, near: bool = False
) -> DesignProblem:
    """Return a problem; with `near`, also the closest of the allowed as a suggestion."""
    options = tuple(allowed)
    similar = get_close_matches(found[:100], options, n=1) if near else []
    return DesignProblem(location, code, found[:200], options, next(iter(similar), ""))
