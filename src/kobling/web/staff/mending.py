"""Where a finding is mended: the form of the field that it is about, or of what is missing, and the tasks beside."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from kobling.core.chain import Finding
from kobling.records.base import Fact
from kobling.rooms.facts.kinds import KIND_NAMED, KIND_OF
from kobling.web.staff.chain_view import ChainView
from kobling.web.staff.editing import may_edit
from kobling.web.staff.forms.index import FactIndex
from kobling.web.staff.forms.labels import kind_label
from kobling.web.staff.task_links import TaskLink, task_links

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


def mending_tasks(chain: ChainView, index: FactIndex, finding: Finding) -> list[TaskLink]:
    """Return the tasks that begin at the facts of a finding, and the forms of those it is seen from, each once."""
    refs = dict.fromkeys((finding.subject, *(item.ref for item in finding.evidence)))
    found: dict[str, str] = {}
    for ref in refs:
        origin = chain.chain_graph.origins.get(ref)
        known = None if origin is None else origin.record
        record = None if known is None else index.fact(known.KIND, KIND_OF[type(known)].key_of(known))
        if origin is None or record is None:
            continue
        for words, url in task_links(chain.staff, index, record):
            found.setdefault(url, words)
        if ref != finding.subject and may_edit(chain.staff, KIND_OF[type(record)], record):
            words, url = _form(chain, index, record, ".".join(map(str, origin.path)))
            found.setdefault(url, words)
    return [(words, url) for url, words in found.items()]


def _form(chain: ChainView, index: FactIndex, record: Fact, field: str) -> TaskLink:
    kind = KIND_OF[type(record)]
    key = kind.key_of(record)
    url = chain.staff.page_url("fact_change", kind=kind.name, key=key)
    words = _("Change %(kind)s: %(name)s") % {"kind": kind_label(kind.name), "name": index.name(kind.name, key)}
    return words, f"{url}?{urlencode({'field': field})}" if field else url
