"""Template tags and filters of the public pages: links, statuses, decisions, sources and texts."""

from functools import cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kobling.core.status import Status
from kobling.records.base import Text
from kobling.rooms.releases.document import Decision, Goal, Indicator, Initiative, Point, Target
from kobling.web.public.components.status_icons import render_status_icon
from kobling.web.public.page_context import PageContext
from kobling.web.shared import formats, words
from kobling.web.shared.localization import LocalizedText, localize, localized_text

register = template.Library()

register.filter("cadence", words.cadence_name)
register.filter("collected", words.collected_name)
register.filter("method", words.method_name)
register.filter("body_kind", words.body_kind_name)
register.filter("initiative_kind", words.initiative_kind_name)
register.filter("ended", words.ended_sentence)
register.filter("body_ended", words.body_ended_sentence)
register.filter("ending_on", words.ending_on)
register.filter("missing_ending", words.missing_ending)


@register.simple_tag(takes_context=True)
def page_url(context: template.Context, kind: str, key: str = "") -> str:
    """Return the link to another page in the same language."""
    return str(context["page"].page_url(kind, key))


@register.simple_tag(takes_context=True)
def file_url(context: template.Context, address: str) -> str:
    """Return the link to a file that both languages share."""
    return str(context["page"].file_url(address))


@register.simple_tag(takes_context=True)
def chart_url(context: template.Context, target: Target, file_format: str) -> str:
    """Return the link to the chart of one of the page's goal's targets as a file."""
    return str(context["page"].chart_url(target.key, file_format))


@register.simple_tag(takes_context=True)
def follow_url(context: template.Context, kind: str) -> str:
    """Return the link to a file that the newest release is followed by."""
    return str(context["page"].follow_url(kind))


@register.simple_tag(takes_context=True)
def asset_url(context: template.Context, name: str) -> str:
    """Return the link to a stylesheet, font or script."""
    return str(context["page"].asset_url(name))


@register.simple_tag(takes_context=True)
def release_url(context: template.Context, number: int, kind: str = "front") -> str:
    """Return the link to a page of a release, one that every release has; empty where it has no pages."""
    return str(context["page"].release_url(number, kind))


@register.simple_tag(takes_context=True)
def goal_name(context: template.Context, key: str) -> SafeString:
    """Return a goal's short text."""
    return localize(context["page"].lookup.goals[key].short).html()


@register.simple_tag(takes_context=True)
def all_revisions(context: template.Context, indicator: Indicator) -> tuple[LocalizedText, ...]:
    """Return the revisions of an indicator's figures, and of those that it is worked out of."""
    own = tuple(map(localized_text, words.revisions(indicator)))
    return (*own, *words.revisions_behind(indicator, context["page"].lookup.indicators))


@register.simple_tag
def status_icon(status: str) -> SafeString:
    """Render the icon of a status alone, where its name stands beside it."""
    return format_html(
        '<span class="tone-{}">{}</span>', words.TONES[Status(status)], render_status_icon(Status(status))
    )


@register.simple_tag
def status_mark(status: str) -> SafeString:
    """Render the icon and the name of a status."""
    return _mark_of(Status(status), formats.active_language())


@register.simple_tag
def target_mark(target: Target) -> SafeString:
    """Render the icon and the status of a target, with the way its figure went."""
    return _mark(target.assessment.status, words.target_status_name(target), down=words.points_down(target))


@register.simple_tag
def goal_mark(goal: Goal) -> SafeString:
    """Render the icon of a goal's headline, and its name or, of several targets, how many have which status."""
    first = next(iter(goal.targets), None)
    return _mark(goal.status, words.goal_status_name(goal), down=words.points_down(first) if first else None)


@register.simple_tag(takes_context=True)
def goal_in_short(context: template.Context, goal: Goal) -> SafeString:
    """Render a link to a goal: its icon and its short name, and its status in words for a screen reader."""
    first = next(iter(goal.targets), None)
    return format_html(
        '<a href="{}"><span class="tone-{}">{}</span><span>{}<span class="sr-only">: {}</span></span></a>',
        context["page"].page_url("goal", goal.key),
        words.TONES[goal.status],
        render_status_icon(goal.status, down=words.points_down(first) if first else None),
        localize(goal.short).html(),
        words.goal_status_name(goal),
    )


@cache
def _mark_of(status: Status, _language: str) -> SafeString:
    return _mark(status, words.status_name(status))


def _mark(status: Status, name: str, *, down: bool | None = None) -> SafeString:
    mark = '<span class="status tone-{}">{}<span>{}</span></span>'
    return format_html(mark, words.TONES[status], render_status_icon(status, down=down), name)


@register.simple_tag(takes_context=True)
def decision_text(context: template.Context, decision: Decision, *, plain: bool = False) -> SafeString:
    """Return who decided, when, where the minutes are and, unless plain, what was decided."""
    page = context["page"]
    details = words.decision_details(day=decision.date, item=decision.item, case=decision.case)
    text = format_html("{}, {}", _body_link(page, decision.body), details.html())
    taken = page.document.taken_decision(decision)
    minutes = decision.url or (taken.url if taken else None)
    if minutes:
        text = format_html('{}, <a href="{}">{}</a>', text, minutes, _("the minutes"))
    if taken and not plain:
        text = format_html("{}: {}", text, _without_full_stop(taken.what))
    return format_html(_("Decided by {told}"), told=text)


def _body_link(page: PageContext, key: str) -> SafeString:
    """Return the name of the council or a committee, as a link unless it is on its own page."""
    name = localize(page.lookup.body_name(key)).html()
    if (page.route.kind, page.route.key) == ("committee", key):
        return name
    return format_html('<a href="{}">{}</a>', page.page_url("committee", key), name)


def _without_full_stop(text: Text) -> SafeString:
    """Return a sentence that a full stop follows."""
    english = (text.en.rstrip(".") or text.en) if text.en else None
    return localize(Text(da=text.da.rstrip(".") or text.da, en=english)).html()


@register.simple_tag
def run_time(initiative: Initiative) -> str:
    """Return the start and end of an initiative in words."""
    return words.days_from_to(initiative.start, initiative.end)


@register.inclusion_tag("public/sources_line.html", takes_context=True)
def sources_line(context: template.Context, keys: tuple[str, ...]) -> dict[str, Any]:
    """Render the sources, each with a link to its entry on the about page."""
    page = context["page"]
    return {"page": page, "sources": page.lookup.sources_of(keys)}


@register.filter
def basis(indicator: Indicator) -> str:
    """Return what an indicator's figures rest on; empty where nothing is known."""
    known = words.rests_on(indicator)
    return words.basis_name(known) if known else ""


@register.filter
def current_points(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Return the measurements that no later one has superseded and no source has withdrawn."""
    return tuple(point for point in points if point.in_force)


@register.filter
def paragraphs(text: Text) -> SafeString:
    """Render a text as paragraphs; an empty line starts a new one."""
    localized = localize(text)
    language = SafeString(' lang="da"') if localized.has_danish else ""
    blocks = str(localized).replace("\r\n", "\n").split("\n\n")
    return SafeString("\n".join(format_html("<p{}>{}</p>", language, block) for block in blocks if block.strip()))
