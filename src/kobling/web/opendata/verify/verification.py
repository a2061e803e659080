"""Verify a release from its downloaded file alone, and report where it is inconsistent."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.core.status import Status
from kobling.records.base import Record
from kobling.rooms.releases.document import Document
from kobling.rooms.releases.release_file import checksum
from kobling.web.opendata.verify.consistency import Difference, find_differences
from kobling.web.opendata.verify.release_parser import parse_release
from kobling.web.shared.words.vocabulary import counts_line


@dataclass(frozen=True)
class Verification:
    """The result of verifying a release."""

    document: Document
    sha256: str
    """Of the downloaded file, to be compared with the one the municipality shows."""
    differences: tuple[Difference, ...]

    @property
    def agrees(self) -> bool:
        """Whether every computed value is as published."""
        return not self.differences

    @property
    def targets(self) -> int:
        """Number of targets."""
        return sum(len(goal.targets) for goal in self.document.goals)

    @property
    def statuses(self) -> Counter[Status]:
        """Number of goals by status."""
        return Counter(goal.status for goal in self.document.goals)

    def __str__(self) -> str:
        """Return the report in the active language."""
        return "\n".join(_report_lines(self))


def verify(text: bytes) -> Verification:
    """Compute every status in a `release.json` again, and compare.

    text    the file's bytes, from anywhere

    Computed: every status, former status, claim and number of the arithmetic from the target's inputs; every headline;
    every interval that follows from a sample or a standard error; growth and shares that follow from other series.
    Compared: that targets are judged on the newest figures of their indicators. Raises NotARelease.
    """
    document = parse_release(text)
    return Verification(document=document, sha256=checksum(text), differences=tuple(find_differences(document)))


def _report_lines(verification: Verification) -> Iterator[str]:
    document = verification.document
    yield _("%(municipality)s, release %(number)d, as of %(day)s") % {
        "municipality": document.municipality.name.da,
        "number": document.number,
        "day": document.as_of.isoformat(),
    }
    yield "SHA-256: " + verification.sha256
    yield counts_line(verification.statuses.elements())
    for difference in verification.differences:
        yield _("%(place)s: %(field)s is %(published)s in the file, and %(computed)s when computed.") % {
            "place": difference.location,
            "field": difference.field,
            "published": _format_value(difference.published),
            "computed": _format_value(difference.computed),
        }
    if verification.agrees:
        targets = verification.targets
        yield ngettext(
            "The status of %(targets)d target was computed again. Everything agrees.",
            "The statuses of %(targets)d targets were computed again. Everything agrees.",
            targets,
        ) % {"targets": targets}
    else:
        count = len(verification.differences)
        yield ngettext(
            "%(count)d thing in the file does not follow from the rest of it.",
            "%(count)d things in the file do not follow from the rest of it.",
            count,
        ) % {"count": count}


def _format_value(value: Any) -> str:
    """Return a value on one line; a figure as its number."""
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_format_value(item) for item in value) + "]"
    if isinstance(value, Record):
        return str(getattr(value, "value", None) if "value" in type(value).model_fields else value)
    return "-" if value is None else str(value)
