"""Findings of the chain inspection: the list, and one finding with its answer."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kobling.core.chain import FAMILIES, RULES, RULES_BY_CODE, Rule
from kobling.core.chain.inspection.order import by_weight
from kobling.records.base import InvisibleCharacter
from kobling.records.rights import Right
from kobling.rooms.audit.reasons import NoReason
from kobling.rooms.findings import actions, queries
from kobling.rooms.findings.queries import NoSuchFinding
from kobling.rooms.findings.records import FindingState, ListedFinding, TrackedFinding
from kobling.rooms.people.permissions import readers
from kobling.rooms.people.queries import names as account_names
from kobling.web.shared.localization import localize
from kobling.web.shared.words.decouplings import decoupling_summaries
from kobling.web.shared.words.inspection import finding_text, rule_name, severity_name
from kobling.web.staff.chain_view import ChainView, NodeHyperlink, chain_view
from kobling.web.staff.finding_groups import count_kinds, group_alike, kind_of
from kobling.web.staff.finding_history import Names, event_rows, given_words
from kobling.web.staff.forms.index import fact_index
from kobling.web.staff.giving import Giving, save_giving
from kobling.web.staff.mending import mending_tasks, mending_url
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden, render_page, right_required
from kobling.web.staff.recent import remember
from kobling.web.staff.words import INVISIBLE_CHARACTER, state_heading, state_name

PAGE_SIZE = 100
"""Findings per page."""
MAX_REASON_LENGTH = 4000
MINE = "me"
"""What an address asks for the findings with that are given to the user."""


@dataclass(frozen=True)
class FindingRow:
    """A finding in the list."""

    tracked: TrackedFinding
    rule: Rule
    severity: str
    subject: NodeHyperlink
    text: str
    url: str
    given: str
    """Whom it is given to, in words; empty where to none."""


@dataclass(frozen=True)
class FilterChoice:
    """An option of a filter, as a link."""

    name: str
    url: str
    is_chosen: bool
    count: int


@dataclass(frozen=True)
class _List:
    """The list of all findings, or of those that are given to the user."""

    staff: StaffContext
    is_mine: bool

    def url(self, state: FindingState, code_prefix: str) -> str:
        """Return the address of the findings of a state and of rules."""
        rest = f"&assigned={MINE}" if self.is_mine else ""
        return f"{self.staff.page_url('findings')}?state={state}&rule={code_prefix}{rest}"


@require_safe
@right_required(Right.READ)
def index(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """List the findings of one state, for all rules or some: all of them, or those that are given to the user."""
    state = parse_state(request.GET.get("state", ""))
    code_prefix = parse_rule(request.GET.get("rule", ""))
    chain = chain_view(staff)
    every, assignees = queries.listed_findings(staff.municipality), queries.assignees(staff.municipality)
    mine = [one for one in every if assignees.get(one.number) == staff.user.key]
    is_mine = request.GET.get("assigned", "") == MINE
    listed = mine if is_mine else every
    in_state = [one for one in listed if one.state is state]
    chosen = by_weight(
        (one for one in in_state if one.code.startswith(code_prefix)), about=lambda one: (one.code, one.subject)
    )
    page_index = _parse_page(request.GET.get("page", ""), len(chosen))
    on_page = [one.number for one in chosen[page_index * PAGE_SIZE : (page_index + 1) * PAGE_SIZE]]
    silos = next((one.number for one in every if one.code == "D302" and one.state is FindingState.OPEN), None)
    tracked = {
        one.number: one
        for one in queries.findings(staff.municipality, numbers=[*on_page, *([] if silos is None else [silos])])
    }
    names = account_names()
    last, of_list = queries.newest_run(staff.municipality), _List(staff, is_mine=is_mine)
    context = {
        "title": _("Where the chain is broken"),
        "section": "findings",
        "groups": list(group_alike(_rows(chain, [tracked[number] for number in on_page], names), count_kinds(chosen))),
        "decouplings": decoupling_summaries(
            (one.code for one in every if one.state is FindingState.OPEN),
            silos=tracked[silos].finding if silos in tracked else None,
            node_name=lambda ref: str(localize(chain.node_origin(ref).name)),
        ),
        "count": len(chosen),
        "states": _state_choices(of_list, listed, state, code_prefix),
        "rules": _rule_choices(of_list, in_state, state, code_prefix),
        "pages": _page_choices(of_list, len(chosen), page_index, state, code_prefix),
        "whose": _whose_choices(staff, (every, mine), state, code_prefix, is_mine=is_mine),
        "names": names,
        "last": last,
        "paper_query": urlencode(
            {"about": "findings", "state": state, "rule": code_prefix} | ({"assigned": MINE} if is_mine else {})
        ),
        "without_effect": queries.newest_run_without_effect(staff.municipality),
    }
    return render_page(request, "findings", context, staff=staff)


def parse_state(value: str) -> FindingState:
    """Return the state that an address names; open for anything else."""
    return FindingState(value) if value in {state.value for state in FindingState} else FindingState.OPEN


def parse_rule(code_prefix: str) -> str:
    """Return a rule's code, or a prefix of codes such as D3; empty if no rule has it."""
    return code_prefix if any(rule.code.startswith(code_prefix) for rule in RULES) else ""


