"""The files that a municipality folder may have, what each holds, and how large it may be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kobling.records.agreements import Agreement, Commitment
from kobling.records.base import Fact, Record
from kobling.records.budget import Budget, Track
from kobling.records.chain import Goal, Story, Theme, Vision
from kobling.records.council import JointMeeting, Policy, Priority, TakenDecision
from kobling.records.drawings import Drawing
from kobling.records.facts import LIST_OF
from kobling.records.indicators import Indicator, Measurement
from kobling.records.initiatives import Initiative
from kobling.records.municipality import Body, Leader, Municipality, Source, Term, Unit
from kobling.records.year_wheel import Step
from kobling.rooms.folder.records import Revision

SUBFOLDERS = ("terms", "indicators", "measurements", "drawings", "stories")
MAX_FILES = 20_000
MAX_TOTAL_BYTES = 200_000_000
"""Limit for all files together."""
_MILLION = 1_000_000


@dataclass(frozen=True)
class FileKind:
    """One kind of file."""

    name: str
    """The name of its JSON Schema."""
    pattern: re.Pattern[str]
    """The form of its path; the group `name` is the part that the municipality chooses."""
    record: type[Record] | None = None
    """The record whose fields stand at the top of the file."""
    lists: Mapping[str, type[Record]] = field(default_factory=dict)
    """Lists of records, by the name of their field."""
    name_field: str | None = None
    """The field whose value is the chosen part of the path, here and in the lists; the file itself leaves it out."""
    max_bytes: int = 5 * _MILLION
    """Bytes."""


def _path_pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("NAME", r"(?P<name>[^/]+)"))


def _lists(*record_types: type[Fact]) -> Mapping[str, type[Record]]:
    return {LIST_OF[record_type]: record_type for record_type in record_types}


MUNICIPALITY = FileKind("municipality", _path_pattern(r"municipality\.yaml"), Municipality, _lists(Source))
ORGANISATION = FileKind("organisation", _path_pattern(r"organisation\.yaml"), None, _lists(Body, Unit, Leader))
YEAR_WHEEL = FileKind("year-wheel", _path_pattern(r"year-wheel\.yaml"), None, _lists(Step))
REVISION = FileKind("revision", _path_pattern(r"revision\.yaml"), Revision)
TERM = FileKind("term", _path_pattern(r"terms/NAME/term\.yaml"), Term, name_field="key")
VISION = FileKind(
    "vision",
    _path_pattern(r"terms/NAME/vision\.yaml"),
    None,
    _lists(Vision, Theme, Goal),
    name_field="term",
)
PRIORITIES = FileKind(
    "priorities",
    _path_pattern(r"terms/NAME/priorities\.yaml"),
    None,
    _lists(TakenDecision, Priority, JointMeeting, Policy),
    name_field="term",
)
BUDGET = FileKind("budget", _path_pattern(r"terms/NAME/budget\.yaml"), None, _lists(Track, Budget), name_field="term")
AGREEMENTS = FileKind(
    "agreements",
    _path_pattern(r"terms/NAME/agreements\.yaml"),
    None,
    _lists(Agreement, Commitment),
    name_field="term",
)
INITIATIVES = FileKind(
    "initiatives", _path_pattern(r"terms/NAME/initiatives\.yaml"), None, _lists(Initiative), name_field="term"
)
INDICATOR = FileKind("indicator", _path_pattern(r"indicators/NAME\.yaml"), Indicator, name_field="key")
MEASUREMENTS = FileKind("measurements", _path_pattern(r"measurements/NAME\.csv"), Measurement, max_bytes=50 * _MILLION)
DRAWINGS = FileKind(
    "drawings",
    _path_pattern(r"drawings/NAME\.yaml"),
    None,
    _lists(Drawing),
    name_field="indicator",
    max_bytes=50 * _MILLION,
)
ENGLISH_STORY = FileKind("english-story", _path_pattern(r"stories/NAME\.en\.md"), name_field="key", max_bytes=_MILLION)
STORY = FileKind("story", _path_pattern(r"stories/NAME\.md"), Story, name_field="key", max_bytes=_MILLION)

LIST_FILES = (ORGANISATION, YEAR_WHEEL)
"""The files of lists that stand beside `municipality.yaml`, and belong to no term."""
TERM_FILES = (VISION, PRIORITIES, BUDGET, AGREEMENTS, INITIATIVES)
"""The files whose records all belong to the council term of their folder."""
FILE_KINDS = (
    MUNICIPALITY,
    *LIST_FILES,
    REVISION,
    TERM,
    *TERM_FILES,
    INDICATOR,
    MEASUREMENTS,
    DRAWINGS,
    ENGLISH_STORY,
    STORY,
)
"""In the order in which a path is matched: ENGLISH_STORY before STORY, because both end in .md."""

KEY_PATTERN = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
TERM_PATTERN = re.compile(r"[0-9]{4}-[0-9]{4}")


def kind_of(path: str) -> tuple[FileKind, str] | None:
    """Return the kind of a file and the chosen part of its path ("" if there is none); None for an unknown file."""
    for kind in FILE_KINDS:
        if match := kind.pattern.fullmatch(path):
            return kind, match.groupdict().get("name", "")
    return None


def is_known_folder(path: str) -> bool:
    """Return whether the layout has a folder with this path."""
    folder, _, name = path.rpartition("/")
    return path in SUBFOLDERS or (folder == "terms" and bool(TERM_PATTERN.fullmatch(name)))


_SYSTEM_FILES = frozenset({"thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "icon\r"})
_SYSTEM_FOLDERS = frozenset({"__macosx", "$recycle.bin", "system volume information", "@eadir"})


def is_ignored(name: str) -> bool:
    """Return whether files with this name are skipped.

    README files, licence notes, hidden files, and what Windows, macOS, Office and network drives leave in a folder:
    previews, display settings, lock files of open documents, recycle bins.
    """
    return (
        name == "README.md"
        or name.startswith((".", "~$"))
        or name.endswith(".license")
        or name.casefold() in _SYSTEM_FILES | _SYSTEM_FOLDERS
    )


PLACEHOLDERS = frozenset({"KEY.yaml", "NAME.csv", "KEY.md", "KEY.en.md", "2022-2025/"})
"""The names of `allowed_in` that stand for many names."""


def kinds_in(folder: str) -> tuple[FileKind, ...]:
    """Return the kinds of file that a subfolder holds; those of a council term for `terms`."""
    return tuple(kind for kind in FILE_KINDS if kind.pattern.pattern.startswith(f"{folder}/"))


def allowed_in(folder: str) -> tuple[str, ...]:
    """Return an example of every name that a folder may hold."""
    if folder == "":
        return (
            "municipality.yaml",
            *(f"{kind.name}.yaml" for kind in LIST_FILES),
            "revision.yaml",
            *(f"{name}/" for name in SUBFOLDERS),
            "README.md",
        )
    return {
        "terms": ("2022-2025/",),
        "indicators": ("KEY.yaml",),
        "measurements": ("NAME.csv",),
        "drawings": ("KEY.yaml",),
        "stories": ("KEY.md", "KEY.en.md"),
    }.get(folder, ("term.yaml", *(f"{kind.name}.yaml" for kind in TERM_FILES)))
