"""Group the findings of a page that are alike, so that six of a kind are one line to open."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from kobling.core.chain import Ref
from kobling.rooms.findings.records import ListedFinding
from kobling.web.shared.words.decouplings import ALIKE, count_phrase

Kind = tuple[str, str]
"""A rule's code, and the kind of thing that it is about."""
RowT = TypeVar("RowT")


@dataclass(frozen=True)
class FindingGroup(Generic[RowT]):
    """Findings that follow one another in the list."""

    title: str
    """How many of what, over the whole list; empty where they are not grouped."""
    rows: Sequence[RowT]
    below: bool
    """Whether they are the same fault as the finding above them."""


def kind_of(code: str, subject: Ref) -> Kind:
    """Return what findings of which are alike."""
    return code, subject.kind


def count_kinds(found: Iterable[ListedFinding]) -> Mapping[Kind, int]:
    """Return how many findings of each kind there are."""
    counts: dict[Kind, int] = {}
    for one in found:
        kind = kind_of(one.code, one.subject)
        counts[kind] = counts.get(kind, 0) + 1
    return counts


def group_alike(rows: Iterable[tuple[Kind, RowT]], counts: Mapping[Kind, int]) -> Iterator[FindingGroup[RowT]]:
    """Yield the rows of a page in their order, those of a kind with many findings together.

    counts   how many there are of each kind in the whole list, on other pages too
    """
    is_below = ("D302", "municipality") in counts
    for kind, of_kind in groupby(rows, key=lambda row: row[0]):
        many = counts[kind] >= ALIKE
        title = count_phrase(kind[0], counts[kind]) if many else ""
        yield FindingGroup(title, [row for _kind, row in of_kind], below=is_below and kind[0] == "D301")
