"""What is wrong with a municipality folder, where, and in which words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.core.errors import KoblingError
from kobling.rooms.folder.error_messages import MESSAGES

MAX_SHOWN_PROBLEMS = 200
"""How many problems are put into words; the rest is counted."""
MAX_PROBLEMS = 5_000
"""How many problems are kept; a file that is something else altogether would give millions."""
MAX_COMPARED_NAMES = 2_000
"""Among how many names the one that was meant is looked for; it takes a second or two."""

MAX_LISTED_NAMES = 20
"""How many of the allowed are named."""


MAX_PATH_LENGTH = 200
"""How much of a path is shown."""


@dataclass(frozen=True, order=True)
class SourceLocation:
    """A place in a folder. Line and column count from 1; line 0 is the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Write it as editors and compilers do."""
        # A path is cut at its beginning: its end says which file it is.
        file = printable(
            self.file if len(self.file) <= MAX_PATH_LENGTH else f"…{self.file[1 - MAX_PATH_LENGTH :]}",
            max_length=MAX_PATH_LENGTH,
        )
        return f"{file}:{self.line}:{self.column}" if self.line else file


@dataclass(frozen=True, order=True)
class FileProblem:
    """One thing that is wrong."""

    location: SourceLocation
    code: str
    """One of WORDS."""
    found: str = ""
    allowed: tuple[str, ...] = ()
    suggestion: str = ""
    """The allowed one that was perhaps meant."""

    def located_message(self) -> str:
        """Say where and what, in the active language, on one line."""
        return f"{self.location}: {self.message()}"

    def message(self) -> str:
        """Say what, in the active language."""
        names = [printable(name) for name in self.allowed[:MAX_LISTED_NAMES]]
        allowed = ", ".join([*names, "…"] if len(self.allowed) > MAX_LISTED_NAMES else names) or "-"
        text = _(MESSAGES[self.code]) % {"found": printable(self.found), "allowed": allowed}
        if not self.suggestion:
            return text
        return f"{text}. {_('Did you mean %(near)s?') % {'near': printable(self.suggestion)}}"


class FolderError(KoblingError):
    """A folder that cannot be read or written; nothing was changed."""

    def __init__(self, problems: Iterable[FileProblem]) -> None:
        """`problems` are kept in the order of their places, each once."""
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.problems)

    def lines(self) -> Iterator[str]:
        """Yield a line for each problem, in the active language; after MAX_SHOWN_PROBLEMS the rest is counted."""
        for problem in self.problems[:MAX_SHOWN_PROBLEMS]:
            yield problem.located_message()
        hidden = len(self.problems) - MAX_SHOWN_PROBLEMS
        if len(self.problems) >= MAX_PROBLEMS:
            yield _("and many more")
        elif hidden > 0:
            yield ngettext("and %(count)s problem more", "and %(count)s problems more", hidden) % {"count": hidden}

    def __str__(self) -> str:
        """Say all of it."""
        return "\n".join(self.lines())


@dataclass
class ProblemCollector:
    """What has been found so far."""

    found: list[FileProblem] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Whether there are as many as are kept, so that there is no use in looking for more."""
        return len(self.found) >= MAX_PROBLEMS

    def add(
        self,
        location: SourceLocation,
        code: str,
        found: str = "",
        allowed: Iterable[str] = (),
        *,
        suggest: bool = False,
    ) -> None:
        """Note a problem; with `near`, also which of the allowed was perhaps meant."""
        if self.is_full:
            return
        options = tuple(allowed)
        is_worth_comparing = suggest and len(self.found) < MAX_SHOWN_PROBLEMS and len(options) <= MAX_COMPARED_NAMES
        suggestions = get_close_matches(found[:100], options, n=1) if is_worth_comparing else []
        self.found.append(FileProblem(location, code, found[:200], options, *suggestions))

    def fail_if_any(self) -> None:
        """Raise FolderError if there is any problem."""
        if self.found:
            raise FolderError(self.found)


def printable(text: str, *, max_length: int = 80) -> str:
    """Return a text as a terminal may show it: on one line, not too long, every invisible character spelled out."""
    shortened = text if len(text) <= max_length else f"{text[: max_length - 1]}…"
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in shortened)
