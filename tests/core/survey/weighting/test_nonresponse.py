import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.survey.errors import SurveyError
from kobling.core.survey.weighting import adjust_nonresponse, weights_report
from tests.core.survey.weighting.samples import sample_of


def invited(**changed):
    columns = {"answered": [1, 0, 1, 1, 0, 0], "age": ["a", "a", "b", "b", "b", "b"]} | changed
    return sample_of([10.0, 20, 5, 10, 20, 25], **columns)


def test_those_who_answered_stand_for_their_class():
    """In class a 30 over 10 is 3; in class b 60 over 15 is 4."""
    adjusted = adjust_nonresponse(invited(), responded="answered", classes="age")

    assert adjusted.weights.tolist() == [30, 0, 20, 40, 0, 0]


def test_without_classes_everybody_is_one():
    adjusted = adjust_nonresponse(invited(), responded="answered")

    assert adjusted.weights == pytest.approx([36, 0, 18, 36, 0, 0])


def test_several_columns_make_classes_of_their_combinations():
    adjusted = adjust_nonresponse(
        invited(sex=["F", "F", "F", "M", "F", "M"]), responded="answered", classes=["age", "sex"]
    )

    assert adjusted.weights == pytest.approx([30, 0, 25, 35, 0, 0])


def test_the_r_indicator_agrees_with_the_hand_calculation():
    """Rates 1/3 of 30 and 1/4 of 60 have mean 5/18; 30/18^2 + 60/36^2 = 5/36 over 89, the root of it .0395; 1 - 2 S."""
    report = weights_report(adjust_nonresponse(invited(), responded="answered", classes="age"))

    assert report.r_indicator == pytest.approx(1 - 2 * (5 / 36 / 89) ** 0.5)


def test_the_r_indicator_is_1_where_all_classes_respond_alike():
    sample = sample_of([1.0] * 4, answered=[1, 0, 1, 0], age=["a", "a", "b", "b"])

    assert weights_report(adjust_nonresponse(sample, responded="answered", classes="age")).r_indicator == 1


REFUSED = {
    "nobody": ({"answered": [1, 0, 0, 0, 0, 0]}, "age", "nobody has answered in the class b"),
    "words": ({"answered": ["yes", "no", "yes", "yes", "no", "no"]}, "age", "answered holds"),
    "other numbers": ({"answered": [1, 2, 1, 1, 2, 2]}, "age", "answered has to be 1"),
    "missing answer": ({"answered": [1, None, 1, 1, 0, 0]}, "age", "answered has to be 1"),
    "missing class": ({"age": ["a", None, "b", "b", "b", "b"]}, "age", "1 rows have no value in age"),
    "no such column": ({}, "district", "no column named district"),
}


@pytest.mark.parametrize(("changed", "classes", "words"), REFUSED.values(), ids=REFUSED)
def test_what_does_not_fit_is_refused_in_words(changed, classes, words):
    with pytest.raises(SurveyError, match=words):
        adjust_nonresponse(invited(**changed), responded="answered", classes=classes)


def test_a_replicate_in_which_a_class_is_silent_is_refused():
    step = adjust_nonresponse(invited(), responded="answered", classes="age").steps[0]

    with pytest.raises(SurveyError, match="nobody has answered in the class a"):
        step.reapply(np.array([0.0, 20, 5, 10, 20, 25]))


@given(st.lists(st.tuples(st.floats(0.5, 20), st.booleans(), st.sampled_from("ab")), max_size=20))
def test_the_weight_of_the_invited_is_kept_in_every_class(extra):
    people = [(1.0, True, "a"), (1.0, True, "b"), *extra]
    weights, answered, age = (list(column) for column in zip(*people, strict=True))
    sample = sample_of(weights, answered=answered, age=age)

    step = adjust_nonresponse(sample, responded="answered", classes="age").steps[0]

    assert step.groups.sums(step.after) == pytest.approx(step.groups.sums(step.before))
    assert (step.after[~np.array(answered)] == 0).all()
    assert (step.reapply(step.before) == step.after).all()
    assert (
        step.reapply(np.stack([step.before, 2 * step.before], axis=1)) == np.stack([step.after, 2 * step.after], 1)
    ).all()
