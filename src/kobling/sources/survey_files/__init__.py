"""Files of survey data, as CSV, Parquet or SPSS .sav, read into Polars frames.

    frame = read_table(Path("answers.csv"))

A missing value is null, whatever the file writes for it. A column is numeric where all of its values are numbers;
otherwise it is text. A file that cannot be read raises TableError with file, line and advice.
"""

from kobling.sources.survey_files.errors import MESSAGES, TableError
from kobling.sources.survey_files.reader import SUFFIXES, read_table

__all__ = ["MESSAGES", "SUFFIXES", "TableError", "read_table"]
