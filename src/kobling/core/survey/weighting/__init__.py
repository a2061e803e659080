"""Weights that answer for those who were not drawn, did not answer, or are too many: step by step, and undoable.

A step never loses what the variance needs: see `steps` for what each has to be able to do.
"""

from kobling.core.survey.weighting.calibrate import calibrate
from kobling.core.survey.weighting.nonresponse import adjust_nonresponse
from kobling.core.survey.weighting.rake import poststratify, rake
from kobling.core.survey.weighting.report import weights_report
from kobling.core.survey.weighting.trim import trim

__all__ = ["adjust_nonresponse", "calibrate", "poststratify", "rake", "trim", "weights_report"]
