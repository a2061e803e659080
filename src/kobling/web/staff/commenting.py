"""What can be commented on, by those who may read it, and comments as pages show them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from kobling.records.base import AccountKey
from kobling.records.rights import Right
from kobling.rooms.change_drafts.permissions import may_read
from kobling.rooms.change_drafts.queries import NoSuchChangeDraft, change_draft
from kobling.rooms.comments import queries
from kobling.rooms.comments.actions import LetterWriter
from kobling.rooms.comments.mentions import with_names
from kobling.rooms.comments.records import CHANGE_DRAFT, RELEASE, Comment, Subject
from kobling.rooms.facts.kinds import KIND_NAMED
from kobling.rooms.facts.permissions import Access
from kobling.rooms.messages.records import Letter
from kobling.rooms.people.permissions import has_right
from kobling.rooms.people.queries import names as account_names
from kobling.rooms.people.queries import users
from kobling.rooms.people.records import User
from kobling.rooms.publishing.permissions import may_read_release
from kobling.rooms.releases.queries import NoSuchRelease, summary
from kobling.web.shared.localization import LocalizedText, join_texts, localized_text
from kobling.web.shared.words.accounts import account_name
from kobling.web.shared.words.letters import mention_letter
from kobling.web.staff.addresses import address
from kobling.web.staff.forms.index import fact_index
from kobling.web.staff.forms.labels import kind_label
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import StaffContext


@dataclass(frozen=True)
class Commented:
    """Something that the user may read, and so comment on."""

    about: Subject
    name: LocalizedText
    url: str
    """The address of its page."""
    readers: str
    """Who reads it, and so the comments, in words."""
    is_read_by: Callable[[User], bool] = field(compare=False)
    """Whether an account may read it, and so be named in a comment."""

    def accounts(self) -> Mapping[str, AccountKey]:
        """Return the accounts that a comment can name, by name."""
        return {user.name: user.key for user in users() if user.name is not None and self.is_read_by(user)}


def commented(staff: StaffContext, about: Subject) -> Commented | None:
    """Return what can be commented on; None where it is not there, or the user may not read it."""
    if about.kind == RELEASE:
        return _release(staff, about)
    if about.kind == CHANGE_DRAFT:
        return _change_draft(staff, about)
    index = fact_index(staff.municipality) if staff.may(Right.READ) else None
    if index is None or about.kind not in KIND_NAMED or index.fact(about.kind, about.key) is None:
        return None
    name = join_texts((kind_label(about.kind), index.name(about.kind, about.key)), between=": ")
    readers = _("Read by everybody who may see the working pages.")
    url = staff.page_url("fact", kind=about.kind, key=about.key)
    return Commented(about, name, url, readers, _having(staff, Right.READ))


def _release(staff: StaffContext, about: Subject) -> Commented | None:
    try:
        release = summary(staff.municipality, _number(about))
    except NoSuchRelease:
        return None
    if not may_read_release(staff.access, release, timezone.now()):
        return None
    name = localized_text(_("Release %(number)d") % {"number": release.number})
    readers = _("Read by everybody who may read drafts here, councillors too.")
    url = staff.page_url("release", number=release.number)
    return Commented(about, name, url, readers, _having(staff, Right.READ_DRAFTS))


def _change_draft(staff: StaffContext, about: Subject) -> Commented | None:
    try:
        draft = change_draft(staff.municipality, _number(about))
    except NoSuchChangeDraft:
        return None
    if not may_read(staff.access, draft):
        return None
    name = localized_text(_("Change draft %(number)d") % {"number": draft.number})
    readers = _("Read by those who may read this change draft.")
    url = staff.page_url("change_draft", number=draft.number)
    return Commented(about, name, url, readers, lambda user: may_read(Access(user, staff.municipality), draft))


def _number(about: Subject) -> int:
    """Return the number of what comments are about; 0, which nothing has, where its key is none as it is written."""
    number = parse_number(about.key) or 0
    return number if str(number) == about.key else 0


def _having(staff: StaffContext, right: Right) -> Callable[[User], bool]:
    return lambda user: has_right(user, right, municipality=staff.municipality)


def letter_writer(request: HttpRequest, staff: StaffContext, subject: Commented) -> LetterWriter:
    """Return what writes the message to an account that a comment names: on what, and the address."""

    def write(account: AccountKey, number: int) -> Letter:
        language = next(user.language for user in users() if user.key == account)
        about = subject.about
        page = address("comments", language, municipality=staff.municipality, kind=about.kind, key=about.key)
        link = request.build_absolute_uri(f"{page}#comment-{number}")
        return Letter(*mention_letter(str(subject.name), link, language=language))

    return write


@dataclass(frozen=True)
class CommentRow:
    """A comment as a page shows it."""

    comment: Comment
    who: str
    text: str
    """With accounts by name; empty where it is deleted."""
    edited_at: datetime | None
    settled_who: str
    settled_at: datetime | None
    is_own: bool
    url: str


@dataclass(frozen=True)
class ThreadRow:
    """A comment with its replies."""

    first: CommentRow
    replies: Sequence[CommentRow]


def thread_rows(staff: StaffContext, about: Subject) -> list[ThreadRow]:
    """Return the comments on something, the oldest thread first."""
    names = account_names()
    return [
        ThreadRow(
            comment_row(staff, thread.first, names), [comment_row(staff, reply, names) for reply in thread.replies]
        )
        for thread in queries.threads(staff.municipality, about)
    ]


def comment_row(staff: StaffContext, comment: Comment, names: Mapping[str, str | None]) -> CommentRow:
    """Return a comment as a page shows it; `names` are those of all accounts by key."""
    return CommentRow(
        comment=comment,
        who=account_name(comment.by, names),
        text=shown_text(comment.text, names),
        edited_at=comment.edited.at if comment.edited else None,
        settled_who=account_name(comment.settled.by, names) if comment.settled else "",
        settled_at=comment.settled.at if comment.settled else None,
        is_own=comment.was_written_by(staff.user.key),
        url=staff.page_url("comment", number=comment.number),
    )


def shown_text(text: str | None, names: Mapping[str, str | None]) -> str:
    """Return a comment's text with accounts by name; empty where it is deleted."""
    return "" if text is None else with_names(text, names, lambda key: account_name(key, names))
