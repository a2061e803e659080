"""Translate the messages of findings and fill in their figures; name levels, nodes and severities.

The sentences of the messages themselves are the `messages=` of the rules, in `core/chain/inspection/d*.py`.
"""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kobling.core.chain import Finding, Level, NodeKind, Rule, Severity, Strength
from kobling.core.chain.inspection.registry import MessageFigure, MessageFigures
from kobling.core.periods import Period
from kobling.core.status import Status
from kobling.web.shared.formats import decimals_of, format_day, format_number, format_period
from kobling.web.shared.words.vocabulary import status_name

PERIODS = frozenset({"oldest", "latest"})
"""Names of figures that are a period's code."""
WHOLE_FROM = 10
"""An expected number of cases has no decimals from here on."""


def fill_message(message: str, figures: MessageFigures) -> str:
    """Translate a rule's message, which is marked for translation in the core, and fill in its figures."""
    return _(message) % {name: _figure(name, value) for name, value in figures.items()} if message else ""


def finding_text(finding: Finding) -> str:
    """Return a finding's message."""
    return fill_message(finding.message, finding.figures)


def _figure(name: str, value: MessageFigure) -> str:
    if isinstance(value, date):
        return format_day(value)
    if name == "expected" and isinstance(value, int | float) and value >= WHOLE_FROM:
        return format_number(value)
    if isinstance(value, int | float):
        return format_number(value, decimals_of(value))
    if name == "status" and value in frozenset(Status):  # a register's error has the status of a response
        return status_name(Status(value)).lower()
    return format_period(Period.parse(value)) if name in PERIODS else value


def rule_name(rule: Rule) -> str:
    """Return the name of a rule: `theme without goal`."""
    name = _(rule.name)
    return rule.name.replace("-", " ") if name == rule.name else name


def severity_name(severity: Severity) -> str:
    """Return the name of a severity."""
    names = {
        Severity.ERROR: pgettext("severity", "error"),
        Severity.WARNING: pgettext("severity", "warning"),
        Severity.NOTE: pgettext("severity", "note"),
    }
    return names[severity]


def severity_meaning(severity: Severity) -> str:
    """Return what a severity means."""
    meanings = {
        Severity.ERROR: _("a link is missing"),
        Severity.WARNING: _("a link is only partial"),
        Severity.NOTE: _("something to look at"),
    }
    return meanings[severity]


def strength_name(strength: Strength) -> str:
    """Return the name of a link's strength."""
    names = {
        Strength.WHOLE: pgettext("a link", "complete"),
        Strength.THIN: pgettext("a link", "partial"),
        Strength.MISSING: pgettext("a link", "missing"),
    }
    return names[strength]


def level_count(level: Level, count: int) -> str:
    """Return how many nodes there are at a level: `6 prioriteringer`."""
    forms = {
        Level.VISION: ngettext("%(count)s vision", "%(count)s visions", count),
        Level.THEME: ngettext("%(count)s theme", "%(count)s themes", count),
        Level.GOAL: ngettext("%(count)s goal", "%(count)s goals", count),
        Level.PRIORITY: ngettext("%(count)s priority", "%(count)s priorities", count),
        Level.FRAME: ngettext(
            "%(count)s current budget line or agreement", "%(count)s current budget lines and agreements", count
        ),
        Level.INITIATIVE: ngettext("%(count)s initiative", "%(count)s initiatives", count),
        Level.COMMITMENT: ngettext("%(count)s commitment", "%(count)s commitments", count),
        Level.MEASUREMENT: ngettext("%(count)s indicator or judgement", "%(count)s indicators and judgements", count),
        Level.STATUS: ngettext("%(count)s status", "%(count)s statuses", count),
        Level.FOLLOW_UP: ngettext("%(count)s follow-up", "%(count)s follow-ups", count),
    }
    return forms[level] % {"count": format_number(count)}


def level_name(level: Level) -> str:
    """Return the name of a level of a goal's chain."""
    names = {
        Level.VISION: pgettext("in the chain", "vision"),
        Level.THEME: pgettext("in the chain", "theme"),
        Level.GOAL: pgettext("in the chain", "goal"),
        Level.PRIORITY: pgettext("in the chain", "priority"),
        Level.FRAME: pgettext("in the chain", "budget or agreement"),
        Level.INITIATIVE: pgettext("in the chain", "initiative"),
        Level.COMMITMENT: pgettext("in the chain", "commitment"),
        Level.MEASUREMENT: pgettext("in the chain", "measurement"),
        Level.STATUS: pgettext("in the chain", "status"),
        Level.FOLLOW_UP: pgettext("in the chain", "the council's follow-up"),
    }
    return names[level]


def node_kind_name(kind: NodeKind) -> str:
    """Return the name of a kind of node."""
    names = {
        NodeKind.MUNICIPALITY: pgettext("in the chain", "municipality"),
        NodeKind.TERM: pgettext("in the chain", "council term"),
        NodeKind.VISION: pgettext("in the chain", "vision"),
        NodeKind.THEME: pgettext("in the chain", "theme"),
        NodeKind.GOAL: pgettext("in the chain", "goal"),
        NodeKind.TARGET: pgettext("in the chain", "target"),
        NodeKind.INDICATOR: pgettext("in the chain", "indicator"),
        NodeKind.PRIORITY: pgettext("in the chain", "priority"),
        NodeKind.BUDGET: pgettext("in the chain", "budget"),
        NodeKind.BUDGET_LINE: pgettext("in the chain", "budget line"),
        NodeKind.AGREEMENT: pgettext("in the chain", "agreement"),
        NodeKind.AGREEMENT_GOAL: pgettext("in the chain", "agreement's goal"),
        NodeKind.INITIATIVE: pgettext("in the chain", "initiative"),
        NodeKind.COMMITMENT: pgettext("in the chain", "commitment"),
        NodeKind.POLICY: pgettext("in the chain", "policy"),
        NodeKind.DECISION: pgettext("in the chain", "decision"),
        NodeKind.JOINT_MEETING: pgettext("in the chain", "joint meeting"),
        NodeKind.BODY: pgettext("in the chain", "body"),
        NodeKind.UNIT: pgettext("in the chain", "unit"),
        NodeKind.PERSON: pgettext("in the chain", "leader"),
    }
    return names[kind]
