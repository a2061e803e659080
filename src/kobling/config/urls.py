"""Every address: the open-data API first, the staff pages, and the public pages after them."""

from django.urls import include, path

from kobling.web.staff.urls import STYLESHEET, pages

urlpatterns = [
    path("api/", include("kobling.web.opendata.urls")),
    STYLESHEET,
    *(path(root, include(below)) for root, below in pages()),
    path("", include("kobling.web.public.urls")),
]
