"""The interface of a weighting step, such as raking, calibration or trimming."""

from typing import Protocol

from kobling.core.survey.arrays import FloatArray


class WeightingStep(Protocol):
    """A change of the weights of n rows that also maps influence functions and replicate weights."""

    @property
    def method(self) -> str:
        """rake, poststratify, linear, raking, logit, truncated, nonresponse or trim."""

    @property
    def before(self) -> FloatArray:
        """(n,) The weights before the step."""

    @property
    def after(self) -> FloatArray:
        """(n,) The weights after the step."""

    def influence(self, z: FloatArray) -> FloatArray:
        """(n, k) Convert influence per unit of weight after the step into influence per unit of weight before it."""

    def reapply(self, weights: FloatArray) -> FloatArray:
        """(n,) or (n, b) Apply the step with the same targets to other weights, such as replicate weights."""
