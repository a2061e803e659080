"""The base class of all rooms' records, and their common field types.

A record is an immutable fact. The same class is used for the municipality folder, the database rows and the results of
queries, so that nothing is lost or reinterpreted between them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, NewType, TypedDict

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError

from kobling.core.characters import CONTROL_CHARACTER, INVISIBLE_CHARACTER, code_point, normalize
from kobling.core.errors import MAX_VALUE, BadPeriod, KoblingError
from kobling.core.periods import Period
from kobling.records.rights import Right

AccountKey = NewType("AccountKey", str)
"""The key of an account, which is what is kept of who did something. Only the room `people` makes one."""


class Record(BaseModel):
    """Base class of records: immutable, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
"""Turns the fields of a stored body of one shape into those of the next. Pure: history is read through it for ever."""


@dataclass(frozen=True)
class PartList:
    """A list inside a record whose parts are identified, so that two people can change one each."""

    name: str
    """The name of its field."""
    identity: tuple[str, ...] = ()
    """The fields that identify a part; by its place in the list where there are none."""
    is_lasting: bool = False
    """Whether a part stays once a release has been approved."""


class Fact(Record):
    """Base class of the records that stand in a list of a municipality's facts, and of the municipality itself.

    Each has a field `key` that is its own within its kind, but for the municipality and the measurements.
    """

    KIND: ClassVar[str]
    """The word for one of them, `joint_meeting`: in references, problems and stored versions."""
    PUBLIC: ClassVar[bool] = True
    """Whether a release has facts of this kind; a field that it leaves out is Internal."""
    SORTED_BY: ClassVar[tuple[str, ...]] = ()
    """The fields that their list is sorted by; those that are alike in them keep the order they are given in."""
    IS_LASTING: ClassVar[bool] = False
    """Whether one stays once a release has been approved: it is in releases, or may be."""
    PARTS: ClassVar[tuple[PartList, ...]] = ()
    """The lists inside it whose parts are identified."""
    UPGRADES: ClassVar[tuple[Upgrade, ...]] = ()
    """From the first shape of its stored bodies to the second, to the third and so on."""
    RIGHT: ClassVar[Right] = Right.EDIT_GOALS
    """What one must be allowed to do to change one; a field may ask for something else with ChangedBy."""
    NEEDS_APPROVAL: ClassVar[bool] = False
    """Whether every change of one waits for another person; otherwise those of the fields marked NeedsApproval do."""


class ValidationMode(TypedDict):
    """The context of a validation, as pydantic hands it to validators."""

    incoming: bool


INCOMING: ValidationMode = {"incoming": True}
"""The context in which texts from outside are validated: in normalization form C, and without invisible characters.

Stored rows and releases are validated without it: what they hold is not changed, or their checksums would not match.
"""


@dataclass(eq=False)
class InvisibleCharacter(KoblingError):
    """A text from outside holds a character that cannot be seen, or that changes the direction of the text."""

    found: str
    """The code point and its name."""


def visible_text(text: str) -> str:
    """Return a text from outside in normalization form C. Raises InvisibleCharacter."""
    if invisible := INVISIBLE_CHARACTER.search(text):
        raise InvisibleCharacter(found=code_point(invisible[0]))
    return normalize(text)


def _line_feeds(value: Any) -> Any:
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


def _printable(value: str, info: ValidationInfo) -> str:
    is_incoming = bool(info.context and info.context.get("incoming"))
    if (INVISIBLE_CHARACTER if is_incoming else CONTROL_CHARACTER).search(value):
        raise PydanticCustomError("control_character", "control characters are not allowed here")
    return normalize(value) if is_incoming else value


def _one_line(value: str) -> str:
    if "\n" in value or "\t" in value:
        raise PydanticCustomError("line_break", "line breaks and tabs are not allowed here")
    return value


Prose = Annotated[
    str,
    StringConstraints(min_length=1, strip_whitespace=True),
    AfterValidator(_printable),
    BeforeValidator(_line_feeds, json_schema_input_type=str),
]
"""Text in one language, of any length, without surrounding space."""


class Text(Record):
    """Words in Danish, and in English where somebody has translated them."""

    da: Prose
    """Danish."""
    en: Prose | None = None
    """English. Where it is missing, the Danish words are shown and marked as Danish."""


def _danish_only(value: Any) -> Any:
    return {"da": value} if isinstance(value, str) else value


def _as_period(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return Period.parse(value)
    except BadPeriod as error:
        raise PydanticCustomError("not_a_period", "not a period") from error


def verbatim(text: object) -> str:
    """Return a source's text as a Verbatim: unprintable characters are replaced, and it is cut to 2,000 characters."""
    return CONTROL_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", str(text).encode("utf-8", "replace").decode())[:2000]


_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})")


