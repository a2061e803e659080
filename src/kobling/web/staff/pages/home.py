"""Where somebody begins: how the chain holds, and what is to be done."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kobling.core.chain import FAMILIES
from kobling.rooms.findings import queries
from kobling.rooms.findings.records import State
from kobling.rooms.people.records import Right
from kobling.web.shared.bilingual import bilingual
from kobling.web.staff.looking import looking
from kobling.web.staff.page import Visit, needs, shown


@require_safe
@needs(Right.READ)
def home(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what the inspection says, by where the chain comes off."""
    here = looking(visit)
    counts = Counter(one.finding.code[:2] for one in queries.findings(visit.municipality, state=State.OPEN))
    runs = queries.runs(visit.municipality)
    families = [
        (
            f"{_(family.name)}, {_(family.between)}",
            counts[family.code],
            f"{visit.to('findings')}?state={State.OPEN}&rule={family.code}",
        )
        for family in FAMILIES
    ]
    name = str(bilingual(here.facts.municipality.name))
    facts = {
        "title": _("%(name)s: the chain") % {"name": name},
        "families": families,
        "open": counts.total(),
        "last": runs[-1] if runs else None,
        "notice": here.facts.municipality.notice,
    }
    return shown(request, "home", facts, visit=visit)
