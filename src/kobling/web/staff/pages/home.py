"""Where somebody begins: the picture of the whole chain, on any day, and where it has come off."""

from collections import Counter
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kobling.core.chain import FAMILIES
from kobling.rooms.findings import queries
from kobling.rooms.findings.records import FindingState
from kobling.rooms.people.records import Right
from kobling.web.shared.chain import ChainFilters, build_date_navigation, display_table, filter_fields, render_chain_svg
from kobling.web.shared.localization import localize
from kobling.web.staff.chain_view import looking
from kobling.web.staff.page_context import HEADERS, Visit, needs, shown


@require_safe
@needs(Right.READ)
def home(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the chain as it was on a day, whole or filtered, and what the inspection says."""
    here, filters = looking(visit, day=request.GET.get("day", "")), ChainFilters.from_query(request.GET)
    table, today = here.picture, timezone.localdate()
    facts = {
        "title": _("%(name)s: the chain") % {"name": localize(here.facts.municipality.name)},
        "here": "home",
        "table": display_table(table.filter(filters), node_url=here.link),
        "fields": filter_fields(table, filters),
        "hidden": [("day", here.day.isoformat())] if here.day != here.usual else [],
        "filtered": bool(filters),
        "dates": build_date_navigation(
            here.chart.graph.change_days(), on=here.day, until=today, date_url=lambda other: _to(visit, other, filters)
        ),
        "drawing": f"{visit.to('drawing')}?{urlencode({'day': here.day.isoformat()})}",
        "families": _families(visit),
        "last": queries.newest_run(visit.municipality),
    }
    return shown(request, "home", facts, visit=visit)


@require_safe
@needs(Right.READ)
def drawing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Hand out the picture as a file of its own, for slides and minutes."""
    here = looking(visit, day=request.GET.get("day", ""))
    named = {"Content-Disposition": f'attachment; filename="{visit.municipality}-{here.day.isoformat()}.svg"'}
    picture = render_chain_svg(here.picture, title=str(localize(here.facts.municipality.name)))
    return HttpResponse(picture, content_type="image/svg+xml", headers=HEADERS | named)


def _to(visit: Visit, day: date, filters: ChainFilters) -> str:
    rest = f"&{filters.query}" if filters else ""
    return f"{visit.to('home')}?{urlencode({'day': day.isoformat()})}{rest}"


def _families(visit: Visit) -> list[tuple[str, int, str]]:
    """Where the chain comes off: each place, how much is open there, and where it is listed."""
    counts = Counter(one.finding.code[:2] for one in queries.findings(visit.municipality, state=FindingState.OPEN))
    return [
        (
            f"{_(family.name)}, {_(family.between)}",
            counts[family.code],
            f"{visit.to('findings')}?state={FindingState.OPEN}&rule={family.code}",
        )
        for family in FAMILIES
    ]
