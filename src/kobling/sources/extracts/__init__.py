"""Extracts in files: JSON-stat as it is, and CSV, Excel or Parquet with a definition of which column is what.

    hours = Extract(file="help.parquet", title="Hjemmehjælp", area="municipality", period="year", value="hours")
    extracts = Extracts(Path("extracts"), {"HELP": hours})
    extracts.draw(Selection("HELP", {"year": ["*"]}))

However many rows a CSV or Parquet file has, they stream past: no more is held than the few figures they come to.
"""

from kobling.sources.extracts.definition import Aggregate, Extract
from kobling.sources.extracts.register import Extracts

__all__ = ["Aggregate", "Extract", "Extracts"]
