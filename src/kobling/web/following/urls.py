"""URL patterns of the pages where readers follow and stop following, for each language."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from kobling.web.following import pages
from kobling.web.following.addresses import LANGUAGES, ROOTS, ROUTES

VIEWS: dict[str, Callable[..., HttpResponse]] = {
    "follow": pages.follow,
    "confirm": pages.confirm,
    "unsubscribe": pages.unsubscribe,
}


def language_urls() -> list[tuple[str, tuple[list[URLPattern], str]]]:
    """Return the root of each language with its URL patterns."""
    return [
        (
            ROOTS[language],
            (
                [
                    path(forms[language], VIEWS[page], {"language": language}, name=page)
                    for page, forms in ROUTES.items()
                ],
                f"following-{language}",
            ),
        )
        for language in LANGUAGES
    ]
