"""Every field of a folder record is in the release, or is left out of it for a reason; the same for the tables.

A new fact is thereby neither forgotten nor published without a decision.
"""

import re
from typing import Annotated, get_args

import pytest
from pydantic import create_model

from kobling.records import agreements, budget, chain, council, drawings, indicators, initiatives, municipality
from kobling.records.base import Internal, Text
from kobling.records.facts import KINDS
from kobling.records.references import internal_fields, record_types
from kobling.rooms.publishing.compared_fields import COMPARED_FIELDS, NOT_COMPARED
from kobling.rooms.releases import document
from kobling.web.opendata.tables.measurements import MEASUREMENTS
from kobling.web.opendata.tables.sources import SOURCES
from kobling.web.opendata.tables.status import STATUS
from kobling.web.shared.words.fact_changes import field_name
from tests.guards.project_files import SOURCE

ONLY_IN_FORCE = {"valid_from": "only what is in force is published", "valid_to": "only what is in force is published"}
ONLY_TERM = {"term": "a release is of one day, and has the term of that day"}
GOAL = {"ended_by": "it is the decision of `ended`"}

# By folder record and release record: the fields that the release has otherwise, each with how. What no release has is
# Internal in the record.
UNPUBLISHED = {
    (municipality.Source, document.Source): {},
    (municipality.Contact, document.Contact): {},
    (municipality.Note, document.Note): {},
    (municipality.Municipality, document.Municipality): {
        "host": "it is stored beside the document",
        "beside": "the comparison of each indicator is made from it",
        "publish": "it chooses what is published",
    },
    (municipality.Term, document.Term): {},
    (municipality.Body, document.Body): {
        "valid_from": "`in_force` is made from it",
    },
    (municipality.Unit, document.OrganisationUnit): ONLY_IN_FORCE,
    (municipality.Decision, document.Decision): {},
    (chain.Vision, document.Vision): {
        **ONLY_IN_FORCE,
        **ONLY_TERM,
    },
    (chain.Theme, document.Theme): {
        "valid_from": "only what has begun is published",
        "valid_to": "it is the day of `ended`",
        "ended_by": "it is the decision of `ended`",
        **ONLY_TERM,
    },
    (chain.Wording, document.Wording): {},
    (chain.Judgement, document.Judgement): {},
    (chain.Target, document.TargetInputs): {**ONLY_IN_FORCE, "judgements": "the newest is `judgement`"},
    (chain.Goal, document.Goal): GOAL,
    (chain.Story, document.Story): {},
    (indicators.FigureContact, document.FigureContact): {},
    (indicators.Indicator, document.Indicator): {
        "direction": "each target has its own",
        "derived": "it is published as `calculation`",
        "draw": "each drawing has its query",
    },
    **{(one, document.Calculation): {} for one in get_args(get_args(indicators.Derivation)[0])},
    (indicators.Measurement, document.Point): {
        "indicator": "a point is inside its indicator",
        "area": "the points are the municipality's own",
        "part": "the points are of the whole",
    },
    (drawings.Drawing, document.Drawing): {
        "indicator": "a drawing is inside its indicator",
    },
    (initiatives.Initiative, document.Initiative): ONLY_TERM,
    (council.TakenDecision, document.TakenDecision): ONLY_TERM,
    (council.Priority, document.Priority): ONLY_TERM | {"valid_from": "only what has begun is published"},
    (council.JointMeeting, document.JointMeeting): ONLY_TERM,
    (initiatives.Ending, document.InitiativeEnding): {"decision": "it is `ended_by`"},
    (initiatives.FollowUp, document.FollowUp): {},
    (budget.Budget, document.Budget): {
        **ONLY_TERM,
        **dict.fromkeys(("valid_from", "valid_to"), "the year is published, and only what is adopted"),
        "remainders": "those of the headings for goals are among `lines`",
    },
    (budget.BudgetLine, document.BudgetLine): {},
    (agreements.AgreementGoal, document.AgreementGoal): {},
    (agreements.Agreement, document.Agreement): {
        **ONLY_TERM,
    },
}

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


def differences(record, released, unpublished):
    """Yield a sentence for every field that is neither published nor left out, and for every one that is both."""
    records, releases = (f"src/{one.__module__.replace('.', '/')}.py" for one in (record, released))
    internal = internal_fields(record)
    for name in record.model_fields:
        if name not in {*released.model_fields, *unpublished, *internal}:
            yield (
                f"{record.__name__}.{name} is in the record in {records} and not in {released.__name__} in {releases}:"
                " publish it, mark it Internal in the record, or give the reason in UNPUBLISHED"
            )
        if name in internal and name in released.model_fields:
            yield f"{record.__name__}.{name} is Internal in {records}, and in {released.__name__} in {releases}"
    for name in unpublished:
        if name not in record.model_fields or name in {*released.model_fields, *internal}:
            yield f"{record.__name__}.{name} is in UNPUBLISHED, and is published, Internal or no field any more"


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


@pytest.mark.parametrize("pair", UNPUBLISHED, ids=lambda pair: pair[0].__name__)
def test_every_field_is_published_or_left_out_for_a_reason(pair):
    assert list(differences(*pair, UNPUBLISHED[pair])) == []


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
    assert {*document.RELEASED} - {"target"} < {*KINDS}
    assert all(name in COMPARED_FIELDS["goal"] for name in ("wording", "responsible", "missing"))


def test_every_compared_field_has_a_name_for_readers():
    for fact, fields in COMPARED_FIELDS.items():
        for field in fields:
            assert field_name(fact, field), f"{fact}.{field} has no name in src/kobling/records/words.csv"


def with_field(record, name):
    """Return a record class with one more field, as if it stood in the same file."""
    return create_model(record.__name__, __base__=record, __module__=record.__module__, **{name: (int, 0)})


def test_a_field_that_is_not_published_is_found():
    (sentence,) = differences(with_field(chain.Goal, "foo"), document.Goal, GOAL)

    assert sentence == (
        "Goal.foo is in the record in src/kobling/records/chain.py"
        " and not in Goal in src/kobling/rooms/releases/document/goals.py:"
        " publish it, mark it Internal in the record, or give the reason in UNPUBLISHED"
    )


def test_what_is_internal_is_in_no_release():
    internal = create_model("Goal", __base__=chain.Goal, short=(Annotated[Text, Internal("")], ...))

    (sentence,) = differences(internal, document.Goal, GOAL)

    assert sentence.startswith("Goal.short is Internal in ")


def test_a_kind_is_public_where_a_release_has_it():
    of_releases = {record for record, _released in UNPUBLISHED}

    assert {kind for kind, record in KINDS.items() if record.PUBLIC} == {
        kind for kind, record in KINDS.items() if record in of_releases
    }


def test_an_exception_that_is_not_needed_is_found():
    assert list(differences(chain.Goal, document.Goal, GOAL | {"short": "", "bar": ""})) == [
        "Goal.short is in UNPUBLISHED, and is published, Internal or no field any more",
        "Goal.bar is in UNPUBLISHED, and is published, Internal or no field any more",
    ]
    assert list(missing_columns(document.Source, SOURCES, COLUMNS[document.Source, SOURCES] | {"url": None})) == [
        "Source.url is in COLUMNS, and has a column or is no field any more"
    ]


def test_a_field_without_a_column_is_found():
    exceptions = COLUMNS[document.Point, MEASUREMENTS]

    assert list(missing_columns(with_field(document.Point, "foo"), MEASUREMENTS, exceptions)) == [
        "Point.foo has no column foo in the table measurements, and is not in COLUMNS"
    ]
