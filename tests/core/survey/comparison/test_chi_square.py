import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.survey.comparison.chi_square import (
    CHI_SQUARE_TESTS,
    chi_square_sum_tail,
    chi_square_test,
    saddlepoint_tail,
)
from kobling.core.survey.errors import SurveyError
from tests.core.survey.reference import DESIGNS, cases, column, jackknife, shares, totals, weights

OUR_NAME = {"Chisq": "chisq", "Wald": "wald", "adjWald": "adjusted_wald"}
WALD = {"wald", "adjusted_wald"}


def reference(case):
    """Our test of a reference case: shares for Rao and Scott's tests and totals for Wald's, as in R."""
    design, test = case["design"], OUR_NAME.get(case["stat"]["statistic"], case["stat"]["statistic"])
    rows, columns = (column(design, name) for name in case["stat"]["vars"])
    cells = np.column_stack([(rows == r) & (columns == c) for r in np.unique(rows) for c in np.unique(columns)]) * 1.0
    if design == "rep_jk1":
        estimate = (lambda w: w @ cells) if test in WALD else (lambda w: w @ cells / w.sum())
        found, covariance = estimate(weights(design)), jackknife(design, estimate)
    else:
        found, covariance = (totals if test in WALD else shares)(design, cells)
    return chi_square_test(found.reshape(2, 3), covariance, n=len(cells), df=DESIGNS[design]["degf"], test=test)


def number(of):
    return np.ravel(of)[0]


def named(found):
    return [pytest.param(case, id=case["id"]) for case in found]


def statistic(case):
    return case["stat"]["statistic"]


@pytest.mark.parametrize("case", named(c for c in cases("chisq") if statistic(c) not in {"lincom", "saddlepoint"}))
def test_r_svychisq(case):
    found, expected = reference(case), case["expected"]
    degrees = [found.df] if found.test == "chisq" else [found.df, found.denominator_df]

    assert found.statistic == pytest.approx(number(expected["statistic"]), rel=1e-9)
    assert degrees == pytest.approx(expected["parameter"], rel=1e-9)
    assert found.p_value == pytest.approx(number(expected["p_value"]), rel=1e-8)


@pytest.mark.parametrize("case", named(c for c in cases("chisq") if statistic(c) in {"lincom", "saddlepoint"}))
def test_r_svychisq_by_the_sum_of_chi_squares(case):
    """R's lincom is the saddlepoint too, for want of a package. R rounds the denominator's degrees of freedom down in
    one place of two, and takes them as infinite for replicates; done likewise, the p values agree."""
    found = reference(case)
    deffs, replicates = np.array(found.deffs), case["design"] == "rep_jk1"
    whole = np.inf if replicates else np.floor(found.denominator_df)
    q = found.statistic if replicates else found.statistic * whole / found.denominator_df

    assert found.statistic == pytest.approx(number(case["expected"]["statistic"]), rel=1e-9)
    assert saddlepoint_tail(q, weights=deffs, denominator_df=whole) == pytest.approx(
        case["expected"]["p_value"], rel=1e-7
    )


@pytest.mark.parametrize(
    ("q", "weights", "denominator_df", "chance"),
    [
        (11.94089208074534, (2.1925730936942047, 0.4824146264943686), np.inf, 0.022715918753081432),
        (3, (2, 0.5), np.inf, 0.2793169010919947),
        (200, (3, 1), np.inf, 3.9524736839904805e-16),
        (11.94089208074534, (1.8181107207514717, 0.4811464350091445), 20.92495688790439, 0.02200102475378685),
        (53.908668344704886, (3.7875436268863374, 0.7529958774491468), 53.917453535105075, 0.00045536602128588122),
        (26.75353403589074, (1.0129756636903047, 0.5381836902351231), 360.248286320226, 6.7840391874422089e-07),
    ],
)
def test_the_exact_chance_by_r_integrate(q, weights, denominator_df, chance):
    """R, base alone; the sum of two chi-squares in polar coordinates, over the chi-square below:

    one <- function(q,l1,l2) integrate(function(a) exp(-q/2/(l1*cos(a)^2+l2*sin(a)^2)),0,pi/2,rel.tol=1e-12)$value*2/pi
    two <- function(q,l1,l2,d) integrate(function(v) sapply(v, function(u) dchisq(u,d)*one(q*u/d,l1,l2)),
                                         0, d*8, rel.tol=1e-10, subdivisions=500)$value
    """
    assert chi_square_sum_tail(q, weights=np.array(weights), denominator_df=denominator_df) == pytest.approx(
        chance, rel=1e-9
    )


def test_a_published_table():
    """Imhof (1961), "Computing the distribution of quadratic forms in normal variables", Biometrika 48, table 1, Q1."""
    found = [chi_square_sum_tail(x, weights=np.array([0.6, 0.3, 0.1])) for x in (0.1, 0.7, 2)]

    assert found == pytest.approx([0.9458, 0.5064, 0.1240], abs=5e-5)


WEIGHT = st.floats(0.01, 100)


@given(weight=WEIGHT, k=st.integers(1, 12), q=st.floats(0.05, 60))
def test_equal_weights_are_one_chi_square(weight, k, q):
    from scipy import stats

    chance = chi_square_sum_tail(weight * q, weights=np.full(k, weight))

    assert chance == pytest.approx(stats.chi2.sf(q, k), rel=1e-7)


