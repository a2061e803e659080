"""What the inspection has found: the list, one finding, its answer, and the inspection itself."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kobling.core.chain import FAMILIES, RULES, RULES_BY_CODE, Rule
from kobling.rooms.findings import actions, queries
from kobling.rooms.findings.queries import NoSuchFinding
from kobling.rooms.findings.records import FindingEvent, FindingState, TrackedFinding
from kobling.rooms.people.records import Right
from kobling.web.shared.words.inspection import finding_text, severity_name
from kobling.web.staff.chain_view import Looking, Shown, looking
from kobling.web.staff.page_context import HEADERS, Visit, needs, refused, shown
from kobling.web.staff.words import happened, state_name

PAGE = 100
"""Findings on one page of the list."""
LONGEST_REASON = 4000


@dataclass(frozen=True)
class Row:
    """A finding in the list."""

    kept: TrackedFinding
    rule: Rule
    severity: str
    subject: Shown
    says: str
    to: str


@dataclass(frozen=True)
class Choice:
    """One choice of a filter, as a link."""

    name: str
    to: str
    chosen: bool
    count: int


@require_safe
@needs(Right.READ)
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List the findings of one state, of all rules or of some."""
    state = _state(request.GET.get("state", ""))
    asked = _rule_asked(request.GET.get("rule", ""))
    here = looking(visit)
    every = queries.findings(visit.municipality)
    in_state = [one for one in every if one.state is state]
    chosen = [one for one in in_state if one.finding.code.startswith(asked)]
    begin = _page(request.GET.get("page", ""), len(chosen))
    last = queries.newest_run(visit.municipality)
    facts = {
        "title": _("Where has the chain come off?"),
        "here": "findings",
        "rows": [_row(here, one) for one in chosen[begin * PAGE : (begin + 1) * PAGE]],
        "count": len(chosen),
        "states": _states(visit, every, state, asked),
        "rules": _rules(visit, in_state, state, asked),
        "pages": _pages(visit, len(chosen), begin, state, asked),
        "last": last,
    }
    return shown(request, "findings", facts, visit=visit)


def _state(asked: str) -> FindingState:
    return FindingState(asked) if asked in {one.value for one in FindingState} else FindingState.OPEN


def _rule_asked(asked: str) -> str:
    """Return a rule's code or the beginning of several, such as D3; nothing where there is none."""
    return asked if any(rule.code.startswith(asked) for rule in RULES) else ""


def _page(asked: str, count: int) -> int:
    last = max(0, (count - 1) // PAGE)
    return min(int(asked) - 1, last) if asked.isdecimal() and len(asked) <= 6 and int(asked) else 0


def _row(here: Looking, kept: TrackedFinding) -> Row:
    rule = RULES_BY_CODE[kept.finding.code]
    subject = here.shown(kept.finding.subject)
    to = here.visit.to("finding", number=kept.number)
    return Row(kept, rule, severity_name(rule.severity), subject, finding_text(kept.finding), to)


def _states(visit: Visit, every: Sequence[TrackedFinding], state: FindingState, asked: str) -> list[Choice]:
    counts = Counter(one.state for one in every if one.finding.code.startswith(asked))
    return [Choice(state_name(one), _to(visit, one, asked), one is state, counts[one]) for one in FindingState]


def _rules(visit: Visit, in_state: Sequence[TrackedFinding], state: FindingState, asked: str) -> list[Choice]:
    """All rules, each family, and each rule that has found anything."""
    counts = Counter(one.finding.code for one in in_state)
    choices = [Choice(_("All rules"), _to(visit, state, ""), not asked, counts.total())]
    for family in FAMILIES:
        within = {code: count for code, count in sorted(counts.items()) if code.startswith(family.code)}
        name = f"{family.code} {_(family.name)}, {_(family.between)}"
        choices.append(Choice(name, _to(visit, state, family.code), asked == family.code, sum(within.values())))
        choices += [
            Choice(f"{code} {RULES_BY_CODE[code].name}", _to(visit, state, code), asked == code, count)
            for code, count in within.items()
        ]
    return choices


def _pages(visit: Visit, count: int, begin: int, state: FindingState, asked: str) -> list[Choice]:
    numbers = range(1, -(-count // PAGE) + 1)
    return [
        Choice(str(n), f"{_to(visit, state, asked)}&page={n}", n == begin + 1, 0) for n in numbers if len(numbers) > 1
    ]


def _to(visit: Visit, state: FindingState, asked: str) -> str:
    return f"{visit.to('findings')}?state={state}&rule={asked}"


@require_POST
@needs(Right.INSPECT)
def inspect(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Inspect what is kept, today."""
    now = timezone.now()
    actions.inspect(municipality=visit.municipality, on=timezone.localdate(now), by=visit.user.name, at=now)
    return HttpResponseRedirect(visit.to("findings"), headers=HEADERS)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.READ)
def one(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """Show a finding: what is missing, why it matters, the evidence, since when, what clears it; and take an answer."""
    try:
        kept = queries.finding(visit.municipality, number)
    except NoSuchFinding:
        return refused(request, visit.language)
    reason, problem = "", ""
    if request.method == "POST":
        if not visit.may(Right.INSPECT):
            return refused(request, visit.language)
        reason = request.POST.get("reason", "")
        problem = _answered(visit, number, reason)
        if not problem:
            return HttpResponseRedirect(visit.to("finding", number=number), headers=HEADERS)
    page = _facts(looking(visit), kept) | {"reason": reason, "problem": problem}
    return shown(request, "finding", page, visit=visit, status=422 if problem else 200)


def _answered(visit: Visit, number: int, reason: str) -> str:
    """Answer the finding; return what is wrong with the answer, or nothing."""
    if len(reason) > LONGEST_REASON:
        return _("The answer is too long: write at most %(most)s characters.") % {"most": LONGEST_REASON}
    try:
        actions.answer(
            municipality=visit.municipality, finding=number, reason=reason, by=visit.user.name, at=timezone.now()
        )
    except actions.MissingReason:
        return _("Write why it is not a fault. Whoever reads it next year should understand it.")
    except actions.AlreadyCleared:
        return _("The finding has been cleared in the meantime and needs no answer.")
    return ""


def _facts(here: Looking, kept: TrackedFinding) -> dict[str, Any]:
    finding, rule = kept.finding, RULES_BY_CODE[kept.finding.code]
    return {
        "title": finding_text(finding),
        "kept": kept,
        "state": state_name(kept.state),
        "open": kept.state is not FindingState.CLEARED,
        "rule": rule,
        "words": {"why": _(rule.why), "clears": _(rule.clears), "source": _(rule.source), "when": _(rule.when)},
        "severity": severity_name(rule.severity),
        "subject": here.shown(finding.subject),
        "evidence": here.evidence(finding.evidence),
        "events": [Happened.of(event) for event in reversed(kept.events)],
    }


@dataclass(frozen=True)
class Happened:
    """One thing that happened to a finding."""

    what: str
    at: datetime
    by: str
    day: date | None
    reason: str

    @classmethod
    def of(cls, event: FindingEvent) -> "Happened":
        """Say it in words."""
        return cls(happened(event.what), timezone.localtime(event.at), event.by, event.day, event.reason or "")
