"""Read a municipality folder: all of it, or every reason why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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
from kobling.rooms.folder.parsing.text import decode_text
from kobling.rooms.folder.parsing.yaml_parser import parse_yaml
from kobling.rooms.folder.records import MunicipalityFacts
from kobling.rooms.folder.references import KEYED_LISTS
from kobling.rooms.indicators.records import Measurement
from kobling.rooms.municipality.records import Municipality
from kobling.rooms.records import Record


def read_folder(path: Path) -> MunicipalityFacts:
    """Return everything a municipality folder says. Raises FolderError with everything that is wrong with it."""
    return read_folder_with_locations(path)[0]


def read_folder_with_locations(path: Path) -> tuple[MunicipalityFacts, RecordLocations]:
    """Return the same, and where each of its records is written."""
    problems = ProblemCollector()
    reader = _FolderReader(problems)
    files = list_files(path, problems=problems)
    texts = _texts(path, files, problems=problems)
    for file in (*files, *_missing(files, problems=problems)):
        reader.read(file, texts)
    facts = reader.facts()
    run_checks(facts, places=reader.places, gaps=reader.gaps, problems=problems)
    problems.refuse()
    return facts, reader.places


def _missing(files: tuple[FolderFile, ...], *, problems: ProblemCollector) -> list[FolderFile]:
    """Return the files that others cannot do without: the municipality, a term's days, a story in Danish."""
    needed = {"municipality.yaml": FolderFile("municipality.yaml", layout.MUNICIPALITY, "")}
    for file in files:
        if file.path.startswith("terms/"):
            path = f"terms/{file.name}/term.yaml"
            needed[path] = FolderFile(path, layout.TERM, file.name)
        elif file.kind is layout.ENGLISH_STORY:
            path = f"stories/{file.name}.md"
            needed[path] = FolderFile(path, layout.STORY, file.name)
    for path in needed.keys() - {file.path for file in files}:
        problems.add(SourceLocation(path), "missing_file")
    return [file for path, file in needed.items() if path not in {one.path for one in files}]


def _texts(folder: Path, files: tuple[FolderFile, ...], *, problems: ProblemCollector) -> dict[str, str]:
    """Return the text of every file that has one, by its path."""
    texts: dict[str, str] = {}
    size = 0
    for file in files:
        data = None if file.refused else read_bytes(folder, file, problems=problems)
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
    """Gathers the records of all files."""

    problems: ProblemCollector
    places: RecordLocations = field(default_factory=RecordLocations)
    gaps: ReadGaps = field(default_factory=ReadGaps)
    records: dict[type[Record], list[Any]] = field(default_factory=dict)

    def read(self, file: FolderFile, texts: Mapping[str, str]) -> None:
        """Read one file; what cannot be read leaves a gap."""
        text = texts.get(file.path)
        if file.kind is layout.ENGLISH_STORY:
            return  # is read together with the Danish one
        if text is None:
            self._miss_file(file)
        elif file.kind is layout.MEASUREMENTS:
            self._read_measurements(file, text)
        elif file.kind is layout.STORY:
            english = file.path.removesuffix(".md") + ".en.md"
            self._read_fields(
                file,
                parse_story(text, texts.get(english), file=file.path, english_file=english, problems=self.problems),
            )
        else:
            self._read_fields(file, parse_yaml(text, file=file.path, problems=self.problems))

    def _read_measurements(self, file: FolderFile, text: str) -> None:
        before = len(self.problems.found)
        for measurement, row in parse_measurements(text, file=file.path, name=file.name, problems=self.problems):
            self._keep(measurement, row)
        if len(self.problems.found) > before or self.problems.full:
            self.gaps.unread.add(Measurement)

    def _read_fields(self, file: FolderFile, node: Node | None) -> None:
        if not isinstance(node, MappingNode):
            if node is not None:
                self.problems.add(node.place, "not_fields")
            self._miss_file(file)
            return
        kind = file.kind
        given = {kind.given: file.name} if kind.given else {}
        own = MappingNode(node.place, {}, {})
        for name, place in node.names.items():
            if name in kind.lists:
                self._read_list(node.values[name], kind.lists[name], given)
            else:
                own.names[name], own.values[name] = place, node.values[name]
        if kind.record is None:
            for name, place in own.names.items():
                self.problems.add(place, "unknown_field", name, tuple(kind.lists), near=True)
        else:
            self._read_record(own, kind.record, given, also=tuple(kind.lists))

    def _read_list(self, node: Node, kind: type[Record], given: Mapping[str, str]) -> None:
        if isinstance(node, SequenceNode):
            for item in node.items:
                self._read_record(item, kind, given)
        else:
            empty = isinstance(node, ScalarNode) and node.empty
            self.problems.add(node.place, "empty" if empty else "not_a_list")
            self.gaps.unread.add(kind)

    def _read_record(
        self, node: Node, kind: type[Record], given: Mapping[str, str], also: tuple[str, ...] = ()
    ) -> None:
        record = parse_record(node, kind, given=given, also=also, problems=self.problems)
        written = node.values.get("key") if isinstance(node, MappingNode) else None
        key = given.get("key") or (written.text if isinstance(written, ScalarNode) else None)
        if record is not None:
            self._keep(record, NodeLocator(node))
        elif key is not None:
            self.gaps.declare(kind, key)
        else:
            self.gaps.unread.add(kind)

    def _keep(self, record: Record, written: FieldLocator) -> None:
        self.records.setdefault(type(record), []).append(record)
        self.places.put(record, written)

    def _miss_file(self, file: FolderFile) -> None:
        kind = file.kind
        if kind.record is not None and kind.given == "key":
            self.gaps.declare(kind.record, file.name)
        else:
            self.gaps.unread |= {*kind.lists.values(), *([kind.record] if kind.record else [])}

    def facts(self) -> MunicipalityFacts:
        """Return everything that was read, in order; without a municipality where that was refused."""
        kinds: Mapping[str, type[Record]] = {**KEYED_LISTS, "measurements": Measurement}
        said: dict[str, Any] = {name: tuple(self.records.get(kind, ())) for name, kind in kinds.items()}
        said["municipality"] = next(iter(self.records.get(Municipality, ())), None)
        return MunicipalityFacts(**said) if said["municipality"] else MunicipalityFacts.model_construct(None, **said)
