"""Whether stored releases are as they were made."""

from collections.abc import Iterator

from pydantic import ValidationError

from kobling.rooms.releases.models import Release
from kobling.rooms.releases.queries import release


def altered_releases() -> Iterator[tuple[str, int]]:
    """Yield municipality and number of the releases that do not match their checksum, drafts included."""
    for municipality, number in Release.objects.order_by("municipality", "number").values_list(
        "municipality", "number"
    ):
        if not _is_unaltered(municipality, number):
            yield municipality, number


def _is_unaltered(municipality: str, number: int) -> bool:
    try:
        return release(municipality, number).has_valid_checksum()
    except ValidationError:
        return False
