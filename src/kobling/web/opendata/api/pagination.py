"""Pagination of long lists."""

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


class PageInfo(TypedDict):
    """Position of a page in its list, and the address of the next page."""

    count: int
    offset: int
    next: str | None


def paginate(request: HttpRequest, rows: Sequence[Row], pagination: Paging) -> tuple[Sequence[Row], PageInfo]:
    """Return one page of the rows, and its position."""
    page = rows[pagination.offset : pagination.offset + pagination.limit]
    return page, page_info(request, count=len(rows), offset=pagination.offset, limit=pagination.limit)


def page_info(request: HttpRequest, *, count: int, offset: int, limit: int) -> PageInfo:
    """Return the position of a page, with the address of the next one."""
    query = request.GET.copy()
    query["offset"], query["limit"] = str(offset + limit), str(limit)
    has_more = offset + limit < count
    return PageInfo(count=count, offset=offset, next=f"{request.path}?{query.urlencode()}" if has_more else None)
