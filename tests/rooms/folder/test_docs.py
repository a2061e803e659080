"""The guides to the folder name everything a folder can say, in both languages."""

import re
from enum import Enum
from pathlib import Path

import pytest
from django.utils import translation

from kobling.rooms.folder import layout
from kobling.rooms.folder.checks.chain import REQUIRED_FIELDS as OF_TARGETS
from kobling.rooms.folder.checks.chain import UNUSED_FIELDS as UNUSED_BY_TARGETS
from kobling.rooms.folder.checks.measurements import REQUIRED_COLUMNS as OF_UNCERTAINTY
from kobling.rooms.folder.checks.measurements import UNUSED_COLUMNS as UNUSED_BY_UNCERTAINTY
from kobling.rooms.folder.errors import FileProblem, SourceLocation
from kobling.rooms.folder.json_schemas import json_schemas

DOCS = Path(__file__).parents[3] / "docs"
GUIDES = {
    "en": (DOCS / "municipality-folder.md").read_text("utf-8"),
    "da": (DOCS / "kommunemappen.md").read_text("utf-8"),
}
in_both_languages = pytest.mark.parametrize("language", GUIDES)


def names_in(schema):
    """Every field, and every word a field can be, that a schema knows."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        yield from schema.get("enum", [])
        yield from [schema["const"]] if "const" in schema else []
        for inner in schema.values():
            yield from names_in(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from names_in(inner)


@in_both_languages
def test_every_field_and_every_choice_is_described(language):
    described = set(re.findall(r"`([^`\n]+)`", GUIDES[language]))

    assert set(names_in(json_schemas())) - described == set()


@in_both_languages
@pytest.mark.parametrize(
    ("needs", "unused"),
    [(OF_TARGETS, UNUSED_BY_TARGETS), (OF_UNCERTAINTY, UNUSED_BY_UNCERTAINTY)],
    ids=["targets", "uncertainty"],
)
def test_the_tables_of_needs_are_those_of_the_checks(language, needs, unused):
    rows = [
        row.split("|")[1:-1] for row in GUIDES[language].splitlines() if row.startswith("| `") and row.count("|") == 5
    ]
    told = {row[0].strip(" `"): [set(re.findall(r"`(\w+)`", cell)) for cell in row[2:]] for row in rows}

    for kind in needs:
        assert isinstance(kind, Enum)
        assert told[kind.value] == [set(needs[kind]) | ({"parts"} if kind == "all_parts" else set()), set(unused[kind])]


@in_both_languages
def test_the_error_that_is_shown_is_one_that_is_said(language):
    place = SourceLocation("terms/2018-2021/vision.yaml", 41, 20)
    with translation.override(language):
        words = FileProblem(
            place, "unknown_theme", "sundhd", ("sundhed", "vaekst"), suggestion="sundhed"
        ).located_message()

    assert f"\n    {words}\n" in GUIDES[language]


@in_both_languages
def test_the_limits_are_those_of_the_code(language):
    limits = re.search(r"(\d+) MB.*?(\d+) MB.*?(\d+) MB.*?(\d+) MB", GUIDES[language]).groups()

    kinds = (layout.VISION.max_bytes, layout.MEASUREMENTS.max_bytes, layout.STORY.max_bytes, layout.MAX_TOTAL_BYTES)
    assert tuple(int(limit) * 1_000_000 for limit in limits) == kinds


def test_the_guides_have_the_same_parts():
    parts = {language: re.findall(r"^(#+) ", guide, re.MULTILINE) for language, guide in GUIDES.items()}
    rows = {language: guide.count("\n| ") for language, guide in GUIDES.items()}

    assert parts["da"] == parts["en"]
    assert rows["da"] == rows["en"]
