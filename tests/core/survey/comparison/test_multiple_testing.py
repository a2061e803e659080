import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.survey.comparison.multiple_testing import ADJUSTMENTS, benjamini_hochberg, holm
from kobling.core.survey.errors import SurveyError

PAGE = [0.2, 0.001, 0.04, 0.04, 0.8, 0.012, 1, 0]
PAGES = st.lists(st.floats(0, 1), min_size=1, max_size=60).map(np.array)


def test_r_p_adjust_holm():
    """R: p.adjust(c(0.2, 0.001, 0.04, 0.04, 0.8, 0.012, 1, 0), "holm")"""
    assert holm(PAGE) == pytest.approx(np.array([0.6, 0.007, 0.2, 0.2, 1, 0.072, 1, 0]), rel=1e-12)


def test_r_p_adjust_bh():
    """R: p.adjust(c(0.2, 0.001, 0.04, 0.04, 0.8, 0.012, 1, 0), "BH")"""
    expected = [0.266666666666666663, 0.004, 0.064, 0.064, 0.914285714285714257, 0.032, 1, 0]

    assert benjamini_hochberg(PAGE) == pytest.approx(np.array(expected), rel=1e-12)


def test_a_page_where_each_alone_would_alarm():
    """R: p <- c(0.01, 0.02, 0.03, 0.04, 0.05); p.adjust(p, "holm"); p.adjust(p, "BH")"""
    p = [0.01, 0.02, 0.03, 0.04, 0.05]

    assert holm(p) == pytest.approx(np.array([0.05, 0.08, 0.09, 0.09, 0.09]))
    assert benjamini_hochberg(p) == pytest.approx(np.full(5, 0.05))


@given(PAGES)
def test_holm_is_at_least_bh_is_at_least_the_p_value(p):
    slack = 1e-15
    assert (benjamini_hochberg(p) >= p - slack).all()
    assert (holm(p) >= benjamini_hochberg(p) - slack).all()
    assert (holm(p) <= 1).all()


@given(PAGES)
def test_holm_is_at_most_bonferroni(p):
    assert (holm(p) <= np.minimum(p * len(p), 1) + 1e-15).all()


@pytest.mark.parametrize("name", ADJUSTMENTS)
@given(p=PAGES, data=st.data())
def test_the_order_of_the_page_does_not_matter(name, p, data):
    order = data.draw(st.permutations(range(len(p))))

    assert list(ADJUSTMENTS[name](p[order])) == list(ADJUSTMENTS[name](p)[order])


@pytest.mark.parametrize("name", ADJUSTMENTS)
@given(p=PAGES)
def test_smaller_p_values_stay_smaller(name, p):
    adjusted = ADJUSTMENTS[name](p)[np.argsort(p, kind="stable")]

    assert (np.diff(adjusted) >= 0).all()


@pytest.mark.parametrize("name", ADJUSTMENTS)
@given(p=st.floats(0, 1))
def test_a_page_of_one_stays_as_it_is(name, p):
    assert ADJUSTMENTS[name]([p])[0] == p
    assert ADJUSTMENTS[name]([]).size == 0


@pytest.mark.parametrize("name", ADJUSTMENTS)
@pytest.mark.parametrize("bad", [np.nan, -0.1, 1.1, 5])
def test_what_is_no_p_value_is_refused(name, bad):
    with pytest.raises(SurveyError, match="number 2"):
        ADJUSTMENTS[name]([0.5, bad])
