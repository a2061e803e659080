"""Every example of a real municipality is imported whole, names its sources, and is the same when exported."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import BaseModel

from kobling.records.base import Text
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.folder.reader import read_folder
from kobling.rooms.folder.writer import write_folder

EXAMPLES = Path(__file__).parents[2] / "examples"
REAL = ("nordfyn", "odense-arbejdspladser", "odense-budget", "viborg")
NEW = ("nordfyn", "odense-arbejdspladser", "odense-budget")


def every(kind, within):
    """Yield every record of a type, at any depth."""
    if isinstance(within, kind):
        yield within
    if isinstance(within, BaseModel):
        within = [getattr(within, name) for name in type(within).model_fields]
    if isinstance(within, list | tuple):
        for inner in within:
            yield from every(kind, inner)


@pytest.mark.django_db
@pytest.mark.parametrize("name", REAL)
def test_an_example_is_taken_in_and_written_out_as_it_is(name, tmp_path):
    said = read_folder(EXAMPLES / name)

    import_facts(facts=said, by="office", at=datetime(2026, 1, 1, tzinfo=UTC), replace=True)
    kept = municipality_facts(said.municipality.slug)
    write_folder(kept, tmp_path)

    assert kept == said
    assert read_folder(tmp_path) == said


@pytest.mark.parametrize("name", NEW)
def test_every_source_is_named_and_every_name_is_a_source(name):
    said = read_folder(EXAMPLES / name)
    cited = {
        key for record in every(BaseModel, said) if record is not said for key in getattr(record, "sources", None) or ()
    }

    assert cited == {source.key for source in said.sources}


@pytest.mark.parametrize("name", NEW)
def test_everything_that_is_claimed_names_a_source(name):
    said = read_folder(EXAMPLES / name)
    claims = ("bodies", "units", "visions", "themes", "goals", "initiatives", "decisions", "policies", "tracks")

    assert [one.key for kind in claims for one in getattr(said, kind) if not one.sources] == []
    parts = [part for one in said.budgets for part in (one, *one.lines, *one.sums)]
    assert [part for part in parts if not part.sources] == []


@pytest.mark.parametrize("name", NEW)
def test_everything_is_said_in_both_languages_and_every_page_says_it_is_an_example(name):
    said = read_folder(EXAMPLES / name)

    assert [text.da for text in every(Text, said) if text.en is None] == []
    assert "eksempel" in said.municipality.notice.da
    assert "example" in said.municipality.notice.en


@pytest.mark.parametrize("name", [*REAL, "kaedekoebing"])
def test_the_name_of_a_body_or_unit_reads_in_the_middle_of_a_sentence(name):
    said = read_folder(EXAMPLES / name)

    assert [one.name.en for one in (*said.bodies, *said.units) if (one.name.en or "").startswith("The ")] == []
