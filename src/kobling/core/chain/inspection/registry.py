"""What a rule is, what it finds, and the list of all rules."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

from kobling.core.chain.graph.graph import GraphView
from kobling.core.chain.graph.nodes import Ref
from kobling.core.chain.i18n import gettext_noop

MessageFigure = int | float | str | date
"""A fact that a sentence puts in: whole kroner and counts as int, percent and measures as float (37.5 is 37.5 per "
"cent)."""
MessageFigures = Mapping[str, MessageFigure]


class Severity(StrEnum):
    """How much a finding weighs: error, a link is missing; warning, a link is thin; note, something to look at."""

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
    """Where the chain has come off."""

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
    """An object that a finding points at and, where the object does not say it alone, what is to be seen there."""

    ref: Ref
    message: str = ""
    """English, marked for translation; the figures go into it"""
    figures: MessageFigures = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.ref}: {self.message % figures_as_text(self.figures)}" if self.message else str(self.ref)


@dataclass(frozen=True, slots=True)
class RuleMatch:
    """What a rule's function yields; the registry makes a finding of it."""

    subject: Ref
    evidence: tuple[Evidence, ...] = ()
    figures: MessageFigures = field(default_factory=dict)
    message: int = 0
    """which of the rule's messages"""
    fingerprint_facts: tuple[str, ...] | None = None
    """the facts that the fingerprint is taken of, where figures and evidence hold something that chance decides"""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule points at, with evidence."""

    code: str
    subject: Ref
    message: str
    """one sentence about the subject: English, marked for translation; the figures go into it"""
    figures: MessageFigures
    evidence: tuple[Evidence, ...]
    fingerprint: str
    """another one as soon as the facts behind the finding are others; the day and chance are none of them"""

    def __str__(self) -> str:
        return f"{self.code} {self.subject}: {self.message % figures_as_text(self.figures)}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A check of the chain: what it asks and why. All texts are English and marked for translation."""

    code: str
    name: str
    severity: Severity
    level: Level | None
    """which level of a goal's chain is thin when it finds something; None where no goal is"""
    when: str
    why: str
    clears: str
    source: str
    messages: tuple[str, ...]
    find_matches: Callable[[GraphView], Iterable[RuleMatch]]

    @property
    def family(self) -> RuleFamily:
        """Which decoupling it looks for."""
        return next(family for family in FAMILIES if self.code.startswith(family.code))

    def findings(self, view: GraphView) -> list[Finding]:
        """Everything it finds, by what it points at; the same thing found on two ways is found once."""
        found = {finding.fingerprint: finding for finding in map(self._finding, self.find_matches(view))}
        return sorted(found.values(), key=lambda finding: (finding.subject, finding.message, finding.fingerprint))

    def _finding(self, match: RuleMatch) -> Finding:
        behind = match.fingerprint_facts if match.fingerprint_facts is not None else _facts(match)
        said = repr((self.code, str(match.subject), match.message, behind))
        return Finding(
            code=self.code,
            subject=match.subject,
            message=self.messages[match.message],
            figures=match.figures,
            evidence=match.evidence,
            fingerprint=sha256(said.encode()).hexdigest()[:16],
        )


def _facts(match: RuleMatch) -> tuple[str, ...]:
    """The facts of a match in words that are the same on every machine."""
    figures = [f"{name}={value}" for name, value in sorted(figures_as_text(match.figures).items())]
    shown = [f"{one.ref} {sorted(figures_as_text(one.figures).items())}" for one in match.evidence]
    return *figures, *shown


def figures_as_text(figures: MessageFigures) -> dict[str, str]:
    """Figures as an engineer reads them; pages format them in the reader's language."""
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
    """Register a function as a rule. `rules` imports the files that do, and gives the whole list."""

    def register(finds: RuleFunction) -> RuleFunction:
        _RULES[code] = Rule(code, name, severity, level, when, why, clears, source, messages, finds)
        return finds

    return register


def registered_rules() -> tuple[Rule, ...]:
    """Return every rule registered so far, by code."""
    return tuple(_RULES[code] for code in sorted(_RULES))
