"""The table of sources: the documents that facts were taken from."""

from django.utils.translation import gettext_noop as _

from kobling.web.opendata.tables.columns import Column, Holds, Table, texts

SOURCES = Table(
    name="sources",
    title=_("Sources"),
    of=lambda extract: iter(extract.sources),
    columns=(
        Column("source", Holds.TEXT, (_("Source"), _("key")), _("The document's short name."), lambda row: row.key),
        *texts("title", _("Title"), _("The document's title."), lambda row: row.title),
        Column("url", Holds.TEXT, (_("Address"),), _("Where the document is found."), lambda row: row.url),
        Column(
            "date", Holds.TEXT, (_("Date"),), _("When the document is from, as it says itself."), lambda row: row.date
        ),
        *texts("note", _("Note"), _("Something to know about the document."), lambda row: row.note),
    ),
)
