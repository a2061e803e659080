"""Estimates reproduce R's over every reference design, and obey the laws of estimation."""

import re
from functools import cache

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core import survey
from kobling.core.survey import estimands
from kobling.core.survey.design.domains import domains_of
from kobling.core.survey.point_estimates import estimate_points
from kobling.core.survey.variance import linearisation, linearisation_by_cell
from kobling.core.survey.variance.design_effect import simple_random_variances
from tests.core.survey.reference import CASES, DESIGNS, FOLDER, of_base
from tests.core.survey.weighting.samples import listed, unweighted, weighted

KINDS = {"mean", "prop", "total", "ratio"}
LONELY = {"fail": "fail", "certainty": "certainty", "remove": "certainty", "adjust": "centre", "average": "average"}
OURS = {
    "basic.038": "R gives no number where an answer is missing; here the mean is of those who answered",
    "odd.005": "as basic.038",
    "smalldomain.007": "R lists the domains in another order; the numbers are in smalldomain.001",
}
"""Cases that R answers in another way, on purpose."""
OTHER_FREEDOM = {
    "replicate.043": "R takes the rank of the raked replicates, 195 + 1; here raking leaves the replicates' 197",
    "replicate.046": "as replicate.043",
}
"""Cases with other degrees of freedom than R's, on purpose."""


def sample_of(name, stat):
    """A reference design's sample, weighted and replicated as the case has it."""
    return made(name, LONELY[stat.get("lonely", "fail")], bool(stat.get("adjust_domain_lonely")))


@cache
def made(name, lonely, lonely_in_domains):
    design = DESIGNS[name]
    if design.get("weighting", {}).get("kind") == "rake_naive":
        raked = weighted("strat_rake3")
        frame = raked.frame.with_columns(pw=pl.Series(raked.weights))
        return survey.Sample(frame, raked.design)
    if "weighting" in design:
        base = design["base"]
        if "replication" in DESIGNS[base]:
            return survey.rake(made(base, lonely, lonely_in_domains), design["weighting"]["margins"])
        return weighted(name)
    if "replication" in design:
        return replicated(name, design)
    return drawn(name, lonely, lonely_in_domains=lonely_in_domains)


def drawn(name, lonely="fail", *, lonely_in_domains=False):
    """A reference design's sample, with the case's way of treating lonely strata."""
    design = DESIGNS[name]
    frame = pl.read_csv(FOLDER / "data" / of_base(name, "data"), infer_schema_length=None)
    if "where" in design:
        frame = frame.filter(pl.col("wave") == 2)
    return survey.Sample(
        frame,
        survey.Design(
            weights=design.get("weights"),
            strata=design.get("strata"),
            clusters=listed(design.get("ids")),
            fpc=listed(design.get("fpc")),
            lonely=lonely,
            lonely_in_domains=lonely_in_domains,
        ),
    )


def replicated(name, design):
    """A reference design's sample with its replicates, made or read."""
    if "repweights" not in design:
        return survey.jackknife(unweighted(name))
    how = design["replication"]
    matrix = pl.read_csv(FOLDER / "data" / design["repweights"]).to_numpy().astype(float)
    return survey.add_replicate_weights(drawn(name), matrix, kind=how["type"], scale=how["scale"], mse=how["mse"])


def in_words(sample, where):
    """The rows that R's condition names."""
    words = re.sub(r"==", "=", where).replace("&", " AND ")
    words = re.sub(r"\b(comp\.imp)\b", r'"\1"', words)
    return sample.frame.select(pl.sql_expr(words).fill_null(value=False)).to_series().to_numpy()


def estimated(case, sample):
    stat = case["stat"]
    names, by = stat["vars"], listed(stat.get("by"))
    if stat["kind"] == "ratio":
        return survey.ratio(sample, names[0], over=names[1], by=by)
    return {"mean": survey.mean, "prop": survey.share, "total": survey.total}[stat["kind"]](sample, names, by=by)


