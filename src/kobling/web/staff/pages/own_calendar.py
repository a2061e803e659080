"""One's own calendar: its secret address, which is shown once and can be revoked, and the calendar itself."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kobling.records.rights import Right
from kobling.rooms.todos import actions
from kobling.rooms.todos.queries import NoSuchCalendar, calendar_at, calendar_made
from kobling.web.staff.addresses import address
from kobling.web.staff.calendar_feed import CONTENT_TYPE, calendar_of
from kobling.web.staff.page_context import HEADERS, StaffContext, render_page, right_required


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.READ)
def own(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Make the secret address of one's own calendar, and show it once; or revoke it."""
    here, key, now, secret = staff.municipality, staff.user.key, timezone.now(), ""
    if request.POST.get("revoke") == "yes":
        actions.revoke_calendar_address(municipality=here, account=key, by=key, at=now)
        return HttpResponseRedirect(staff.page_url("own_calendar"), headers=HEADERS)
    if request.POST.get("make") == "yes":
        token = actions.make_calendar_address(municipality=here, account=key, by=key, at=now)
        secret = request.build_absolute_uri(address("calendar", staff.language, token=token))
    context = {
        "title": _("Your calendar"),
        "section": "mine",
        "secret": secret,
        "made": calendar_made(staff.user.key, staff.municipality),
    }
    return render_page(request, "own_calendar", context, staff=staff)


@login_not_required
@require_safe
def feed(request: HttpRequest, *, language: str, token: str) -> HttpResponse:
    """Serve the calendar at a secret address, without sign-in, as calendar programs ask for it."""
    try:
        user, municipality = calendar_at(token)
    except NoSuchCalendar as error:
        raise Http404 from error
    body = calendar_of(
        user.key,
        municipality,
        language=language,
        at=timezone.now(),
        on=timezone.localdate(),
        whole=request.build_absolute_uri,
    )
    headers = HEADERS | {"X-Robots-Tag": "noindex", "Content-Disposition": 'inline; filename="kobling.ics"'}
    return HttpResponse(body, content_type=CONTENT_TYPE, headers=headers)
