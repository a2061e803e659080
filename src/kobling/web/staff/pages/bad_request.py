"""The page for a request that cannot be read, such as a form with far more fields than any of ours."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views import defaults

from kobling.web.shared.body_limit import MAX_FORM_BYTES, MEGABYTE, max_body_bytes
from kobling.web.shared.formats import format_number
from kobling.web.staff.addresses import ROOTS, address
from kobling.web.staff.page_context import render_page


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say on a working page that what was sent is too much; elsewhere as Django does."""
    language = next((one for one, root in ROOTS.items() if request.path_info.startswith(f"/{root}")), None)
    if language is None or not isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return defaults.bad_request(request, exception)
    with translation.override(language):
        context = {"title": _("That is too much at once"), "lead": _lead(request), "back": address("choice", language)}
        status = 413 if isinstance(exception, RequestDataTooBig) else 400
        return render_page(request, "refused", context, staff=None, status=status)


def _lead(request: HttpRequest) -> str:
    limit = max_body_bytes(request.resolver_match.func) if request.resolver_match else MAX_FORM_BYTES
    if limit == MAX_FORM_BYTES:
        return _("Nothing is saved. Send less at a time, or use the municipality folder for large changes.")
    size = format_number(limit // MEGABYTE)
    return _("The file may be at most %(size)s MB.") % {"size": size}
