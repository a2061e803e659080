"""The names of the kinds of facts that an import changes, by the label of their table."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

RECORD_NAMES: Mapping[str, str] = {
    "municipality.municipality": gettext_noop("municipality"),
    "municipality.term": gettext_noop("council term"),
    "municipality.body": gettext_noop("body"),
    "municipality.unit": gettext_noop("unit"),
    "municipality.leader": gettext_noop("leader"),
    "municipality.source": gettext_noop("source"),
    "chain.vision": gettext_noop("vision"),
    "chain.theme": gettext_noop("theme"),
    "chain.goal": gettext_noop("goal"),
    "chain.wording": gettext_noop("wording"),
    "chain.target": gettext_noop("target"),
    "chain.story": gettext_noop("story"),
    "indicators.indicator": gettext_noop("indicator"),
    "indicators.measurement": gettext_noop("measurement"),
    "registers.drawing": gettext_noop("fetch from a register"),
    "council.takendecision": gettext_noop("decision"),
    "council.priority": gettext_noop("priority"),
    "council.jointmeeting": gettext_noop("joint meeting"),
    "council.policy": gettext_noop("policy"),
    "budget.track": gettext_noop("budget track"),
    "budget.budget": gettext_noop("budget"),
    "budget.budgetline": gettext_noop("budget line"),
    "agreements.agreement": gettext_noop("agreement"),
    "agreements.commitment": gettext_noop("commitment"),
    "initiatives.initiative": gettext_noop("initiative"),
}


def record_name(table: str) -> str:
    """Return what the rows of a table are, in the active language."""
    return _(RECORD_NAMES[table])
