"""Every address of the public pages; which page it is, the site of the newest release knows."""

from django.urls import path

from kobling.web.public import views

urlpatterns = [
    path("healthz", views.healthz),
    path("", views.serve, {"address": ""}),
    path("<path:address>", views.serve),
]
