"""The chain's marks and words, for templates: `{% load chain %}`."""

from django import template
from django.utils.safestring import SafeString

from kobling.core.chain import Finding, Strength
from kobling.web.shared.chain import icons
from kobling.web.shared.words import inspection

register = template.Library()

register.filter("level_name", inspection.level_name)
register.filter("strength_name", inspection.strength_name)
register.filter("thing_name", inspection.node_kind_name)


@register.filter
def mark(strength: str) -> SafeString:
    """Draw a link's shape: `{{ cell.strength|mark }}`."""
    return icons.strength_icon(Strength(strength))


@register.filter
def found(finding: Finding) -> str:
    """What a finding says, in words: `{{ finding|found }}`."""
    return inspection.fill_message(finding.message, finding.figures)
