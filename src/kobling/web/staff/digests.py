"""The digest of what waits for a person: whether there is anything to remind of, and the mail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import ngettext

from kobling.records.base import AccountKey
from kobling.rooms.audit.queries import newest_digest
from kobling.rooms.facts.queries import municipality_record
from kobling.rooms.messages import digests
from kobling.rooms.messages.records import DigestChoice, Letter, Message
from kobling.rooms.municipality.queries import pk_of, slugs
from kobling.rooms.people.queries import account, stored_key
from kobling.rooms.todos.queries import todos_of_all
from kobling.rooms.todos.records import Todo, TodoKind
from kobling.web.shared.localization import LocalizedText, localize
from kobling.web.staff.addresses import address
from kobling.web.staff.pages.mine import TodoRow, grouped
from kobling.web.staff.todo_words import shown_todos

AHEAD = timedelta(days=14)
"""How long before its day something is in a digest."""
AWAITED = frozenset({TodoKind.FIGURE, TodoKind.FETCH})
"""What is reminded of when it has been possible to do for a while, however far off the last day for it is."""

Todos = Mapping[AccountKey, tuple[Todo, ...]]


def whole_address(path: str) -> str:
    """Return the whole address of a page of this server, for a mail."""
    return settings.PUBLIC_ADDRESS.rstrip("/") + path


def is_reminded_of(todo: Todo, choice: DigestChoice, on: date) -> bool:
    """Return whether a digest of a day reminds of something.

    Of what has a day, from some days before it; of the rest when it has waited for the days of grace.
    """
    if todo.due is not None and todo.kind not in AWAITED:
        return todo.due - AHEAD <= on
    return todo.since is None or todo.since + timedelta(days=choice.grace_days) <= on


def send_due_digests(at: datetime) -> int:
    """Put a digest into the outbox for everyone who is due to get one and has something to be reminded of."""
    on = timezone.localdate(at)
    due = digests.choices_due(on)
    having = set()
    for municipality in slugs() if due else ():
        for key, todos in todos_of_all(municipality, on).items():
            if key in due and any(is_reminded_of(todo, due[key], on) for todo in todos):
                having.add(key)
    return digests.begin_digests(due=due.keys(), having=having, on=on, at=at)


@dataclass(frozen=True)
class _Section:
    """What waits in one municipality."""

    municipality: LocalizedText
    page: str
    """The whole address of the page of what waits."""
    groups: list[tuple[str, list[tuple[TodoRow, str]]]]
    """By date, each with its whole address."""


@dataclass
class DigestWriter:
    """Writes digests, each when it is sent; what waits is computed anew whenever anything has been changed."""

    _known: dict[tuple[str, str, date], Todos] = field(default_factory=dict)

    def __call__(self, message: Message) -> Letter | None:
        """Return the digest of an account; None where nothing waits for it any more."""
        user, on = account(message.account or ""), timezone.localdate()
        choice = digests.choice_of(user.key)
        with translation.override(user.language):
            sections = [
                section
                for municipality in slugs()
                if (section := self._section(municipality, user.key, user.language, choice, on)) is not None
            ]
            return _letter(sections, user.language) if sections else None

    def _section(
        self, municipality: str, key: AccountKey, language: str, choice: DigestChoice, on: date
    ) -> _Section | None:
        todos = self._todos(municipality, on).get(stored_key(key), ())
        todos = tuple(todo for todo in todos if is_reminded_of(todo, choice, on))
        if not todos:
            return None
        shown = shown_todos(todos, municipality=municipality, language=language)
        groups = [
            (heading, [(row, whole_address(row.shown.path)) for row in rows]) for heading, rows in grouped(shown, on)
        ]
        name = localize(municipality_record(pk_of(municipality)).name)
        return _Section(name, whole_address(address("mine", language, municipality=municipality)), groups)

    def _todos(self, municipality: str, on: date) -> Todos:
        key = (municipality, newest_digest(), on)
        if key not in self._known:
            self._known = {known: todos for known, todos in self._known.items() if known[1:] == key[1:]}
            self._known[key] = todos_of_all(municipality, on)
        return self._known[key]


def _letter(sections: list[_Section], language: str) -> Letter:
    count = sum(len(rows) for section in sections for _heading, rows in section.groups)
    settings_page = whole_address(address("own_account", language)) + "#mail"
    context = {"sections": sections, "several": len(sections) > 1, "language": language, "settings_page": settings_page}
    subject = ngettext("%(count)d thing waits for you", "%(count)d things wait for you", count) % {"count": count}
    context["subject"] = subject
    return Letter(
        subject=subject,
        body=render_to_string("staff/mail/digest.txt", context),
        html=render_to_string("staff/mail/digest.html", context),
        headers={"List-Unsubscribe": f"<{settings_page}>"},
    )
