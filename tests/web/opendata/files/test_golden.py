"""The files of the small document, byte for byte.

The golden files hold what `MAKE` gave, and were then read line by line against documents.py: what is quoted and what
guarded, the decimal commas, what is empty, every number. Written anew, they are to be read anew.
"""

from pathlib import Path

import pytest

from kobling.web.opendata.extract import extract_release
from kobling.web.opendata.files.csv_dialects import DANISH_EXCEL, RFC_4180, to_csv
from kobling.web.opendata.files.jsonstat import jsonstat_collection
from kobling.web.opendata.files.serialization import as_json
from kobling.web.opendata.tables import MEASUREMENTS, SOURCES, STATUS

pytestmark = pytest.mark.every_python

GOLDEN = Path(__file__).resolve().parent / "golden"
MAKE = {
    "status.csv": lambda extract: to_csv(STATUS, STATUS.rows(extract), RFC_4180),
    "status-excel.csv": lambda extract: to_csv(STATUS, STATUS.rows(extract), DANISH_EXCEL),
    "measurements.csv": lambda extract: to_csv(MEASUREMENTS, MEASUREMENTS.rows(extract), RFC_4180),
    "measurements-excel.csv": lambda extract: to_csv(MEASUREMENTS, MEASUREMENTS.rows(extract), DANISH_EXCEL),
    "sources-excel.csv": lambda extract: to_csv(SOURCES, SOURCES.rows(extract), DANISH_EXCEL),
    "measurements.jsonstat.json": lambda extract: as_json(jsonstat_collection(extract)),
}


@pytest.mark.parametrize("name", MAKE)
def test_the_file_is_the_golden_one(small, name):
    assert MAKE[name](extract_release(small, "0" * 64)) == (GOLDEN / name).read_bytes()
