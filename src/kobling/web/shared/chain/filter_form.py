"""The form that filters the chain table: every theme, committee, directorate and rule that any goal has."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kobling.web.shared.chain.filters import ChainFilters
from kobling.web.shared.chain.table import ChainTable, NamedNode
from kobling.web.shared.localization import LocalizedText, localize, localized_text


@dataclass(frozen=True)
class FilterOption:
    """One option of a select field."""

    value: str
    """The parameter's value; empty for everything."""
    label: LocalizedText
    is_selected: bool


@dataclass(frozen=True)
class FilterField:
    """A select field for one GET parameter."""

    name: str
    label: str
    options: tuple[FilterOption, ...]


def filter_fields(table: ChainTable, filters: ChainFilters) -> tuple[FilterField, ...]:
    """Return the select fields in the active language; a field without any value is left out.

    table   the whole table, before anything is filtered
    """
    rows = table.rows()
    themes = [(group.key, localize(group.theme.name)) for group in table.groups if group.theme]
    committees = _named(node for row in rows for node in row.committees)
    directorates = _named(node for row in rows for node in row.directorates)
    codes = [(code, localized_text(code)) for code in sorted({code for row in rows for code in row.codes})]
    fields = (
        ("theme", _("Theme"), _("All themes"), themes, filters.theme),
        ("committee", _("Committee"), _("All committees"), committees, filters.committee),
        ("directorate", _("Directorate"), _("All directorates"), directorates, filters.directorate),
        ("code", _("Finding"), _("With and without findings"), codes, filters.code),
    )
    return tuple(
        FilterField(
            name, label, (FilterOption("", localized_text(all_), selected is None), *_options(values, selected))
        )
        for name, label, all_, values, selected in fields
        if values
    )


def _named(nodes: Iterable[NamedNode]) -> list[tuple[str, LocalizedText]]:
    labels = {node.ref.key: localize(node.name) for node in nodes}
    return sorted(labels.items(), key=lambda pair: str(pair[1]))


def _options(values: Iterable[tuple[str, LocalizedText]], selected: str | None) -> Iterable[FilterOption]:
    return (FilterOption(value, label, value == selected) for value, label in values)
