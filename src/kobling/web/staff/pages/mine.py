"""My page: what waits for the user who is signed in, by date, each with the way to where it is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from kobling.records.rights import Right
from kobling.rooms.people.queries import names as account_names
from kobling.rooms.todos.queries import deputy_of, todos_of
from kobling.rooms.todos.records import Todo, TodoKind
from kobling.web.shared.formats import format_day
from kobling.web.staff.page_context import StaffContext, render_page, right_required
from kobling.web.staff.todo_words import ShownTodo, shown_todos


@dataclass(frozen=True)
class TodoRow:
    """One thing that waits, as the page lists it."""

    shown: ShownTodo
    day: date | None
    day_words: str
    """By when it is to be done, or since when it waits."""


@require_safe
@right_required(Right.READ_DRAFTS)
def index(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Show what waits for the user, by date."""
    today = timezone.localdate()
    todos = todos_of(staff.user.key, staff.municipality, today)
    shown = shown_todos(todos, municipality=staff.municipality, language=staff.language)
    deputy = deputy_of(staff.user.key, staff.municipality)
    context = {
        "title": _("What waits for you"),
        "section": "mine",
        "groups": grouped(shown, today),
        "deputy": deputy if deputy is not None and deputy.last_day >= today else None,
        "names": account_names(),
    }
    return render_page(request, "mine", context, staff=staff)


def grouped(shown: Iterable[ShownTodo], today: date) -> list[tuple[str, Sequence[TodoRow]]]:
    """Return what waits in groups by date, each with its heading; those without anything are left out."""
    groups: dict[str, list[TodoRow]] = {
        pgettext("to do", "Overdue"): [],
        pgettext("to do", "Others wait for you"): [],
        pgettext("to do", "This week"): [],
        pgettext("to do", "This month"): [],
        pgettext("to do", "Later"): [],
        pgettext("to do", "Without a date"): [],
    }
    overdue, asked, week, month, later, undated = groups.values()
    sunday = today + timedelta(days=6 - today.weekday())
    for one in shown:
        due = one.todo.due
        if due is None:
            group = undated if one.todo.since is None else asked
        elif due < today:
            group = overdue
        elif due <= sunday:
            group = week
        else:
            group = month if (due.year, due.month) == (today.year, today.month) else later
        group.append(_row(one))
    return [(heading, rows) for heading, rows in groups.items() if rows]


def _row(shown: ShownTodo) -> TodoRow:
    todo = shown.todo
    return TodoRow(shown, todo.due or todo.since, _day_words(todo))


def _day_words(todo: Todo) -> str:
    if todo.due is not None:
        on_day = todo.kind is TodoKind.DIALOGUE_MEETING
        words = pgettext("to do", "on %(day)s") if on_day else pgettext("to do", "by %(day)s")
        return words % {"day": format_day(todo.due)}
    return pgettext("to do", "since %(day)s") % {"day": format_day(todo.since)} if todo.since else ""
