"""The list of all rules, and their selection by code. A new family of rules is imported here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kobling.core.chain.inspection import d1_practice, d2_committees, d3_administration, d4_effect
from kobling.core.chain.inspection.registry import Rule, registered_rules
from kobling.core.errors import KoblingError

RULE_MODULES = (d1_practice, d2_committees, d3_administration, d4_effect)
"""The modules of the rules: importing one registers its rules."""

RULES: tuple[Rule, ...] = registered_rules()
"""Every rule, by code."""

RULES_BY_CODE: Mapping[str, Rule] = {rule.code: rule for rule in RULES}


@dataclass(eq=False)
class NoSuchRule(KoblingError):
    """Raised for a code, or the beginning of one, that no rule has."""

    found: str
    known: tuple[str, ...]


def select_rules(select: Iterable[str] | None = None) -> tuple[Rule, ...]:
    """Return the rules whose code begins with one of the given (D2, D302), or all for None. Raises NoSuchRule."""
    if select is None:
        return RULES
    codes: set[str] = set()
    for prefix in select:
        matching = {rule.code for rule in RULES if prefix and rule.code.startswith(prefix)}
        if not matching:
            raise NoSuchRule(found=prefix, known=tuple(rule.code for rule in RULES))
        codes |= matching
    return tuple(rule for rule in RULES if rule.code in codes)
