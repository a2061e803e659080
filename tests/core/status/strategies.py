"""Everything the status rule may be asked, drawn at random.

Figures are decimals with two places, so that a test can write the same figure in another unit without rounding.
"""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from kobling.core.periods import Period
from kobling.core.status import RULE_VERSIONS, Direction, Judgement, Kind, Measurement, StatusInputs, Target

VERDICT = Judgement("Teknisk Udvalg", date(2020, 6, 1), "forbedret", "omfartsvejen er åbnet")


def decimals(low, high):
    return st.integers(low * 100, high * 100).map(lambda hundredths: hundredths / 100)


DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))
BEFORE = st.sampled_from([Period.parse(code) for code in ("2015", "2016-Q1", "2017-H1", "2018", "2019")])
NOW = st.sampled_from([Period.parse(code) for code in ("2017-Q1", "2018-08", "2019-02-28", "2019", "2021", "2024")])
ARMS = (decimals(0, 2) | decimals(0, 20)).map(lambda arm: arm + 0.01)
FORMS = st.sampled_from(["exact", "both", "alike", "error", "interval", "unknown", "none"])
VALUES = decimals(-3, 3) | decimals(-100, 100)
FIGURES = st.tuples(VALUES, ARMS, ARMS, ARMS, st.none() | st.integers(2, 5000), FORMS)
"""value, standard error, arm below, arm above, n, and the form it is written down in"""

LEVELS = {
    Kind.THRESHOLD: decimals(-100, 100),
    Kind.RECURRING: decimals(-100, 100),
    Kind.RELATIVE_CHANGE: decimals(-100, 100),
    Kind.RELATIVE_TO_AREA: decimals(-10, 10),
}
TERMS = st.tuples(
    st.sampled_from(Direction),
    st.none() | DAYS,
    st.just(0.0) | decimals(0, 5),
    st.none() | st.integers(0, 4000),
    st.sampled_from([0.8, 0.95, 0.99]),
)
"""direction, deadline, minimum_change, max_age_days, confidence"""


def measurement_of(target, period, figures):
    """A measurement as drawn in FIGURES, or None; a count of parts lies between 0 and 100."""
    value, error, below, above, n, form = figures
    if target.parts:
        value = abs(value)
    low, high = round(value - below, 2), round(value + above, 2)
    written = {
        "exact": (0.0, value, value),
        "unknown": (None, None, None),
        "error": (error, None, None),
        "interval": (None, low, high),
        "both": (error, low, high),
        "alike": (0.0, low, high),
    }
    return Measurement(period, value, *written[form], n, target.confidence) if form in written else None


def target_of(kind, value, terms):
    direction, deadline, *rest = terms
    if kind == Kind.ALL_PARTS:
        return Target(kind, Direction.UP, None, deadline, *rest, parts=100)
    return Target(kind, direction, value, deadline, *rest)


@st.composite
def inputs(draw, kinds=tuple(Kind)):
    """Valid inputs of one of the kinds."""
    kind = draw(st.sampled_from(kinds))
    target = target_of(kind, draw(LEVELS.get(kind, st.none())), draw(TERMS))
    before, now = draw(BEFORE), draw(NOW)
    baseline, latest = (measurement_of(target, period, draw(FIGURES)) for period in (before, now))
    area = measurement_of(target, now, draw(FIGURES)) if kind == Kind.RELATIVE_TO_AREA else None
    return StatusInputs(
        target=target,
        on=draw(DAYS),
        baseline=baseline,
        latest=latest,
        area=area,
        judgement=draw(st.sampled_from([None, VERDICT])) if kind == Kind.JUDGED else None,
        recurring=(baseline,) if kind == Kind.RECURRING and baseline and before != now else (),
        change_standard_error=draw(st.none() | ARMS),
        whole=draw(st.booleans()),
        rule_version=draw(st.sampled_from(RULE_VERSIONS)),
    )


def widened(measurement, arms, way):
    """The same value, known less well: a larger error and a longer interval, or no idea at all."""
    if measurement is None or way == "as it was":
        return measurement
    if way == "no idea":
        return replace(measurement, standard_error=None, low=None, high=None)
    error, low, high = measurement.standard_error, measurement.low, measurement.high
    # An error of 0 beside an interval with a width stands for "none was reckoned"; there the width is what grows.
    if error is not None and (error > 0 or low == high):
        error += arms[0]
    if low is not None and high is not None:
        low, high = low - arms[1], high + arms[2]
    return replace(measurement, standard_error=error, low=low, high=high)


LESS = st.tuples(st.tuples(ARMS, ARMS, ARMS), st.sampled_from(["as it was", "wider", "wider", "no idea"]))


@st.composite
def known_less_well(draw, question):
    """The same question with any of its figures known less well."""
    error = question.change_standard_error
    return replace(
        question,
        baseline=widened(question.baseline, *draw(LESS)),
        latest=widened(question.latest, *draw(LESS)),
        area=widened(question.area, *draw(LESS)),
        recurring=tuple(widened(one, *draw(LESS)) for one in question.recurring),
        change_standard_error=None if error is None else error + draw(decimals(0, 10)),
    )
