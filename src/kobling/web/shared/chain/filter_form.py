"""What there is to filter the picture by: every theme, committee, directorate and rule that any goal has."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kobling.web.shared.chain.filters import ChainFilters
from kobling.web.shared.chain.table import ChainTable, NamedNode
from kobling.web.shared.localization import LocalizedText, localize, localized_text


@dataclass(frozen=True)
class FilterOption:
    """One thing to filter by."""

    value: str
    """what the parameter is set to; empty for everything"""
    words: LocalizedText
    chosen: bool


@dataclass(frozen=True)
class FilterField:
    """One GET parameter, and what it may be."""

    name: str
    label: str
    options: tuple[FilterOption, ...]


def filter_fields(table: ChainTable, filters: ChainFilters) -> tuple[FilterField, ...]:
    """Return what a reader can choose among, in the active language; what nothing can be chosen of is left out.

    table   the whole one, before anything is filtered
    """
    rows = table.rows()
    themes = [(group.key, localize(group.theme.name)) for group in table.groups if group.theme]
    committees = _named(one for row in rows for one in row.committees)
    directorates = _named(one for row in rows for one in row.directorates)
    codes = [(code, localized_text(code)) for code in sorted({code for row in rows for code in row.codes})]
    every = (
        ("theme", _("Theme"), _("All themes"), themes, filters.theme),
        ("committee", _("Committee"), _("All committees"), committees, filters.committee),
        ("directorate", _("Directorate"), _("All directorates"), directorates, filters.directorate),
        ("code", _("Finding"), _("With and without findings"), codes, filters.code),
    )
    return tuple(
        FilterField(name, label, (FilterOption("", localized_text(all_), chosen is None), *_each(found, chosen)))
        for name, label, all_, found, chosen in every
        if found
    )


def _named(things: Iterable[NamedNode]) -> list[tuple[str, LocalizedText]]:
    found = {one.ref.key: localize(one.name) for one in things}
    return sorted(found.items(), key=lambda pair: str(pair[1]))


def _each(found: Iterable[tuple[str, LocalizedText]], chosen: str | None) -> Iterable[FilterOption]:
    return (FilterOption(value, words, value == chosen) for value, words in found)