def answered_by_us(case):
    stat, design = case["stat"], case["design"]
    known = "ids" not in DESIGNS[design] or ":" not in str(DESIGNS[design]["ids"])
    plain = not any("I(" in name or "==" in name for name in stat["vars"])
    return stat["kind"] in KINDS and known and plain and not design.startswith("kalton")


def tolerance(design):
    """Relative, as the cases' README asks; R's raking stops early, and at its default much earlier."""
    if design.endswith("rake_default"):
        return 1e-4
    return 1e-7 if "rake" in design else 1e-9


@pytest.mark.parametrize("case", [case for case in CASES if answered_by_us(case)], ids=lambda case: case["id"])
def test_r_says_the_same(case):
    newer = case.get("expected_survey_4_5", {})
    expected = newer if "est" in newer else case["expected"]
    if "error" in expected:
        lonely = case["design"] == "lonely"
        with pytest.raises(survey.SurveyError, match="only one unit was drawn in 3" if lonely else "bounds|between"):
            estimated(case, sample_of(case["design"], case["stat"]))
        return
    sample = sample_of(case["design"], case["stat"])
    if "where" in case["stat"]:
        sample = sample.where(in_words(sample, case["stat"]["where"]))
    found = estimated(case, sample)
    if case["id"] in OURS:
        assert all(one.estimate is not None or one.why_missing for one in found)
        return
    close = tolerance(case["design"])
    assert len(found) == len(expected["est"])
    for one, estimate, se in zip(found, expected["est"], expected["se"], strict=True):
        if one.why_missing in {"one_respondent", "nobody"}:
            assert se == 0 or estimate is None
            continue
        assert one.estimate == pytest.approx(estimate, rel=close)
        if one.se is None:
            assert one.why_missing in {"calibrated", "all_alike", "units_alike"}
            assert se <= max(1e-6, close) * abs(estimate)
        else:
            assert one.se == pytest.approx(se, rel=close)
    if "deff" in case["stat"] and case["stat"]["deff"] == "wor" and "rep" not in case["design"]:
        assert [one.deff for one in found] == pytest.approx(expected["deff"], rel=max(close, 1e-8))
    whole = not {"by", "where"} & case["stat"].keys()
    # R counts the whole design's units where some have not answered; here those who answered are counted.
    whole = whole and all(one.base == one.n for one in found)
    if whole and "df" in expected and case["id"] not in OTHER_FREEDOM:
        assert found[0].df == expected["df"]
    if whole and {"ci_t", "df"} <= expected.keys() and found[0].df == expected["df"] and found[0].interval == "t":
        ends = np.array([[one.ci_low, one.ci_high] for one in found if one.interval], float)
        there = [ends for ends, one in zip(expected["ci_t"], found, strict=True) if one.interval]
        assert ends == pytest.approx(np.array(there, float), rel=close)


WITH_ROWS = st.integers(4, 40)


@st.composite
def samples(draw):
    """A stratified sample with a yes, a number and a district; every stratum has two rows or more."""
    n = draw(WITH_ROWS)
    strata = [0, 0, 1, 1, *draw(st.lists(st.sampled_from([0, 1]), min_size=n - 4, max_size=n - 4))]
    rows = st.lists(st.integers(0, 1), min_size=n - 2, max_size=n - 2)
    yes, district = [0, 1, *draw(rows)], [0, 1, *draw(rows)]
    number = draw(st.lists(st.integers(-50, 50), min_size=n, max_size=n))
    weights = draw(st.lists(st.integers(1, 9), min_size=n, max_size=n))
    return pl.DataFrame({"h": strata, "w": weights, "yes": yes, "number": number, "district": district}).with_columns(
        pl.col("w").cast(pl.Float64), N=pl.col("h").replace_strict({0: 160.0, 1: 190.0})
    )


DESIGN = survey.Design(weights="w", strata="h", fpc="N")


