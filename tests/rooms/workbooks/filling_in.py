"""Workbooks as a person fills them in: written, opened with another program, changed and handed back."""

import io

from kobling.rooms.facts.kinds import KIND_NAMED
from kobling.rooms.workbooks.names import key_of
from kobling.rooms.workbooks.origin import WorkbookOrigin
from kobling.rooms.workbooks.reader import RECORDS, read_facts
from kobling.rooms.workbooks.writer import render_facts
from kobling.rooms.workbooks.xlsx import Book


def all_fields(record_type):
    """Let every field be seen."""
    return frozenset(record_type.model_fields)


def written(facts, kinds=RECORDS, language="da"):
    """Return the bytes of a workbook."""
    return render_facts(facts, kinds, WorkbookOrigin(facts.municipality.code, 1, "abc", language), all_fields)


def opened(facts, kinds=RECORDS, language="da"):
    """Return a workbook as another program opens it."""
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(written(facts, kinds, language)))


def saved(book):
    """Return the bytes of a workbook that another program saves."""
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(data, base, language="da"):
    """Return what a workbook changes."""
    return read_facts(Book(io.BytesIO(data)), base, language)


def columns(page):
    """Return the number of each column by its heading."""
    return {cell.value: cell.column for cell in page[1]}


def fill(page, row, **values):
    """Write in the columns with these headings; an underscore stands for a space."""
    numbers = columns(page)
    for heading, value in values.items():
        page.cell(row, numbers[heading.replace("_", " ")]).value = value


def by_key(facts):
    """Return the facts by kind and key."""
    found = {}
    for kind in KIND_NAMED.values():
        value = getattr(facts, kind.list_name)
        for fact in value if isinstance(value, tuple) else (value,):
            found[kind.name, key_of(fact)] = fact
    return found


def applied(facts, edits):
    """Return the facts by kind and key, and the figures, after edits."""
    after = by_key(facts)
    for edit in edits.facts:
        kind, key = edit.name
        assert after.get((kind.name, key)) == edit.before
        if edit.after is None:
            del after[kind.name, key]
        else:
            after[kind.name, key] = edit.after
    figures = [figure for figure in facts.measurements if figure not in edits.removed]
    return after, {*figures, *edits.added}
