"""Rules, the findings they make, and the registry of all rules."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

from kobling.core.chain.graph.graph import GraphView
from kobling.core.chain.graph.nodes import Ref
from kobling.core.chain.i18n import gettext_noop

MessageFigure = int | float | str | date
"""A value in a message: whole kroner and counts as int, percent and measures as float (37.5 is 37.5 per cent)."""
MessageFigures = Mapping[str, MessageFigure]


class Severity(StrEnum):
    """The severity of a finding. Error: a link is missing; warning: a link is thin; note: something to consider."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Level(StrEnum):
    """How far the chain may reach: down from the vision to what leaders promise, and up again from what is measured."""

    VISION = "vision"
    THEME = "theme"
    GOAL = "goal"
    PRIORITY = "priority"
    FRAME = "frame"
    """a budget line or an agreement"""
    INITIATIVE = "initiative"
    COMMITMENT = "commitment"
    MEASUREMENT = "measurement"
    STATUS = "status"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class RuleFamily:
    """A family of rules: one kind of decoupling."""

    code: str
    name: str
    between: str
    description: str


FAMILIES: tuple[RuleFamily, ...] = (
    RuleFamily(
        "D1",
        gettext_noop("First decoupling"),
        gettext_noop("between vision and practice"),
        gettext_noop("Abstractions and loud mottoes on one side, a decoupled practice on the other."),
    ),
    RuleFamily(
        "D2",
        gettext_noop("Second decoupling"),
        gettext_noop("between council and committees"),
        gettext_noop(
            "The vision is interpreted and carried out in the committees, without anchoring in cross-cutting "
            "discussions "
            "and priorities in the council."
        ),
    ),
    RuleFamily(
        "D3",
        gettext_noop("Third decoupling"),
        gettext_noop("between council and administration"),
        gettext_noop(
            "The vision is anchored in the council, but the centres live their own life, bilaterally, each with its own"
            " "
            "committee."
        ),
    ),
    RuleFamily(
        "D4",
        gettext_noop("Fourth decoupling"),
        gettext_noop("between means and ends"),
        gettext_noop("The practice is carried out as agreed, and what it was for does not move."),
    ),
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A node that a finding points at and, if the node alone does not show it, what is wrong there."""

    ref: Ref
    message: str = ""
    """English, marked for translation, with placeholders for the figures; empty if the node is enough"""
    figures: MessageFigures = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.ref}: {self.message % figures_as_text(self.figures)}" if self.message else str(self.ref)


@dataclass(frozen=True, slots=True)
class RuleMatch:
    """One result of a rule's function, of which the registry makes a finding."""

    subject: Ref
    evidence: tuple[Evidence, ...] = ()
    figures: MessageFigures = field(default_factory=dict)
    message: int = 0
    """index in the rule's messages"""
    fingerprint_facts: tuple[str, ...] | None = None
    """the facts behind the fingerprint, if figures or evidence hold something random; None for figures and evidence"""


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding of a rule about one subject, with evidence."""

    code: str
    subject: Ref
    message: str
    """one sentence about the subject: English, marked for translation, with placeholders for the figures"""
    figures: MessageFigures
    evidence: tuple[Evidence, ...]
    fingerprint: str
    """a hash of the facts behind the finding; the day and anything random are not among them"""

    def __str__(self) -> str:
        return f"{self.code} {self.subject}: {self.message % figures_as_text(self.figures)}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the chain inspection. All texts are English and marked for translation."""

    code: str
    name: str
    severity: Severity
    level: Level | None
    """the level of a goal's chain that its findings make thin; None if they concern no goal"""
    when: str
    why: str
    clears: str
    source: str
    messages: tuple[str, ...]
    find_matches: Callable[[GraphView], Iterable[RuleMatch]]

    @property
    def family(self) -> RuleFamily:
        """The family that the rule belongs to by its code."""
        return next(family for family in FAMILIES if self.code.startswith(family.code))

    def findings(self, view: GraphView) -> list[Finding]:
        """Return the findings in a view, by subject; equal findings are returned once."""
        findings = {finding.fingerprint: finding for finding in map(self._finding, self.find_matches(view))}
        return sorted(findings.values(), key=lambda finding: (finding.subject, finding.message, finding.fingerprint))

    def _finding(self, match: RuleMatch) -> Finding:
        facts = match.fingerprint_facts if match.fingerprint_facts is not None else _facts(match)
        hashed = repr((self.code, str(match.subject), match.message, facts))
        return Finding(
            code=self.code,
            subject=match.subject,
            message=self.messages[match.message],
            figures=match.figures,
            evidence=match.evidence,
            fingerprint=sha256(hashed.encode()).hexdigest()[:16],
        )


def _facts(match: RuleMatch) -> tuple[str, ...]:
    """Return the facts of a match as text that is the same on every machine."""
    figures = [f"{name}={value}" for name, value in sorted(figures_as_text(match.figures).items())]
    evidence = [f"{item.ref} {sorted(figures_as_text(item.figures).items())}" for item in match.evidence]
    return *figures, *evidence


def figures_as_text(figures: MessageFigures) -> dict[str, str]:
    """Return figures as unformatted text; pages format them in the reader's language."""
    return {name: str(value) for name, value in figures.items()}


_RULES: dict[str, Rule] = {}
RuleFunction = Callable[[GraphView], Iterable[RuleMatch]]


def rule(
    code: str,
    name: str,
    *,
    severity: Severity,
    level: Level | None,
    when: str,
    why: str,
    clears: str,
    source: str,
    messages: tuple[str, ...],
) -> Callable[[RuleFunction], RuleFunction]:
    """Register a function as a rule. The module `rules` imports the modules that do, and holds the complete list."""

    def register(find_matches: RuleFunction) -> RuleFunction:
        _RULES[code] = Rule(code, name, severity, level, when, why, clears, source, messages, find_matches)
        return find_matches

    return register


def registered_rules() -> tuple[Rule, ...]:
    """Return every rule registered so far, by code."""
    return tuple(_RULES[code] for code in sorted(_RULES))
