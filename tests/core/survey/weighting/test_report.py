import pytest

from kobling.core.survey.weighting import adjust_nonresponse, rake, trim, weights_report
from tests.core.survey.weighting.samples import sample_of


def chain():
    sample = sample_of([10.0, 10, 10, 10, 20, 20], answered=[1, 1, 1, 0, 1, 0], sex=["F", "M", "F", "M", "M", "F"])
    adjusted = adjust_nonresponse(sample, responded="answered")
    return trim(rake(adjusted, {"sex": {"F": 50, "M": 50}}, estimated=True), upper=30)


def test_the_report_follows_the_weights_step_by_step():
    """80 over 50 answered is 1.6: 16, 16, 16, 32; raked to 25, 50/3, 25, 100/3; cut to 30, and 10/3 shared by three."""
    report = weights_report(chain())

    assert [one.method for one in report.steps] == ["design", "nonresponse", "rake", "trim"]
    assert [one.rows for one in report.steps] == [6, 4, 4, 4]
    assert [one.total for one in report.steps] == pytest.approx([80, 80, 100, 100])
    assert report.steps[1].deff == pytest.approx(4 * (3 * 16**2 + 32**2) / 80**2)
    assert report.steps[2].ratio == pytest.approx(2)
    assert report.effective_n == pytest.approx(4 / report.deff)
    assert [(one.row, one.weight) for one in report.extremes[:1]] == [(5, pytest.approx(30))]
    assert report.r_indicator == 1


def test_the_report_has_every_margin_before_and_after_the_step_and_at_the_end():
    women, men = weights_report(chain()).margins

    assert (women.step, women.method, women.margin, women.category, women.respondents) == (2, "rake", "sex", "F", 2)
    assert (women.target, women.before, women.after) == pytest.approx((50, 32, 50))
    assert (men.before, men.after) == pytest.approx((48, 50))
    assert women.final == pytest.approx(50 + 2 * 10 / 9)


def test_the_report_can_be_read_and_become_a_frame():
    report = weights_report(chain())

    assert "nonresponse" in str(report)
    assert "R-indicator of the response: 1.000" in str(report)
    assert report.to_frame()["category"].to_list() == ["F", "M"]


def test_without_steps_the_report_is_of_the_design():
    report = weights_report(sample_of([1.0, 1, 1, 1]))

    assert (report.deff, report.effective_n, report.r_indicator, report.margins) == (1, 4, None, ())
    assert report.to_frame().is_empty()
