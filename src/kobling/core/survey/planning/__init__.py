"""Planning a wave: how many to invite, who, and what the answers will be able to tell."""

from kobling.core.survey.planning.allocation import Allocation, Stratum, allocate
from kobling.core.survey.planning.change_variance import Waves
from kobling.core.survey.planning.power_analysis import (
    Change,
    Changes,
    Margin,
    Margins,
    Size,
    Sizes,
    invited_for_change,
    invited_for_margin,
    margin_of_error,
    power_of_change,
    smallest_change,
)
from kobling.core.survey.planning.sampling import Drawn, draw_clusters, draw_simple, draw_stratified, draw_systematic

__all__ = [
    "Allocation",
    "Change",
    "Changes",
    "Drawn",
    "Margin",
    "Margins",
    "Size",
    "Sizes",
    "Stratum",
    "Waves",
    "allocate",
    "draw_clusters",
    "draw_simple",
    "draw_stratified",
    "draw_systematic",
    "invited_for_change",
    "invited_for_margin",
    "margin_of_error",
    "power_of_change",
    "smallest_change",
]
