"""Search: an index of everything, from which a question leaves what fits."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.utils.translation import gettext as _

from kobling.rooms.records import Text
from kobling.web.public.page_context import Sheet
from kobling.web.public.search_folding import finds, folded
from kobling.web.shared.localization import LocalizedText, join_texts, localize, localized_text
from kobling.web.shared.words import status_name

LONGEST = 100
"""How much of a question is read; nobody types more in the field."""
INDEXES_KEPT = 8
"""An index is the same for every question, so the latest ones asked are not made again."""


@dataclass(frozen=True)
class Entry:
    """Something that can be found."""

    kind: str
    title: LocalizedText
    text: LocalizedText
    to: str
    """The link."""

    @cached_property
    def called(self) -> str:
        """What it is called, folded."""
        return folded(str(self.title))

    @cached_property
    def searched(self) -> str:
        """The words it is found by, folded: those that stand on the page, and no others."""
        return folded(f"{self.kind} {self.title} {self.text}")


def page(sheet: Sheet, query: str) -> dict[str, Any]:
    """Return the whole index, or what is left of it for a question."""
    query = " ".join(query[:LONGEST].split())
    found = [entry for entry in _index(sheet) if finds(query, entry.searched)]
    # What is called so comes before what mentions it; otherwise the order of the site is kept.
    found.sort(key=lambda entry: not finds(query, entry.called))
    title = _("Search: %(query)s") % {"query": query} if query else _("Search")
    return {
        "title": title,
        "description": _("Find goals, themes, initiatives, stories and pages."),
        "query": query,
        "entries": found,
        "longest": LONGEST,
    }


@lru_cache(maxsize=INDEXES_KEPT)
def _index(sheet: Sheet) -> tuple[Entry, ...]:
    """Everything there is to find, in the sheet's language, which is the active one."""
    return tuple(_entries(sheet))


def _entries(sheet: Sheet) -> Iterator[Entry]:
    yield from _goals(sheet)
    for theme in sheet.document.themes:
        yield Entry(_("Theme"), localize(theme.name), _words(theme.statement), sheet.to("theme", theme.key))
    for initiative in sheet.document.initiatives:
        home = sheet.to("goal", initiative.goals[0]) if initiative.goals else sheet.to("about")
        to = f"{home}#initiative-{initiative.key}"
        yield Entry(_("Initiative"), localize(initiative.name), localize(initiative.what), to)
    for story in sheet.document.stories:
        to = f"{sheet.to('goal', story.goals[0])}#story-{story.key}"
        yield Entry(_("Story"), localize(story.title), localize(story.text), to)
    for body in filter(lambda body: body.in_force, sheet.document.bodies):
        yield Entry(_("Political body"), localize(body.name), _words(body.note), f"{sheet.to('about')}#bodies")
    yield from _pages(sheet)


def _goals(sheet: Sheet) -> Iterator[Entry]:
    for goal in sheet.document.goals:
        measured = [
            localize(indicator.name)
            for target in goal.targets
            if (indicator := sheet.contents.indicator(target)) is not None
        ]
        text = join_texts([localize(goal.wording.text), status_name(goal.status), *measured], between=" · ")
        yield Entry(_("Goal"), localize(goal.short), text, sheet.to("goal", goal.key))


def _pages(sheet: Sheet) -> Iterator[Entry]:
    told = {
        "changes": (_("Changes you can trust"), _("What is certain to have changed since the release before.")),
        "releases": (_("Releases"), _("Every time the figures were published, and each goal's status each time.")),
        "method": (_("How the status is decided"), _("The rule, the uncertainty, and what they cannot see.")),
        "data": (_("Data"), _("Download the figures.")),
        "about": (_("About the goals"), _("Who stands behind the goals, and where the facts are from.")),
        "was": (_("Accessibility statement"), _("What the pages are built to meet, and whom to turn to.")),
    }
    for kind, (title, text) in told.items():
        yield Entry(_("Page"), localized_text(title), localized_text(text), sheet.to(kind))


def _words(text: Text | None) -> LocalizedText:
    return localize(text) if text else localized_text("")
