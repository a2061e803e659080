"""A new inspection of the chain: its day, what it would do, making it, and undoing the newest one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kobling.core.chain import RULES_BY_CODE, Rule
from kobling.core.chain import Finding as InspectionFinding
from kobling.records.rights import Right
from kobling.rooms.findings import actions, queries
from kobling.rooms.findings.queries import InspectionPreview
from kobling.rooms.findings.records import EventKind
from kobling.web.shared.formats import format_number
from kobling.web.shared.words.inspection import finding_text, severity_name
from kobling.web.staff.chain_view import ChainView, NodeHyperlink, chain_view
from kobling.web.staff.days import not_a_day, parse_iso_day
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import HEADERS, StaffContext, render_page, right_required
from kobling.web.staff.words import event_name

MAX_FINDINGS_SHOWN = 100
"""Findings listed of each group; the rest are counted."""
OPENING = (EventKind.FOUND, EventKind.RETURNED, EventKind.REOPENED)


@dataclass(frozen=True)
class PlannedRow:
    """A finding that the inspection would change."""

    rule: Rule
    severity: str
    subject: NodeHyperlink
    text: str
    what: str
    url: str | None
    """Address of the tracked finding; None for a new one."""


@dataclass(frozen=True)
class PlannedGroup:
    """The findings that would open, be cleared, or stay open with other facts behind them."""

    key: str
    title: str
    count: int
    rows: Sequence[PlannedRow]

    @property
    def hidden(self) -> int:
        """How many findings are not listed."""
        return self.count - len(self.rows)


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.INSPECT)
def inspect(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Ask for the day, preview the inspection, and make it if it is still what was previewed."""
    given = (request.POST if request.method == "POST" else request.GET).get("day", "")
    day, problem = _day_to_inspect(given)
    if request.method == "POST" and not problem:
        if request.POST.get("version", "") == queries.preview_version(staff.municipality, on=day):
            actions.inspect(municipality=staff.municipality, on=day, by=staff.user.key, at=timezone.now())
            return HttpResponseRedirect(staff.page_url("findings"), headers=HEADERS)
        problem = _(
            "This is what would happen now. Something has changed since you looked, or you have not looked yet."
        )
    preview = queries.preview_inspection(staff.municipality, on=day) if given and day <= timezone.localdate() else None
    return _render(request, staff, day, preview, problem)


@require_POST
@right_required(Right.INSPECT)
def undo(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Undo the newest inspection."""
    try:
        actions.undo_inspection(
            municipality=staff.municipality,
            run=parse_number(request.POST.get("run", "")) or 0,
            by=staff.user.key,
            at=timezone.now(),
        )
    except actions.NotNewestRun:
        problem = _("It cannot be undone: it is not the newest inspection any more.")
    except actions.AnsweredSince as error:
        numbers = ", ".join(map(format_number, error.findings))
        problem = _("It cannot be undone: findings that it changed have been answered since (%(numbers)s).") % {
            "numbers": numbers
        }
    else:
        return HttpResponseRedirect(staff.page_url("findings"), headers=HEADERS)
    return _render(request, staff, timezone.localdate(), None, problem)


def _day_to_inspect(given: str) -> tuple[date, str]:
    """Return the day to inspect, today where there is none, and an error message or nothing."""
    today = timezone.localdate()
    day = parse_iso_day(given) if given else today
    if day is None:
        return today, not_a_day()
    if day > today:
        return day, _("That day has not come yet. Choose today or an earlier day.")
    return day, ""


def _render(
    request: HttpRequest, staff: StaffContext, day: date, preview: InspectionPreview | None, problem: str
) -> HttpResponse:
    context = {
        "title": _("Inspect the chain"),
        "section": "findings",
        "day": day,
        "preview": preview,
        "groups": _planned_groups(chain_view(staff), preview) if preview else (),
        "problem": problem,
    }
    return render_page(request, "inspect", context, staff=staff, status=422 if problem else 200)


def _planned_groups(chain: ChainView, preview: InspectionPreview) -> list[PlannedGroup]:
    """Return the groups that have findings."""
    titles = {
        "opens": (_("Would open"), OPENING),
        "clears": (_("Would be resolved, since it is no longer found"), (EventKind.CLEARED,)),
        "changes": (_("Would stay open, with other facts behind it"), (EventKind.CHANGED,)),
    }
    groups = []
    for key, (title, kinds) in titles.items():
        events = [event for event in preview.events if event[0] in kinds]
        rows = [_planned_row(chain, *event) for event in events[:MAX_FINDINGS_SHOWN]]
        groups.append(PlannedGroup(key, title, len(events), rows))
    return [group for group in groups if group.count]


def _planned_row(chain: ChainView, what: EventKind, number: int | None, finding: InspectionFinding) -> PlannedRow:
    rule = RULES_BY_CODE[finding.code]
    url = None if number is None else chain.staff.page_url("finding", number=number)
    return PlannedRow(
        rule,
        severity_name(rule.severity),
        chain.node_hyperlink(finding.subject),
        finding_text(finding),
        event_name(what),
        url,
    )
