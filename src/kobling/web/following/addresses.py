"""The addresses of the pages where readers follow and stop following: beside the barometer, never inside it.

They are pages of the server that sends the mails. The barometer itself stays the same for every reader, in caches and
as files, and links here.
"""

from django.conf import settings
from django.urls import reverse

LANGUAGES = ("da", "en")
MUNICIPALITY = "<slug:municipality>/"
ROOTS = {"da": "foelg/", "en": "en/follow/"}
ROUTES: dict[str, dict[str, str]] = {
    "follow": {"da": MUNICIPALITY, "en": MUNICIPALITY},
    "confirm": {"da": MUNICIPALITY + "bekraeft/<str:token>/", "en": MUNICIPALITY + "confirm/<str:token>/"},
    "unsubscribe": {"da": MUNICIPALITY + "afmeld/<str:token>/", "en": MUNICIPALITY + "unsubscribe/<str:token>/"},
}


def address(page: str, language: str, /, **parts: str) -> str:
    """Return the address of a page."""
    return reverse(f"following-{language}:{page}", kwargs=parts)


def whole_address(page: str, language: str, /, **parts: str) -> str:
    """Return the whole address of a page, for a mail."""
    return settings.FOLLOW_ADDRESS.rstrip("/") + address(page, language, **parts)
