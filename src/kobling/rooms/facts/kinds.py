"""The kinds of facts that are stored in versions, as the classes of their records declare them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kobling.records.base import Fact, Record
from kobling.records.drawings import Drawing
from kobling.records.facts import LIST_OF
from kobling.records.indicators import Measurement
from kobling.records.municipality import Municipality

IN_TABLES_OF_THEIR_OWN: tuple[type[Fact], ...] = (Measurement, Drawing)
"""The facts that are no versions: a newer one stands beside an older one."""


@dataclass(frozen=True)
class FactKind:
    """One kind of fact."""

    record: type[Fact]
    list_name: str
    """The name of its field in MunicipalityFacts."""

    @property
    def name(self) -> str:
        """Its name in stored versions, in references and on the command line."""
        return self.record.KIND

    @property
    def is_ordered(self) -> bool:
        """Whether the municipality decides in which order its facts stand; otherwise they stand by key."""
        return self.record is not Municipality and self.record.SORTED_BY != ("key",)

    @property
    def shape(self) -> int:
        """The number of the present shape of its bodies; 1 is the first."""
        return len(self.record.UPGRADES) + 1

    def key_of(self, record: Record) -> str:
        """Return what identifies a record of this kind."""
        return record.code if isinstance(record, Municipality) else str(getattr(record, "key", ""))


MUNICIPALITY = FactKind(Municipality, "municipality")
KINDS = (
    MUNICIPALITY,
    *(FactKind(record, name) for record, name in LIST_OF.items() if record not in IN_TABLES_OF_THEIR_OWN),
)
"""Every kind, in the order of the fields of MunicipalityFacts."""

KIND_OF: Mapping[type[Fact], FactKind] = {kind.record: kind for kind in KINDS}
"""Each kind by the class of its records."""
KIND_NAMED: Mapping[str, FactKind] = {kind.name: kind for kind in KINDS}
"""Each kind by its name."""


def batches(names: Iterable[tuple[FactKind, str]], *, most: int) -> Iterator[tuple[FactKind, list[str]]]:
    """Yield the keys of facts kind by kind, at most so many at once."""
    keys: dict[FactKind, list[str]] = {}
    for kind, key in names:
        keys.setdefault(kind, []).append(key)
    for kind, of_kind in keys.items():
        yield from ((kind, of_kind[start : start + most]) for start in range(0, len(of_kind), most))