def _parse_page(value: str, count: int) -> int:
    last = max(0, (count - 1) // PAGE_SIZE)
    return min((parse_number(value) or 1) - 1, last)


def _rows(
    chain: ChainView, found: Iterable[TrackedFinding], names: Names
) -> Iterator[tuple[tuple[str, str], FindingRow]]:
    """Yield the rows of findings, each with what it is like."""
    for tracked in found:
        yield kind_of(tracked.finding.code, tracked.finding.subject), _finding_row(chain, tracked, names)


def _finding_row(chain: ChainView, tracked: TrackedFinding, names: Names) -> FindingRow:
    rule = RULES_BY_CODE[tracked.finding.code]
    subject = chain.node_hyperlink(tracked.finding.subject)
    url = chain.staff.page_url("finding", number=tracked.number)
    given = given_words(tracked.assignee, names) if tracked.assignee else ""
    return FindingRow(tracked, rule, severity_name(rule.severity), subject, finding_text(tracked.finding), url, given)


def _state_choices(
    of_list: _List, listed: Sequence[ListedFinding], state: FindingState, code_prefix: str
) -> list[FilterChoice]:
    counts = Counter(one.state for one in listed if one.code.startswith(code_prefix))
    return [
        FilterChoice(state_heading(other), of_list.url(other, code_prefix), other is state, counts[other])
        for other in FindingState
    ]


def _rule_choices(
    of_list: _List, in_state: Sequence[ListedFinding], state: FindingState, code_prefix: str
) -> list[FilterChoice]:
    """Return options for all rules, each family, and each rule that has findings."""
    counts = Counter(one.code for one in in_state)
    choices = [FilterChoice(_("All rules"), of_list.url(state, ""), not code_prefix, counts.total())]
    for family in FAMILIES:
        within = {code: count for code, count in sorted(counts.items()) if code.startswith(family.code)}
        name = f"{family.code} {_(family.name)}, {_(family.between)}"
        choices.append(
            FilterChoice(name, of_list.url(state, family.code), code_prefix == family.code, sum(within.values()))
        )
        choices += [
            FilterChoice(
                f"{code} {rule_name(RULES_BY_CODE[code])}", of_list.url(state, code), code_prefix == code, count
            )
            for code, count in within.items()
        ]
    return choices


def _page_choices(
    of_list: _List, count: int, page_index: int, state: FindingState, code_prefix: str
) -> list[FilterChoice]:
    numbers = range(1, -(-count // PAGE_SIZE) + 1)
    return [
        FilterChoice(str(n), f"{of_list.url(state, code_prefix)}&page={n}", n == page_index + 1, 0)
        for n in numbers
        if len(numbers) > 1
    ]


def _whose_choices(
    staff: StaffContext,
    listed: tuple[Sequence[ListedFinding], Sequence[ListedFinding]],
    state: FindingState,
    code_prefix: str,
    *,
    is_mine: bool,
) -> list[FilterChoice]:
    """Return the choice between all findings and those that are given to the user."""
    counts = [sum(one.state is state and one.code.startswith(code_prefix) for one in some) for some in listed]
    urls = [_List(staff, is_mine=mine).url(state, code_prefix) for mine in (False, True)]
    return [
        FilterChoice(_("All findings"), urls[0], not is_mine, counts[0]),
        FilterChoice(_("Given to me"), urls[1], is_mine, counts[1]),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.READ)
def detail(request: HttpRequest, staff: StaffContext, number: int) -> HttpResponse:
    """Show a finding with its evidence and history, and save an answer to it."""
    try:
        tracked = queries.finding(staff.municipality, number)
    except NoSuchFinding:
        return forbidden(request, staff.language)
    remember(request, staff, "finding", number=number)
    reason, problem, giving = "", "", Giving.of(tracked)
    if request.method == "POST":
        if not _may_answer(chain_view(staff), tracked):
            return forbidden(request, staff.language)
        if "account" in request.POST:
            giving = save_giving(staff, number, request.POST)
        else:
            reason = request.POST.get("reason", "")
            problem = _save_answer(staff, number, reason)
        if not problem and not giving.problem:
            return HttpResponseRedirect(staff.page_url("finding", number=number), headers=HEADERS)
    page = _detail_context(chain_view(staff), tracked) | {"reason": reason, "problem": problem, "giving": giving}
    return render_page(request, "finding", page, staff=staff, status=422 if problem or giving.problem else 200)


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
    may_answer = _may_answer(chain, tracked)
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
        "events": event_rows(tracked, names),
        "assignee": tracked.assignee,
        "readers": list(readers(chain.staff.municipality).values()) if may_answer else [],
        "names": names,
        "may_answer": may_answer,
        "mending_tasks": mending_tasks(chain, fact_index(chain.staff.municipality), finding),
    }
