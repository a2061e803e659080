"""Records of drawings: when figures were taken from which register or survey, how, and with which outcome."""

from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Annotated, Any

from pydantic import Field

from kobling.records.base import (
    Fact,
    IndicatorKey,
    Internal,
    Key,
    Line,
    Moment,
    Prose,
    Record,
    Sign,
    Verbatim,
)
from kobling.records.rights import Right

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 checksum, in hexadecimal."""


class Outcome(StrEnum):
    """What came of a drawing."""

    FIRST = "first"
    """the indicator had no figures before"""
    UNCHANGED = "unchanged"
    """every figure was as it was"""
    ADDED = "added"
    """there were figures for new periods, areas or parts, and no other had changed"""
    REVISED = "revised"
    """the source gives another figure than it did"""
    WITHDRAWN = "withdrawn"
    """the source no longer gives a figure that it gave"""
    REFUSED = "refused"
    """nothing was fetched, and the former figures stand"""


class Refusal(Record):
    """Why a register did not give what was asked for."""

    code: Sign
    """The code of the error, in `kobling.sources.registers`."""
    cell: Verbatim = ""
    """Where in the table."""
    facts: dict[Sign, Verbatim] = Field(default_factory=dict)
    """What the sentence puts in."""


class Drawing(Fact):
    """One time that an indicator's figures were asked for in a register, or estimated from the answers to a survey."""

    KIND = "drawing"
    RIGHT = Right.FETCH
    SORTED_BY = ("indicator", "at", "key")

    key: Key
    """The day and the beginning of a checksum of all the rest: `20200312-3f9a1c2b4d`."""
    indicator: IndicatorKey
    register_name: Sign
    """The register's short name; SURVEY where the figures were estimated from answers."""
    register_title: Line
    """Who keeps it, in words: `Danmarks Statistik`; of a survey, its source."""
    table: Sign
    """The register's name for the table; of a survey, what was estimated: `share member = yes`."""
    query: Prose
    """What was asked, as text that is equal whenever the question is; of a survey, how its figures were computed, as
    JSON without anything about one person."""
    day: date
    """The day it was drawn, where the municipality lies."""
    at: Moment
    updated: Moment | None = None
    """When the source last changed the figures, as it states."""
    request_ids: Annotated[tuple[Line, ...], Internal("of use to the operator alone")] = ()
    """The source's own names for the requests."""
    sha256s: tuple[Sha256, ...] = ()
    """Of each raw answer; of a survey, of its answers' file and of its design."""
    active: bool | None = None
    """Whether the source still keeps the table up to date; nothing where it did not say."""
    outcome: Outcome
    refusal: Annotated[Refusal | None, Internal("the words are those of the register's client")] = None
    """Why nothing was fetched, or why everything was withdrawn: the table is gone."""
    by: Annotated[Line, Internal("the names of users are internal")]


def keyed_drawing(**fields: Any) -> Drawing:
    """Return a drawing with its key: its day, and a checksum of all its other fields."""
    unnamed = Drawing(key="unnamed", **fields)
    digest = sha256(unnamed.model_dump_json().encode()).hexdigest()
    return unnamed.model_copy(update={"key": f"{unnamed.day:%Y%m%d}-{digest[:12]}"})
