"""Long lists, a part at a time."""

from collections.abc import Sequence
from typing import TypedDict, TypeVar

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

Row = TypeVar("Row")


class Paging(Schema):
    """Which part of a list."""

    offset: int = Field(0, ge=0, le=10_000_000, description="How many to leave out first.")
    limit: int = Field(100, ge=1, le=1000, description="How many to list.")


class Part(TypedDict):
    """Where a part stands in its list."""

    count: int
    offset: int
    next: str | None


def paged(request: HttpRequest, rows: Sequence[Row], paging: Paging) -> tuple[Sequence[Row], Part]:
    """Return a part of the rows, and where it stands."""
    some = rows[paging.offset : paging.offset + paging.limit]
    return some, part(request, count=len(rows), offset=paging.offset, limit=paging.limit)


def part(request: HttpRequest, *, count: int, offset: int, limit: int) -> Part:
    """Return where a part stands, with the address of the one after it."""
    after = request.GET.copy()
    after["offset"], after["limit"] = str(offset + limit), str(limit)
    more = offset + limit < count
    return Part(count=count, offset=offset, next=f"{request.path}?{after.urlencode()}" if more else None)
