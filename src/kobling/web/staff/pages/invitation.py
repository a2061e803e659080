"""An invited person chooses a password."""

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kobling.rooms.people.actions import WeakPassword, accept_invitation
from kobling.rooms.people.adapters import INVITATION as TOKEN
from kobling.rooms.people.queries import UnusableInvitation, invited
from kobling.web.staff.addresses import address
from kobling.web.staff.page_context import HEADERS, UNAVAILABLE, busy_message, render_page

UNPROCESSABLE = 422


@login_not_required
@require_safe
def open_link(request: HttpRequest, *, language: str, token: str) -> HttpResponse:
    """Keep the secret part of the link in the session, and go to the page without it."""
    request.session[TOKEN] = token
    return HttpResponseRedirect(address("accept", language), headers=HEADERS)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, *, language: str) -> HttpResponse:
    """Ask for a password, twice, and give it to the invited account."""
    with translation.override(language):
        token, now, problem, status = request.session.get(TOKEN, ""), timezone.now(), "", 200
        try:
            user = invited(token, now)
            if request.method == "POST":
                problem, status = _choose(request, token), UNPROCESSABLE
                if not problem:
                    return HttpResponseRedirect(address("sign_in", language), headers=HEADERS)
        except OperationalError as error:
            problem, status = busy_message(error), UNAVAILABLE
        except UnusableInvitation:
            refused = {
                "title": _("The invitation cannot be used"),
                "lead": _("It has been used, it has expired, or there is a newer one. Ask for a new invitation."),
                "back": address("sign_in", language),
            }
            return render_page(request, "refused", refused, staff=None, status=403)
        context = {"title": _("Choose a password"), "name": user.name, "problem": problem}
        return render_page(request, "accept", context, staff=None, status=status)


def _choose(request: HttpRequest, token: str) -> str:
    """Give the account its password; return an error message, or nothing. Raises UnusableInvitation."""
    password = request.POST.get("password", "")
    if password != request.POST.get("again", ""):
        return _("The two passwords are not the same.")
    try:
        accept_invitation(token=token, password=password, at=timezone.now())
    except WeakPassword as error:
        return str(error)
    request.session.flush()
    return ""
