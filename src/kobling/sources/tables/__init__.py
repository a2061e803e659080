"""Files of survey data, as CSV, Parquet or SPSS .sav, read into Polars frames.

    frame = read_table(Path("answers.csv"))

A missing value is null, whatever the file writes for it. A column is numbers where every value in it is one; otherwise
it is text. What cannot be read is refused with file, line and what to do.
"""

from kobling.sources.tables.reading import SUFFIXES, read_table
from kobling.sources.tables.refusals import WORDS, TableRefused

__all__ = ["SUFFIXES", "WORDS", "TableRefused", "read_table"]