def told(estimates):
    """The figures, with what rounding may change."""
    return [
        (one.variable, one.category, one.domain, one.n, one.base, one.why_missing, near(one.estimate), near(one.se))
        for one in estimates
    ]


def near(number):
    return None if number is None else pytest.approx(number, rel=1e-9, abs=1e-12)


def whole(frame, design=DESIGN, **weigh):
    sample = survey.Sample(frame, design)
    if weigh:
        sample = survey.rake(sample, weigh)
    by = survey.share(sample, "yes", by="district")
    return [
        *by,
        *survey.mean(sample, "number"),
        *survey.total(sample, "number"),
        *survey.ratio(sample, "yes", over="w"),
    ]


@given(samples(), st.floats(0.01, 1000))
def test_weights_in_another_unit_change_no_share_and_no_precision(frame, unit):
    rescaled = frame.with_columns(pl.col("w") * unit)

    for estimate, name in ((survey.share, "yes"), (survey.mean, "number")):
        one, other = (estimate(survey.Sample(rows, DESIGN), name) for rows in (frame, rescaled))
        assert told(one) == told(other)


@given(samples(), st.randoms())
def test_the_order_of_rows_changes_nothing(frame, random):
    order = list(range(len(frame)))
    random.shuffle(order)

    assert told(whole(frame)) == told(whole(frame[order]))


@given(samples())
def test_the_order_of_categories_changes_nothing(frame):
    renamed = frame.with_columns(pl.col("district").replace_strict({0: 1, 1: 0}))

    one, other = (
        survey.share(survey.Sample(rows, DESIGN), "yes", category=1, by="district") for rows in (frame, renamed)
    )
    kept = {figure.domain["district"]: near(figure.se) for figure in one}
    assert {1 - figure.domain["district"]: figure.se for figure in other} == kept


@given(samples(), st.data())
def test_a_row_split_in_two_of_half_the_weight_in_one_cluster_changes_nothing(frame, data):
    frame = frame.with_row_index("person").cast({"person": pl.Int64})
    row = data.draw(st.integers(0, len(frame) - 1))
    halved = frame.with_columns(w=pl.when(pl.col("person") == row).then(pl.col("w") / 2).otherwise(pl.col("w")))
    split = pl.concat([halved, halved[row]])
    design = survey.Design(weights="w", strata="h", fpc="N", clusters=["person"])

    for estimate, name in ((survey.share, "yes"), (survey.mean, "number"), (survey.total, "number")):
        one, other = (estimate(survey.Sample(rows, design), name) for rows in (frame, split))
        assert [(near(figure.estimate), near(figure.se)) for figure in one] == [
            (figure.estimate, figure.se) for figure in other
        ]


@given(samples(), st.integers(-9, 9))
def test_a_constant_has_no_spread_and_no_zero_is_printed(frame, constant):
    (found,) = survey.mean(survey.Sample(frame.with_columns(same=pl.lit(constant)), DESIGN), "same")

    assert (found.estimate, found.se, found.why_missing) == (near(constant), None, "all_alike")


@given(samples())
def test_a_share_and_its_complement_mirror_each_other(frame):
    found = survey.share(survey.Sample(frame, DESIGN), "yes")
    no, yes = found
    assert no.estimate == near(1 - yes.estimate)
    assert no.se == near(yes.se)
    assert (no.ci_low, no.ci_high) == (near(1 - yes.ci_high), near(1 - yes.ci_low))


@given(samples())
def test_poststratifying_on_a_variable_makes_it_as_sure_as_the_register(frame):
    counts = {value: 40.0 + 30 * value for value in frame["yes"].unique()}
    sample = survey.poststratify(survey.Sample(frame, DESIGN), {"yes": counts})

    for figure in survey.total(sample, "yes"), survey.share(sample, "yes"):
        assert all(one.why_missing in {"calibrated", "all_alike", "one_respondent"} for one in figure)
        assert all(one.se is None for one in figure)


