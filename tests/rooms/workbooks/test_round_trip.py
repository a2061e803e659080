"""Facts become a workbook and come back as they were, and a workbook filled in becomes what was filled in."""

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kobling.records.facts import LIST_OF, MunicipalityFacts
from kobling.records.indicators import Measurement
from kobling.records.municipality import Municipality
from kobling.rooms.facts.changes import figure_identity
from kobling.rooms.workbooks.cells import facts_of_kind, value_at
from kobling.rooms.workbooks.columns import sheets
from kobling.rooms.workbooks.names import Names, key_of
from kobling.rooms.workbooks.problems import WorkbookError
from kobling.rooms.workbooks.reader import RECORDS
from kobling.rooms.workbooks.writer import rows_of
from tests.laws import examples
from tests.rooms import small, strategies
from tests.rooms.workbooks.filling_in import applied, by_key, columns, opened, read, saved, written

SLOW = {"suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}


@given(strategies.facts(), st.sampled_from(("da", "en")))
@examples(40, **SLOW)
def test_a_workbook_that_nobody_touched_changes_nothing(facts, language):
    contents = read(written(facts, language=language), facts, language)

    assert not contents.edits
    assert not contents.made_keys


@given(strategies.facts(), strategies.facts(), st.sampled_from(("da", "en")))
@examples(30, **SLOW)
def test_a_workbook_filled_in_as_other_facts_becomes_those(one, other, language):
    """Every row of the one is overwritten by the other's, marked to be deleted, or followed by new ones."""
    other = other.model_copy(
        update={
            "municipality": other.municipality.model_copy(update={"code": one.municipality.code}),
            "measurements": tuple(figure.model_copy(update={"drawing": None}) for figure in other.measurements),
        }
    )
    other = MunicipalityFacts.model_validate(with_sixteen_digits(other.model_dump()))
    book = opened(other, language=language)
    mark_deleted(book, one, other, language)

    contents = read(saved(book), one, language)

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


def mark_deleted(book, one, other, language):
    """Add a row marked to be deleted for whatever the one has and the other has not."""
    names = Names.of(one, language)
    for record in RECORDS:
        main, *inner = sheets(record, language)
        list_name = LIST_OF.get(record, Municipality.KIND)
        ours, theirs = (facts_of_kind(facts, list_name) for facts in (one, other))
        if record is Measurement:
            identities = {*map(figure_identity, theirs)}
            lost = [figure for figure in ours if figure_identity(figure) not in identities]
            rows = [dict(zip([c.label for c in main.columns], row, strict=True)) for row in rows_of(main, lost, names)]
            mark(book[main.name], rows, language)
            continue
        kept = {key_of(fact): fact for fact in theirs}
        mark(book[main.name], [{main.columns[0].label: key_of(f)} for f in ours if key_of(f) not in kept], language)
        for sheet in inner:
            lost = [
                dict(zip(sheet.place_labels, place, strict=True))
                for fact in ours
                if key_of(fact) in kept
                for place in lost_parts(fact, kept[key_of(fact)], sheet.lists, (key_of(fact),))
            ]
            mark(book[sheet.name], lost, language)


def lost_parts(before, after, lists, around):
    """Yield where the parts stand that are in a fact before and not after."""
    first, *rest = lists
    ours, theirs = (value_at(fact, first.path) or () for fact in (before, after))
    if not rest:
        yield from ((*around, number) for number in range(len(theirs) + 1, len(ours) + 1))
    else:
        for number, (mine, yours) in enumerate(zip(ours, theirs, strict=False), 1):
            yield from lost_parts(mine, yours, rest, (*around, getattr(yours, "key", number)))


def mark(page, rows, language):
    """Add rows, by heading, that are marked to be deleted."""
    numbers = columns(page)
    delete, yes = {"da": ("Slet", "ja"), "en": ("Delete", "yes")}[language]
    for number, row in enumerate(rows, page.max_row + 1):
        for heading, value in (row | {delete: yes}).items():
            cell = page.cell(number, numbers[heading])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"


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
@examples(60)
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
