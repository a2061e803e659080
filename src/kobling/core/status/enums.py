"""Enumerations of the status rule: directions, kinds of target, claims and statuses.

The docstrings of the classes are published as descriptions in the JSON Schemas.
"""

from enum import StrEnum

RULE_VERSION = 2
"""The version that new releases are made under."""
RULE_VERSIONS = (1, 2)
"""Every version there has been: a release is computed again under its own."""


class Direction(StrEnum):
    """Which direction is better."""

    UP = "up"
    DOWN = "down"


class Kind(StrEnum):
    """What would make a target reached."""

    THRESHOLD = "threshold"
    """the indicator at a level, say 80 percent"""
    RELATIVE_CHANGE = "relative_change"
    """so many percent more or less than the baseline"""
    RECURRING = "recurring"
    """a level in every period, say 0.5 percent a year"""
    ALL_PARTS = "all_parts"
    """every one of so many parts, say 40 of 40 towns"""
    DIRECTION_ONLY = "direction_only"
    """the right way, no level"""
    RELATIVE_TO_AREA = "relative_to_area"
    """another area's level, or so much from it"""
    JUDGED = "judged"
    """what a named body finds"""


class Claim(StrEnum):
    """What is certain, at the target's confidence, two-sided, against sampling error."""

    AT_TARGET = "at_target"
    SHORT_OF_TARGET = "short_of_target"
    AHEAD_OF_PATH = "ahead_of_path"
    BEHIND_PATH = "behind_path"
    BETTER = "better"
    WORSE = "worse"
    SAME = "same"


class Status(StrEnum):
    """What is said of a target, in the order of the rule: the first that holds."""

    NO_DATA = "no_data"
    TOO_OLD = "too_old"
    JUDGED = "judged"
    REACHED = "reached"
    MISSED = "missed"
    MOVING_AWAY = "moving_away"
    BEHIND = "behind"
    ON_TRACK = "on_track"
    IMPROVING = "improving"
    UNCHANGED = "unchanged"
    NOT_YET = "not_yet"
    CANNOT_TELL = "cannot_tell"
