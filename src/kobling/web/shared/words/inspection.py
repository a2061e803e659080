"""What the chain inspection says, in the active language: its sentences with their figures, and the names of things."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kobling.core.chain import Finding, Kind, Level, Severity, Strength
from kobling.core.chain.inspection.registry import Figure, Figures
from kobling.core.periods import Period
from kobling.core.status import Status
from kobling.web.shared.formats import decimals_of, format_day, format_number, format_period
from kobling.web.shared.words.vocabulary import status_name

PERIODS = frozenset({"oldest", "latest"})
"""Figures that are a period's code."""


def fill_message(message: str, figures: Figures) -> str:
    """A sentence of a rule, marked for translation in the core, with its figures; nothing where there is none."""
    return _(message) % {name: _figure(name, value) for name, value in figures.items()} if message else ""


def finding_text(finding: Finding) -> str:
    """What is missing, in words."""
    return fill_message(finding.message, finding.figures)


def _figure(name: str, value: Figure) -> str:
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, int | float):
        return format_number(value, decimals_of(value))
    if name == "status":
        return status_name(Status(value)).lower()
    return format_period(Period.parse(value)) if name in PERIODS else value


def severity_name(severity: Severity) -> str:
    """How much a finding weighs."""
    names = {
        Severity.ERROR: pgettext("severity", "error"),
        Severity.WARNING: pgettext("severity", "warning"),
        Severity.NOTE: pgettext("severity", "note"),
    }
    return names[severity]


def severity_meaning(severity: Severity) -> str:
    """What the weight means."""
    meanings = {
        Severity.ERROR: _("a link is missing"),
        Severity.WARNING: _("a link is thin"),
        Severity.NOTE: _("something to look at"),
    }
    return meanings[severity]


def strength_name(strength: Strength) -> str:
    """Whether a link holds."""
    names = {
        Strength.WHOLE: pgettext("a link", "whole"),
        Strength.THIN: pgettext("a link", "thin"),
        Strength.MISSING: pgettext("a link", "missing"),
    }
    return names[strength]


def level_name(level: Level) -> str:
    """A level of a goal's chain."""
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


def node_kind_name(kind: Kind) -> str:
    """What kind of thing something in the chain is."""
    names = {
        Kind.MUNICIPALITY: pgettext("in the chain", "municipality"),
        Kind.TERM: pgettext("in the chain", "council term"),
        Kind.VISION: pgettext("in the chain", "vision"),
        Kind.THEME: pgettext("in the chain", "theme"),
        Kind.GOAL: pgettext("in the chain", "goal"),
        Kind.TARGET: pgettext("in the chain", "target"),
        Kind.INDICATOR: pgettext("in the chain", "indicator"),
        Kind.PRIORITY: pgettext("in the chain", "priority"),
        Kind.BUDGET: pgettext("in the chain", "budget"),
        Kind.BUDGET_LINE: pgettext("in the chain", "budget line"),
        Kind.AGREEMENT: pgettext("in the chain", "agreement"),
        Kind.AGREEMENT_GOAL: pgettext("in the chain", "agreement's goal"),
        Kind.INITIATIVE: pgettext("in the chain", "initiative"),
        Kind.COMMITMENT: pgettext("in the chain", "commitment"),
        Kind.POLICY: pgettext("in the chain", "policy"),
        Kind.DECISION: pgettext("in the chain", "decision"),
        Kind.JOINT_MEETING: pgettext("in the chain", "joint meeting"),
        Kind.BODY: pgettext("in the chain", "body"),
        Kind.UNIT: pgettext("in the chain", "unit"),
        Kind.PERSON: pgettext("in the chain", "leader"),
    }
    return names[kind]
