import pytest

from kobling.core.survey.errors import SurveyError
from kobling.core.survey.weighting import poststratify, rake
from tests.core.survey.weighting.samples import sample_of

AGE = {"18-34": 40, "35-64": 40, "65+": 20}


def people(**changed):
    columns = {"sex": ["F", "M", "F", "M", "F"], "age": ["18-34", "18-34", "35-64", "65+", "65+"]} | changed
    return sample_of([1.0, 2, 3, 4, 5], **columns)


REFUSED = {
    "no margins": ({}, {}, "at least one margin"),
    "no such column": ({"income": {"low": 1}}, {}, "no column named income"),
    "nobody in a category": ({"age": AGE | {"65+": 15, "80+": 5}}, {}, "age has 5 persons in 80\\+, but nobody"),
    "no count": (
        {"age": {"18-34": 40, "35-64": 60}},
        {},
        "2 rows are in 65\\+ of age, for which the margin has no count",
    ),
    "nobody in the population": ({"age": AGE | {"65+": 0}}, {}, "2 rows are in 65\\+ of age, where the margin has no"),
    "totals differ": (
        {"age": AGE, "sex": {"F": 55, "M": 50}},
        {"estimated": True},
        "age adds up to 100 persons and sex to 105",
    ),
    "negative": ({"age": AGE | {"65+": -1}}, {}, "age has -1 persons in 65\\+"),
    "no number": ({"age": AGE | {"65+": "many"}}, {}, "age has many persons in 65\\+"),
    "not finite": ({"age": AGE | {"65+": float("nan")}}, {}, "age has nan persons in 65\\+"),
    "nobody at all": ({"age": dict.fromkeys(AGE, 0)}, {}, "age has no persons at all"),
    "twice": ({"age": AGE | {("65+",): 3}}, {}, "age has 65\\+ twice"),
    "shares alone": ({"sex": {"F": 0.5, "M": 0.5}}, {}, "say how many persons there are with `total`"),
    "shares short": ({"sex": {"F": 0.5, "M": 0.49}}, {"total": 100}, "add up to 0.99; they have to add up to 1"),
    "percentages": ({"sex": {"F": 51, "M": 49}}, {"total": 100}, "add up to 100; they have to add up to 1"),
    "no total": ({"sex": {"F": 0.5, "M": 0.5}}, {"total": 0}, "the total is 0"),
    "collapse from nowhere": ({"age": AGE}, {"collapse": {"age": {"80+": "65+"}}}, "80\\+ is not one it can use"),
    "collapse to nowhere": ({"age": AGE}, {"collapse": {"age": {"65+": "60+"}}}, "60\\+ is not one it can use"),
    "collapse in a chain": (
        {"age": AGE},
        {"collapse": {"age": {"65+": "35-64", "35-64": "18-34"}}},
        "35-64 is not one",
    ),
    "collapse elsewhere": (
        {"age": AGE},
        {"collapse": {"sex": {"F": "M"}}},
        "sex are to be joined, but it is no margin",
    ),
}


@pytest.mark.parametrize(("margins", "options", "words"), REFUSED.values(), ids=REFUSED)
def test_margins_that_do_not_fit_are_refused_in_words(margins, options, words):
    with pytest.raises(SurveyError, match=words):
        rake(people(), margins, **options)


def test_a_missing_value_in_a_margin_is_refused():
    with pytest.raises(SurveyError, match="1 rows have no value in age"):
        rake(people(age=["18-34", None, "35-64", "65+", "65+"]), {"age": AGE})


def test_a_missing_value_in_one_column_of_a_joint_margin_is_refused():
    sample = people(age=["18-34", None, "35-64", "65+", "65+"])

    with pytest.raises(SurveyError, match="1 rows have no value in sex x age"):
        poststratify(sample, {"sex x age": {"F|18-34": 10, "F|35-64": 10, "F|65+": 10, "M|65+": 10}})


def test_poststratifying_to_two_margins_is_refused():
    with pytest.raises(SurveyError, match="takes one margin and 2 were given"):
        poststratify(people(), {"age": AGE, "sex": {"F": 50, "M": 50}})


def test_a_category_without_respondents_can_be_joined_with_another():
    margins = {"age": {"18-34": 40, "35-64": 40, "65-79": 15, "80+": 5}}
    sample = people(age=["18-34", "18-34", "35-64", "65-79", "65-79"])

    raked = rake(sample, margins, collapse={"age": {"80+": "65-79"}}, estimated=True)

    assert raked.weights[3:].sum() == pytest.approx(20)


def test_a_category_without_a_count_can_be_joined_with_another():
    sample = people(sex=["F", "M", "F", "M", "X"])

    raked = rake(sample, {"sex": {"F": 60, "M": 40}}, collapse={"sex": {"X": "F"}}, estimated=True)

    assert raked.weights[[0, 2, 4]].sum() == pytest.approx(60)


def test_an_empty_category_that_nobody_is_in_is_no_matter():
    assert rake(people(), {"age": AGE | {"unborn": 0}}, estimated=True).weights.sum() == pytest.approx(100)


def test_categories_that_are_numbers_can_be_written_as_words():
    sample = people(age=[1.0, 1.0, 2.0, 3.0, 3.0])

    assert rake(sample, {"age": {"1": 40, 2: 40, 3.0: 20}}, estimated=True).weights.sum() == pytest.approx(100)


def test_categories_that_are_yes_and_no_can_be_written_as_in_python_or_yaml():
    sample = people(age=[True, True, False, False, False])

    assert (
        rake(sample, {"age": {True: 10, False: 20}}).weights == rake(sample, {"age": {"true": 10, "false": 20}}).weights
    ).all()
