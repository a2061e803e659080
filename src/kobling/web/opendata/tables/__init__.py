"""The tables of the open data: columns, their order, headings and meaning."""

from kobling.web.opendata.tables.agreements import AGREEMENTS
from kobling.web.opendata.tables.area_comparison import COMPARISON
from kobling.web.opendata.tables.budgets import BUDGETS
from kobling.web.opendata.tables.columns import CellValue, ColumnType, DataColumn, DataTable
from kobling.web.opendata.tables.measurements import MEASUREMENTS
from kobling.web.opendata.tables.priorities import PRIORITIES
from kobling.web.opendata.tables.sources import SOURCES
from kobling.web.opendata.tables.status import STATUS

__all__ = [
    "AGREEMENTS",
    "BUDGETS",
    "COMPARISON",
    "MEASUREMENTS",
    "PRIORITIES",
    "SOURCES",
    "STATUS",
    "CellValue",
    "ColumnType",
    "DataColumn",
    "DataTable",
]
