"""Sankey diagrams of money and initiatives, from themes through committees to directorates."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kobling.records.rights import Right
from kobling.web.shared.chain.sankey import initiative_flows, money_flows, render_sankey
from kobling.web.staff.chain_view import chain_view
from kobling.web.staff.node_facts import budget_record, budget_tables
from kobling.web.staff.page_context import StaffContext, render_page, right_required


@require_safe
@right_required(Right.READ)
def flows(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Show the flows of money and initiatives as of a day."""
    chain = chain_view(staff, day=request.GET.get("day", ""))
    names, view = chain.snapshot.names, chain.view
    budget = money_flows(view, names=names)
    drawn = budget_record(chain, budget.budget) if budget else None
    money = (
        render_sankey(budget, name="money", node_url=chain.node_url, amounts=drawn.drawn_amounts)
        if budget and drawn
        else None
    )
    context = {
        "title": _("Money and initiatives"),
        "section": "flows",
        "day": chain.day,
        "money": money,
        "tables": budget_tables(chain, drawn) if drawn else (),
        "initiatives": render_sankey(initiative_flows(view, names=names), name="initiatives", node_url=chain.node_url),
    }
    return render_page(request, "flows", context, staff=staff)
