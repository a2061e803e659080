"""What is possible in a municipality folder, but unlikely: it has to be accepted before it is imported."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.core.errors import KoblingError
from kobling.rooms.folder.errors import MAX_SHOWN_PROBLEMS, FileProblem, printable
from kobling.rooms.folder.warning_messages import FIGURE_CODES, WARNING_MESSAGES

_FIGURE = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_FIGURES = re.compile(rf"{_FIGURE.pattern}( – {_FIGURE.pattern})?")


@dataclass(frozen=True, order=True)
class FolderWarning(FileProblem):
    """One value in a folder that is unlikely."""

    messages: ClassVar[Mapping[str, str]] = WARNING_MESSAGES

    subject: str = ""
    """The record and its field, wherever they stand in the files."""

    @property
    def identity(self) -> tuple[str, str, str]:
        """What is accepted: the same value of the same field is not asked about again."""
        return self.code, self.subject, self.found

    def shown(self, value: str) -> str:
        """Return a value as the message shows it: figures as the active language writes them."""
        if self.code in FIGURE_CODES and _FIGURES.fullmatch(value):
            return _FIGURE.sub(lambda figure: _localized(figure[0]), value)
        return printable(value)

    def located_message(self, say_day: Callable[[date], str] | None = None) -> str:
        """Return the location and the message in the active language, marked as a warning, on one line."""
        return f"{self.location}: {_('warning')}: {self.message(say_day)}"

    def details(self) -> dict[str, Any]:
        """Return what the audit trail keeps of an accepted warning."""
        return {"code": self.code, "subject": self.subject, "found": self.found, "allowed": list(self.allowed)}


def _localized(figure: str) -> str:
    return number_format(Decimal(figure), use_l10n=True, force_grouping=True).replace("-", "−")


class UnacceptedWarnings(KoblingError):
    """The facts hold something unlikely that was not accepted; nothing was changed."""

    def __init__(self, warnings: Iterable[FolderWarning]) -> None:
        """Sort the warnings by location."""
        self.warnings = tuple(sorted(set(warnings)))
        super().__init__(self.warnings)

    def __str__(self) -> str:
        """Return a line for each warning, in the active language."""
        return "\n".join(warning_lines(self.warnings))


def warning_lines(warnings: Iterable[FolderWarning]) -> Iterator[str]:
    """Yield a line for each warning by location, in the active language, and one that counts those left out."""
    by_location = sorted(set(warnings))
    for warning in by_location[:MAX_SHOWN_PROBLEMS]:
        yield warning.located_message()
    hidden = len(by_location) - MAX_SHOWN_PROBLEMS
    if hidden > 0:
        yield ngettext("and %(count)s warning more", "and %(count)s warnings more", hidden) % {"count": hidden}
