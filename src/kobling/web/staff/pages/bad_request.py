"""The page for a request that cannot be read, such as a form with far more fields than any of ours."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views import defaults

from kobling.web.staff.addresses import ROOTS, address
from kobling.web.staff.page_context import render_page


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say on a working page that what was sent is too much; elsewhere as Django does."""
    language = next((one for one, root in ROOTS.items() if request.path_info.startswith(f"/{root}")), None)
    if language is None or not isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return defaults.bad_request(request, exception)
    with translation.override(language):
        context = {
            "title": _("That is too much at once"),
            "lead": _("Nothing is saved. Send less at a time, or use the municipality folder for large changes."),
            "back": address("choice", language),
        }
        return render_page(request, "refused", context, staff=None, status=400)
