"""Two example graphs for every rule: one in which it has a finding, and the most similar one in which it has none."""

from collections.abc import Mapping

from kobling.core.chain.inspection.examples import d1, d2, d3, d4
from kobling.core.chain.inspection.examples.example import Example, describe_part

EXAMPLES: Mapping[str, Example] = {**d1.EXAMPLES, **d2.EXAMPLES, **d3.EXAMPLES, **d4.EXAMPLES}
"""By code."""

__all__ = ["EXAMPLES", "Example", "describe_part"]
