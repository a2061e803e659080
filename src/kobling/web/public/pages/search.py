"""The search page: an index of goals, themes, initiatives, stories, bodies and pages, filtered by a query."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from kobling.core.characters import INVISIBLE_CHARACTER
from kobling.records.base import Text
from kobling.web.public.page_context import PageContext
from kobling.web.public.search.index import MAX_QUERY_LENGTH, SearchIndex
from kobling.web.public.search.synonyms import Synonyms
from kobling.web.shared.localization import LocalizedText, join_texts, localize, localized_text
from kobling.web.shared.words import goal_status_name

STEMMER_SCRIPTS = {"da": "danish-stemmer.js", "en": "english-stemmer.js"}
MAX_CACHED_INDEXES = 8
"""The index of a page is the same for every query, so the most recent ones are cached."""


@dataclass(frozen=True)
class SearchEntry:
    """One entry of the index."""

    kind: str
    title: LocalizedText
    text: LocalizedText
    url: str

    @property
    def title_words(self) -> str:
        """The title, plain."""
        return str(self.title)

    @property
    def all_words(self) -> str:
        """All the words of the entry that the page shows, plain."""
        return f"{self.kind} {self.title} {self.text}"


def template_context(page: PageContext, query: str) -> dict[str, Any]:
    """Return the context of the search page: the whole index, or the entries that match the query."""
    query = " ".join(INVISIBLE_CHARACTER.sub(" ", query[:MAX_QUERY_LENGTH]).split())
    index = _index(page)
    title = _("Search: %(query)s") % {"query": query} if query else _("Search")
    return {
        "title": title,
        "description": _("Find goals, themes, initiatives, committees, stories and pages."),
        "query": query,
        "hits": index.search(query),
        "max_length": MAX_QUERY_LENGTH,
        "synonyms": index.synonyms,
        "stemmer": STEMMER_SCRIPTS[page.route.language],
    }


@lru_cache(maxsize=MAX_CACHED_INDEXES)
def _index(page: PageContext) -> SearchIndex[SearchEntry]:
    """Return the whole index in the page's language, which must be active."""
    return SearchIndex(_entries(page), Synonyms(page.route.language, page.document.municipality.synonyms))


def _entries(page: PageContext) -> Iterator[SearchEntry]:
    yield from _goal_entries(page)
    for theme in (*page.document.themes, *page.document.former_themes):
        kind = _("Former theme") if theme.ended else _("Theme")
        yield SearchEntry(
            kind, localize(theme.name), _localize_optional(theme.statement), page.page_url("theme", theme.key)
        )
    for initiative in page.document.initiatives:
        base_url = page.page_url("goal", initiative.goals[0]) if initiative.goals else page.page_url("about")
        url = f"{base_url}#initiative-{initiative.key}"
        yield SearchEntry(_("Initiative"), localize(initiative.name), localize(initiative.what), url)
    for story in page.document.stories:
        url = f"{page.page_url('goal', story.goals[0])}#story-{story.key}"
        yield SearchEntry(_("Story"), localize(story.title), localize(story.text), url)
    for body in page.document.bodies:
        kind = _("Council or committee") if body.in_force else _("Former committee")
        yield SearchEntry(
            kind, localize(body.name), _localize_optional(body.note), page.page_url("committee", body.key)
        )
    yield from _page_entries(page)


def _goal_entries(page: PageContext) -> Iterator[SearchEntry]:
    for goal in page.lookup.with_former:
        measured = [
            localize(indicator.name)
            for target in goal.targets
            if (indicator := page.lookup.indicator(target)) is not None
        ]
        asked = [localize(target.text) for target in goal.targets if target.text is not None]
        others = dict.fromkeys(wording.text for wording in goal.wordings if wording.text != goal.wording.text)
        worded = [join_texts((_("Another wording:"), localize(text))) for text in others]
        parts: list[LocalizedText | str] = [
            localize(goal.wording.text),
            *asked,
            goal_status_name(goal),
            *measured,
            *worded,
        ]
        text = join_texts(parts, between=" · ")
        kind = _("Former goal") if goal.ended else _("Goal")
        yield SearchEntry(kind, localize(goal.short), text, page.page_url("goal", goal.key))


def _page_entries(page: PageContext) -> Iterator[SearchEntry]:
    texts = {
        "changes": (_("Changes you can trust"), _("What is certain to have changed since the release before.")),
        "releases": (_("Releases"), _("Every time the figures were published, and each goal's status each time.")),
        "method": (_("How the status is decided"), _("The rule, the uncertainty, and what they cannot see.")),
        "data": (_("Data"), _("Download the figures.")),
        "about": (_("About the goals"), _("Who stands behind the goals, and where the facts are from.")),
        "was": (_("Accessibility statement"), _("What the pages are built to meet, and whom to turn to.")),
    }
    for kind, (title, text) in texts.items():
        yield SearchEntry(_("Page"), localized_text(title), localized_text(text), page.page_url(kind))


def _localize_optional(text: Text | None) -> LocalizedText:
    return localize(text) if text else localized_text("")
