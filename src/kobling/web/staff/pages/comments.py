"""Comments: those on one thing, and one comment with what has happened to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext
from django.views.decorators.http import require_http_methods

from kobling.core.errors import KoblingError
from kobling.records.base import InvisibleCharacter
from kobling.records.rights import Right
from kobling.rooms.audit.reasons import NoReason
from kobling.rooms.comments import actions, queries
from kobling.rooms.comments.actions import AlreadySo, CommentDeleted, NotOwnComment, TooLong
from kobling.rooms.comments.queries import NoSuchComment
from kobling.rooms.comments.records import Comment, CommentEvent, CommentEventKind, Subject
from kobling.rooms.people.queries import names as account_names
from kobling.web.shared.formats import format_number
from kobling.web.shared.words.accounts import account_name
from kobling.web.staff.commenting import Commented, comment_row, commented, letter_writer, shown_text
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden, render_page, right_required
from kobling.web.staff.words import INVISIBLE_CHARACTER


@dataclass(frozen=True)
class EventRow:
    """Something that happened to a comment, as its page shows it."""

    what: str
    who: str
    at: datetime
    text: str


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.READ_DRAFTS)
def index(request: HttpRequest, staff: StaffContext, kind: str, key: str) -> HttpResponse:
    """Show the comments on one thing, and write one."""
    subject = commented(staff, Subject(kind, key))
    if subject is None:
        return forbidden(request, staff.language)
    problem = ""
    if request.method == "POST":
        written: list[Comment] = []
        problem = _attempt(lambda: written.append(_write(request, staff, subject)))
        if not problem:
            return _back_to(subject, written[0].number)
    context = {
        "title": _("Comments: %(name)s") % {"name": subject.name},
        "subject": subject,
        "problem": problem,
        "given": request.POST,
    }
    return render_page(request, "comments_page", context, staff=staff, status=422 if problem else 200)


def _write(request: HttpRequest, staff: StaffContext, subject: Commented) -> Comment:
    """Write the comment that was given, after the account that was chosen beside it."""
    accounts, given = subject.accounts(), request.POST
    name, text, reply_to = given.get("name", "").strip().casefold(), given.get("text", ""), given.get("reply_to", "")
    if name and name.removeprefix("@") not in accounts:
        raise NoSuchName
    if name and text.strip():
        text = f"@{name.removeprefix('@')} {text}"
    return actions.write(
        municipality=staff.municipality,
        about=subject.about,
        text=text,
        by=staff.user.key,
        at=timezone.now(),
        accounts=accounts,
        reply_to=parse_number(reply_to),
        letter=letter_writer(request, staff, subject),
    )


class NoSuchName(KoblingError):
    """No account that can be named in the comment has the name that was chosen."""


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.READ_DRAFTS)
def detail(request: HttpRequest, staff: StaffContext, number: int) -> HttpResponse:
    """Show one comment with its history; edit, delete, settle or reopen it."""
    found = _readable(staff, number)
    if found is None:
        return forbidden(request, staff.language)
    comment, subject = found
    problem, text = "", None
    if request.method == "POST":
        text = request.POST.get("text", "")
        problem = _attempt(lambda: _act(request, staff, comment, subject))
        if not problem:
            return _back_to(subject, comment.reply_to or number)
        comment = queries.comment(staff.municipality, number)
    names = account_names()
    context = {
        "title": _("Comment: %(name)s") % {"name": subject.name},
        "subject": subject,
        "row": comment_row(staff, comment, names),
        "events": [_event_row(event, names) for event in reversed(comment.events)],
        "text": shown_text(comment.text, names) if text is None else text,
        "most": actions.MAX_LENGTH,
        "problem": problem,
    }
    return render_page(request, "comment", context, staff=staff, status=422 if problem else 200)


def _readable(staff: StaffContext, number: int) -> tuple[Comment, Commented] | None:
    try:
        comment = queries.comment(staff.municipality, number)
    except NoSuchComment:
        return None
    subject = commented(staff, comment.about)
    return None if subject is None else (comment, subject)


def _act(request: HttpRequest, staff: StaffContext, comment: Comment, subject: Commented) -> None:
    """Do what a button asks for; without a known one, give the comment the text that was written."""
    now, key, slug = timezone.now(), staff.user.key, staff.municipality
    others = {"delete": actions.delete, "settle": actions.settle, "reopen": actions.reopen}
    act = others.get(request.POST.get("act", ""))
    if act is not None:
        act(municipality=slug, number=comment.number, by=key, at=now)
        return
    actions.edit(
        municipality=slug,
        number=comment.number,
        text=request.POST.get("text", ""),
        by=key,
        at=now,
        accounts=subject.accounts(),
        letter=letter_writer(request, staff, subject),
    )


_MESSAGES: Mapping[type[KoblingError], str] = {
    NoReason: gettext_noop("Write a comment first."),
    TooLong: gettext_noop("The comment is too long: write at most %(most)s characters."),
    InvisibleCharacter: INVISIBLE_CHARACTER,
    NoSuchName: gettext_noop("Choose one of the names in the list, or leave the field empty."),
    NotOwnComment: gettext_noop("Only the one who wrote a comment can change or delete it."),
    CommentDeleted: gettext_noop("The comment has been deleted in the meantime."),
    NoSuchComment: gettext_noop("The comment that you reply to is not there."),
    AlreadySo: gettext_noop("Another person has done that in the meantime."),
}


def _attempt(act: Callable[[], object]) -> str:
    """Do what was asked for; return an error message, or nothing."""
    try:
        act()
    except tuple(_MESSAGES) as error:
        return _(_MESSAGES[type(error)]) % {"most": format_number(actions.MAX_LENGTH)}
    return ""


def _back_to(subject: Commented, number: int) -> HttpResponse:
    return HttpResponseRedirect(f"{subject.url}#comment-{number}", headers=HEADERS)


def _event_row(event: CommentEvent, names: Mapping[str, str | None]) -> EventRow:
    return EventRow(_event_name(event.what), account_name(event.by, names), event.at, shown_text(event.text, names))


def _event_name(what: CommentEventKind) -> str:
    words = {
        CommentEventKind.WRITTEN: pgettext("a comment", "written"),
        CommentEventKind.EDITED: pgettext("a comment", "written anew"),
        CommentEventKind.DELETED: pgettext("a comment", "deleted"),
        CommentEventKind.SETTLED: pgettext("a comment", "settled"),
        CommentEventKind.REOPENED: pgettext("a comment", "taken up again"),
    }
    return words[what]
