"""The two waves of the reference panel, as separate samples."""

from functools import cache

import polars as pl

from kobling.core import survey
from tests.core.survey.reference import DESIGNS, FOLDER


@cache
def panel():
    return pl.read_csv(FOLDER / "data" / "panel.csv")


def wave(number):
    frame = panel().filter(pl.col("wave") == number).drop("wave")
    return survey.Sample(frame, survey.Design(weights="w", strata="stratum"))


def independent():
    return survey.stack({1: wave(1), 2: wave(2)})


def overlapping():
    return survey.stack({1: wave(1), 2: wave(2)}, person="person")


def raked(person=None):
    margins = DESIGNS["indep_stack_raked"]["weighting"]["margins"]
    return survey.stack({number: survey.rake(wave(number), margins) for number in (1, 2)}, person=person)
