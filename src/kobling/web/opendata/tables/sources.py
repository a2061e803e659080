"""The table of sources: the documents that facts are taken from."""

from django.utils.translation import gettext_noop as _

from kobling.web.opendata.tables.columns import ColumnType, DataColumn, DataTable, text_columns

SOURCES = DataTable(
    name="sources",
    title=_("Sources"),
    row_source=lambda extract: iter(extract.sources),
    columns=(
        DataColumn(
            "source", ColumnType.TEXT, (_("Source"), _("key")), _("The document's short name."), lambda row: row.key
        ),
        *text_columns("title", _("Title"), _("The document's title."), lambda row: row.title),
        DataColumn("url", ColumnType.TEXT, (_("Address"),), _("Where the document is found."), lambda row: row.url),
        DataColumn(
            "date",
            ColumnType.TEXT,
            (_("Date"),),
            _("When the document is from, as it says itself."),
            lambda row: row.date,
        ),
        *text_columns("note", _("Note"), _("Something to know about the document."), lambda row: row.note),
    ),
)
