"""The API's addresses alone, where config puts them."""

from django.urls import include, path

urlpatterns = [path("api/", include("kobling.web.opendata.urls"))]
