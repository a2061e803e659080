"""The method page: how a figure becomes a status."""

from typing import Any

from django.utils.translation import gettext as _

from kobling.core.status import HEADLINE_ORDER, critical_value
from kobling.web.public.page_context import PageContext
from kobling.web.shared.formats import decimals_of, format_number
from kobling.web.shared.words import status_name


def template_context(page: PageContext) -> dict[str, Any]:
    """Return the context of the method page."""
    confidence = page.document.municipality.confidence
    return {
        "title": _("How the status is decided"),
        "description": _("How a figure becomes a status, what is counted as certain, and what the rule cannot see."),
        "prose": f"public/prose/method_{page.route.language}.html",
        "rule_version": page.document.rule_version,
        "confidence": format_number(100 * confidence, decimals_of(round(100 * confidence, 6))),
        "z": format_number(critical_value(confidence), 3),
        "headline_order": ", ".join(status_name(status).lower() for status in HEADLINE_ORDER),
    }
