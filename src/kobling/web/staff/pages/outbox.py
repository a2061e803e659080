"""The outbox: the messages to the accounts of a municipality, what became of each, and what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from kobling.records.rights import Right
from kobling.rooms.followers.queries import CONFIRM, RELEASE, count
from kobling.rooms.messages import actions, queries
from kobling.rooms.messages.digests import DIGEST
from kobling.rooms.messages.records import Message, State
from kobling.rooms.people.actions import INVITATION
from kobling.rooms.people.permissions import manages_everywhere
from kobling.rooms.people.queries import accounts_of
from kobling.rooms.people.records import User
from kobling.web.staff.failed_tasks import failed_tasks
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import HEADERS, StaffContext, render_page, right_required

UNPROCESSABLE = 422
DECISIONS: dict[str, Callable[..., None]] = {"send_again": actions.send_again, "close": actions.close}


@dataclass(frozen=True)
class OutboxRow:
    """A message as the page shows it."""

    message: Message
    user: User | None
    """None for a follower of the barometer, whose address is not shown."""
    subject: str
    state: str
    answer: str
    is_shown: bool
    """Whether what stands in it is shown."""

    @property
    def to(self) -> str:
        """Who it is to, in words."""
        return _("a follower of the barometer") if self.user is None else self.user.name or self.user.key


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.MANAGE_ACCOUNTS)
def outbox(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """List the messages to the accounts; what stands in them is shown in the demonstration alone, or handed over.

    Where no mail server is set, an administrator hands an invitation over until it is taken up.
    """
    accounts = {str(user.key): user for user in accounts_of(staff.municipality)}
    messages = (*queries.to_followers(staff.municipality), *queries.outbox(accounts))
    problem = ""
    if request.method == "POST":
        number, decide = parse_number(request.POST.get("message", "")), DECISIONS.get(request.POST.get("do", ""))
        is_here = number in {message.number for message in messages}
        if decide is not None and is_here and _is_decided(decide, number, staff):
            return HttpResponseRedirect(staff.page_url("outbox"), headers=HEADERS)
        problem = _("Somebody else has decided about it meanwhile, or an answer has come. See how it stands now.")
    rows = [_row(message, accounts.get(message.account or "")) for message in messages]
    context = {
        "title": _("Outbox"),
        "section": "accounts",
        "problem": problem,
        "wrong": [row for row in rows if row.message.is_wrong],
        "settled": [row for row in rows if not row.message.is_wrong],
        "is_mailed": bool(settings.MAIL.host),
        "followers": count(staff.municipality),
        "hides_some": not settings.DEMO,
        "failed": failed_tasks() if manages_everywhere(staff.user) else (),
    }
    return render_page(request, "outbox", context, staff=staff, status=UNPROCESSABLE if problem else 200)


def _is_decided(decide: Callable[..., None], number: int | None, staff: StaffContext) -> bool:
    try:
        decide(number=number, by=staff.user.key, at=timezone.now())
    except actions.NotWrong:
        return False
    return True


def _row(message: Message, user: User | None) -> OutboxRow:
    return OutboxRow(
        message,
        user,
        message.subject or kind_name(message.template),
        state_name(message.state),
        _(message.answer) if message.answer else "",
        bool(message.body) and (settings.DEMO or _is_open_invitation(message, user)),
    )


def _is_open_invitation(message: Message, user: User | None) -> bool:
    """Return whether a message is an invitation that has not been sent, to an account that has no password yet."""
    if user is None or message.sent is not None:
        return False
    return not user.has_password and not user.closed and message.template == INVITATION


def kind_name(template: str) -> str:
    """Return what a kind of message is called, where it has no subject yet."""
    names = {
        DIGEST: pgettext("a message", "What waits for you"),
        CONFIRM: pgettext("a message", "The question whether somebody wants mails"),
        RELEASE: pgettext("a message", "A new barometer"),
    }
    return names.get(template, template)


def state_name(state: State) -> str:
    """Return what has become of a message."""
    names = {
        State.WAITING: pgettext("a message", "waits to be sent"),
        State.SENDING: pgettext("a message", "is being sent"),
        State.SENT: pgettext("a message", "sent"),
        State.REFUSED: pgettext("a message", "refused by the mail server"),
        State.UNKNOWN: pgettext("a message", "handed over, and the answer was lost: nobody knows whether it arrived"),
        State.GIVEN_UP: pgettext("a message", "given up after many attempts"),
        State.NO_ADDRESS: pgettext("a message", "not sent: the account has no address, or is closed"),
        State.CLOSED: pgettext("a message", "left as it is"),
    }
    return names[state]
