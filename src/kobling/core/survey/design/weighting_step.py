"""What a step of the weighting has to be able to do."""

from typing import Protocol

from kobling.core.survey.arrays import FloatArray


class WeightingStep(Protocol):
    """One change of the weights of n rows, and how to follow an estimate back through it."""

    @property
    def method(self) -> str:
        """rake, poststratify, linear, raking, logit, truncated, nonresponse or trim."""

    @property
    def before(self) -> FloatArray:
        """(n,) The weights before the step."""

    @property
    def after(self) -> FloatArray:
        """(n,) The weights after it."""

    def influence(self, z: FloatArray) -> FloatArray:
        """(n, k) Turn influence per unit of weight after the step into influence per unit of weight before it."""

    def reapply(self, weights: FloatArray) -> FloatArray:
        """(n,) or (n, b) Take the same step, to the same targets, from other weights, such as a replicate's."""
