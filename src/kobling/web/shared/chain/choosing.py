"""What there is to filter the picture by: every theme, committee, directorate and rule that any goal has."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kobling.web.shared.bilingual import Said, bilingual, said
from kobling.web.shared.chain.filters import Filters
from kobling.web.shared.chain.table import ChainTable, Thing


@dataclass(frozen=True)
class Choice:
    """One thing to filter by."""

    value: str
    """what the parameter is set to; empty for everything"""
    words: Said
    chosen: bool


@dataclass(frozen=True)
class Choosing:
    """One GET parameter, and what it may be."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def choices(table: ChainTable, filters: Filters) -> tuple[Choosing, ...]:
    """Return what a reader can choose among, in the active language; what nothing can be chosen of is left out.

    table   the whole one, before anything is filtered
    """
    rows = table.rows()
    themes = [(group.key, bilingual(group.theme.name)) for group in table.groups if group.theme]
    committees = _named(one for row in rows for one in row.committees)
    directorates = _named(one for row in rows for one in row.directorates)
    codes = [(code, said(code)) for code in sorted({code for row in rows for code in row.codes})]
    every = (
        ("theme", _("Theme"), _("All themes"), themes, filters.theme),
        ("committee", _("Committee"), _("All committees"), committees, filters.committee),
        ("directorate", _("Directorate"), _("All directorates"), directorates, filters.directorate),
        ("code", _("Finding"), _("With and without findings"), codes, filters.code),
    )
    return tuple(
        Choosing(name, label, (Choice("", said(all_), chosen is None), *_each(found, chosen)))
        for name, label, all_, found, chosen in every
        if found
    )


def _named(things: Iterable[Thing]) -> list[tuple[str, Said]]:
    found = {one.ref.key: bilingual(one.name) for one in things}
    return sorted(found.items(), key=lambda pair: str(pair[1]))


def _each(found: Iterable[tuple[str, Said]], chosen: str | None) -> Iterable[Choice]:
    return (Choice(value, words, value == chosen) for value, words in found)
