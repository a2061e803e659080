"""Every address: the open-data API first, the staff pages, and the public pages after them."""

from django.conf import settings
from django.urls import include, path

from kobling.web.staff.urls import STYLESHEET, language_urls

working = (
    [STYLESHEET, *(path(root, include(below)) for root, below in language_urls())] if settings.WORKING_PAGES else []
)
urlpatterns = [
    path("api/", include("kobling.web.opendata.urls")),
    *working,
    path("", include("kobling.web.public.urls")),
]
