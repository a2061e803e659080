"""The findings of a list, in the words of the list's page, for papers."""

from collections.abc import Callable

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from kobling.core.chain import RULES_BY_CODE
from kobling.core.chain.inspection.order import by_weight
from kobling.rooms.facts.queries import notice_of
from kobling.rooms.findings import queries
from kobling.web.papers.finding_list import FindingList, FindingRow
from kobling.web.shared.formats import format_day
from kobling.web.shared.localization import localize
from kobling.web.shared.words.figures import capitalize
from kobling.web.shared.words.inspection import finding_text, rule_name, severity_name
from kobling.web.staff.chain_view import chain_view
from kobling.web.staff.page_context import StaffContext
from kobling.web.staff.pages.findings import MINE, parse_rule, parse_state
from kobling.web.staff.words import state_heading


def list_name(asked: QueryDict) -> str:
    """Return which findings the address of a list asks for."""
    parts = (
        state_heading(parse_state(asked.get("state", ""))),
        parse_rule(asked.get("rule", "")),
        _("Given to me") if asked.get("assigned", "") == MINE else "",
    )
    return ", ".join(part for part in parts if part)


def finding_list(staff: StaffContext, asked: QueryDict, *, absolute: Callable[[str], str]) -> FindingList:
    """Return the findings of a state, for all rules or some, all or one's own, as the list's page chooses them.

    asked      what the address of the list's page asks for
    absolute   makes a whole address of one that begins at the root
    """
    chosen_state, code_prefix = parse_state(asked.get("state", "")), parse_rule(asked.get("rule", ""))
    is_mine = asked.get("assigned", "") == MINE
    chain = chain_view(staff)
    listed = queries.listed_findings(staff.municipality)
    of_state = (one for one in listed if one.state is chosen_state and one.code.startswith(code_prefix))
    chosen = [one.number for one in by_weight(of_state, about=lambda one: (one.code, one.subject))]
    assignees = queries.assignees(staff.municipality) if is_mine else {}
    numbers = [number for number in chosen if not is_mine or assignees.get(number) == staff.user.key]
    found = {one.number: one for one in queries.findings(staff.municipality, numbers=numbers)}
    rows = [
        FindingRow(
            number=one.number,
            rule=f"{one.finding.code} {rule_name(RULES_BY_CODE[one.finding.code])}",
            severity=severity_name(RULES_BY_CODE[one.finding.code].severity),
            subject=(node := chain.node_hyperlink(one.finding.subject)).name,
            subject_kind=node.kind,
            text=capitalize(finding_text(one.finding)),
            since=one.since,
            address=absolute(staff.page_url("finding", number=one.number)),
        )
        for one in (found[number] for number in numbers if number in found)
    ]
    last, notice = queries.newest_run(staff.municipality), notice_of(staff.municipality)
    return FindingList(
        title=f"{_('Where the chain is broken')}: {list_name(asked)}",
        municipality=localize(chain.facts.municipality.name),
        notice=localize(notice) if notice else None,
        inspected=_("Inspected as of %(day)s.") % {"day": format_day(last.day)} if last else _("Not inspected yet."),
        rows=rows,
        day=last.day if last else timezone.localdate(),
    )
