import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.survey.errors import SurveyError
from kobling.core.survey.weighting import calibrate, poststratify, rake, weights_report
from tests.core.survey.weighting.samples import crossed, sample_of, unweighted, weighted
from tests.laws import examples

STYPE = {"stype": {"E": 4421, "H": 755, "M": 1018}}


@given(crossed(), st.sampled_from(["linear", "raking"]))
def test_calibration_reaches_every_margin(made, distance):
    sample, margins = made

    step = calibrate(sample, distance=distance, margins=margins).steps[0]

    assert step.reached_totals(step.after) == pytest.approx(step.targets, rel=1e-8)


@examples(50)
@given(crossed(), st.sampled_from(["logit", "truncated"]), st.floats(0.05, 0.95), st.floats(1.05, 5))
def test_bounds_hold_or_the_calibration_is_refused_because_no_weights_hold_them(made, distance, lower, upper):
    """A linear program tells whether any weights are within the bounds; calibration has to find some exactly then."""
    from scipy.optimize import linprog

    sample, margins = made
    sample = rake(sample, {"sex": dict.fromkeys("FM", 500)})
    every = np.hstack([np.eye(2)[sample.codes("sex")[0]], np.eye(3)[sample.codes("age")[0]]])
    targets = [count for name in margins for _, count in sorted(margins[name].items())]
    program = linprog(
        np.zeros(len(sample)),
        A_eq=(every * sample.weights[:, None]).T,
        b_eq=targets,
        bounds=[(lower * 1.01, upper * 0.99)] * len(sample),
    )

    try:
        step = calibrate(sample, distance=distance, margins=margins, bounds=(lower, upper)).steps[-1]
    except SurveyError:
        assert program.status == 2
    else:
        multiplied = step.after / step.before
        assert multiplied.min() >= lower - 1e-12
        assert multiplied.max() <= upper + 1e-12
        assert step.reached_totals(step.after) == pytest.approx(step.targets, rel=1e-8)


def test_raking_within_bounds_keeps_them():
    step = calibrate(unweighted("strat_fpc"), distance="raking", margins=weighted_margins(), bounds=(0.8, 1.25)).steps[
        0
    ]

    multiplied = step.after / step.before
    assert 0.8 - 1e-12 <= multiplied.min() < multiplied.max() <= 1.25 + 1e-12
    assert step.reached_totals(step.after) == pytest.approx(step.targets, rel=1e-8)


def weighted_margins():
    return STYPE | {"sch.wide": {"No": 1072, "Yes": 5122}, "awards": {"No": 2027, "Yes": 4167}}


def test_linear_with_bounds_is_truncated():
    assert weighted("strat_trunc").steps[0].method == "truncated"


def test_bounds_that_one_count_cannot_meet_are_refused_with_what_it_could_be():
    """The reference design strat_impossible_bounds, where R says "missing value where TRUE/FALSE needed"."""
    words = (
        r"sch.wide = No is to add up to 1072, but with weights multiplied by 0.999 to 1.001 it can only come from "
        r"\d+\.\d+ to \d+\.\d+; widen the bounds"
    )
    with pytest.raises(SurveyError, match=words):
        calibrate(unweighted("strat_fpc"), distance="logit", margins=weighted_margins(), bounds=(0.999, 1.001))


def test_bounds_that_the_counts_cannot_meet_together_are_refused():
    """Women can be 60 and the young 40 each for itself, but only women are young."""
    sample = sample_of([25.0] * 4, sex=["F", "F", "M", "M"], age=["young", "young", "old", "old"])
    margins = {"sex": {"F": 60, "M": 40}, "age": {"young": 40, "old": 60}}

    with pytest.raises(SurveyError, match=r"no weights multiplied by 0\.5 to 2 reach every count"):
        calibrate(sample, distance="truncated", margins=margins, bounds=(0.5, 2))


def test_totals_that_contradict_each_other_are_refused():
    sample = sample_of([1.0, 1, 1], one=[1.0, 2, 3], double=[2.0, 4, 6])

    with pytest.raises(SurveyError, match="two of them may contradict"):
        calibrate(sample, totals={"one": 100, "double": 150})


def test_a_total_that_follows_from_another_is_no_matter():
    sample = sample_of([1.0, 1, 1], one=[1.0, 2, 3], double=[2.0, 4, 6])

    calibrated = calibrate(sample, totals={"one": 100, "double": 200}, total=45)

    assert calibrated.weights @ sample.column("one") == pytest.approx(100)
    assert calibrated.weights.sum() == pytest.approx(45)


def test_a_total_may_be_zero():
    sample = sample_of([1.0, 1, 1], change=[-1.0, 0.5, 2])

    calibrated = calibrate(sample, totals={"change": 0}, total=3)

    assert calibrated.weights @ sample.column("change") == pytest.approx(0, abs=1e-12)


