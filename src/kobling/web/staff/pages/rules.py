"""The rules of the chain inspection, and the reasons for them."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kobling.core.chain import FAMILIES, RULES, RULES_BY_CODE, Rule
from kobling.records.rights import Right
from kobling.web.shared.words.inspection import rule_name, severity_name
from kobling.web.staff.page_context import StaffContext, forbidden, render_page, right_required


@require_safe
@right_required(Right.READ)
def index(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """List the rules by family."""
    families = [(family, [rule for rule in RULES if rule.family == family]) for family in FAMILIES]
    rows = [
        (
            f"{family.code} {_(family.name)}",
            _(family.between),
            _(family.description),
            [_rule_row(staff, rule) for rule in rules],
        )
        for family, rules in families
    ]
    return render_page(request, "rules", {"title": _("Rules"), "section": "rules", "families": rows}, staff=staff)


def _rule_row(staff: StaffContext, rule: Rule) -> dict[str, str]:
    return {
        "code": rule.code,
        "name": rule_name(rule),
        "when": _(rule.when),
        "severity": severity_name(rule.severity),
        "url": staff.page_url("rule", code=rule.code),
    }


@require_safe
@right_required(Right.READ)
def detail(request: HttpRequest, staff: StaffContext, code: str) -> HttpResponse:
    """Show one rule: condition, reason, remedy and source."""
    rule = RULES_BY_CODE.get(code.upper())
    if rule is None:
        return forbidden(request, staff.language)
    context = {
        "title": f"{rule.code} {rule_name(rule)}",
        "rule": rule,
        "family": f"{_(rule.family.name)}, {_(rule.family.between)}",
        "severity": severity_name(rule.severity),
        "words": {"when": _(rule.when), "why": _(rule.why), "clears": _(rule.clears), "source": _(rule.source)},
        "findings": f"{staff.page_url('findings')}?rule={rule.code}",
    }
    return render_page(request, "rule", context, staff=staff)