@given(weight=WEIGHT, k=st.integers(1, 12), q=st.floats(0.05, 30), denominator_df=st.floats(1, 500))
def test_equal_weights_over_a_chi_square_are_an_f(weight, k, q, denominator_df):
    from scipy import stats

    chance = chi_square_sum_tail(weight * q * k, weights=np.full(k, weight), denominator_df=denominator_df)

    assert chance == pytest.approx(stats.f.sf(q, k, denominator_df), rel=1e-7)


@given(
    weights=st.lists(WEIGHT, min_size=1, max_size=8).map(np.array),
    q=st.floats(0.1, 20),
    denominator_df=st.one_of(st.just(np.inf), st.floats(5, 500)),
)
def test_the_saddlepoint_is_near_the_exact_chance(weights, q, denominator_df):
    exact = chi_square_sum_tail(q * weights.sum(), weights=weights, denominator_df=denominator_df)

    assert saddlepoint_tail(q * weights.sum(), weights=weights, denominator_df=denominator_df) == pytest.approx(
        exact, rel=0.2, abs=0.06
    )


def test_nothing_is_below_zero():
    assert chi_square_sum_tail(0, weights=np.ones(2)) == saddlepoint_tail(-1, weights=np.ones(2)) == 1


COUNTS = np.array([[20, 30, 50], [40, 25, 35]])


def drawn_freely(counts):
    """A simple random sample with replacement: the shares and their multinomial covariance."""
    p = counts.ravel() / counts.sum()
    return p.reshape(counts.shape), (np.diag(p) - np.outer(p, p)) / counts.sum()


def test_drawn_freely_it_is_pearsons_test():
    """R: chisq.test(rbind(c(20,30,50),c(40,25,35)), correct=FALSE): X-squared = 9.7683, df = 2, p-value = 0.007566."""
    cells, covariance = drawn_freely(COUNTS)
    found = chi_square_test(cells, covariance, n=200, df=199, test="chisq")

    assert found.deffs == pytest.approx((1, 1))
    assert (found.statistic, found.df) == (pytest.approx(9.7683, abs=5e-5), 2)
    assert found.p_value == pytest.approx(0.007566, abs=5e-7)


@pytest.mark.parametrize("test", CHI_SQUARE_TESTS)
def test_the_order_of_the_categories_and_of_the_variables_does_not_matter(test):
    cells, covariance = shares_of_stratified(np.random.default_rng(3))
    order = np.arange(6).reshape(2, 3)[::-1, [2, 0, 1]].T.ravel()
    turned = chi_square_test(
        cells.ravel()[order].reshape(3, 2), covariance[np.ix_(order, order)], n=200, df=190, test=test
    )
    straight = chi_square_test(cells, covariance, n=200, df=190, test=test)

    assert turned.p_value == pytest.approx(straight.p_value, rel=1e-8)
    assert turned.deffs == pytest.approx(straight.deffs)


@pytest.mark.parametrize("test", sorted(set(CHI_SQUARE_TESTS) - WALD))
def test_totals_and_shares_give_one_answer(test):
    """From totals, the shares' covariance is found on the way."""
    design = "clus1_fpc"
    rows, columns = column(design, "sch.wide"), column(design, "stype")
    cells = np.column_stack([(rows == r) & (columns == c) for r in np.unique(rows) for c in np.unique(columns)]) * 1.0
    found = [
        chi_square_test(p.reshape(2, 3), v, n=183, df=14, test=test)
        for p, v in (f(design, cells) for f in (shares, totals))
    ]

    assert found[0].p_value == pytest.approx(found[1].p_value, rel=1e-9)


def shares_of_stratified(chance):
    """Shares of a table whose covariance is no multinomial one."""
    cells, covariance = drawn_freely(COUNTS)
    mix = np.eye(6) + chance.normal(scale=0.1, size=(6, 6))
    mix -= mix.sum(axis=0, keepdims=True) / 6
    return cells, mix @ covariance @ mix.T


@pytest.mark.parametrize(
    ("cells", "df", "test", "code"),
    [
        (COUNTS / 200, 199, "chi2", "no_such_test"),
        (COUNTS[:1] / 100, 99, "F", "no_table"),
        (COUNTS * [1, 0, 1] / 145, 144, "F", "empty_margin"),
        (COUNTS / 200, 0, "F", "no_freedom"),
        (COUNTS / 200, 1, "adjusted_wald", "no_freedom"),
    ],
)
def test_what_cannot_be_tested_is_refused(cells, df, test, code):
    with pytest.raises(SurveyError) as refusal:
        chi_square_test(cells, np.eye(cells.size) / 1e4, n=200, df=df, test=test)

    assert refusal.value.code == code
    assert str(refusal.value)


@pytest.mark.parametrize("test", CHI_SQUARE_TESTS)
def test_a_table_that_calibration_has_fixed_is_refused(test):
    with pytest.raises(SurveyError, match="fixed every cell"):
        chi_square_test(COUNTS / 200, np.zeros((6, 6)), n=200, df=199, test=test)
