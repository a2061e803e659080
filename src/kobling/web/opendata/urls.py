"""URL patterns of the API."""

from django.urls import URLPattern, path, re_path

from kobling.web.opendata.api.endpoints import api
from kobling.web.opendata.api.reference_page import openapi, reference, stylesheet, unknown_address
from kobling.web.opendata.api.responses import public_read_only


def _version_1() -> list[URLPattern]:
    """Return the patterns of the endpoints, public and read-only."""
    patterns = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern) and pattern.name != "api-root"]
    return [
        path(f"v1/{pattern.pattern}", public_read_only(pattern.callback), name=str(pattern.name))
        for pattern in patterns
    ]


urlpatterns = [
    path("v1/", public_read_only(reference), name="opendata-reference"),
    path("v1/openapi.json", public_read_only(openapi), name="opendata-openapi"),
    path("v1/reference.css", public_read_only(stylesheet), name="opendata-stylesheet"),
    *_version_1(),
    re_path("^(?P<rest>.*)$", public_read_only(unknown_address), name="opendata-anything-else"),
]
