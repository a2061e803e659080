"""Money and initiatives, from themes through committees to directorates."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kobling.rooms.people.records import Right
from kobling.web.shared.chain.sankey import initiative_flows, money_flows, render_sankey
from kobling.web.staff.chain_view import looking
from kobling.web.staff.page_context import Visit, needs, shown


@require_safe
@needs(Right.READ)
def flows(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show where the money lies and where the work is done, as of a day."""
    here = looking(visit, day=request.GET.get("day", ""))
    names, view = here.kept.names, here.view
    budget = money_flows(view, names=names)
    facts = {
        "title": _("Money and initiatives"),
        "here": "flows",
        "day": here.day,
        "money": render_sankey(budget, name="money", node_url=here.link) if budget else None,
        "initiatives": render_sankey(initiative_flows(view, names=names), name="initiatives", node_url=here.link),
    }
    return shown(request, "flows", facts, visit=visit)
