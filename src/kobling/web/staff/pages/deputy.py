"""Name a deputy while one is away, or for an account that one manages; and take the task back."""

from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kobling.records.rights import Right
from kobling.rooms.people.permissions import manages, readers
from kobling.rooms.people.queries import NoSuchUser, account, stored_key
from kobling.rooms.people.queries import names as account_names
from kobling.rooms.people.records import User
from kobling.rooms.todos import actions
from kobling.rooms.todos.queries import deputy_of
from kobling.web.shared.words.accounts import account_name
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden, render_page, right_required


@dataclass(frozen=True)
class DeputyForm:
    """What the form holds."""

    deputy: str = ""
    """The key of an account."""
    first_day: str = ""
    last_day: str = ""
    problem: str = ""
    """What is wrong with it, in words."""
    field: str = ""
    """The field that it is wrong in."""


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.READ)
def own(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Name one's own deputy."""
    return _page(request, staff, staff.user, back=staff.page_url("mine"))


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.MANAGE_ACCOUNTS)
def of_account(request: HttpRequest, staff: StaffContext, key: str) -> HttpResponse:
    """Name the deputy of an account that the user manages."""
    try:
        user = account(key)
    except NoSuchUser:
        return forbidden(request, staff.language)
    if not user.roles(staff.municipality) or user.closed or not manages(staff.user, user):
        return forbidden(request, staff.language)
    return _page(request, staff, user, back=staff.page_url("account", key=key))


def _page(request: HttpRequest, staff: StaffContext, user: User, *, back: str) -> HttpResponse:
    form = _opened(staff, user)
    if request.method == "POST":
        form = _remove(staff, user) if request.POST.get("remove") == "yes" else _save(request, staff, user)
        if not form.problem:
            return HttpResponseRedirect(back, headers=HEADERS)
    context = {
        "title": _("A deputy for %(name)s") % {"name": account_name(user.key, account_names())},
        "section": "mine" if user.key == staff.user.key else "accounts",
        "form": form,
        "has_deputy": deputy_of(user.key, staff.municipality) is not None,
        "choices": [one for one in readers(staff.municipality).values() if one.key != user.key],
        "back": back,
    }
    return render_page(request, "deputy", context, staff=staff, status=422 if form.problem else 200)


def _opened(staff: StaffContext, user: User) -> DeputyForm:
    """Return the form as it is opened: the deputy that there is, or one from today on."""
    now = deputy_of(user.key, staff.municipality)
    if now is None:
        return DeputyForm(first_day=timezone.localdate().isoformat())
    return DeputyForm(now.deputy, now.first_day.isoformat(), now.last_day.isoformat())


def _remove(staff: StaffContext, user: User) -> DeputyForm:
    actions.remove_deputy(municipality=staff.municipality, account=user.key, by=staff.user.key, at=timezone.now())
    return DeputyForm()


def _save(request: HttpRequest, staff: StaffContext, user: User) -> DeputyForm:
    sent = request.POST
    typed = DeputyForm(sent.get("deputy", ""), sent.get("first_day", "").strip(), sent.get("last_day", "").strip())
    days = {"first_day": _day(typed.first_day), "last_day": _day(typed.last_day)}
    for field, day in days.items():
        if day is None:
            return replace(typed, field=field, problem=_("Write the first and the last day, such as 2026-05-01."))
    first_day, last_day = days.values()
    try:
        actions.name_deputy(
            municipality=staff.municipality,
            account=user.key,
            deputy=stored_key(typed.deputy),
            first_day=first_day or date.min,
            last_day=last_day or date.min,
            by=staff.user.key,
            at=timezone.now(),
        )
    except actions.NotDeputy:
        return replace(typed, field="deputy", problem=_("Choose an account that sees the working pages."))
    except actions.EndsBeforeItBegins:
        return replace(typed, field="last_day", problem=_("The last day has to be the first one or a later one."))
    return typed


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
