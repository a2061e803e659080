"""Template filters for the chain: icons of links, names of levels and nodes, texts of findings. `{% load chain %}`."""

from django import template
from django.utils.safestring import SafeString

from kobling.core.chain import Strength
from kobling.web.shared.chain import icons
from kobling.web.shared.words import inspection

register = template.Library()

register.filter("finding_text", inspection.finding_text)
register.filter("level_name", inspection.level_name)
register.filter("strength_name", inspection.strength_name)
register.filter("node_kind_name", inspection.node_kind_name)


@register.filter
def strength_icon(strength: str) -> SafeString:
    """Return the icon of a link's strength: `{{ cell.strength|strength_icon }}`."""
    return icons.strength_icon(Strength(strength))
