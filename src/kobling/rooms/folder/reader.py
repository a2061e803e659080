"""Read a municipality folder, or report every problem in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kobling.records.base import Record
from kobling.records.facts import LISTS, MunicipalityFacts
from kobling.records.indicators import Measurement
from kobling.records.municipality import Municipality
from kobling.rooms.folder import layout
from kobling.rooms.folder.checks.context import ReadGaps
from kobling.rooms.folder.checks.run import run_checks
from kobling.rooms.folder.errors import ProblemCollector, SourceLocation
from kobling.rooms.folder.files import FolderFile, list_files, read_bytes
from kobling.rooms.folder.parsing.csv_parser import parse_measurements
from kobling.rooms.folder.parsing.locations import FieldLocator, NodeLocator, RecordLocations
from kobling.rooms.folder.parsing.nodes import MappingNode, Node, ScalarNode, SequenceNode
from kobling.rooms.folder.parsing.record_parser import parse_record
from kobling.rooms.folder.parsing.story_parser import parse_story
from kobling.rooms.folder.parsing.text_decoding import decode_text
from kobling.rooms.folder.parsing.yaml_parser import parse_yaml
from kobling.rooms.folder.records import Revision


@dataclass(frozen=True)
class FolderContents:
    """Everything that a municipality folder holds."""

    facts: MunicipalityFacts
    locations: RecordLocations
    revision: Revision | None
    """What it was exported at; None where it does not say."""


def read_folder(path: Path) -> MunicipalityFacts:
    """Return the facts of a municipality folder. Raises FolderError with all problems in it."""
    return read_contents(path).facts


def read_contents(path: Path) -> FolderContents:
    """Return the facts of a municipality folder, where they stand, and its revision. Raises FolderError."""
    problems = ProblemCollector()
    reader = _FolderReader(problems)
    files = list_files(path, problems=problems)
    reader.add_gaps_of_misnamed_folders()
    texts = _read_texts(path, files, problems=problems)
    for file in (*files, *_missing_files(files, problems=problems)):
        reader.read(file, texts)
    facts = reader.facts()
    run_checks(facts, locations=reader.locations, gaps=reader.gaps, problems=problems, incoming=True)
    problems.fail_if_any()
    revision = next(iter(reader.records.get(Revision, ())), None)
    return FolderContents(facts, reader.locations, revision)


def _missing_files(files: tuple[FolderFile, ...], *, problems: ProblemCollector) -> list[FolderFile]:
    """Return the required files that are missing: municipality.yaml, a term's term.yaml, a story in Danish."""
    needed = {"municipality.yaml": FolderFile("municipality.yaml", layout.MUNICIPALITY, "")}
    for file in files:
        if file.path.startswith("terms/"):
            path = f"terms/{file.name}/term.yaml"
            needed[path] = FolderFile(path, layout.TERM, file.name)
        elif file.kind is layout.ENGLISH_STORY:
            path = f"stories/{file.name}.md"
            needed[path] = FolderFile(path, layout.STORY, file.name)
    missing = needed.keys() - {file.path for file in files}
    for path in missing:
        problems.add(SourceLocation(path), "missing_file")
    if "organisation.yaml" not in {file.path for file in files}:
        problems.add(SourceLocation("organisation.yaml"), "no_council")
        needed["organisation.yaml"] = FolderFile("organisation.yaml", layout.ORGANISATION, "")
        missing.add("organisation.yaml")
    return [file for path, file in needed.items() if path in missing]


def _read_texts(folder: Path, files: tuple[FolderFile, ...], *, problems: ProblemCollector) -> dict[str, str]:
    """Return the texts of the files by path, without those that cannot be read."""
    texts: dict[str, str] = {}
    size = 0
    for file in files:
        data = None if file.is_rejected else read_bytes(folder, file, problems=problems)
        size += len(data or b"")
        if size > layout.MAX_TOTAL_BYTES:
            problems.add(SourceLocation(file.path), "too_large", str(size), (str(layout.MAX_TOTAL_BYTES),))
            break
        text = None if data is None else decode_text(data, file=file.path, problems=problems)
        if text is not None:
            texts[file.path] = text
    return texts


