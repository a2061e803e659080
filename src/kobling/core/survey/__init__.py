"""What a sample can say: how it was drawn, weighting, estimates with their uncertainty, comparison.

    from kobling.core import survey

    sample = survey.Sample(frame, survey.Design(weights="w", strata="h", fpc="N"))
    sample = survey.rake(sample, {"sex": {"F": 10_200, "M": 9_800}, "age": {"18-34": 5_800, "35+": 14_200}})
    survey.share(sample, "proud", by="district")
"""

from kobling.core.survey.design import Design
from kobling.core.survey.estimates import Estimate, Estimates
from kobling.core.survey.estimation import mean, ratio, share, total
from kobling.core.survey.refusals import SurveyRefused
from kobling.core.survey.sample import Sample

__all__ = ["Design", "Estimate", "Estimates", "Sample", "SurveyRefused", "mean", "ratio", "share", "total"]
