"""Facts become a workbook and come back as they were, and a workbook filled in becomes what was filled in."""

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kobling.records.facts import LIST_OF, MunicipalityFacts
from kobling.records.indicators import Measurement
from kobling.records.municipality import Municipality
from kobling.rooms.facts.changes import figure_identity
from kobling.rooms.folder.reader import read_folder
from kobling.rooms.workbooks.cells import facts_of_kind, value_at, yes_and_no
from kobling.rooms.workbooks.columns import CellType, sheets
from kobling.rooms.workbooks.names import Names, key_of
from kobling.rooms.workbooks.origin import WorkbookOrigin
from kobling.rooms.workbooks.problems import WorkbookError
from kobling.rooms.workbooks.reader import RECORDS
from kobling.rooms.workbooks.writer import BookFile, delete_label, rows_of
from tests.laws import examples
from tests.rooms import small, strategies
from tests.rooms.workbooks.filling_in import applied, by_key, opened, read, saved, written
from tools.repository import ROOT

SLOW = {"suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}


WHOLE = small.facts(
    municipality={
        "code": "999",
        "slug": "lilleby",
        "name": "Lilleby Kommune",
        "contact": {"office": "Kontoret"},
        "beside": {"municipalities": [{"code": "999", "name": "Lilleby"}]},
        "notes": [{"title": "Om tallene", "text": "De er opdigtede."}],
    }
)


@pytest.fixture(scope="module")
def known():
    """Municipalities to change another one into, or from."""
    return {"small": small.facts(), "whole": WHOLE, "example": read_folder(ROOT / "examples" / "kaedekoebing")}


@given(strategies.facts(), st.sampled_from(("da", "en")))
@examples(12, **SLOW)
def test_a_workbook_that_nobody_touched_changes_nothing(facts, language):
    contents = read(written(facts, language=language), facts, language)

    assert not contents.edits
    assert not contents.made_keys


@given(
    drawn=strategies.facts(),
    name=st.sampled_from(("small", "whole", "example")),
    is_drawn_first=st.booleans(),
    language=st.sampled_from(("da", "en")),
)
@examples(12, **SLOW)
def test_a_workbook_filled_in_as_other_facts_becomes_those(known, drawn, name, is_drawn_first, language):
    """Every row of the one is overwritten by the other's, marked to be deleted, or followed by new ones.

    One of the two is drawn: to draw both takes ten times as long.
    """
    one, other = (drawn, known[name]) if is_drawn_first else (known[name], drawn)
    other = other.model_copy(
        update={
            "municipality": other.municipality.model_copy(update={"code": one.municipality.code}),
            "measurements": tuple(figure.model_copy(update={"drawing": None}) for figure in other.measurements),
        }
    )
    other = MunicipalityFacts.model_validate(with_sixteen_digits(other.model_dump()))
    with override(language):
        file = BookFile(Names.of(other, language), WorkbookOrigin(one.municipality.code, 1, "abc", language))
        for record in RECORDS:
            for sheet in sheets(record, language):
                file.write(sheet, facts_of(other, record))
                mark(file, sheet, lost_rows(sheet, one, other, language), of=other)
        contents = read(file.close(), one, language)

    after, figures = applied(one, contents.edits)
    assert after == by_key(other)
    assert figures == {*other.measurements}


def with_sixteen_digits(value):
    """Return values with as many digits of every number as a cell has."""
    if isinstance(value, float):
        return float(f"{value:.16G}")
    if isinstance(value, dict):
        return {name: with_sixteen_digits(inner) for name, inner in value.items()}
    return [with_sixteen_digits(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def facts_of(facts, record):
    return facts_of_kind(facts, LIST_OF.get(record, Municipality.KIND))


def lost_rows(sheet, one, other, language):
    """Yield, by heading, what distinguishes a row of the one that the other has not."""
    ours, theirs = (facts_of(facts, sheet.record) for facts in (one, other))
    kept = {key_of(fact): fact for fact in theirs}
    if sheet.record is Measurement:
        identities = {*map(figure_identity, theirs)}
        lost = [figure for figure in ours if figure_identity(figure) not in identities]
        for row in rows_of(sheet, lost, Names.of(one, language)):
            yield dict(zip([column.label for column in sheet.columns], row, strict=True))
    elif not sheet.lists:
        yield from ({sheet.columns[0].label: key_of(fact)} for fact in ours if key_of(fact) not in kept)
    else:
        for fact in (fact for fact in ours if key_of(fact) in kept):
            for place in lost_parts(fact, kept[key_of(fact)], sheet.lists, (key_of(fact),)):
                yield dict(zip(sheet.place_labels, place, strict=True))


def lost_parts(before, after, lists, around):
    """Yield where the parts stand that are in a fact before and not after."""
    first, *rest = lists
    ours, theirs = (value_at(fact, first.path) or () for fact in (before, after))
    if not rest:
        yield from ((*around, number) for number in range(len(theirs) + 1, len(ours) + 1))
    else:
        for number, (mine, yours) in enumerate(zip(ours, theirs, strict=False), 1):
            yield from lost_parts(mine, yours, rest, (*around, getattr(yours, "key", number)))


def mark(file, sheet, rows, *, of):
    """Write rows, by heading, that are marked to be deleted, below the others."""
    headings = [*sheet.place_labels, *(column.label for column in sheet.columns), delete_label()]
    first = len(list(rows_of(sheet, facts_of(of, sheet.record), file.names))) + 1
    page = file.book.get_worksheet_by_name(sheet.name)
    for number, row in enumerate(rows, first):
        for heading, value in (row | {delete_label(): yes_and_no()[0]}).items():
            of_type = CellType.DATE if isinstance(value, date) else CellType.LINE
            file.write_cell(page, number, headings.index(heading), value, file.formats.of(of_type))


TYPED = (
    st.sampled_from((*strategies.AWKWARD, "ja", "liv", "Liv (liv)", "council", "procent", "2018-2021", "æ" * 501))
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers(-3, 3_000)
    | st.dates()
    | st.booleans()
    | st.none()
    | st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=8)
)


@given(st.data())
@examples(40)
def test_whatever_is_typed_is_read_or_refused_in_words(data):
    record = data.draw(st.sampled_from(RECORDS))
    book = opened(WHOLE, (record,))
    for _ in range(data.draw(st.integers(1, 4))):
        page = book[data.draw(st.sampled_from(sheets(record, "da"))).name]
        cell = page.cell(data.draw(st.integers(1, 3)), data.draw(st.integers(1, max(1, page.max_column))))
        cell.value = data.draw(TYPED)
        if isinstance(cell.value, str):
            cell.data_type = "s"
    try:
        contents = read(saved(book), WHOLE)
    except WorkbookError as error:
        lines = list(error.lines())
    else:
        lines = [warning.located_message() for warning in contents.reading.notes]
        applied(WHOLE, contents.edits)
    assert all(lines)
