"""What was inspected, and what every way of writing it asks: names, places, words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
from django.utils.translation import gettext as _

from kobling.core.chain import Finding, NodeKind, Ref
from kobling.core.errors import KoblingError
from kobling.rooms.findings.graph import NodeOrigin
from kobling.rooms.findings.queries import ChainInspection
from kobling.rooms.folder.errors import FolderError, SourceLocation, printable
from kobling.rooms.folder.parsing.locations import RecordLocations
from kobling.rooms.folder.queries import facts_of
from kobling.rooms.folder.reader import read_folder_with_locations
from kobling.rooms.folder.records import MunicipalityFacts
from kobling.web.shared.localization import localize
from kobling.web.shared.words.inspection import fill_message, node_kind_name


@dataclass(frozen=True)
class ReportSource:
    """Where the facts are from: a folder, whose places are known, or the database."""

    facts: MunicipalityFacts
    folder: Path | None = None
    places: RecordLocations | None = None


def read_source(folder: Path | None, municipality: str) -> ReportSource:
    """Read a folder or, where there is none, what is kept of a municipality."""
    if folder is None:
        return ReportSource(facts_of(municipality))
    facts, places = read_folder_with_locations(folder)
    return ReportSource(facts, folder, places)


@dataclass(frozen=True)
class Report:
    """An inspection, ready to be written."""

    source: ReportSource
    inspected: ChainInspection
    run: int | None = None
    """The number it is kept under, where it is."""

    @property
    def day(self) -> date:
        """The day that was inspected."""
        return self.inspected.day

    def thing(self, ref: Ref) -> NodeOrigin:
        """Return what a finding points at; the municipality itself where it is about the whole."""
        here = self.source.facts.municipality
        return self.inspected.chain_graph.origins.get(ref) or NodeOrigin(here.name, here)

    def named(self, ref: Ref) -> str:
        """`goal of2: Flere er medlem af en forening`."""
        name = printable(str(localize(self.thing(ref).name)))
        return (
            f"{node_kind_name(ref.kind)}: {name}" if ref.kind is NodeKind.MUNICIPALITY else f"{_reference(ref)}: {name}"
        )

    def place(self, ref: Ref) -> SourceLocation | None:
        """Return where a thing is written, in a path from here; None where nothing was read from a folder."""
        if self.source.places is None or self.source.folder is None:
            return None
        thing = self.thing(ref)
        within = self.source.places.locate(thing.record, *thing.path)
        return SourceLocation(str(self.source.folder / within.file), within.line, within.column)

    def evidence(self, finding: Finding) -> Iterator[str]:
        """Return what a finding points at besides its subject, what is to be seen there, and where it stands."""
        for one in finding.evidence:
            words, place = fill_message(one.message, one.figures), self.place(one.ref)
            yield self.named(one.ref) + (f": {words}" if words else "") + (f" ({place})" if place else "")

    def not_tested(self) -> str | None:
        """Why D302 was not tested, in words; None where it was, or was not asked."""
        silos = self.inspected.silos
        return _(silos.not_tested) if silos and silos.not_tested else None


def _reference(ref: Ref) -> str:
    return f"{node_kind_name(ref.kind)} {ref.key}"


def print_error(refusal: KoblingError, words: str) -> None:
    """Say what cannot be read or was not understood."""
    lines = refusal.lines() if isinstance(refusal, FolderError) else [words]
    for line in lines:
        click.echo(line, err=True)
