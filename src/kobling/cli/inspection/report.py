"""The result of an inspection with names and source locations, as every output format needs them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
from django.utils.translation import gettext as _

from kobling.core.chain import Finding, NodeKind, Ref
from kobling.core.errors import KoblingError
from kobling.records.facts import MunicipalityFacts
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.findings.graph import NodeOrigin
from kobling.rooms.findings.queries import ChainInspection
from kobling.rooms.folder.errors import FolderError, SourceLocation, printable
from kobling.rooms.folder.parsing.locations import RecordLocations
from kobling.rooms.folder.reader import read_contents
from kobling.web.shared.localization import localize
from kobling.web.shared.words.inspection import fill_message, node_kind_name


@dataclass(frozen=True)
class ReportSource:
    """The facts, from a folder with source locations or from the database."""

    facts: MunicipalityFacts
    folder: Path | None = None
    locations: RecordLocations | None = None


def read_source(folder: Path | None, municipality: str) -> ReportSource:
    """Read a folder or, where it is None, the stored facts of a municipality."""
    if folder is None:
        return ReportSource(municipality_facts(municipality))
    contents = read_contents(folder)
    return ReportSource(contents.facts, folder, contents.locations)


@dataclass(frozen=True)
class Report:
    """An inspection, ready for output."""

    source: ReportSource
    inspection: ChainInspection
    run: int | None = None
    """The number of the stored run, if any."""

    @property
    def day(self) -> date:
        """The day that was inspected."""
        return self.inspection.day

    def origin(self, ref: Ref) -> NodeOrigin:
        """Return the record and name behind a node; the municipality where there is no node."""
        municipality = self.source.facts.municipality
        return self.inspection.chain_graph.origins.get(ref) or NodeOrigin(municipality.name, municipality)

    def name(self, ref: Ref) -> str:
        """Return a node's kind, key and name: `goal of2: Flere er medlem af en forening`."""
        name = printable(str(localize(self.origin(ref).name)))
        return (
            f"{node_kind_name(ref.kind)}: {name}" if ref.kind is NodeKind.MUNICIPALITY else f"{_reference(ref)}: {name}"
        )

    def location(self, ref: Ref) -> SourceLocation | None:
        """Return the source location of a node, relative to the working directory; None for facts of the database."""
        if self.source.locations is None or self.source.folder is None:
            return None
        origin = self.origin(ref)
        within = self.source.locations.locate(origin.record, *origin.path)
        return SourceLocation(str(self.source.folder / within.file), within.line, within.column)

    def evidence(self, finding: Finding) -> Iterator[str]:
        """Yield the evidence of a finding: name, message and source location."""
        for evidence in finding.evidence:
            message, location = fill_message(evidence.message, evidence.figures), self.location(evidence.ref)
            yield self.name(evidence.ref) + (f": {message}" if message else "") + (f" ({location})" if location else "")

    def not_tested(self) -> str | None:
        """Return why D302 was not tested; None where it was tested, or not selected."""
        silos = self.inspection.silos
        return _(silos.not_tested) if silos and silos.not_tested else None


def _reference(ref: Ref) -> str:
    return f"{node_kind_name(ref.kind)} {ref.key}"


def print_error(error: KoblingError, message: str) -> None:
    """Print an error, on a line for each problem of a folder."""
    lines = error.lines() if isinstance(error, FolderError) else [message]
    for line in lines:
        click.echo(line, err=True)
