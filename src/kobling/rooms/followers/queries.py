"""The followers: by the secret of their links, and by row."""

from dataclasses import dataclass

from kobling.core.errors import KoblingError
from kobling.rooms.followers.models import Follower as FollowerRow

CONFIRM, RELEASE = "confirm", "release"
"""The templates of the messages to followers: the question whether they want them, and that a release has come."""


class NoSuchFollower(KoblingError):
    """No follower has that secret: it was never given, was not confirmed in time, or has unsubscribed."""


@dataclass(frozen=True, slots=True)
class Follower:
    """A follower, without the address."""

    municipality: str
    """Slug."""
    language: str
    token: str
    is_confirmed: bool
    newest_release: int


def follower(token: str) -> Follower:
    """Return the follower with a secret. Raises NoSuchFollower."""
    return _one(token=token if token.isascii() and token.isprintable() else "")


def follower_of_row(pk: int) -> Follower:
    """Return the follower of a row. Raises NoSuchFollower."""
    return _one(pk=pk)


def count(municipality: str) -> int:
    """Return how many follow a municipality."""
    return FollowerRow.objects.filter(municipality__slug=municipality).exclude(confirmed=None).count()


def _one(**which: object) -> Follower:
    row = FollowerRow.objects.filter(**which).select_related("municipality").first()
    if row is None:
        raise NoSuchFollower
    return Follower(row.municipality.slug, row.language, row.token, row.confirmed is not None, row.newest_release)
