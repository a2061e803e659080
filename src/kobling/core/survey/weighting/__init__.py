"""Weighting: raking, calibration, poststratification, nonresponse adjustment and trimming, as steps of a sample.

Every step implements `design.weighting_step.WeightingStep`, so that variances account for it.
"""

from kobling.core.survey.weighting.calibrate import calibrate
from kobling.core.survey.weighting.nonresponse import adjust_nonresponse
from kobling.core.survey.weighting.rake import poststratify, rake
from kobling.core.survey.weighting.report import weights_report
from kobling.core.survey.weighting.trim import trim

__all__ = ["adjust_nonresponse", "calibrate", "poststratify", "rake", "trim", "weights_report"]
