"""The addresses of the API, under the one they are given."""

from django.urls import URLPattern, path, re_path

from kobling.web.opendata.api.endpoints import api
from kobling.web.opendata.api.reference_page import anything_else, openapi, reference, stylesheet
from kobling.web.opendata.api.responses import for_everybody


def _version_1() -> list[URLPattern]:
    """The API's own addresses, opened to everybody."""
    patterns = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern) and pattern.name != "api-root"]
    return [
        path(f"v1/{pattern.pattern}", for_everybody(pattern.callback), name=str(pattern.name)) for pattern in patterns
    ]


urlpatterns = [
    path("v1/", for_everybody(reference), name="opendata-reference"),
    path("v1/openapi.json", for_everybody(openapi), name="opendata-openapi"),
    path("v1/reference.css", for_everybody(stylesheet), name="opendata-stylesheet"),
    *_version_1(),
    re_path("^(?P<rest>.*)$", for_everybody(anything_else), name="opendata-anything-else"),
]
