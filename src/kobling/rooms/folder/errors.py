"""Problems in the files of a municipality folder, their source locations, and the error that carries them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.core.errors import KoblingError
from kobling.records.base import Record
from kobling.rooms.folder.error_messages import MESSAGES
from kobling.rooms.folder.record_names import record_name
from kobling.rooms.folder.references import UNKNOWN_KEY_CODES

MAX_SHOWN_PROBLEMS = 200
"""Problems that an error lists; the rest is only counted."""
MAX_PROBLEMS = 5_000
"""Problems that are collected; a file of another kind would have millions."""
MAX_COMPARED_NAMES = 2_000
"""Allowed names up to which a similar one is searched for; more would take seconds."""

MAX_LISTED_NAMES = 20
"""Allowed names that a message lists."""

RANGE = " – "
"""Between the first and the last day of a range."""

MAX_PATH_LENGTH = 200
"""Characters of a path that a message shows."""


@dataclass(frozen=True, order=True)
class SourceLocation:
    """A position in a file. Line and column count from 1; line 0 stands for the file as a whole."""

    file: str
    """Its path; for a record from no file, its kind and key."""
    line: int = 0
    column: int = 0
    record: type[Record] | None = field(default=None, compare=False)
    """The type of a record from no file."""
    field: str = ""
    """The path of the field in a record from no file: `targets.0.value`."""

    def __str__(self) -> str:
        """Return `file:line:column`, as editors and compilers write it.

        Without a file, it is the record's name in the active language, its key and the field: `mål t1 targets.0.value`.
        """
        if self.record is not None:
            return " ".join(filter(None, (record_name(self.record), self.file.partition(" ")[2], self.field)))
        # A long path is cut at its start, because its end names the file.
        file = printable(
            self.file if len(self.file) <= MAX_PATH_LENGTH else f"…{self.file[1 - MAX_PATH_LENGTH :]}",
            max_length=MAX_PATH_LENGTH,
        )
        return f"{file}:{self.line}:{self.column}" if self.line else file


@dataclass(frozen=True, order=True)
class FileProblem:
    """One error in a file."""

    messages: ClassVar[Mapping[str, str]] = MESSAGES
    """By code, in English."""

    location: SourceLocation
    code: str
    """A key of `messages`."""
    found: str = ""
    allowed: tuple[str, ...] = ()
    suggestion: str = ""
    """The allowed name that is most similar to `found`, or nothing."""
    elsewhere: tuple[SourceLocation, ...] = ()
    """Where the same mistake stands again."""

    def located_message(self, say_day: Callable[[date], str] | None = None) -> str:
        """Return the location and the message in the active language, on one line."""
        return f"{self.location}: {self.message(say_day)}"

    def message(self, say_day: Callable[[date], str] | None = None) -> str:
        """Return the message in the active language.

        say_day   writes the days in it; without it they stand as the files write them, such as 2020-11-30. What is
                  none of what it should be is quoted as it was typed
        """

        def said(value: str) -> str:
            if say_day is None or self.code.startswith("not_a_") or not _is_days(value):
                return self.shown(value)
            return _in_words(value, say_day)

        names = [said(name) for name in self.allowed[:MAX_LISTED_NAMES]]
        allowed = ", ".join([*names, "…"] if len(self.allowed) > MAX_LISTED_NAMES else names) or "-"
        text = _(self.messages[self.code]) % {"found": said(self.found), "allowed": allowed}
        if self.suggestion:
            text = f"{text}. {_('Did you mean %(near)s?') % {'near': self.shown(self.suggestion)}}"
        if self.elsewhere:
            text = f"{text} ({_('the same in line %(places)s') % {'places': self._other_places()}})"
        return text

    def _other_places(self) -> str:
        """Return the lines where the same mistake stands again, those of other files with the file."""
        places = [
            str(place.line) if place.file == self.location.file else str(replace(place, column=0))
            for place in self.elsewhere[:MAX_LISTED_NAMES]
        ]
        return ", ".join([*places, "…"] if len(self.elsewhere) > MAX_LISTED_NAMES else places)

    def shown(self, value: str) -> str:
        """Return a value as the message shows it."""
        return printable(value)


def _is_days(value: str) -> bool:
    """Return whether a value is a day, or the first and the last one of a range, as the files write them."""
    try:
        return all(date.fromisoformat(day).isoformat() == day for day in value.split(RANGE))
    except ValueError:
        return False


def _in_words(days: str, say_day: Callable[[date], str]) -> str:
    return RANGE.join(say_day(date.fromisoformat(day)) for day in days.split(RANGE))


class FolderError(KoblingError):
    """The folder cannot be read or written; nothing was changed."""

    def __init__(self, problems: Iterable[FileProblem]) -> None:
        """Sort `problems` by location, and merge those that are one mistake."""
        unique = sorted(set(problems))
        self.problems = tuple(merge_repeated(unique))
        self._is_cut = len(unique) >= MAX_PROBLEMS
        super().__init__(self.problems)

    def lines(self, say_day: Callable[[date], str] | None = None) -> Iterator[str]:
        """Yield a line for each problem, in the active language; after MAX_SHOWN_PROBLEMS the rest is counted.

        say_day   as of `FileProblem.message`
        """
        for problem in self.problems[:MAX_SHOWN_PROBLEMS]:
            yield problem.located_message(say_day)
        hidden = len(self.problems) - MAX_SHOWN_PROBLEMS
        if self._is_cut:
            yield _("and many more")
        elif hidden > 0:
            yield ngettext("and %(count)s problem more", "and %(count)s problems more", hidden) % {"count": hidden}

    def __str__(self) -> str:
        """Return all lines."""
        return "\n".join(self.lines())


@dataclass
class ProblemCollector:
    """Collects problems while a folder is read or checked."""

    found: list[FileProblem] = field(default_factory=list)
    problem_type: type[FileProblem] = FileProblem
    """What is collected: its messages fit what is read."""
    _locations: set[SourceLocation] = field(default_factory=set)

    def has_problem_at(self, location: SourceLocation) -> bool:
        """Return whether a problem was added at exactly this location."""
        return location in self._locations

    @property
    def is_full(self) -> bool:
        """Whether MAX_PROBLEMS is reached, so that further checks are useless."""
        return len(self.found) >= MAX_PROBLEMS

    def add(
        self,
        location: SourceLocation,
        code: str,
        found: str = "",
        allowed: Iterable[str] = (),
        *,
        suggest: bool = False,
        suggestion: str = "",
    ) -> None:
        """Add a problem; with `suggest`, also the allowed name that is most similar to `found`, if none is given."""
        if self.is_full:
            return
        options = tuple(allowed)
        is_worth_comparing = suggest and len(self.found) < MAX_SHOWN_PROBLEMS and len(options) <= MAX_COMPARED_NAMES
        similar = get_close_matches(found[:100], options, n=1) if is_worth_comparing and not suggestion else []
        self.found.append(self.problem_type(location, code, found[:200], options, next(iter(similar), suggestion)))
        self._locations.add(location)

    def fail_if_any(self) -> None:
        """Raise FolderError if any problem was added."""
        if self.found:
            raise FolderError(self.found)


def merge_repeated(problems: Iterable[FileProblem]) -> Iterator[FileProblem]:
    """Yield problems in their order, the same mistake once: at its first location, with the others named.

    It is the same mistake where a CSV file has the same wrong text in several rows, and where several references lead
    to the same unknown key.
    """
    groups: dict[tuple[object, ...], list[FileProblem]] = {}
    for problem in problems:
        is_reference = problem.code in UNKNOWN_KEY_CODES
        place = None if is_reference else problem.location.file if problem.location.file.endswith(".csv") else problem
        key = (place, problem.code, problem.found, problem.allowed, problem.suggestion)
        groups.setdefault(key, []).append(problem)
    for first, *others in groups.values():
        yield replace(first, elsewhere=tuple(other.location for other in others))


def match_misspelt(unknown: Sequence[str], missing: Sequence[str]) -> dict[str, str]:
    """Return the missing name that each unknown name probably stands for, so that one slip is reported once."""
    if len(unknown) == len(missing) == 1:
        return {unknown[0]: missing[0]}
    matches = {name: get_close_matches(name[:100], missing[:MAX_COMPARED_NAMES], n=1) for name in unknown[:20]}
    return {name: similar[0] for name, similar in matches.items() if similar}


def printable(text: str, *, max_length: int = 80) -> str:
    """Return a text that is safe to print: on one line, shortened, with invisible characters escaped."""
    shortened = text if len(text) <= max_length else f"{text[: max_length - 1]}…"
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in shortened)
