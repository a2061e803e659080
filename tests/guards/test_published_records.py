"""Every published field has its column, stands on a page and is compared, or a reason says why not.

A new fact is thereby neither forgotten nor published without a decision. `tools/release_records.py` says which fields
of a municipality's records a release has.
"""

import re
from typing import get_args

import pytest
from pydantic import create_model

from kobling.records.facts import FACT_TYPES
from kobling.records.references import record_types
from kobling.rooms.publishing.compared_fields import COMPARED_FIELDS, NOT_COMPARED
from kobling.rooms.releases import document
from kobling.web.opendata.tables.measurements import MEASUREMENTS
from kobling.web.opendata.tables.sources import SOURCES
from kobling.web.opendata.tables.status import STATUS
from kobling.web.shared.words.fact_changes import field_name
from tests.guards.project_files import SOURCE

# By release record and table: the columns that have another name than their field, and None for a field without one.
COLUMNS = {
    (document.Point, MEASUREMENTS): {"note": "note_da", "drawing": None},
    (document.Source, SOURCES): {"key": "source", "title": "title_da", "note": "note_da"},
    (document.Goal, STATUS): {
        "key": "goal",
        "wording": "goal_da",
        "status": "goal_status",
        "targets": "target",
        **dict.fromkeys(("slug", "former_slugs", "short", "overall", "wordings", "related", "ended", "term")),
        **dict.fromkeys(("committees", "initiatives", "stories", "context", "notes", "sources")),
    },
    (document.Target, STATUS): {
        "key": "target",
        "text": "target_da",
        "wanted": "wanted_da",
        "note": None,
        "value": "target_value",
        "recurring": None,
        "area_points": None,
        "area_withdrawn": None,
        "term_periods": None,
        "judgement": "judged_by",
        "sources": None,
        "decision": None,
        "assessment": "status",
    },
    (document.Assessment, STATUS): {"former": "former_status", "periods": None, "record": "periods_reached"},
}

# By release record: the fields that no public page shows, each with its reason.
NOT_ON_PAGES = {
    document.Target: {"term_periods": "the record of the periods is made from it"},
    document.Point: {"drawing": "the drawings stand with their indicator"},
    document.Indicator: {
        "grace_days": "it decides when a figure is too old",
        "next_expected": "only older releases have it",
    },
    document.Calculation: dict.fromkeys(
        ("out_of", "at_least", "season", "inhabitants", "base"), "the workings show what comes of it"
    ),
    document.BudgetLine: {"track": "its name is shown"},
}
ON_PAGES = "\n".join(
    re.sub(r"^from .*", "", file.read_text("utf-8"), flags=re.MULTILINE)
    for folder in ("public", "shared")
    for file in sorted((SOURCE / "web" / folder).rglob("*"))
    if file.suffix in {".py", ".html"}
)


def unshown(released, reasons):
    """Yield a sentence for every field that the public pages never name, and for every reason without need."""
    for name in released.model_fields:
        is_named = re.search(rf'\.{name}\b|"{name}"', ON_PAGES) is not None
        if not is_named and name not in reasons:
            yield f"{released.__name__}.{name} is published, and on no page: show it, or say why not in NOT_ON_PAGES"
        if is_named and name in reasons:
            yield f"{released.__name__}.{name} is in NOT_ON_PAGES, and a page names it"


def uncompared(kind, released, reasons):
    """Yield a sentence for every field that is neither compared nor left out, and for every reason without need."""
    for name in released.model_fields:
        if name not in {*COMPARED_FIELDS[kind], *reasons, "key"}:
            yield (
                f"{released.__name__}.{name} is made by the release, and a change of it is not listed: add it to"
                " MADE_BY_RELEASE, or give the reason in NOT_COMPARED, in"
                " src/kobling/rooms/publishing/compared_fields.py"
            )
    for name in reasons:
        if name not in released.model_fields or name in COMPARED_FIELDS[kind]:
            yield f"{released.__name__}.{name} is in NOT_COMPARED of {kind}, and is compared or no field any more"


def missing_columns(released, table, renamed):
    """Yield a sentence for every field of a release record without a column, or with an exception it does not need."""
    columns = {column.name for column in table.columns}
    for name in released.model_fields:
        column = renamed.get(name, name)
        if column is not None and not {column, f"{column}_da"} & columns:
            yield f"{released.__name__}.{name} has no column {column} in the table {table.name}, and is not in COLUMNS"
    for name, column in renamed.items():
        if name not in released.model_fields or (column is None and name in columns):
            yield f"{released.__name__}.{name} is in COLUMNS, and has a column or is no field any more"


@pytest.mark.parametrize("pair", COLUMNS, ids=lambda pair: pair[0].__name__)
def test_every_field_of_a_release_has_its_column(pair):
    assert list(missing_columns(*pair, COLUMNS[pair])) == []


@pytest.mark.parametrize("released", record_types(document.Document), ids=lambda released: released.__name__)
def test_every_published_field_is_on_a_page(released):
    assert list(unshown(released, NOT_ON_PAGES.get(released, {}))) == []


def test_a_field_that_no_page_shows_is_found():
    assert list(unshown(with_field(document.Story, "unseen"), {"title": ""})) == [
        "Story.title is in NOT_ON_PAGES, and a page names it",
        "Story.unseen is published, and on no page: show it, or say why not in NOT_ON_PAGES",
    ]


@pytest.mark.parametrize("kind", document.RELEASED)
def test_a_change_of_every_published_field_is_listed(kind):
    assert list(uncompared(kind, document.RELEASED[kind], NOT_COMPARED.get(kind, {}))) == []


def test_a_field_that_is_not_compared_is_found():
    made, needless = uncompared("source", with_field(document.Source, "foo"), {"bar": ""})

    assert made.startswith("Source.foo is made by the release, and a change of it is not listed: add it to MADE_BY")
    assert needless == "Source.bar is in NOT_COMPARED of source, and is compared or no field any more"


def test_every_published_kind_is_compared():
    assert {*document.RELEASED} == {*get_args(document.FactKind)}
    assert {*document.RELEASED} - {"target"} < {*FACT_TYPES}
    assert all(name in COMPARED_FIELDS["goal"] for name in ("wording", "responsible", "missing"))


def test_every_compared_field_has_a_name_for_readers():
    for fact, fields in COMPARED_FIELDS.items():
        for field in fields:
            assert field_name(fact, field), f"{fact}.{field} has no name in src/kobling/records/words.csv"


def with_field(record, name):
    """Return a record class with one more field, as if it stood in the same file."""
    return create_model(record.__name__, __base__=record, __module__=record.__module__, **{name: (int, 0)})


def test_an_exception_that_is_not_needed_is_found():
    assert list(missing_columns(document.Source, SOURCES, COLUMNS[document.Source, SOURCES] | {"url": None})) == [
        "Source.url is in COLUMNS, and has a column or is no field any more"
    ]


def test_a_field_without_a_column_is_found():
    exceptions = COLUMNS[document.Point, MEASUREMENTS]

    assert list(missing_columns(with_field(document.Point, "foo"), MEASUREMENTS, exceptions)) == [
        "Point.foo has no column foo in the table measurements, and is not in COLUMNS"
    ]
