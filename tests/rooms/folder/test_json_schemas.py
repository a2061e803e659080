"""The published schemas are those of this code, and say of a file what reading it says."""

import csv
import io
import json
import re
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given

from kobling.rooms.folder import json_schemas
from kobling.rooms.folder.errors import ProblemCollector
from kobling.rooms.folder.layout import ENGLISH_STORY, FILE_KINDS, MEASUREMENTS, STORY, kind_of
from kobling.rooms.folder.parsing.nodes import MappingNode, SequenceNode
from kobling.rooms.folder.parsing.record_parser import PATTERN_CODES
from kobling.rooms.folder.parsing.yaml_parser import parse_yaml
from kobling.rooms.folder.reader import read_folder
from kobling.rooms.folder.writing.serializer import serialize_folder
from tests.laws import examples
from tests.rooms.folder.sample import FILES, write
from tests.rooms.strategies import facts

PUBLISHED = Path(json_schemas.__file__).with_name("schemas")
NAMES = [kind.name for kind in FILE_KINDS if kind is not ENGLISH_STORY]


@cache
def schemas():
    """The schemas of this code, by kind of file."""
    return json_schemas.json_schemas()


@cache
def validator(name):
    return jsonschema.Draft202012Validator(schemas()[name])


def as_editors_read(node):
    """What YAML 1.2's core schema takes a file to say; unlike Kobling, it types a bare value by its looks."""
    if isinstance(node, MappingNode):
        return {name: as_editors_read(value) for name, value in node.values.items()}
    if isinstance(node, SequenceNode):
        return [as_editors_read(item) for item in node.items]
    return node.text if node.is_quoted else by_its_looks(node.text)


def by_its_looks(text):
    """What a bare value is taken for."""
    known = {"true": True, "false": False, "null": None, "~": None, "": None}
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", text):
        return float(text)
    return known.get(text, text)


def said_by(kind, text):
    """What a file says, as its schema speaks of it."""
    if kind is MEASUREMENTS:
        columns = schemas()["measurements"]["properties"]
        figures = {name for name in columns if re.search("number|integer", str(columns[name])) and name != "period"}
        return [
            {name: json.loads(cell) if name in figures else cell for name, cell in row.items() if cell}
            for row in csv.DictReader(io.StringIO(text, newline=""))
        ]
    if kind is STORY:
        text = text.split("---\n")[1]
    return [as_editors_read(parse_yaml(text, file="x", problems=ProblemCollector()))]


def complaints(files):
    """What the schemas have against files."""
    for path, text in files.items():
        kind, _name = kind_of(path)
        if kind is not ENGLISH_STORY:
            for said in said_by(kind, text):
                yield from (f"{path}: {error.message}" for error in validator(kind.name).iter_errors(said))


@pytest.mark.parametrize("name", NAMES)
def test_the_published_schemas_are_fresh(name):
    """Mend with: kobling schema src/kobling/rooms/folder/schemas."""
    assert json.loads((PUBLISHED / f"{name}.json").read_text("utf-8")) == schemas()[name]


def test_nothing_else_is_published():
    assert sorted(path.name for path in PUBLISHED.iterdir()) == sorted(f"{name}.json" for name in NAMES)


def test_every_kind_of_file_has_a_schema_but_the_one_without_fields():
    assert list(schemas()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one(name):
    jsonschema.Draft202012Validator.check_schema(schemas()[name])
    assert schemas()[name]["title"]
    assert not re.search("[Tt]itle", json.dumps(schemas()[name]["properties"]).replace('"title": {', ""))


def test_what_the_file_name_gives_is_in_no_schema():
    assert "term" not in schemas()["vision"]["$defs"]["Goal"]["properties"]
    assert "term" not in schemas()["vision"]["$defs"]["Goal"]["required"]
    assert "key" in schemas()["vision"]["$defs"]["Goal"]["properties"]
    assert not {"key", "text"} & schemas()["story"]["properties"].keys()
    assert "key" not in schemas()["indicator"]["properties"]


def test_the_sample_is_valid(tmp_path):
    assert list(complaints(serialize_folder(read_folder(write(tmp_path, FILES))))) == []


@given(facts())
@examples(25, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_written_is_valid(said):
    assert list(complaints(serialize_folder(said))) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "complaint"),
    [
        ("organisation.yaml", "kind: council", "kind: byraad", "is not one of"),
        ("organisation.yaml", "bodies:", "organer:", "'organer' was unexpected"),
        ("terms/2018-2021/vision.yaml", "value: 80", "value: firs", "is not valid under any"),
        ("terms/2018-2021/vision.yaml", "  - key: liv\n", "  - key: liv\n    term: t\n", "'term' was unexpected"),
        ("indicators/folketal.yaml", "cadence: yearly\n", "", "'cadence' is a required property"),
        ("stories/ungeguide.md", "date:", "text: a\ndate:", "'text' was unexpected"),
    ],
)
def test_a_slip_is_seen_by_the_editor(tmp_path, path, old, new, complaint):
    files = serialize_folder(read_folder(write(tmp_path, FILES)))
    assert old in files[path]

    assert complaint in "\n".join(complaints({path: files[path].replace(old, new)}))


def test_every_form_a_text_can_have_has_words():
    """The pattern of a term's key is not in the schemas: of a folder, the name is looked at before."""
    patterns = {json.loads(f'"{one}"') for one in re.findall(r'"pattern": "((?:[^"\\]|\\.)*)"', json.dumps(schemas()))}

    assert patterns | {r"^[0-9]{4}-[0-9]{4}$"} == PATTERN_CODES.keys()
