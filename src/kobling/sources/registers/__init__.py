"""Registers of official statistics: what every adapter offers, whichever office keeps the register.

    register = StatBank(HttpClient(...))
    register.search("befolkning", language="da")      # catalogue entries
    register.describe("FOLK1B", language="da")        # one table's variables and values, by code
    register.fetch(Selection("FOLK1B", {"OMRÅDE": ["791"], "Tid": ["*"]}))   # a data cube and the raw responses

| part | holds |
|---|---|
| `register` | the protocol that adapters implement |
| `catalogue`, `table`, `data` | catalogue entries, table descriptions, data cubes |
| `errors`, `error_messages` | RegisterError, its place in the data, and one message per error code |
| `http` | the client: retries, redirects, deadlines, size limits, cache |
| `formats` | JSON and JSON-stat parsing, columns of data cubes |

A response is used whole or not at all: what is missing, extra or malformed raises RegisterError with register, table
and cell.
"""

from kobling.sources.registers.catalogue import CatalogueEntry
from kobling.sources.registers.data import DataCube, Dimension, FetchedTable, RawResponse, Selection
from kobling.sources.registers.error_messages import MESSAGES
from kobling.sources.registers.errors import RegisterError
from kobling.sources.registers.register import Register
from kobling.sources.registers.table import RegisterTable, Variable, VariableValue

__all__ = [
    "MESSAGES",
    "CatalogueEntry",
    "DataCube",
    "Dimension",
    "FetchedTable",
    "RawResponse",
    "Register",
    "RegisterError",
    "RegisterTable",
    "Selection",
    "Variable",
    "VariableValue",
]
