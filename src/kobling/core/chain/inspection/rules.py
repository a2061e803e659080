"""All rules. A new family is imported here."""

from collections.abc import Iterable, Mapping

from kobling.core.chain.inspection import d1_practice, d2_committees, d3_administration, d4_effect
from kobling.core.chain.inspection.registry import Rule, registered_rules
from kobling.core.errors import KoblingError

RULE_MODULES = (d1_practice, d2_committees, d3_administration, d4_effect)
"""Importing them is what registers their rules."""

RULES: tuple[Rule, ...] = registered_rules()
"""Every rule there is, in the order of their codes."""

RULES_BY_CODE: Mapping[str, Rule] = {rule.code: rule for rule in RULES}


class NoSuchRule(KoblingError):
    """A code, or the beginning of one, that no rule has."""

    def __init__(self, *, found: str, known: tuple[str, ...]) -> None:
        """Keep what was asked for and what there is."""
        self.found, self.known = found, known
        super().__init__(found, known)

    def __str__(self) -> str:
        return f"no rule is called {self.found!r}; there are {', '.join(self.known)}"


def select_rules(select: Iterable[str] | None = None) -> tuple[Rule, ...]:
    """Return the rules whose code begins with one of these (D2, D302), or all. Raises NoSuchRule."""
    if select is None:
        return RULES
    chosen = set()
    for asked in select:
        meant = {one.code for one in RULES if asked and one.code.startswith(asked)}
        if not meant:
            raise NoSuchRule(found=asked, known=tuple(one.code for one in RULES))
        chosen |= meant
    return tuple(one for one in RULES if one.code in chosen)
