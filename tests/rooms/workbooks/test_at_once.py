"""Others save while a file that was handed in is read: it is locked out of nothing, and locks nobody out."""

import io
from datetime import UTC, datetime

import pytest
from django.db import connection

from kobling.records.chain import Goal
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.workbooks.actions import take_over_workbook
from kobling.rooms.workbooks.folders import take_over_folder, zipped_folder
from kobling.rooms.workbooks.queries import workbook
from tests.rooms import small
from tests.rooms.workbooks.filling_in import all_fields, fill, saved

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
HERE = "lilleby"

pytestmark = pytest.mark.django_db


def test_nothing_is_locked_while_a_file_is_read():
    import openpyxl

    import_facts(facts=small.facts(), by="office", at=NOON)
    book = openpyxl.load_workbook(io.BytesIO(workbook(HERE, (Goal,), "da", all_fields)))
    fill(book["Mål"], 2, **{"Kort navn (dansk)": "Kortere"})
    folder = zipped_folder(HERE)
    around = len(connection.savepoint_ids)
    locked = []

    def may_change(_before, _after):
        locked.append(len(connection.savepoint_ids) > around)
        return True

    for take_over, data in ((take_over_workbook, saved(book)), (take_over_folder, folder)):
        take_over(municipality=HERE, file=io.BytesIO(data), title="x", by="anna", at=NOON, may_change=may_change)
    assert locked == [False]
