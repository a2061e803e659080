"""The errors that the core raises.

KoblingError
├── BadPeriod           a code that is no period
├── OutOfRange          a number that is missing, not finite, or outside its limits
├── BadInterval         an interval with one end, without its value inside, or without width in a sample
├── MissingForKind      a field that a kind of target needs
├── NotForKind          a field that a kind of target does not use
├── ConfidenceDiffers   an interval at another confidence level than the target's
├── NoSuchRuleVersion   a version of the status rule that does not exist
├── PeriodsApart        two measurements without a common day
├── RepeatedPeriod      two values for one period
└── EmptyText           a text that is required

`str(error)` is English for engineers; where an error of a room has a message for people, it is the class and its
fields. A page translates by class and fields.
"""

from dataclasses import dataclass


class KoblingError(Exception):
    """Base class of all errors that Kobling raises on purpose."""

    def __str__(self) -> str:
        return repr(self)


@dataclass(eq=False)
class BadPeriod(KoblingError):
    found: object
    """the code, or the dates that do not fit it"""

    def __str__(self) -> str:
        return (
            f"{self.found!r} is not a period; write a year (2019), a half-year (2019-H1), a quarter (2019-Q1), a month "
            "(2019-08), a day (2019-08-20) or first day/last day (2019-01-01/2020-01-01), in the years 1000 to 9999"
        )


@dataclass(eq=False)
class OutOfRange(KoblingError):
    field: str
    found: object
    at_least: float
    at_most: float

    def __str__(self) -> str:
        return f"{self.field} is {self.found!r}; it has to be a number from {self.at_least:g} to {self.at_most:g}"


@dataclass(eq=False)
class BadInterval(KoblingError):
    low: float | None
    value: float
    high: float | None

    def __str__(self) -> str:
        return (
            f"the interval from {self.low} to {self.high} does not fit the value {self.value}; "
            "give both ends with the value between them, or neither; only an exact count has an interval without width"
        )


@dataclass(eq=False)
class MissingForKind(KoblingError):
    kind: str
    field: str

    def __str__(self) -> str:
        return f"a target of kind {self.kind} needs {self.field}"


@dataclass(eq=False)
class NotForKind(KoblingError):
    kind: str
    field: str

    def __str__(self) -> str:
        return f"a target of kind {self.kind} has no use for {self.field}; leave it out or choose another kind"


@dataclass(eq=False)
class ConfidenceDiffers(KoblingError):
    found: float
    needed: float

    def __str__(self) -> str:
        return (
            f"the interval holds at confidence {self.found}, the target asks for {self.needed}; "
            "estimate the interval again at the target's confidence"
        )


@dataclass(eq=False)
class NoSuchRuleVersion(KoblingError):
    found: int
    known: str
    """every version there is"""

    def __str__(self) -> str:
        return f"the status rule has no version {self.found}; its versions are {self.known}"


@dataclass(eq=False)
class PeriodsApart(KoblingError):
    found: str
    """code of the period of the area's measurement"""
    needed: str
    """code of the period it is compared with"""

    def __str__(self) -> str:
        return f"the area was measured in {self.found}, which shares no day with {self.needed}"


@dataclass(eq=False)
class RepeatedPeriod(KoblingError):
    found: str
    """code of the period"""

    def __str__(self) -> str:
        return f"there are two different measurements of {self.found}; one of them has to supersede the other"


@dataclass(eq=False)
class EmptyText(KoblingError):
    field: str

    def __str__(self) -> str:
        return f"{self.field} is empty; it has to say something"


MAX_VALUE = 1e15
"""The largest value accepted: no figure of a municipality is larger, and far above it floats skip whole numbers."""


def check_number(*, field: str, found: object, at_least: float, at_most: float) -> None:
    """Raise OutOfRange unless `found` is a number (not a bool, not NaN) within the limits, both included."""
    if isinstance(found, bool) or not isinstance(found, int | float) or not at_least <= found <= at_most:
        raise OutOfRange(field, found, at_least, at_most)
