"""All URLs: the open-data API first, then the staff pages, then the public pages."""

from django.conf import settings
from django.urls import include, path

from kobling.web.following.urls import language_urls as following_urls
from kobling.web.staff.urls import SCRIPT, SHORTCUT, STYLESHEET, language_urls, sign_in_urls

working_pages = [
    STYLESHEET,
    SCRIPT,
    SHORTCUT,
    *sign_in_urls(),
    *(path(prefix, include(patterns)) for prefix, patterns in (*language_urls(), *following_urls())),
]
urlpatterns = [
    path("api/", include("kobling.web.opendata.urls")),
    *(working_pages if settings.WORKING_PAGES else ()),
    path("", include("kobling.web.public.urls")),
]
handler400 = "kobling.web.staff.pages.bad_request.bad_request"
handler500 = "kobling.web.public.server_error.server_error"
"""The page for a request that failed on the server."""
