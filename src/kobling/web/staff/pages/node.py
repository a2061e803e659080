"""A part of a fact that is a node of the chain: a target, a budget line, an aim of an agreement."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from kobling.core.chain import NodeKind, Ref
from kobling.records.rights import Right
from kobling.web.shared.localization import localize
from kobling.web.shared.words.inspection import node_kind_name
from kobling.web.staff.chain_view import chain_view
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden, render_page, right_required
from kobling.web.staff.pages.node_sections import node_sections


@require_safe
@right_required(Right.READ)
def node(request: HttpRequest, staff: StaffContext, kind: str, key: str) -> HttpResponse:
    """Show a node of the chain as of a day; one that is a whole fact has its page among the facts."""
    chain, ref = chain_view(staff, day=request.GET.get("day", "")), _ref(kind, key)
    if ref is None or ref not in chain.chain_graph.origins:
        return forbidden(request, staff.language)
    if (url := chain.whole_fact_url(ref)) is not None:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(f"{url}?{query}" if query else url, headers=HEADERS)
    context = {
        "title": str(localize(chain.node_origin(ref).name)),
        "name": localize(chain.node_origin(ref).name),
        "kind": node_kind_name(ref.kind),
        "fact": chain.fact_hyperlink(ref),
        **node_sections(chain, ref),
    }
    return render_page(request, "node", context, staff=staff)


def _ref(kind: str, key: str) -> Ref | None:
    return Ref(NodeKind(kind), key) if kind in {node_kind.value for node_kind in NodeKind} else None
