"""Analyse survey samples: describe the design, weight, estimate with standard errors, and compare.

    from kobling.core import survey

    sample = survey.Sample(frame, survey.Design(weights="w", strata="h", fpc="N"))
    sample = survey.rake(sample, {"sex": {"F": 10_200, "M": 9_800}, "age": {"18-34": 5_800, "35+": 14_200}})
    survey.share(sample, "proud", by="district")

Results print as tables, convert to Polars frames with `to_frame()`, and carry their method and its source.
"""

from kobling.core.survey.comparison.contrasts import ContrastEstimate
from kobling.core.survey.comparison.equivalence import equivalence
from kobling.core.survey.comparison.groups import association, differences, differences_from_rest
from kobling.core.survey.comparison.regression import regression
from kobling.core.survey.comparison.stacking import stack
from kobling.core.survey.comparison.waves import change, trend
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.design.stages import Design
from kobling.core.survey.errors import SurveyError
from kobling.core.survey.estimands import mean_estimands, ratio_estimands, share_estimands, total_estimands
from kobling.core.survey.estimation.estimates import Estimate, Estimates
from kobling.core.survey.estimation.estimators import mean, quantile, ratio, share, total
from kobling.core.survey.variance.resampling import add_replicate_weights, bootstrap, jackknife
from kobling.core.survey.weighting import (
    adjust_nonresponse,
    calibrate,
    poststratify,
    rake,
    trim,
    weights_report,
)

__all__ = [
    "ContrastEstimate",
    "Design",
    "Estimate",
    "Estimates",
    "Sample",
    "SurveyError",
    "add_replicate_weights",
    "adjust_nonresponse",
    "association",
    "bootstrap",
    "calibrate",
    "change",
    "differences",
    "differences_from_rest",
    "equivalence",
    "jackknife",
    "mean",
    "mean_estimands",
    "poststratify",
    "quantile",
    "rake",
    "ratio",
    "ratio_estimands",
    "regression",
    "share",
    "share_estimands",
    "stack",
    "total",
    "total_estimands",
    "trend",
    "trim",
    "weights_report",
]
