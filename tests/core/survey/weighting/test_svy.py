"""svy 0.35.0 as a second opinion on weights and their standard errors, one variable per call."""

import pytest

from kobling.core.survey.weighting import poststratify, rake
from tests.core.survey.reference import DESIGNS
from tests.core.survey.weighting.samples import unweighted
from tests.core.survey.weighting.test_reference import standard_errors

WEIGHED = {"strat_rake3": rake, "strat_ps": poststratify, "clus1_rake": rake}


@pytest.mark.parametrize("variable", ["api00", "enroll"])
@pytest.mark.parametrize("design", WEIGHED)
def test_weights_and_totals_are_those_of_svy(design, variable):
    import svy

    sample = unweighted(design)
    base, margins = DESIGNS[DESIGNS[design]["base"]], DESIGNS[design]["weighting"]["margins"]
    theirs = svy.Sample(
        sample.frame, svy.Design(stratum=base.get("strata"), psu=base.get("ids"), wgt="pw", pop_size=base["fpc"])
    )
    if WEIGHED[design] is rake:
        theirs = theirs.weighting.rake(controls=margins, tol=1e-12, max_iter=1000)
    else:
        ((column, counts),) = margins.items()
        theirs = theirs.weighting.poststratify(controls=counts, cells=column)
    ours = WEIGHED[design](sample, margins)
    values = ours.column(variable)

    table = theirs.estimation.total(variable).to_polars()

    assert ours.weights @ values == pytest.approx(table["est"][0], rel=1e-8)
    assert standard_errors(ours, design, values[:, None])[0] == pytest.approx(table["se"][0], rel=1e-5)
