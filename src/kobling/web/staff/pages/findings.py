"""Findings of the chain inspection: the list, and one finding with its answer."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kobling.core.chain import FAMILIES, RULES, RULES_BY_CODE, Rule
from kobling.records.base import InvisibleCharacter
from kobling.records.rights import Right
from kobling.rooms.audit.reasons import NoReason
from kobling.rooms.findings import actions, queries
from kobling.rooms.findings.queries import NoSuchFinding
from kobling.rooms.findings.records import FindingEvent, FindingState, ListedFinding, TrackedFinding
from kobling.rooms.people.queries import names as account_names
from kobling.web.shared.words.accounts import account_name
from kobling.web.shared.words.inspection import finding_text, rule_name, severity_name
from kobling.web.staff.chain_view import ChainView, NodeHyperlink, chain_view
from kobling.web.staff.forms.index import fact_index
from kobling.web.staff.mending import mending_tasks, mending_url
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden, render_page, right_required
from kobling.web.staff.words import INVISIBLE_CHARACTER, event_name, state_heading, state_name

PAGE_SIZE = 100
"""Findings per page."""
MAX_REASON_LENGTH = 4000


@dataclass(frozen=True)
class FindingRow:
    """A finding in the list."""

    tracked: TrackedFinding
    rule: Rule
    severity: str
    subject: NodeHyperlink
    text: str
    url: str


@dataclass(frozen=True)
class FilterChoice:
    """An option of a filter, as a link."""

    name: str
    url: str
    is_chosen: bool
    count: int


@require_safe
@right_required(Right.READ)
def index(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """List the findings of one state, for all rules or some."""
    state = _parse_state(request.GET.get("state", ""))
    code_prefix = _parse_rule(request.GET.get("rule", ""))
    chain = chain_view(staff)
    listed = queries.listed_findings(staff.municipality)
    in_state = [one for one in listed if one.state is state]
    chosen = [one.number for one in in_state if one.code.startswith(code_prefix)]
    page_index = _parse_page(request.GET.get("page", ""), len(chosen))
    on_page = chosen[page_index * PAGE_SIZE : (page_index + 1) * PAGE_SIZE]
    last = queries.newest_run(staff.municipality)
    context = {
        "title": _("Where the chain is broken"),
        "section": "findings",
        "rows": [_finding_row(chain, tracked) for tracked in queries.findings(staff.municipality, numbers=on_page)],
        "count": len(chosen),
        "states": _state_choices(staff, listed, state, code_prefix),
        "rules": _rule_choices(staff, in_state, state, code_prefix),
        "pages": _page_choices(staff, len(chosen), page_index, state, code_prefix),
        "names": account_names(),
        "last": last,
        "without_effect": queries.newest_run_without_effect(staff.municipality),
    }
    return render_page(request, "findings", context, staff=staff)


def _parse_state(value: str) -> FindingState:
    return FindingState(value) if value in {state.value for state in FindingState} else FindingState.OPEN


def _parse_rule(code_prefix: str) -> str:
    """Return a rule's code, or a prefix of codes such as D3; empty if no rule has it."""
    return code_prefix if any(rule.code.startswith(code_prefix) for rule in RULES) else ""


