"""URL patterns of the public pages; the site of the newest release resolves the rest of the address."""

from django.urls import path

from kobling.web.public import views

urlpatterns = [
    path("healthz", views.healthz),
    path("livez", views.livez),
    path("", views.serve, {"address": ""}),
    path("<path:address>", views.serve),
]
