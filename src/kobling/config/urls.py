"""Every address: the open-data API first, the public pages after it."""

from django.urls import include, path

urlpatterns = [
    path("api/", include("kobling.web.opendata.urls")),
    path("", include("kobling.web.public.urls")),
]
