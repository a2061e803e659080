"""The order of findings by how much they matter, which pages and the command line list them in.

First by severity: a missing link, a thin one, something to look at. Then by what they are about, from the top of the
chain down: what breaks higher up takes more with it. Then by rule. The goals that one directorate works on alone (D301)
follow the finding about all of the administration (D302) where there is one: they are the same fault, one by one.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from kobling.core.chain.graph.nodes import NodeKind, Ref
from kobling.core.chain.inspection.registry import Severity
from kobling.core.chain.inspection.rules import RULES_BY_CODE

T = TypeVar("T")
SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
FROM_THE_TOP = (
    NodeKind.MUNICIPALITY,
    NodeKind.VISION,
    NodeKind.THEME,
    NodeKind.GOAL,
    NodeKind.POLICY,
    NodeKind.PRIORITY,
    NodeKind.BUDGET,
    NodeKind.BUDGET_LINE,
    NodeKind.AGREEMENT,
    NodeKind.AGREEMENT_GOAL,
    NodeKind.INITIATIVE,
    NodeKind.COMMITMENT,
    NodeKind.TARGET,
    NodeKind.INDICATOR,
)
"""The kinds of node that findings are about."""
SAME_FAULT = {"D301": "D302"}
"""Rules whose findings follow those of another, where it has any."""

SortKey = tuple[int, int, str, bool]


def by_weight(found: Iterable[T], *, about: Callable[[T], tuple[str, Ref]]) -> list[T]:
    """Return findings by how much they matter; those that matter alike keep their order.

    about   returns a finding's code and subject
    """
    found = list(found)
    codes = {about(one)[0] for one in found}
    return sorted(found, key=lambda one: _sort_key(*about(one), codes))


def _sort_key(code: str, subject: Ref, codes: set[str]) -> SortKey:
    leading = SAME_FAULT.get(code, "")
    if leading in codes:
        return (*_sort_key(leading, Ref(NodeKind.MUNICIPALITY, ""), set())[:3], True)
    severity = SEVERITIES.index(RULES_BY_CODE[code].severity)
    return severity, FROM_THE_TOP.index(subject.kind), code, False
