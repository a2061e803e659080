"""Files of extracts as a register: JSON-stat as it is; CSV, Excel or Parquet with a definition of their columns.

    hours = ExtractDefinition(file="help.parquet", title="Help", area="municipality", period="year", value="hours")
    extracts = ExtractRegister(Path("extracts"), {"HELP": hours})
    extracts.fetch(Selection("HELP", {"year": ["*"]}))

The rows of a CSV or Parquet file are streamed: only their aggregates are held in memory.
"""

from kobling.sources.extracts.definition import Aggregate, ExtractDefinition, Limits
from kobling.sources.extracts.register import ExtractRegister

__all__ = ["Aggregate", "ExtractDefinition", "ExtractRegister", "Limits"]
