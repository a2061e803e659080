"""The Atom feed of a municipality's releases (RFC 4287): an entry for each, with what has certainly changed, in words.

An entry is written from the release that it is about, so it stays as it was when later releases come. A correction is
a release, and so an entry of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from threading import Lock
from urllib.parse import urlsplit

from cachetools import LRUCache, cached
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from kobling.rooms.releases.document import Document
from kobling.rooms.releases.queries import UnreadRelease
from kobling.rooms.releases.release_file import ReleaseFile
from kobling.web.public.addresses import PATH_TEMPLATES, release_root
from kobling.web.public.page_context import PageContext
from kobling.web.public.pages import changes
from kobling.web.public.release_lookup import ReleaseLookup
from kobling.web.public.responses import SiteFile
from kobling.web.shared.formats import format_day
from kobling.web.shared.localization import localize

MAX_ENTRIES = 30
"""The newest releases; the page of releases lists all."""
MAX_CACHED_CHARACTERS = 8_000_000
"""In the descriptions of the entries that a process keeps."""


class _EntryPage(PageContext):
    """The page of an entry: its links are whole, because readers of feeds show an entry away from its address."""

    def file_url(self, address: str) -> str:
        """Return the whole address of a page or file."""
        return self.url_from_root(address)


@dataclass(frozen=True)
class _Entry:
    """An entry of the feed: a release, with its changes in words."""

    title: str
    link: str
    description: str
    unique_id: str
    published: datetime


ENTRIES: LRUCache[tuple[object, ...], _Entry] = LRUCache(
    maxsize=MAX_CACHED_CHARACTERS, getsizeof=lambda entry: len(entry.description)
)
"""The entries of this process by what they are made from, so that a publication costs one entry. They never go stale:
a release never changes, and the rest that an entry depends on is in its key."""


def feed_file(page: PageContext, earlier: Iterable[UnreadRelease]) -> SiteFile:
    """Return the feed in the active language.

    page      of the feed, in the newest release
    earlier   the releases before it, newest first
    """
    newest = page.lookup.release
    releases = chain((UnreadRelease(newest.sha256, newest.published, lambda: newest),), earlier)
    name = localize(page.document.municipality.name)
    feed = Atom1Feed(
        title=_("The council's goals, %(municipality)s: releases") % {"municipality": name},
        link=page.url_from_root(page.lookup.addresses.address_of("releases", "", page.route.language)),
        description=None,
        subtitle=_("Every time the figures are published, with what has certainly changed."),
        language=page.route.language,
        author_name=str(name),
        feed_url=page.url_from_root(page.address),
        feed_guid=_tag(page, _first_day(page.document), "releases"),
    )
    for release in islice(releases, MAX_ENTRIES):
        entry = _entry(page, release)
        feed.add_item(
            title=entry.title,
            link=entry.link,
            description=entry.description,
            unique_id=entry.unique_id,
            pubdate=entry.published,
            updateddate=entry.published,
        )
    return SiteFile(content_type=Atom1Feed.content_type, body=feed.writeString("utf-8").encode())


def _key(page: PageContext, release: UnreadRelease) -> tuple[object, ...]:
    """Return all that an entry depends on: what is in the release, when it was published, and where the feed lies."""
    return release.sha256, release.published, page.route.language, page.address, page.root, page.has_earlier


@cached(ENTRIES, key=_key, lock=Lock())
def _entry(page: PageContext, release: UnreadRelease) -> _Entry:
    file = release.read()
    lookup = page.lookup if file is page.lookup.release else ReleaseLookup(file)
    own = _EntryPage(lookup, page.route, page.address, page.newer, page.has_earlier, page.root)
    return _Entry(
        title=_title(file),
        link=_link(own),
        description=render_to_string("public/feed_entry.html", _changes(own)),
        unique_id=_tag(own, release.published.date(), str(file.document.number)),
        published=release.published,
    )


def _changes(page: PageContext) -> dict[str, object]:
    """Return the context of an entry: what has changed for certain since the release before."""
    sections = {
        "changed": changes.goal_changes(page.lookup),
        "aged": changes.aged_changes(page.lookup),
        "by_rule": changes.rule_changes(page.lookup),
        "aims": changes.aim_changes(page.lookup),
        "others": changes.other_changes(page.lookup),
    }
    return {"page": page, "has_changes": any(sections.values()), **sections}


def _title(release: ReleaseFile) -> str:
    document = release.document
    words = {
        "number": document.number,
        "day": format_day(document.as_of),
        "corrected": document.corrects,
    }
    if document.corrects:
        return _("Release %(number)s, figures as at %(day)s: corrects release %(corrected)s") % words
    return _("Release %(number)s, figures as at %(day)s") % words


def _link(page: PageContext) -> str:
    """Return the address of the release's own pages, or of the list where earlier releases have none."""
    language = page.route.language
    if page.has_earlier:
        return page.url_from_root(release_root(page.document.number) + PATH_TEMPLATES["front"][language])
    return page.url_from_root(page.lookup.addresses.address_of("releases", "", language))


def _first_day(document: Document) -> date:
    """Return the day of the first release."""
    return document.earlier[-1].as_of if document.earlier else document.as_of


def _tag(page: PageContext, day: date, name: str) -> str:
    """Return an identifier that stays the same while the pages keep their host (a tag URI, RFC 4151)."""
    municipality = page.document.municipality
    authority = urlsplit(page.root).hostname or f"{municipality.slug}.invalid"
    return f"tag:{authority},{day.isoformat()}:{municipality.slug}/{page.route.language}/{name}"