def test_years_can_be_calibrated_to_as_well_as_small_numbers():
    """2019 and 2021 differ by a thousandth; their mean is still reached to the last digits, and has no influence."""
    sample = sample_of([1.0] * 6, year=[2019.0, 2020, 2021, 2019, 2019, 2020])

    step = calibrate(sample, totals={"year": 2020.25 * 100}, total=100).steps[0]

    assert step.after @ sample.column("year") == pytest.approx(202_025, rel=1e-12)
    assert np.abs(step.influence(sample.column("year")[:, None])).max() < 1e-7


REFUSED = {
    "nothing": ({}, "nothing to weigh to"),
    "distance": ({"total": 10, "distance": "euclidean"}, "euclidean is not a distance"),
    "logit without bounds": ({"total": 10, "distance": "logit"}, "logit needs bounds"),
    "truncated without bounds": ({"total": 10, "distance": "truncated"}, "truncated needs bounds"),
    "bounds above 1": ({"total": 10, "bounds": (1.1, 2)}, "do not enclose 1"),
    "bounds turned round": ({"total": 10, "bounds": (2, 0.5)}, "do not enclose 1"),
    "logit without end": ({"total": 10, "distance": "logit", "bounds": (0.5, np.inf)}, "do not enclose 1"),
    "no number": ({"totals": {"x": None}}, "the total of x is None"),
    "words": ({"totals": {"name": 10}}, "the column name holds"),
    "missing": ({"totals": {"holed": 10}}, "1 rows have no number in holed"),
    "missing cluster": ({"total": 10, "aggregate": "holed"}, "1 rows have no value in holed"),
    "no population": ({"total": float("nan")}, "the total of the number of persons is nan"),
}


@pytest.mark.parametrize(("options", "words"), REFUSED.values(), ids=REFUSED)
def test_what_does_not_fit_is_refused_in_words(options, words):
    sample = sample_of([1.0, 2, 3], x=[1.0, 2, 3], holed=[1.0, None, 3], name=["a", "b", "c"])

    with pytest.raises(SurveyError, match=words):
        calibrate(sample, **options)


def test_negative_weights_are_allowed_and_reported():
    sample = sample_of([1.0, 1, 1], x=[0.0, 1, 10])

    calibrated = calibrate(sample, totals={"x": 1.0}, total=3, estimated=True)

    assert calibrated.weights.min() < 0
    assert weights_report(calibrated).steps[-1].negative == (calibrated.weights < 0).sum() == 1


def test_raking_negative_weights_is_refused():
    sample = calibrate(
        sample_of([1.0, 1, 1], x=[0.0, 1, 10], sex=["F", "M", "M"]), totals={"x": 1.0}, total=3, estimated=True
    )

    with pytest.raises(SurveyError, match="1 rows have a weight below zero"):
        rake(sample, {"sex": {"F": 1, "M": 2}}, estimated=True)


def test_rows_of_a_cluster_get_one_multiplier():
    step = weighted("clus1_lin_agg").steps[0]
    clusters = unweighted("clus1_lin_agg").codes("dnum")[0]

    multiplied = step.after / step.before

    assert all(np.ptp(multiplied[clusters == one]) < 1e-14 for one in np.unique(clusters))


@given(crossed(), st.lists(st.integers(0, 5), min_size=26, max_size=26))
def test_rows_of_a_cluster_get_one_multiplier_also_when_their_weights_differ(made, clusters):
    """The margin is reached, although the weights within the cluster differ."""
    sample, margins = made
    frame = sample.frame.with_columns(cluster=np.array(clusters[: len(sample)]), women=(sample.frame["sex"] == "F"))
    total = margins["sex"]["F"]

    step = calibrate(type(sample)(frame, sample.design), totals={"women": total}, aggregate="cluster").steps[0]

    assert step.after @ frame["women"].to_numpy() == pytest.approx(total, rel=1e-8)
    ratio = step.after / step.before
    assert all(
        np.ptp(ratio[frame["cluster"].to_numpy() == one]) < 1e-9 * np.abs(ratio).max()
        for one in frame["cluster"].unique()
    )


def test_calibrating_by_cells_and_row_by_row_is_the_same():
    """A column of ones as a total takes the way row by row, and says what the margin says already."""
    sample = unweighted("strat_logit")
    frame = sample.frame.with_columns(one=1.0)
    options = {"distance": "logit", "margins": weighted_margins(), "bounds": (0.8, 1.25)}
    z = np.stack([sample.column("api00"), sample.column("enroll")], axis=1)

    by_cells = calibrate(sample, **options).steps[0]
    by_rows = calibrate(type(sample)(frame, sample.design), totals={"one": 6194}, **options).steps[0]

    assert by_rows.groups.of_row is None
    assert by_rows.after == pytest.approx(by_cells.after, rel=1e-10)
    assert by_rows.influence(z) == pytest.approx(by_cells.influence(z), abs=1e-8)


def test_poststratifying_a_category_whose_weights_cancel_out_is_refused():
    sample = calibrate(
        sample_of([1.0, 1, 1], x=[0.0, 1, 10], sex=["F", "F", "M"]), totals={"x": -1.0}, total=3, estimated=True
    )

    with pytest.raises(SurveyError, match="1 rows have a weight below zero"):
        poststratify(sample, {"sex": {"F": 1, "M": 2}}, estimated=True)
