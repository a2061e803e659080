"""The calendar of an account (iCalendar, RFC 5545): what waits for it with a day, and the steps of the year wheel."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from kobling.records.base import AccountKey
from kobling.records.year_wheel import Step
from kobling.rooms.facts.kinds import KIND_OF
from kobling.rooms.facts.queries import municipality_record
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.todos.queries import todos_of
from kobling.rooms.todos.records import TodoKind
from kobling.web.shared.localization import localize
from kobling.web.staff.addresses import address
from kobling.web.staff.forms.index import fact_index
from kobling.web.staff.todo_words import shown_todos

CONTENT_TYPE = "text/calendar; charset=utf-8"
BACK, AHEAD = timedelta(days=92), timedelta(days=548)
"""How far back and ahead of the day the steps of the year wheel are listed."""
Whole = Callable[[str], str]
"""Returns the whole address of a page from its path."""


def calendar_of(
    account: AccountKey, municipality: str, *, language: str, at: datetime, on: date, whole: Whole
) -> bytes:
    """Return the calendar of an account in the municipality with this slug, in a language; it sees no more than pages.

    at    when it is made
    on    the day there
    """
    with translation.override(language):
        calendar = Calendar()
        calendar.add("prodid", f"-//Kobling//{language.upper()}")
        calendar.add("version", "2.0")
        name = localize(municipality_record(pk_of(municipality)).name)
        for name_property in ("name", "x-wr-calname"):
            # The library escapes neither of them by itself.
            calendar.add(name_property, vText(_("What waits for you: %(name)s") % {"name": name}))
        calendar.add("refresh-interval", timedelta(hours=12), parameters={"value": "DURATION"})
        for event in (*_todos(account, municipality, language, on, whole), *_steps(municipality, language, on, whole)):
            event.add("dtstamp", at)
            event.add("transp", "TRANSPARENT")
            calendar.add_component(event)
        body: bytes = calendar.to_ical()
        return body


def _todos(account: AccountKey, municipality: str, language: str, on: date, whole: Whole) -> Iterator[Event]:
    """Yield what the account is to do by a day; the steps of the year wheel are listed by themselves."""
    for shown in shown_todos(todos_of(account, municipality, on), municipality=municipality, language=language):
        todo = shown.todo
        if todo.due is not None and todo.is_permitted and todo.kind is not TodoKind.STEP:
            summary = f"{shown.what}: {shown.about}"
            yield _event(f"{municipality}/{todo.key}", todo.due, todo.due, summary, whole(shown.path))


def _steps(municipality: str, language: str, on: date, whole: Whole) -> Iterator[Event]:
    index = fact_index(municipality)
    for key, step in index.facts(KIND_OF[Step]).items():
        page = address("fact", language, municipality=municipality, kind=Step.KIND, key=key)
        if isinstance(step, Step):
            for first, last in step.between(on - BACK, on + AHEAD):
                name = str(index.name(Step.KIND, key))
                yield _event(f"{municipality}/step/{key}/{first}", first, last, name, whole(page))


def _event(identity: str, first: date, last: date, summary: str, url: str) -> Event:
    """Return an event of whole days; its end is the day after the last one, as RFC 5545 has it."""
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"kobling:{identity}")))
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", url)
    event.add("url", url)
    return event
