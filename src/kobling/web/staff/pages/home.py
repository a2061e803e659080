"""The start page: the table of the whole chain on a day, and a summary of the findings."""

from collections import Counter
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kobling.core.chain import FAMILIES
from kobling.records.rights import Right
from kobling.rooms.findings import queries
from kobling.rooms.findings.records import FindingState
from kobling.rooms.people.queries import names as account_names
from kobling.web.shared.chain import ChainFilters, build_date_navigation, display_table, filter_fields, render_chain_svg
from kobling.web.shared.localization import localize
from kobling.web.staff.chain_view import chain_view
from kobling.web.staff.first_steps import first_steps
from kobling.web.staff.page_context import HEADERS, StaffContext, render_page, right_required


@require_safe
@right_required(Right.READ)
def home(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Show the chain as of a day, whole or filtered, and the findings of each family of rules."""
    chain, filters = chain_view(staff, day=request.GET.get("day", "")), ChainFilters.from_query(request.GET)
    table, today = chain.table, timezone.localdate()
    context = {
        "title": _("%(name)s: the chain") % {"name": localize(chain.facts.municipality.name)},
        "section": "home",
        "table": display_table(table.filter(filters), node_url=chain.node_url),
        "fields": filter_fields(table, filters),
        "hidden": [("day", chain.day.isoformat())] if chain.day != chain.default_day else [],
        "filtered": bool(filters),
        "dates": build_date_navigation(
            chain.chain_graph.graph.change_days(),
            on=chain.day,
            until=today,
            date_url=lambda other: _home_url(staff, other, filters),
        ),
        "svg_url": f"{staff.page_url('chain_svg')}?{urlencode({'day': chain.day.isoformat()})}",
        "families": _family_rows(staff),
        "names": account_names(),
        "last": queries.newest_run(staff.municipality),
        "first_steps": first_steps(staff),
        "without_effect": queries.newest_run_without_effect(staff.municipality),
    }
    return render_page(request, "home", context, staff=staff)


@require_safe
@right_required(Right.READ)
def chain_svg(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Serve the chain as an SVG file, for slides and minutes."""
    chain = chain_view(staff, day=request.GET.get("day", ""))
    disposition = {"Content-Disposition": f'attachment; filename="{staff.municipality}-{chain.day.isoformat()}.svg"'}
    svg = render_chain_svg(chain.table, title=str(localize(chain.facts.municipality.name)))
    return HttpResponse(svg, content_type="image/svg+xml", headers=HEADERS | disposition)


def _home_url(staff: StaffContext, day: date, filters: ChainFilters) -> str:
    rest = f"&{filters.query}" if filters else ""
    return f"{staff.page_url('home')}?{urlencode({'day': day.isoformat()})}{rest}"


def _family_rows(staff: StaffContext) -> list[tuple[str, int, str]]:
    """Return each family of rules, with its number of open findings and the address of their list."""
    counts = Counter(one.code[:2] for one in queries.listed_findings(staff.municipality, state=FindingState.OPEN))
    return [
        (
            f"{_(family.name)}, {_(family.between)}",
            counts[family.code],
            f"{staff.page_url('findings')}?state={FindingState.OPEN}&rule={family.code}",
        )
        for family in FAMILIES
    ]
