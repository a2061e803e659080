import pytest

from kobling.core import errors
from kobling.core.errors import KoblingError, OutOfRange, check_number

EVERY_ERROR = [
    errors.BadPeriod("2019K1"),
    errors.OutOfRange("value", float("nan"), at_least=0, at_most=100),
    errors.BadInterval(low=60.0, value=59.0, high=62.0),
    errors.MissingForKind("threshold", "value"),
    errors.NotForKind("direction_only", "value"),
    errors.ConfidenceDiffers(found=0.95, needed=0.9),
    errors.NoSuchRuleVersion(found=3, known="1, 2"),
    errors.PeriodsApart(found="2018", needed="2019"),
    errors.RepeatedPeriod("2019"),
    errors.EmptyText("reason"),
]


def test_the_docstring_draws_every_error():
    drawn = {line.split()[1] for line in errors.__doc__.splitlines() if line[:1] in {"├", "└"}}

    assert drawn == {kind.__name__ for kind in KoblingError.__subclasses__() if kind.__module__ == errors.__name__}
    assert drawn == {type(error).__name__ for error in EVERY_ERROR}


@pytest.mark.parametrize("error", EVERY_ERROR, ids=lambda error: type(error).__name__)
def test_an_error_says_everything_it_knows(error):
    sentence = str(error)

    assert [known for known in vars(error).values() if f"{known}".removesuffix(".0") not in sentence] == []
    with pytest.raises(KoblingError):
        raise error


@pytest.mark.parametrize(
    "found", [None, "59", True, float("nan"), float("inf"), -float("inf"), 10**400, -0.1, 100.1, 1j]
)
def test_only_a_number_within_its_limits_passes(found):
    with pytest.raises(OutOfRange) as error:
        check_number(field="share", found=found, at_least=0, at_most=100)

    assert error.value.field == "share"
    assert error.value.found is found


@pytest.mark.parametrize("found", [0, 0.0, 59.5, 100])
def test_the_limits_are_included(found):
    check_number(field="share", found=found, at_least=0, at_most=100)
