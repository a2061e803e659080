"""The comments on something, on its page: `{% load comments %}{% comments about %}`, with a `Subject`."""

from typing import Any

from django import template

from kobling.rooms.comments.actions import MAX_LENGTH
from kobling.rooms.comments.records import Subject
from kobling.web.staff.commenting import commented, thread_rows
from kobling.web.staff.page_context import StaffContext

register = template.Library()


@register.inclusion_tag("staff/comments.html", takes_context=True)
def comments(context: template.Context, about: Subject) -> dict[str, Any]:
    """Return the context of the comments on something that the user may read, with a form for a new one.

    After a comment that could not be kept, `problem` and `given` of the page say why and what was written.
    """
    staff: StaffContext = context["staff"]
    subject = commented(staff, about)
    if subject is None:
        return {"is_readable": False}
    is_asked = context.get("subject") == subject
    return {
        "is_readable": True,
        "staff": staff,
        "csrf_token": context["csrf_token"],
        "url": staff.page_url("comments", kind=about.kind, key=about.key),
        "threads": thread_rows(staff, about),
        "account_names": sorted(subject.accounts()),
        "readers": subject.readers,
        "most": MAX_LENGTH,
        "problem": context.get("problem", "") if is_asked else "",
        "given": context.get("given", {}) if is_asked else {},
    }
