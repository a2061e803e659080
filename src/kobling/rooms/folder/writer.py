"""Write a municipality folder that a person can read, edit and keep in git."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kobling.core.periods import Period
from kobling.rooms.chain.records import Story
from kobling.rooms.folder.checks.context import ReadGaps
from kobling.rooms.folder.checks.run import run_checks
from kobling.rooms.folder.errors import ProblemCollector
from kobling.rooms.folder.layout import TERM_FILES
from kobling.rooms.folder.parsing.locations import RecordLocations
from kobling.rooms.folder.parsing.story_parser import FENCE
from kobling.rooms.folder.records import MunicipalityFacts
from kobling.rooms.folder.writing.replacement import replace_files
from kobling.rooms.folder.writing.yaml_serializer import PlainScalar, YamlValue, serialize_yaml
from kobling.rooms.indicators.records import Measurement
from kobling.rooms.municipality.records import Term
from kobling.rooms.records import Record, Text, Valid


def write_folder(facts: MunicipalityFacts, path: Path) -> None:
    """Write facts as a municipality folder: all of it, or nothing.

    The folder is new, empty, or a municipality folder; of that, the files that say nothing any more are removed, and
    README files, licence notes and hidden files are left alone. `read_folder` gives the same facts back.

    Raises FolderError for facts that do not agree among themselves, a folder that is something else, and a folder
    that cannot be written.
    """
    problems = ProblemCollector()
    run_checks(facts, places=RecordLocations(), gaps=ReadGaps(), problems=problems)
    problems.refuse()
    replace_files(path, {name: text.encode() for name, text in serialize_folder(facts).items()})


def serialize_folder(facts: MunicipalityFacts) -> dict[str, str]:
    """Return the text of every file, by its path in the folder."""
    files = {
        "municipality.yaml": _yaml(facts.municipality, sources=facts.sources),
        "organisation.yaml": _lists(bodies=facts.bodies, units=facts.units, leaders=facts.leaders),
    }
    for term in facts.terms:
        files |= _term_files(term, facts)
    for indicator in facts.indicators:
        files[f"indicators/{indicator.key}.yaml"] = _yaml(indicator, leave_out="key")
    series: dict[str, list[Measurement]] = {}
    for measurement in facts.measurements:
        series.setdefault(measurement.indicator, []).append(measurement)
    files |= {f"measurements/{key}.csv": _csv(measurements) for key, measurements in series.items()}
    for indicator in facts.indicators:
        if drawings := [one for one in facts.drawings if one.indicator == indicator.key]:
            files[f"drawings/{indicator.key}.yaml"] = _lists(leave_out="indicator", drawings=drawings)
    for story in facts.stories:
        files |= _story_files(story)
    return files


def _term_files(term: Term, facts: MunicipalityFacts) -> dict[str, str]:
    folder = f"terms/{term.key}"
    files = {f"{folder}/term.yaml": _yaml(term, leave_out="key")}
    for kind in TERM_FILES:
        lists = {name: [one for one in getattr(facts, name) if one.term == term.key] for name in kind.lists}
        if any(lists.values()):
            files[f"{folder}/{kind.name}.yaml"] = _lists(leave_out="term", **lists)
    return files


def _yaml(record: Record, *, leave_out: str = "", **lists: Iterable[Record]) -> str:
    return serialize_yaml(
        {**_fields(record, leave_out), **{name: _records(many) for name, many in lists.items() if many}}
    )


def _lists(*, leave_out: str = "", **lists: Iterable[Record]) -> str:
    return serialize_yaml({name: _records(many, leave_out) for name, many in lists.items() if many})


def _records(records: Iterable[Record], leave_out: str = "") -> list[YamlValue]:
    return [_fields(record, leave_out) for record in records]


def _fields(record: Record, leave_out: str = "") -> dict[str, YamlValue]:
    """Return what a record says beyond what it says by itself."""
    fields = type(record).model_fields
    said = {name: getattr(record, name) for name in sorted(fields, key=_rank) if name != leave_out}
    return {
        name: _value(value)
        for name, value in said.items()
        if fields[name].is_required() or value != fields[name].default
    }


def _rank(name: str) -> int:
    """A record is first told apart, then described, then placed in time."""
    return 0 if name == "key" else 2 if name in Valid.model_fields else 1


def _value(value: Any) -> YamlValue:
    match value:
        case Text(da=danish, en=None):
            return danish
        case Record():
            return _fields(value)
        case tuple():
            return [_value(one) for one in value]
        case dict():
            return {name: _value(one) for name, one in value.items()}
        case bool() | int() | float() | date():
            return PlainScalar(_plain(value))
        case _:
            return _plain(value)


def _plain(value: Any) -> str:
    """Return a value as it stands in a cell, and in YAML where it is no text."""
    match value:
        case bool():
            return str(value).lower()
        case float():
            return repr(value).removesuffix(".0")
        case Period():
            return value.code
        case datetime():
            return value.isoformat()
        case _:
            return str(value)


def _csv(measurements: list[Measurement]) -> str:
    """Return the measurements of one indicator; a column that nothing stands in is left out."""
    rows = [_cells(measurement) for measurement in measurements]
    used = {name for row in rows for name in row}
    columns = [name for name in (*Measurement.model_fields, "note_en") if name in used]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _cells(measurement: Measurement) -> Mapping[str, str]:
    said = {name: getattr(measurement, name) for name in Measurement.model_fields if name not in {"indicator", "note"}}
    if measurement.note is not None:
        said |= {"note": measurement.note.da, "note_en": measurement.note.en}
    return {name: _plain(value) for name, value in said.items() if value is not None}


def _story_files(story: Story) -> dict[str, str]:
    fields = {name: value for name, value in _fields(story, "key").items() if name != "text"}
    files = {f"stories/{story.key}.md": f"{FENCE}\n{serialize_yaml(fields)}{FENCE}\n\n{story.text.da}\n"}
    if story.text.en is not None:
        # A text that begins with a fence would be taken for fields.
        fences = f"{FENCE}\n{FENCE}\n\n" if story.text.en.startswith(FENCE) else ""
        files[f"stories/{story.key}.en.md"] = f"{fences}{story.text.en}\n"
    return files