def _parse_page(value: str, count: int) -> int:
    last = max(0, (count - 1) // PAGE_SIZE)
    return min((parse_number(value) or 1) - 1, last)


def _finding_row(chain: ChainView, tracked: TrackedFinding) -> FindingRow:
    rule = RULES_BY_CODE[tracked.finding.code]
    subject = chain.node_hyperlink(tracked.finding.subject)
    url = chain.staff.page_url("finding", number=tracked.number)
    return FindingRow(tracked, rule, severity_name(rule.severity), subject, finding_text(tracked.finding), url)


def _state_choices(
    staff: StaffContext, listed: Sequence[ListedFinding], state: FindingState, code_prefix: str
) -> list[FilterChoice]:
    counts = Counter(one.state for one in listed if one.code.startswith(code_prefix))
    return [
        FilterChoice(state_heading(other), _list_url(staff, other, code_prefix), other is state, counts[other])
        for other in FindingState
    ]


def _rule_choices(
    staff: StaffContext, in_state: Sequence[ListedFinding], state: FindingState, code_prefix: str
) -> list[FilterChoice]:
    """Return options for all rules, each family, and each rule that has findings."""
    counts = Counter(one.code for one in in_state)
    choices = [FilterChoice(_("All rules"), _list_url(staff, state, ""), not code_prefix, counts.total())]
    for family in FAMILIES:
        within = {code: count for code, count in sorted(counts.items()) if code.startswith(family.code)}
        name = f"{family.code} {_(family.name)}, {_(family.between)}"
        choices.append(
            FilterChoice(name, _list_url(staff, state, family.code), code_prefix == family.code, sum(within.values()))
        )
        choices += [
            FilterChoice(
                f"{code} {rule_name(RULES_BY_CODE[code])}", _list_url(staff, state, code), code_prefix == code, count
            )
            for code, count in within.items()
        ]
    return choices


def _page_choices(
    staff: StaffContext, count: int, page_index: int, state: FindingState, code_prefix: str
) -> list[FilterChoice]:
    numbers = range(1, -(-count // PAGE_SIZE) + 1)
    return [
        FilterChoice(str(n), f"{_list_url(staff, state, code_prefix)}&page={n}", n == page_index + 1, 0)
        for n in numbers
        if len(numbers) > 1
    ]


def _list_url(staff: StaffContext, state: FindingState, code_prefix: str) -> str:
    return f"{staff.page_url('findings')}?state={state}&rule={code_prefix}"


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.READ)
def detail(request: HttpRequest, staff: StaffContext, number: int) -> HttpResponse:
    """Show a finding with its evidence and history, and save an answer to it."""
    try:
        tracked = queries.finding(staff.municipality, number)
    except NoSuchFinding:
        return forbidden(request, staff.language)
    reason, problem = "", ""
    if request.method == "POST":
        if not _may_answer(chain_view(staff), tracked):
            return forbidden(request, staff.language)
        reason = request.POST.get("reason", "")
        problem = _save_answer(staff, number, reason)
        if not problem:
            return HttpResponseRedirect(staff.page_url("finding", number=number), headers=HEADERS)
    page = _detail_context(chain_view(staff), tracked) | {"reason": reason, "problem": problem}
    return render_page(request, "finding", page, staff=staff, status=422 if problem else 200)


def _may_answer(chain: ChainView, tracked: TrackedFinding) -> bool:
    """Return whether the user may answer a finding: where the fact lies that it is about."""
    return chain.staff.may(Right.ANSWER_FINDINGS, chain.node_origin(tracked.finding.subject).record)


def _save_answer(staff: StaffContext, number: int, reason: str) -> str:
    """Save the answer to a finding; return an error message, or nothing."""
    if len(reason) > MAX_REASON_LENGTH:
        return _("The answer is too long: write at most %(most)s characters.") % {"most": MAX_REASON_LENGTH}
    try:
        actions.answer(
            municipality=staff.municipality, finding=number, reason=reason, by=staff.user.key, at=timezone.now()
        )
    except NoReason:
        return _("Write why it is not a fault. Whoever reads it next year should understand it.")
    except InvisibleCharacter:
        return _(INVISIBLE_CHARACTER)
    except actions.AlreadyCleared:
        return _("The finding has been resolved in the meantime and needs no answer.")
    return ""


def _detail_context(chain: ChainView, tracked: TrackedFinding) -> dict[str, Any]:
    finding, rule, names = tracked.finding, RULES_BY_CODE[tracked.finding.code], account_names()
    return {
        "title": finding_text(finding),
        "tracked": tracked,
        "state": state_name(tracked.state),
        "open": tracked.state is not FindingState.CLEARED,
        "rule": rule,
        "words": {"why": _(rule.why), "clears": _(rule.clears), "source": _(rule.source), "when": _(rule.when)},
        "severity": severity_name(rule.severity),
        "subject": chain.node_hyperlink(finding.subject),
        "mending_url": mending_url(chain, finding) if tracked.state is not FindingState.CLEARED else None,
        "evidence": chain.evidence_hyperlinks(finding.evidence),
        "events": [EventRow.from_event(event, names) for event in reversed(tracked.events)],
        "names": names,
        "may_answer": _may_answer(chain, tracked),
        "mending_tasks": mending_tasks(chain, fact_index(chain.staff.municipality), finding),
    }


@dataclass(frozen=True)
class EventRow:
    """An event in the history of a finding."""

    what: str
    at: datetime
    who: str
    day: date | None
    reason: str

    @classmethod
    def from_event(cls, event: FindingEvent, names: Mapping[str, str | None]) -> "EventRow":
        """Return the row of an event, in the active language."""
        who, at = account_name(event.by, names), timezone.localtime(event.at)
        return cls(event_name(event.what), at, who, event.day, event.reason or "")
