"""Links and rights, as the staff pages' templates write them: `{% load staff %}`."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone

from kobling.rooms.people.records import Right
from kobling.web.shared import formats
from kobling.web.staff.addresses import address
from kobling.web.staff.words import role_name

register = template.Library()

register.filter("role", role_name)


@register.simple_tag(takes_context=True)
def to(context: template.Context, page: str, **parts: Any) -> str:
    """Return the address of another page, of the same municipality where there is one."""
    visit = context["visit"]
    return str(visit.to(page, **parts)) if visit else address(page, context["language"], **parts)


@register.simple_tag(takes_context=True)
def to_door(context: template.Context, page: str) -> str:
    """Return the address of a page that is the same for every municipality."""
    return address(page, context["language"])


@register.simple_tag(takes_context=True)
def may(context: template.Context, right: str) -> bool:
    """Whether whoever reads the page may do something here."""
    return bool(context["visit"].may(Right(right)))


@register.filter
def moment(at: datetime) -> str:
    """`30. november 2020 kl. 14.30`."""
    here = timezone.localtime(at)
    return f"{formats.format_day(here.date())} {formats.format_time(here)}"


@register.filter
def iso(of: date) -> str:
    """`2020-11-30`, for the `datetime` of a `<time>`."""
    return of.isoformat()
