"""Keep and remove the municipality's own template for slides."""

import hashlib
from datetime import datetime

from django.db import transaction

from kobling.records.base import AccountKey
from kobling.rooms.audit import actions as audit
from kobling.rooms.municipality import actions as municipality_actions
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.slide_templates.checks import checked_template
from kobling.rooms.slide_templates.models import SlideTemplate

MAX_NAME = 200


@transaction.atomic
def keep(*, municipality: str, name: str, content: bytes, by: AccountKey, at: datetime) -> None:
    """Keep a file as the municipality's template, in the place of the one before. Raises UnusableTemplate."""
    kept = checked_template(content)
    pk = municipalities.pk_of(municipality)
    municipality_actions.lock(pk)
    digest = hashlib.sha256(kept).hexdigest()
    values = {"name": _shown(name), "content": kept, "sha256": digest, "by": by, "at": at}
    SlideTemplate.objects.update_or_create(municipality_id=pk, defaults=values)
    details = {"sha256": digest, "bytes": len(kept)}
    audit.record(by=by, action="keep slide template", subject=municipality, details=details, at=at)


@transaction.atomic
def remove(*, municipality: str, by: AccountKey, at: datetime) -> None:
    """Remove the municipality's template, where it has one."""
    pk = municipalities.pk_of(municipality)
    municipality_actions.lock(pk)
    removed, _by_table = SlideTemplate.objects.filter(municipality=pk).delete()
    if removed:
        audit.record(by=by, action="remove slide template", subject=municipality, details={}, at=at)


def _shown(name: str) -> str:
    """Return the name of a file as it may be shown."""
    return "".join(one for one in name if one.isprintable())[:MAX_NAME]
