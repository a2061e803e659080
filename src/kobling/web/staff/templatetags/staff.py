"""Template tags and filters of the staff pages: links, rights and times (`{% load staff %}`)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template

from kobling.records.rights import Right
from kobling.rooms.registers import configuration
from kobling.web.shared import formats
from kobling.web.shared.words.accounts import account_name
from kobling.web.shared.words.inspection import rule_name
from kobling.web.staff.addresses import address
from kobling.web.staff.preview import ReleaseUrls
from kobling.web.staff.words import role_name

register = template.Library()

register.filter("account_name", account_name)
register.filter("role", role_name)
register.filter("rule_name", rule_name)
register.filter("date_and_time", formats.format_moment)


@register.filter
def register_title(name: str) -> str:
    """Return the title of a register, or its short name where no such register is set up."""
    return configuration.title(name)


@register.simple_tag(takes_context=True)
def page_url(context: template.Context, page: str, **parts: Any) -> str:
    """Return the address of another page, of the same municipality if there is one."""
    staff = context["staff"]
    return str(staff.page_url(page, **parts)) if staff else address(page, context["language"], **parts)


@register.simple_tag(takes_context=True)
def common_url(context: template.Context, page: str) -> str:
    """Return the address of a page that all municipalities share."""
    return address(page, context["language"])


@register.simple_tag(takes_context=True)
def may(context: template.Context, right: str) -> bool:
    """Return whether the user has a right in this municipality."""
    return bool(context["staff"].may(Right(right)))


@register.simple_tag
def release_url(urls: ReleaseUrls, kind: str, key: str) -> str:
    """Return the address of a public page of a release among the working pages."""
    return urls.of(kind, key)


@register.simple_tag
def open_findings(counts: Mapping[str, int], goal: str) -> int:
    """Return how many open findings there are about a goal."""
    return counts.get(goal, 0)


@register.filter
def iso(of: date) -> str:
    """`2020-11-30`, for the `datetime` of a `<time>`."""
    return of.isoformat()
