"""Parquet, SPSS, and files that are not there or not what they are called."""

import datetime as dt
from decimal import Decimal

import polars as pl
import pyreadstat
import pytest

from kobling.sources.survey_files import SUFFIXES, TableError, read_table, reader


def refusal(path):
    with pytest.raises(TableError) as refused:
        read_table(path)
    return refused.value


def test_parquet_is_read_with_missing_values_as_null(tmp_path):
    pl.DataFrame(
        {
            "y": [1.0, float("nan"), None],
            "w": [Decimal("1.5"), Decimal(2), None],
            "sex": pl.Series(["F", "", "M"], dtype=pl.Categorical),
            "day": [dt.date(2019, 8, 20), None, None],
            "yes": [True, None, False],
        }
    ).write_parquet(tmp_path / "answers.parquet")

    frame = read_table(tmp_path / "answers.parquet")

    assert frame.to_dict(as_series=False) == {
        "y": [1.0, None, None],
        "w": [1.5, 2.0, None],
        "sex": ["F", None, "M"],
        "day": ["2019-08-20", None, None],
        "yes": [True, None, False],
    }


@pytest.fixture
def sav(tmp_path):
    """Sex with a label for each value, a scale with labels at its ends, and 9 declared missing."""
    frame = pl.DataFrame({"sex": [1.0, 2.0, None], "scale": [1.0, 3.0, 5.0], "y": [0.0, 9.0, 1.0], "t": ["a", "", "b"]})
    file = tmp_path / "answers.sav"
    pyreadstat.write_sav(
        frame,
        str(file),
        variable_value_labels={"sex": {1: "Kvinde", 2: "Mand"}, "scale": {1: "Slet ikke", 5: "Meget"}},
        missing_ranges={"y": [9]},
    )
    return file


def test_spss_labels_are_read_where_every_value_has_one(sav):
    assert read_table(sav).to_dict(as_series=False) == {
        "sex": ["Kvinde", "Mand", None],
        "scale": [1.0, 3.0, 5.0],
        "y": [0.0, None, 1.0],
        "t": ["a", None, "b"],
    }


def test_spss_codes_are_read_when_asked_for(sav):
    assert read_table(sav, codes=True)["sex"].to_list() == [1.0, 2.0, None]


def test_two_values_with_one_label_stay_codes(tmp_path):
    """As labels they would become one."""
    file = tmp_path / "answers.sav"
    pyreadstat.write_sav(
        pl.DataFrame({"q": [1.0, 2.0]}), str(file), variable_value_labels={"q": {1: "Andet", 2: "Andet"}}
    )

    assert read_table(file)["q"].to_list() == [1.0, 2.0]


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if suffix not in {".csv", ".tsv", ".txt"}])
def test_a_damaged_file_is_refused_in_words(tmp_path, suffix):
    file = tmp_path / f"answers{suffix}"
    file.write_bytes(b"not what it is called" * 20)

    assert refusal(file).code == "damaged"


def test_a_file_cut_short_is_refused_in_words(sav, tmp_path):
    cut = tmp_path / "cut.sav"
    cut.write_bytes(sav.read_bytes()[:150])

    assert refusal(cut).code == "damaged"


@pytest.mark.parametrize(
    ("name", "code"), [("answers.xlsx", "workbook"), ("answers.doc", "unknown_kind"), ("answers", "unknown_kind")]
)
def test_another_kind_of_file_is_refused_with_what_to_do(tmp_path, name, code):
    (tmp_path / name).write_bytes(b"x")

    assert refusal(tmp_path / name).code == code


def test_what_is_not_there_is_refused(tmp_path):
    (tmp_path / "folder.csv").mkdir()

    assert refusal(tmp_path / "none.csv").code == "no_file"
    assert refusal(tmp_path / "folder.csv").code == "unreadable"


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setitem(reader.MAX_BYTES, reader.CSV, 10)
    (tmp_path / "answers.csv").write_text("a,b\n1,2\n3,4\n")

    assert refusal(tmp_path / "answers.csv").code == "too_large"


def test_a_table_without_rows_is_refused(tmp_path):
    pl.DataFrame({"a": pl.Series([], dtype=pl.Int64)}).write_parquet(tmp_path / "empty.parquet")

    assert refusal(tmp_path / "empty.parquet").code == "no_rows"
