"""The calendar of coming figures (iCalendar, RFC 5545): an all-day event on each day that a source is to publish."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from kobling.rooms.releases.document import Document, Goal, Indicator
from kobling.web.public.page_context import PageContext
from kobling.web.public.responses import SiteFile
from kobling.web.shared.localization import localize

CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_file(page: PageContext) -> SiteFile:
    """Return the calendar in the active language; `page` is that of the calendar."""
    name = _("Coming figures: the council's goals, %(municipality)s") % {
        "municipality": localize(page.document.municipality.name)
    }
    calendar = Calendar()
    calendar.add("prodid", f"-//Kobling//{page.route.language.upper()}")
    calendar.add("version", "2.0")
    for name_property in ("name", "x-wr-calname"):
        # The library escapes neither of them by itself.
        calendar.add(name_property, vText(name))
    calendar.add("refresh-interval", timedelta(days=1), parameters={"value": "DURATION"})
    for indicator, goals in _expected(page.document):
        calendar.add_component(_event(page, indicator, goals))
    return SiteFile(content_type=CONTENT_TYPE, body=calendar.to_ical())


def _expected(document: Document) -> Iterator[tuple[Indicator, list[Goal]]]:
    """Yield each indicator whose next day is known, with the goals in force that show it."""
    for indicator in document.indicators:
        if indicator.next_publication is not None:
            goals = [goal for goal in document.goals if indicator.key in _shown_indicators(goal)]
            if goals:
                yield indicator, goals


def _shown_indicators(goal: Goal) -> set[str | None]:
    return {*(target.indicator for target in goal.targets), *goal.context}


def _event(page: PageContext, indicator: Indicator, goals: list[Goal]) -> Event:
    day, release = indicator.next_publication, page.lookup.release
    if day is None:
        raise LookupError("an indicator without a day has no event")
    urls = [_goal_url(page, goal) for goal in goals]
    stamp = release.public_since or release.created_at
    event = Event()
    event.add("uid", _uid(page.document, indicator, page.route.language))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", _times_moved(page.document, indicator))
    event.add("dtstart", day)
    event.add("transp", "TRANSPARENT")
    event.add("summary", _("New figure: %(indicator)s") % {"indicator": localize(indicator.name)})
    event.add("description", "\n".join(_description(indicator, goals, urls)))
    if page.root:
        event.add("url", urls[0])
    return event


def _goal_url(page: PageContext, goal: Goal) -> str:
    """Return the address of a goal's page; empty where it is not known."""
    address = page.lookup.addresses.address_of("goal", goal.key, page.route.language)
    return f"{page.root}{address}" if page.root else ""


def _description(indicator: Indicator, goals: list[Goal], urls: list[str]) -> Iterator[str]:
    yield _("The source is to publish a new figure on this day: %(source)s") % {"source": localize(indicator.source)}
    for goal, url in zip(goals, urls, strict=True):
        yield _("Goal: %(goal)s") % {"goal": localize(goal.wording.text)}
        if url:
            yield url


def _uid(document: Document, indicator: Indicator, language: str) -> str:
    """Return an identifier of the figure that comes after the newest one, whatever day it is to come on."""
    newest = max((point.period for point in indicator.points), default=None)
    after = newest.code if newest else ""
    return str(uuid5(NAMESPACE_URL, f"kobling:{document.municipality.code}/{indicator.key}/{after}/{language}"))


def _times_moved(document: Document, indicator: Indicator) -> int:
    """Return how often the day has been changed since the release that had the newest figure first."""
    newest = max((point.period for point in indicator.points), default=None)
    known_from = min((point.drawn for point in indicator.points if point.period == newest), default=document.as_of)
    releases = sorted([*((one.number, one.as_of) for one in document.earlier), (document.number, document.as_of)])
    first = next((number for number, as_of in releases if as_of >= known_from), document.number)
    return sum(
        change.release > first
        for change in document.history
        if (change.fact, change.key, change.field) == ("indicator", indicator.key, "next_publication")
    )
