"""Plan a wave: allocate the sample to strata, draw it, and compute its power and margins of error."""

from kobling.core.survey.planning.allocation import Allocation, StratumAllocation, allocate
from kobling.core.survey.planning.change_variance import WavePlan
from kobling.core.survey.planning.power_analysis import (
    DetectableChange,
    DetectableChanges,
    MarginOfError,
    MarginsOfError,
    RequiredSample,
    RequiredSamples,
    margin_of_error,
    minimum_detectable_change,
    power_of_change,
    sample_size_for_change,
    sample_size_for_margin,
)
from kobling.core.survey.planning.sampling import (
    DrawnSample,
    draw_clusters,
    draw_simple,
    draw_stratified,
    draw_systematic,
)

__all__ = [
    "Allocation",
    "DetectableChange",
    "DetectableChanges",
    "DrawnSample",
    "MarginOfError",
    "MarginsOfError",
    "RequiredSample",
    "RequiredSamples",
    "StratumAllocation",
    "WavePlan",
    "allocate",
    "draw_clusters",
    "draw_simple",
    "draw_stratified",
    "draw_systematic",
    "margin_of_error",
    "minimum_detectable_change",
    "power_of_change",
    "sample_size_for_change",
    "sample_size_for_margin",
]