@given(samples())
def test_the_parts_of_a_total_add_up_to_it(frame):
    sample = survey.Sample(frame, DESIGN)
    parts = survey.total(sample, "number", by="district")
    (total,) = survey.total(sample, "number")

    if all(part.estimate is not None for part in parts):
        assert sum(part.estimate for part in parts) == near(total.estimate)
        if total.se is not None and all(part.se is not None for part in parts):
            assert parts.covariance.sum() == pytest.approx(total.se**2, rel=1e-8, abs=1e-9)


@given(samples(), st.booleans())
def test_cells_and_rows_give_the_same(frame, calibrated):
    sample = survey.Sample(pl.concat([frame] * 3), DESIGN)
    if calibrated:
        sample = survey.rake(sample, {"yes": dict.fromkeys(frame["yes"].unique(), 50.0)}, estimated=True)
    wanted = [
        *estimands.share_estimands(sample, "yes"),
        *estimands.mean_estimands(sample, "number"),
        *estimands.ratio_estimands(sample, "number", "w"),
    ]
    domains = domains_of(sample, "district")
    found = estimate_points(sample, wanted, domains, sample.weights)

    assert linearisation_by_cell.is_applicable(sample, domains)
    by_rows, by_cells = (
        way.standard_errors(sample, wanted, domains, found) for way in (linearisation, linearisation_by_cell)
    )
    there = ~np.isnan(by_rows)
    spread = np.sqrt(simple_random_variances(sample, wanted, domains, found))
    noise = 1e-7 * (spread + np.abs(found.estimate))[there]
    assert (np.abs(by_cells[there] - by_rows[there]) <= 1e-9 * by_rows[there] + noise).all()


def test_nobody_and_everybody_have_an_interval():
    """Clopper and Pearson's for 200: 1 - 0.025^(1/200)."""
    sample = drawn("odd")
    (none,) = survey.share(sample, "none", category=1)
    (every,) = survey.share(sample, "all", category=1)
    reach = 1 - 0.025 ** (1 / 200)

    assert (none.estimate, none.se, none.why_missing) == (0, None, "all_alike")
    assert (none.ci_low, none.ci_high) == pytest.approx((0, reach), rel=0.03)
    assert (every.estimate, every.ci_low, every.ci_high) == pytest.approx((1, 1 - reach, 1), rel=1e-3)
    with pytest.raises(survey.SurveyError, match="nobody has answered Maybe to awards; the answers are No, Yes"):
        survey.share(drawn("strat_fpc"), "awards", category="Maybe")


def test_with_replicates_an_interval_of_log_odds_has_their_own_standard_error():
    """R: svyciprop(~I(stype=='H'), method='logit') over the jackknife of the districts, case ciprop.058."""
    sample = sample_of("rep_jk1", {})
    (own,) = survey.share(sample, "stype", category="H", interval="logit")
    (plain,) = survey.share(sample, "stype", category="H", interval="xlogit")

    assert (own.ci_low, own.ci_high) == pytest.approx((0.033648704033224876, 0.16463609590560924), rel=1e-7)
    assert (plain.ci_low, plain.ci_high) == pytest.approx((0.03441702947009413, 0.16144681725960633), rel=1e-9)
    assert own.se == plain.se


def test_where_a_replicate_has_no_log_odds_the_shares_standard_error_makes_the_interval():
    """Without the one row that says yes, a replicate's share is 0."""
    sample = survey.jackknife(survey.Sample(pl.DataFrame({"y": [1] + [0] * 19})))

    (own,) = survey.share(sample, "y", category=1, interval="logit")
    (plain,) = survey.share(sample, "y", category=1, interval="xlogit")

    assert (own.ci_low, own.ci_high) == (plain.ci_low, plain.ci_high)
    assert 0 < own.ci_low < 0.05 < own.ci_high
