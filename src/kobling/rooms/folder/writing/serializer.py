"""Serialize the facts of a municipality as files that a person can read, edit and keep in git."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from kobling.core.periods import Period
from kobling.records.base import Record, Text, Valid
from kobling.records.chain import Story
from kobling.records.facts import MunicipalityFacts
from kobling.records.indicators import Measurement
from kobling.records.municipality import Term
from kobling.rooms.folder.layout import LIST_FILES, ORGANISATION, TERM_FILES
from kobling.rooms.folder.parsing.story_parser import FENCE
from kobling.rooms.folder.records import Revision
from kobling.rooms.folder.writing.yaml_serializer import PlainScalar, YamlValue, serialize_yaml


def serialize_folder(facts: MunicipalityFacts, revision: Revision | None = None) -> dict[str, str]:
    """Return the texts of all files, by path in the folder."""
    files = {
        "municipality.yaml": serialize_record(facts.municipality, sources=facts.sources),
    }
    for kind in LIST_FILES:
        lists = {name: getattr(facts, name) for name in kind.lists}
        if any(lists.values()) or kind is ORGANISATION:
            files[f"{kind.name}.yaml"] = _serialize_lists(**lists)
    if revision is not None:
        files["revision.yaml"] = serialize_record(revision)
    for term in facts.terms:
        files |= _term_files(term, facts)
    for indicator in facts.indicators:
        files[f"indicators/{indicator.key}.yaml"] = serialize_record(indicator, exclude="key")
    series: dict[str, list[Measurement]] = {}
    for measurement in facts.measurements:
        series.setdefault(measurement.indicator, []).append(measurement)
    files |= {f"measurements/{key}.csv": _serialize_csv(measurements) for key, measurements in series.items()}
    for indicator in facts.indicators:
        if drawings := [drawing for drawing in facts.drawings if drawing.indicator == indicator.key]:
            files[f"drawings/{indicator.key}.yaml"] = _serialize_lists(exclude="indicator", drawings=drawings)
    for story in facts.stories:
        files |= _story_files(story)
    return files


def _term_files(term: Term, facts: MunicipalityFacts) -> dict[str, str]:
    folder = f"terms/{term.key}"
    files = {f"{folder}/term.yaml": serialize_record(term, exclude="key")}
    for kind in TERM_FILES:
        lists = {name: [record for record in getattr(facts, name) if record.term == term.key] for name in kind.lists}
        if any(lists.values()):
            files[f"{folder}/{kind.name}.yaml"] = _serialize_lists(exclude="term", **lists)
    return files


def serialize_record(record: Record, *, exclude: str = "", **lists: Iterable[Record]) -> str:
    """Return a record as YAML, and lists of records beside its fields."""
    return serialize_yaml(
        {**_values(record, exclude), **{name: _all_values(records) for name, records in lists.items() if records}}
    )


def _serialize_lists(*, exclude: str = "", **lists: Iterable[Record]) -> str:
    return serialize_yaml({name: _all_values(records, exclude) for name, records in lists.items() if records})


def _all_values(records: Iterable[Record], exclude: str = "") -> list[YamlValue]:
    return [_values(record, exclude) for record in records]


def _values(record: Record, exclude: str = "") -> dict[str, YamlValue]:
    """Return the fields of a record, without those that have their default value."""
    fields = type(record).model_fields
    values = {name: getattr(record, name) for name in sorted(fields, key=_rank) if name != exclude}
    return {
        name: _yaml_value(value)
        for name, value in values.items()
        if fields[name].is_required() or value != fields[name].default
    }


def _rank(name: str) -> int:
    """Return the order of a field: the key first, the dates of validity last."""
    return 0 if name == "key" else 2 if name in Valid.model_fields else 1


def _yaml_value(value: Any) -> YamlValue:
    match value:
        case Text(da=danish, en=None):
            return danish
        case Record():
            return _values(value)
        case tuple():
            return [_yaml_value(item) for item in value]
        case dict():
            return {name: _yaml_value(item) for name, item in value.items()}
        case bool() | int() | float() | date():
            return PlainScalar(format_scalar(value))
        case _:
            return format_scalar(value)


def format_scalar(value: Any) -> str:
    """Return a value as a CSV cell or an unquoted YAML scalar holds it."""
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


def _serialize_csv(measurements: list[Measurement]) -> str:
    """Return the measurements of one indicator as CSV, without empty columns."""
    rows = [_csv_cells(measurement) for measurement in measurements]
    used = {name for row in rows for name in row}
    columns = [name for name in (*Measurement.model_fields, "note_en") if name in used]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _csv_cells(measurement: Measurement) -> Mapping[str, str]:
    values = {
        name: getattr(measurement, name) for name in Measurement.model_fields if name not in {"indicator", "note"}
    }
    if measurement.note is not None:
        values |= {"note": measurement.note.da, "note_en": measurement.note.en}
    return {name: format_scalar(value) for name, value in values.items() if value is not None}


def _story_files(story: Story) -> dict[str, str]:
    fields = {name: value for name, value in _values(story, "key").items() if name != "text"}
    files = {f"stories/{story.key}.md": f"{FENCE}\n{serialize_yaml(fields)}{FENCE}\n\n{story.text.da}\n"}
    if story.text.en is not None:
        # Without empty front matter, a text that starts with a fence would be parsed as front matter.
        fences = f"{FENCE}\n{FENCE}\n\n" if story.text.en.startswith(FENCE) else ""
        files[f"stories/{story.key}.en.md"] = f"{fences}{story.text.en}\n"
    return files
