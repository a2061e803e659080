"""What waits for a person in words, each with the address of the page and field where it is done."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kobling.core.errors import BadPeriod
from kobling.core.periods import Period
from kobling.rooms.comments.records import CHANGE_DRAFT, RELEASE, Subject
from kobling.rooms.todos.records import Todo, TodoKind
from kobling.web.shared.formats import format_period
from kobling.web.shared.localization import LocalizedText, join_texts, localized_text
from kobling.web.shared.words.inspection import finding_text
from kobling.web.staff.addresses import ROUTES, address
from kobling.web.staff.forms.index import FactIndex, fact_index
from kobling.web.staff.forms.labels import kind_label


@dataclass(frozen=True)
class ShownTodo:
    """One thing that waits, as a page or a mail shows it."""

    todo: Todo
    what: str
    """What is to be done, as a command: `Skriv et tal`."""
    about: LocalizedText
    """What it is about: the name of an indicator, the title of a draft."""
    path: str
    """The address where it is done, below the root of the server."""


def shown_todos(todos: tuple[Todo, ...], *, municipality: str, language: str) -> list[ShownTodo]:
    """Return what waits in the municipality with this slug in words of a language, in the same order."""
    index = fact_index(municipality) if todos else None
    with translation.override(language):
        return [_shown(todo, index, municipality, language) for todo in todos if index is not None]


def _shown(todo: Todo, index: FactIndex, municipality: str, language: str) -> ShownTodo:
    return ShownTodo(todo, todo_name(todo.kind), _about(todo, index), _path(todo, municipality, language))


def todo_name(kind: TodoKind) -> str:
    """Return what is to be done."""
    names = {
        TodoKind.FIGURE: pgettext("to do", "Enter a figure"),
        TodoKind.FETCH: pgettext("to do", "Fetch the new figure"),
        TodoKind.SIGN_AGREEMENT: pgettext("to do", "Get the agreement signed"),
        TodoKind.DIALOGUE_MEETING: pgettext("to do", "Hold the dialogue meeting"),
        TodoKind.END_EXPERIMENT: pgettext("to do", "Say how the experiment ended"),
        TodoKind.FOLLOW_UP: pgettext("to do", "Say what has been seen since it ended"),
        TodoKind.APPROVE_DRAFT: pgettext("to do", "Approve the change, or send it back"),
        TodoKind.DRAFT_SENT_BACK: pgettext("to do", "Go on with your change: it was sent back"),
        TodoKind.APPROVE_RELEASE: pgettext("to do", "Read the draft release, and approve it"),
        TodoKind.STEP: pgettext("to do", "Step of the year wheel"),
        TodoKind.FINDING: pgettext("to do", "Mend or answer the finding"),
        TodoKind.COMMENT: pgettext("to do", "Reply to a comment that names you"),
    }
    return names[kind]


def _about(todo: Todo, index: FactIndex) -> LocalizedText:
    if todo.title:
        return localized_text(todo.title)
    if todo.finding is not None:
        kind, key = todo.finding.subject
        named = index.name(kind, key) if index.fact(kind, key) else ""
        return join_texts((named, finding_text(todo.finding)), between=": ")
    name = _subject_name(todo.about, index)
    if todo.kind in {TodoKind.FIGURE, TodoKind.FETCH}:
        return join_texts((name, _period(todo.detail)), between=", ")
    return name


def _period(code: str) -> str:
    """Return a period in words; nothing where it is not known."""
    try:
        return format_period(Period.parse(code))
    except BadPeriod:
        return ""


def _subject_name(about: Subject, index: FactIndex) -> LocalizedText:
    if about.kind == RELEASE:
        return localized_text(_("Release %(number)s") % {"number": about.key})
    if about.kind == CHANGE_DRAFT:
        return localized_text(_("Change draft %(number)s") % {"number": about.key})
    return index.name(about.kind, about.key) or localized_text(kind_label(about.kind))


_PAGES = {
    TodoKind.FIGURE: ("figure_enter", ""),
    TodoKind.FETCH: ("series", ""),
    TodoKind.SIGN_AGREEMENT: ("fact_change", "?field=signed"),
    TodoKind.DIALOGUE_MEETING: ("fact", ""),
    TodoKind.END_EXPERIMENT: ("initiative_end", ""),
    TodoKind.FOLLOW_UP: ("initiative_end", ""),
    TodoKind.APPROVE_DRAFT: ("change_draft", ""),
    TodoKind.DRAFT_SENT_BACK: ("change_draft", ""),
    TodoKind.APPROVE_RELEASE: ("release", ""),
    TodoKind.STEP: ("fact", ""),
    TodoKind.FINDING: ("finding", ""),
    TodoKind.COMMENT: ("comments", "#comment-%(detail)s"),
}
"""The page where each kind is done, and what leads to the field or the comment there."""


def _path(todo: Todo, municipality: str, language: str) -> str:
    page, rest = _PAGES[todo.kind]
    about = {"kind": todo.about.kind, "key": todo.about.key, "number": todo.about.key}
    parts = {name: about[name] for name in about if f":{name}>" in ROUTES[page][language]}
    return address(page, language, municipality=municipality, **parts) + rest % {"detail": todo.detail}
