"""The reference designs with their weighting, and small samples made up by hypothesis."""

from functools import cache

import polars as pl
from hypothesis import strategies as st

from kobling.core import survey
from kobling.core.survey.weighting import calibrate, poststratify, rake
from tests.core.survey.reference import DESIGNS, FOLDER


def listed(value):
    return [] if value is None else [value] if isinstance(value, str) else value


@cache
def unweighted(design):
    """A reference design's sample before its weighting."""
    base = DESIGNS[DESIGNS[design].get("base", design)]
    return survey.Sample(
        pl.read_csv(FOLDER / "data" / base["data"], infer_schema_length=None),
        survey.Design(
            weights=base["weights"],
            strata=base.get("strata"),
            clusters=listed(base.get("ids")),
            fpc=listed(base.get("fpc")),
        ),
    )


@cache
def weighted(design):
    """A reference design's sample after its weighting."""
    sample, how = unweighted(design), DESIGNS[design]["weighting"]
    if how["kind"] == "rake":
        return rake(sample, how["margins"])
    if how["kind"] == "poststratify":
        return poststratify(sample, how["margins"] if "margins" in how else {how["joint"]: how["cells"]})
    totals = dict(how.get("totals", {}))
    return calibrate(
        sample,
        distance=how["calfun"],
        margins=how.get("margins"),
        total=totals.pop("(Intercept)", None),
        totals=totals,
        bounds=how.get("bounds"),
        aggregate="dnum" if "aggregate_stage" in how else None,
    )


def sample_of(weights, **columns):
    """A sample with the weights and columns given, drawn without strata."""
    return survey.Sample(pl.DataFrame({"w": weights, **columns}), survey.Design(weights="w"))


@st.composite
def crossed(draw):
    """A sample where every sex meets every age, and margins that fit it."""
    extra = draw(st.lists(st.tuples(st.sampled_from("FM"), st.sampled_from("abc")), max_size=20))
    people = [(sex, age) for sex in "FM" for age in "abc"] + extra
    weights = draw(st.lists(st.floats(0.5, 20), min_size=len(people), max_size=len(people)))
    women, first, second = draw(st.integers(100, 900)), draw(st.integers(100, 400)), draw(st.integers(100, 400))
    margins = {
        "sex": {"F": women, "M": 1000 - women},
        "age": {"a": first, "b": second, "c": 1000 - first - second},
    }
    return sample_of(weights, sex=[sex for sex, _ in people], age=[age for _, age in people]), margins
