"""The accounts of a municipality, for administrators."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext
from django.views.decorators.http import require_http_methods

from kobling.core.errors import KoblingError
from kobling.records.chain import Goal
from kobling.records.municipality import Body, Unit
from kobling.records.rights import Right, Role, place_kind
from kobling.rooms.facts.kinds import KIND_OF
from kobling.rooms.facts.permissions import UnknownPlace, require_place
from kobling.rooms.facts.queries import municipality_record, records
from kobling.rooms.messages.addresses import InvalidEmail
from kobling.rooms.messages.queries import count_wrong
from kobling.rooms.messages.records import Letter
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.people import actions, queries
from kobling.rooms.people.permissions import manages, manages_everywhere
from kobling.rooms.people.records import Assignment, Place, User
from kobling.rooms.people.second_factors import second_factors
from kobling.web.shared.localization import localize
from kobling.web.shared.words.letters import invitation_letter
from kobling.web.staff.addresses import LANGUAGES, address
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden, render_page, right_required
from kobling.web.staff.words import role_name

UNPROCESSABLE = 422


@dataclass(frozen=True)
class AssignmentRow:
    """An assignment of an account, in words."""

    role: str
    place: str
    """Where it is: a body, a unit, a goal or the whole municipality."""
    value: str
    """Of the button that withdraws it; empty where it is in another municipality."""


@dataclass(frozen=True)
class AccountRow:
    """An account in the list."""

    user: User
    url: str
    assignments: list[AssignmentRow]
    state: str


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.MANAGE_ACCOUNTS)
def index(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """List the accounts, and invite another one."""
    problem = ""
    if request.method == "POST":
        problem = _attempt(partial(_invite, request, staff))
        if not problem:
            return HttpResponseRedirect(staff.page_url("accounts"), headers=HEADERS)
    places, accounts = _place_names(staff), queries.accounts_of(staff.municipality)
    context = {
        "title": _("Accounts"),
        "section": "accounts",
        "rows": [_account_row(staff, user, places) for user in accounts],
        "wrong": count_wrong([user.key for user in accounts]),
        "is_mailed": bool(settings.MAIL.host),
        "problem": problem,
        "posted": request.POST,
        "languages": LANGUAGES,
        "may_begin": manages_everywhere(staff.user),
    }
    context |= _role_choices(places)
    return render_page(request, "accounts", context, staff=staff, status=UNPROCESSABLE if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.MANAGE_ACCOUNTS)
def detail(request: HttpRequest, staff: StaffContext, key: str) -> HttpResponse:
    """Show an account with its roles, and change it."""
    user = next((user for user in queries.accounts_of(staff.municipality) if user.key == key), None)
    if user is None:
        return forbidden(request, staff.language)
    problem = ""
    if request.method == "POST":
        change = _CHANGES.get(request.POST.get("do", ""))
        if change is None or not manages(staff.user, user) or user.name is None:
            return forbidden(request, staff.language)
        problem = _attempt(partial(change, request, staff, user))
        if not problem:
            return HttpResponseRedirect(staff.page_url("account", key=key), headers=HEADERS)
    places = _place_names(staff)
    row = _account_row(staff, user, places)
    context = {
        "title": user.name or _("an erased account (%(key)s)") % {"key": user.key},
        "section": "accounts",
        "row": row,
        "may_change": manages(staff.user, user) and user.name is not None,
        "has_second_factor": bool(second_factors(user.key)),
        "problem": problem,
        "posted": request.POST,
    }
    context |= _role_choices(places)
    return render_page(request, "account", context, staff=staff, status=UNPROCESSABLE if problem else 200)


def _attempt(change: Callable[[], None]) -> str:
    """Make a change; return an error message, or nothing."""
    try:
        change()
    except KoblingError as error:
        return _error_message(error)
    return ""


_MESSAGES: dict[type[KoblingError], str] = {
    actions.InvalidName: gettext_noop(
        "A name has 2 to 60 letters, digits, dots, hyphens or underscores, a letter first."
    ),
    InvalidEmail: gettext_noop("That is no address for mail. Write it as anna@kommune.dk."),
    actions.NameTaken: gettext_noop("There is an account with that name already. Choose another name."),
    actions.LastAssignment: gettext_noop("It is the account's last role. Close the account instead."),
    queries.ClosedAccount: gettext_noop("The account is closed."),
    actions.NotClosed: gettext_noop("Close the account before its name is erased."),
}


def _error_message(error: KoblingError) -> str:
    match error:
        case actions.WrongPlace(expected=None):
            return _("That role is of the whole municipality: leave the place empty.")
        case UnknownPlace(found=place):
            return _("There is no %(kind)s with the key %(key)s. Choose one from the list.") % {
                "kind": _place_kind_name(place.kind),
                "key": place.key,
            }
        case _ if type(error) in _MESSAGES:
            return _(_MESSAGES[type(error)])
    return _("That cannot be done. Load the page again, and try once more.")


@dataclass(frozen=True)
class InvitationWriter:
    """Writes an invitation to an account, with its address on this site."""

    request: HttpRequest
    staff: StaffContext
    name: str
    language: str

    def __call__(self, token: str, expires: datetime) -> Letter:
        """Return the letter with the secret part of the link, and the time until which it can be used."""
        link = self.request.build_absolute_uri(address("invitation", self.language, token=token))
        municipality = municipality_record(pk_of(self.staff.municipality)).name.da
        return Letter(*invitation_letter(self.name, municipality, link, expires, language=self.language))


def _invite(request: HttpRequest, staff: StaffContext) -> None:
    posted, name = request.POST.get("language", ""), request.POST.get("name", "")
    language = posted if posted in LANGUAGES else staff.language
    actions.invite(
        name=name,
        email=request.POST.get("email", ""),
        language=language,
        assignment=_posted_assignment(request, staff),
        write=InvitationWriter(request, staff, queries.normalize_name(name), language),
        by=staff.user.key,
        at=timezone.now(),
    )


def _posted_assignment(request: HttpRequest, staff: StaffContext) -> Assignment:
    """Return the posted role and place. Raises WrongPlace and UnknownPlace."""
    try:
        role = Role(request.POST.get("role", ""))
    except ValueError as error:
        raise actions.NoSuchAssignment(found=Assignment(Role.READER, staff.municipality)) from error
    key, kind = request.POST.get("place", "").strip(), place_kind(role)
    if not key:
        return Assignment(role, staff.municipality)
    if kind is None:
        raise actions.WrongPlace(role=role, expected=None)
    require_place(staff.municipality, Place(kind, key))
    return Assignment(role, staff.municipality, Place(kind, key))


def _assign(request: HttpRequest, staff: StaffContext, user: User) -> None:
    assignment = _posted_assignment(request, staff)
    actions.assign(name=user.name or "", assignment=assignment, by=staff.user.key, at=timezone.now())


def _withdraw(request: HttpRequest, staff: StaffContext, user: User) -> None:
    posted = request.POST.get("assignment", "")
    found = next((one for one in user.assignments if _value(one) == posted), None)
    assignment = found or Assignment(Role.READER, staff.municipality, Place("", posted))
    actions.withdraw(name=user.name or "", assignment=assignment, by=staff.user.key, at=timezone.now())


def _end_sessions(request: HttpRequest, staff: StaffContext, user: User) -> None:
    actions.end_sessions(account=user.key, by=staff.user.key, at=timezone.now())


def _remove_second_factors(request: HttpRequest, staff: StaffContext, user: User) -> None:
    actions.remove_second_factors(account=user.key, by=staff.user.key, at=timezone.now())


def _close(request: HttpRequest, staff: StaffContext, user: User) -> None:
    actions.close(name=user.name or "", by=staff.user.key, at=timezone.now())


def _erase(request: HttpRequest, staff: StaffContext, user: User) -> None:
    actions.erase(name=user.name or "", by=staff.user.key, at=timezone.now())


def _invite_again(request: HttpRequest, staff: StaffContext, user: User) -> None:
    write = InvitationWriter(request, staff, user.name or "", user.language)
    actions.invite_again(account=user.key, write=write, by=staff.user.key, at=timezone.now())


_CHANGES: dict[str, Callable[[HttpRequest, StaffContext, User], None]] = {
    "assign": _assign,
    "withdraw": _withdraw,
    "end_sessions": _end_sessions,
    "second_factors": _remove_second_factors,
    "close": _close,
    "erase": _erase,
    "invite": _invite_again,
}


def _account_row(staff: StaffContext, user: User, names: Mapping[Place, str]) -> AccountRow:
    rows = [_assignment_row(staff, one, names) for one in user.assignments]
    return AccountRow(user, staff.page_url("account", key=user.key), rows, _state_name(user))


def _state_name(user: User) -> str:
    if user.closed:
        return pgettext("an account", "closed")
    return pgettext("an account", "open") if user.has_password else pgettext("an account", "invited")


def _assignment_row(staff: StaffContext, assignment: Assignment, names: Mapping[Place, str]) -> AssignmentRow:
    is_here = assignment.municipality == staff.municipality
    if assignment.municipality is None:
        where = _("all municipalities")
    elif assignment.place is None or not is_here:
        where = _("the whole municipality") if is_here else assignment.municipality
    else:
        where = names.get(assignment.place, assignment.place.key)
    return AssignmentRow(role_name(assignment.role), where, _value(assignment) if is_here else "")


def _value(assignment: Assignment) -> str:
    return "/".join([assignment.role, assignment.municipality or "", *(assignment.place or ())])


def _role_choices(names: Mapping[Place, str]) -> dict[str, Any]:
    """Return the roles, and the places that a role may be limited to."""
    places = [(place.key, f"{name} ({_place_kind_name(place.kind)})") for place, name in names.items()]
    return {"roles": [(role.value, role_name(role)) for role in Role], "places": places}


def _place_names(staff: StaffContext) -> dict[Place, str]:
    """Return the names of all bodies, units and goals."""
    stored = records(pk_of(staff.municipality), *(KIND_OF[kind] for kind in (Body, Unit, Goal)))
    named = [(Body.KIND, body.key, body.name) for body in stored["bodies"]]
    named += [(Unit.KIND, unit.key, unit.name) for unit in stored["units"]]
    named += [(Goal.KIND, goal.key, goal.short) for goal in stored["goals"]]
    return {Place(kind, key): str(localize(name)) for kind, key, name in named}


def _place_kind_name(kind: str) -> str:
    return {
        "body": _("committee or council"),
        "unit": pgettext("a place", "unit"),
        "goal": pgettext("a place", "goal"),
    }[kind]
