"""Errors of nodes and links that make no chain, with messages that name what to correct."""

from collections.abc import Mapping
from dataclasses import dataclass

from kobling.core.chain.graph.links import Link
from kobling.core.chain.graph.nodes import Ref
from kobling.core.chain.i18n import gettext_noop
from kobling.core.errors import KoblingError

PROBLEM_MESSAGES: Mapping[str, str] = {
    "repeated": gettext_noop("%(node)s is there twice; a key names one thing of its kind"),
    "unknown_end": gettext_noop("%(link)s: there is no %(missing)s"),
    "wrong_ends": gettext_noop("%(link)s: a link of this kind cannot lead from a %(start)s to a %(end)s"),
    "unknown_decision": gettext_noop("%(link)s: there is no %(missing)s that could stand behind it"),
    "backwards": gettext_noop("%(what)s: the first day, %(first)s, comes after the last, %(last)s"),
    "circle": gettext_noop("%(circle)s: this leads back to where it began"),
    "terms_overlap": gettext_noop("%(node)s and %(other)s are council terms with a day in common"),
}


@dataclass(frozen=True, slots=True)
class ChainProblem:
    """One problem, with the nodes and the link concerned."""

    code: str
    """key in PROBLEM_MESSAGES"""
    refs: tuple[Ref, ...]
    facts: Mapping[str, object]
    """values of the message's placeholders"""
    link: Link | None = None

    def __str__(self) -> str:
        return PROBLEM_MESSAGES[self.code] % self.facts


class ChainError(KoblingError):
    """Raised for nodes and links that make no chain; holds every problem."""

    def __init__(self, problems: tuple[ChainProblem, ...]) -> None:
        """Store the problems."""
        self.problems = problems
        super().__init__(problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)
