"""What the inspection checks, and why."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kobling.core.chain import FAMILIES, RULES, RULES_BY_CODE, Rule
from kobling.rooms.people.records import Right
from kobling.web.shared.words.inspection import severity_name
from kobling.web.staff.page_context import Visit, needs, refused, shown


@require_safe
@needs(Right.READ)
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List what is checked."""
    families = [(family, [rule for rule in RULES if rule.family == family]) for family in FAMILIES]
    shown_families = [
        (
            f"{family.code} {_(family.name)}",
            _(family.between),
            _(family.description),
            [_rule_row(visit, one) for one in within],
        )
        for family, within in families
    ]
    return shown(
        request, "rules", {"title": _("What is checked"), "here": "rules", "families": shown_families}, visit=visit
    )


def _rule_row(visit: Visit, rule: Rule) -> dict[str, str]:
    return {
        "code": rule.code,
        "name": rule.name,
        "when": _(rule.when),
        "severity": severity_name(rule.severity),
        "to": visit.to("rule", code=rule.code),
    }


@require_safe
@needs(Right.READ)
def one(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """Show what one rule asks, and why."""
    found = RULES_BY_CODE.get(code.upper())
    if found is None:
        return refused(request, visit.language)
    facts = {
        "title": f"{found.code} {found.name}",
        "rule": found,
        "family": f"{_(found.family.name)}, {_(found.family.between)}",
        "severity": severity_name(found.severity),
        "words": {"when": _(found.when), "why": _(found.why), "clears": _(found.clears), "source": _(found.source)},
        "findings": f"{visit.to('findings')}?rule={found.code}",
    }
    return shown(request, "rule", facts, visit=visit)
