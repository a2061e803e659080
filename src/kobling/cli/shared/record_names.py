"""The names of the kinds of facts, in the active language."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

RECORD_NAMES: Mapping[str, str] = {
    "municipality": gettext_noop("municipality"),
    "term": gettext_noop("council term"),
    "body": gettext_noop("body"),
    "unit": gettext_noop("unit"),
    "leader": gettext_noop("leader"),
    "source": gettext_noop("source"),
    "vision": gettext_noop("vision"),
    "theme": gettext_noop("theme"),
    "goal": gettext_noop("goal"),
    "story": gettext_noop("story"),
    "indicator": gettext_noop("indicator"),
    "measurement": gettext_noop("measurement"),
    "drawing": gettext_noop("fetch from a register"),
    "decision": gettext_noop("decision"),
    "priority": gettext_noop("priority"),
    "joint_meeting": gettext_noop("joint meeting"),
    "policy": gettext_noop("policy"),
    "track": gettext_noop("budget track"),
    "budget": gettext_noop("budget"),
    "agreement": gettext_noop("agreement"),
    "commitment": gettext_noop("commitment"),
    "initiative": gettext_noop("initiative"),
}


def record_name(kind: str) -> str:
    """Return what facts of a kind are called, in the active language."""
    return _(RECORD_NAMES[kind])
