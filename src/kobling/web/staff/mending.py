"""Where a finding is mended: the form of the field that it is about, or of what is missing."""

from collections.abc import Mapping
from urllib.parse import urlencode

from kobling.core.chain import Finding
from kobling.records.base import Fact
from kobling.rooms.facts.kinds import KIND_NAMED, KIND_OF
from kobling.web.staff.chain_view import ChainView
from kobling.web.staff.editing import may_edit

FIELDS: Mapping[str, str] = {
    "D102": "targets",
    "D107": "goals",
    "D110": "responsible",
    "D111": "draw",
    "D202": "decision",
    "D205": "replaced_by",
    "D307": "ending",
}
"""The field that mends a finding of a rule, where there is one; else the whole form is shown."""
MISSING: Mapping[str, tuple[str, str]] = {
    "D106": ("initiative", "goals"),
    "D201": ("priority", "goal"),
    "D204": ("joint_meeting", "goals"),
    "D303": ("initiative", "goals"),
}
"""The kind of fact that is missing where a rule finds something, and its field that names what the finding is about."""


def mending_url(chain: ChainView, finding: Finding) -> str | None:
    """Return the address of the form that mends a finding; None where the user may not, or nothing is to be edited."""
    origin = chain.chain_graph.origins.get(finding.subject)
    if origin is None or not isinstance(origin.record, Fact):
        return None
    record, kind = origin.record, KIND_OF[type(origin.record)]
    if finding.code in MISSING and not origin.path:
        missing, field = MISSING[finding.code]
        url = chain.staff.page_url("fact_add", kind=missing)
        return (
            f"{url}?{urlencode({field: kind.key_of(record)})}" if may_edit(chain.staff, KIND_NAMED[missing]) else None
        )
    if not may_edit(chain.staff, kind, record):
        return None
    url = chain.staff.page_url("fact_change", kind=kind.name, key=kind.key_of(record))
    named = FIELDS.get(finding.code, "")
    field = ".".join(map(str, origin.path)) or (named if named in type(record).model_fields else "")
    return f"{url}?{urlencode({'field': field})}" if field else url