def _as_moment(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return datetime.fromisoformat(value) if _MOMENT.fullmatch(value) else _raise_no_moment()
    except ValueError:
        return _raise_no_moment()


def _raise_no_moment() -> datetime:
    raise PydanticCustomError("not_a_moment", "not a moment")


def _in_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:
        return _raise_no_moment()


Words = Annotated[Text, BeforeValidator(_danish_only, json_schema_input_type=str | Text)]
"""A Text that may be written as one Danish string."""

Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$")]
"""A short name inside one municipality: lower-case letters, digits, `-` and `_`.

A record's own is its field `key`; a field that holds another's says whose it is, such as GoalKey.
"""

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""The part of a web address that names a page."""

Line = Annotated[
    str,
    StringConstraints(min_length=1, max_length=500, strip_whitespace=True),
    AfterValidator(_printable),
    AfterValidator(_one_line),
]
"""One line of text, without surrounding space."""

Verbatim = Annotated[str, Field(max_length=2000), AfterValidator(_printable)]
"""Text of a source, unchanged; may be empty."""

Moment = Annotated[AwareDatetime, BeforeValidator(_as_moment, json_schema_input_type=str), AfterValidator(_in_utc)]
"""A date and time with a time zone, to the microsecond: `2020-03-12T08:00:00+01:00`; stored in UTC."""

Sign = Annotated[Line, Field(max_length=100)]
"""A short code of a source, as the source writes it."""

Url = Annotated[str, Field(pattern=r"^https?://[^\x00-\x20\x7f-\xa0<>\"]+$", max_length=2000)]
"""A web address, `http` or `https`."""

Email = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9æøåÆØÅ-]+([.][A-Za-z0-9æøåÆØÅ-]+)+$", max_length=254)
]
"""An address for mail, without a name before it."""

Number = Annotated[float, Field(ge=-MAX_VALUE, le=MAX_VALUE)]
"""A figure within the limits of the status rule; never infinite, never NaN."""

Count = Annotated[int, Field(ge=1, le=2_147_483_647)]
"""A count of at least one; the largest is the largest integer of a database column."""

Days = Annotated[int, Field(ge=0, le=36_525)]
"""A number of days; at most a hundred years."""

Year = Annotated[int, Field(ge=1900, le=2199)]
"""A calendar year."""

Span = Annotated[
    Period,
    BeforeValidator(_as_period, json_schema_input_type=str),
    PlainSerializer(lambda period: period.code, return_type=str),
    Field(json_schema_extra={"examples": ["2019", "2019-Q1", "2019-08", "2019-01-01/2019-12-31"]}),
]
"""A period: a year, quarter, month, day or span of days."""


@dataclass(frozen=True)
class RefersTo:
    """Marks a field, or the items of a list, as keys of the facts of one kind."""

    kind: str
    """The KIND of the fact, such as `goal`."""


class Visibility(StrEnum):
    """Who sees a field: in histories, searches, previews, drafts, mails and exports alike."""

    PUBLIC = "public"
    STAFF = "staff"
    """Those who see the working pages."""
    OWNERS = "owners"
    """Of those, the ones who may change the fact, and those who approve the changes of others."""
    OFFICE = "office"
    """Those who approve the changes of others."""


@dataclass(frozen=True)
class Internal:
    """Marks a field that no release has, of a kind of fact that releases have; or one that is not for everybody."""

    why: str
    """Why not, for who changes the code."""
    visibility: Visibility = Visibility.STAFF


@dataclass(frozen=True)
class ChangedBy:
    """Marks a field that asks for another right than its kind of fact does; what is inside it does too."""

    right: Right


@dataclass(frozen=True)
class NeedsApproval:
    """Marks a field whose changes wait for another person, as do those of what is inside it."""


BodyKey = Annotated[Key, RefersTo("body")]
BudgetKey = Annotated[Key, RefersTo("budget")]
CommitmentKey = Annotated[Key, RefersTo("commitment")]
DrawingKey = Annotated[Key, RefersTo("drawing")]
GoalKey = Annotated[Key, RefersTo("goal")]
IndicatorKey = Annotated[Key, RefersTo("indicator")]
InitiativeKey = Annotated[Key, RefersTo("initiative")]
LeaderKey = Annotated[Key, RefersTo("leader")]
PolicyKey = Annotated[Key, RefersTo("policy")]
SourceKey = Annotated[Key, RefersTo("source")]
ThemeKey = Annotated[Key, RefersTo("theme")]
TrackKey = Annotated[Key, RefersTo("track")]
UnitKey = Annotated[Key, RefersTo("unit")]
TermKey = Annotated[Line, RefersTo("term")]
"""The years of a council term, `2022-2025`: those of the folder that a fact is kept in."""

SYNONYMS = r"^[0-9A-Za-zÀ-ÖØ-öø-ɏ\u0300-\u036f]{3,50}( *, *[0-9A-Za-zÀ-ÖØ-öø-ɏ\u0300-\u036f]{3,50})+$"

Synonyms = Annotated[
    str,
    StringConstraints(max_length=500, strip_whitespace=True, pattern=SYNONYMS),
    AfterValidator(_printable),
]
"""Words that a search treats as one, with commas between them: `kunst, maleri`. A word has 3-50 letters and digits."""


class Slugs(Record):
    """A page's address in each language."""

    da: Slug
    """In Danish."""
    en: Slug
    """In English."""


class Valid(Record):
    """Base class of records with a period of validity; both days are included."""

    valid_from: date | None = None
    valid_to: Annotated[date | None, NeedsApproval()] = None
    """The last day it was in force; empty while it still is."""

    def in_force(self, day: date) -> bool:
        """Return whether it is in force on this day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)