@dataclass
class _FolderReader:
    """Collects the records of all files, their locations, and what could not be read."""

    problems: ProblemCollector
    locations: RecordLocations = field(default_factory=RecordLocations)
    gaps: ReadGaps = field(default_factory=ReadGaps)
    records: dict[type[Record], list[Any]] = field(default_factory=dict)

    def read(self, file: FolderFile, texts: Mapping[str, str]) -> None:
        """Read one file; add a gap if it cannot be read."""
        text = texts.get(file.path)
        if file.kind is layout.ENGLISH_STORY:
            return  # read together with the Danish story
        if text is None:
            self._add_gap(file)
        elif file.kind is layout.MEASUREMENTS:
            self._read_measurements(file, text)
        elif file.kind is layout.STORY:
            english = file.path.removesuffix(".md") + ".en.md"
            self._read_node(
                file,
                parse_story(text, texts.get(english), file=file.path, english_file=english, problems=self.problems),
            )
        else:
            self._read_node(file, parse_yaml(text, file=file.path, problems=self.problems))

    def _read_measurements(self, file: FolderFile, text: str) -> None:
        count_before = len(self.problems.found)
        for measurement, row in parse_measurements(text, file=file.path, name=file.name, problems=self.problems):
            self._add_record(measurement, row)
        if len(self.problems.found) > count_before or self.problems.is_full:
            self.gaps.incomplete_types.add(Measurement)

    def _read_node(self, file: FolderFile, node: Node | None) -> None:
        if not isinstance(node, MappingNode):
            if node is not None:
                self.problems.add(node.location, "not_fields")
            self._add_gap(file)
            return
        kind = file.kind
        name_fields = {kind.name_field: file.name} if kind.name_field else {}
        own = MappingNode(node.location, {}, {}, has_rejected_names=node.has_rejected_names)
        for name, location in node.name_locations.items():
            if name in kind.lists:
                self._read_list(node.values[name], kind.lists[name], name_fields)
            else:
                own.name_locations[name], own.values[name] = location, node.values[name]
        if kind.record is None:
            for name, location in own.name_locations.items():
                self.problems.add(location, "unknown_field", name, tuple(kind.lists), suggest=True)
        else:
            self._read_record(own, kind.record, name_fields, extra_names=tuple(kind.lists))

    def _read_list(self, node: Node, record_type: type[Record], name_fields: Mapping[str, str]) -> None:
        if isinstance(node, SequenceNode):
            for item in node.items:
                self._read_record(item, record_type, name_fields)
        else:
            is_empty = isinstance(node, ScalarNode) and node.is_empty
            self.problems.add(node.location, "empty" if is_empty else "not_a_list")
            self.gaps.incomplete_types.add(record_type)

    def _read_record(
        self, node: Node, record_type: type[Record], name_fields: Mapping[str, str], extra_names: tuple[str, ...] = ()
    ) -> None:
        record = parse_record(
            node, record_type, name_fields=name_fields, extra_names=extra_names, problems=self.problems
        )
        key_node = node.values.get("key") if isinstance(node, MappingNode) else None
        key = name_fields.get("key") or (key_node.text if isinstance(key_node, ScalarNode) else None)
        if record is not None:
            self._add_record(record, NodeLocator(node))
        elif key is not None:
            self.gaps.add_rejected(record_type, key)
        else:
            self.gaps.incomplete_types.add(record_type)

    def _add_record(self, record: Record, locator: FieldLocator) -> None:
        self.records.setdefault(type(record), []).append(record)
        self.locations.add(record, locator)

    def _add_gap(self, file: FolderFile) -> None:
        kind = file.kind
        if kind.record is not None and kind.name_field == "key":
            self.gaps.add_rejected(kind.record, file.name)
        else:
            self._add_kind_gap(kind)

    def _add_kind_gap(self, kind: layout.FileKind) -> None:
        self.gaps.incomplete_types |= {*kind.lists.values(), *([kind.record] if kind.record else [])}

    def add_gaps_of_misnamed_folders(self) -> None:
        """Add gaps for what probably lies in folders that were reported for their names."""
        for problem in self.problems.found:
            folder = "terms" if problem.code == "bad_term_name" else problem.suggestion.removesuffix("/")
            for kind in layout.kinds_in(folder) if problem.code in {"bad_term_name", "unknown_file"} else ():
                self._add_kind_gap(kind)

    def facts(self) -> MunicipalityFacts:
        """Return the facts that were read; without a municipality if that record has problems."""
        lists: dict[str, Any] = {name: tuple(self.records.get(record_type, ())) for name, record_type in LISTS.items()}
        lists["municipality"] = next(iter(self.records.get(Municipality, ())), None)
        return MunicipalityFacts(**lists) if lists["municipality"] else MunicipalityFacts.model_construct(None, **lists)
