"""The arithmetic behind a status, step by step, with the numbers put in.

Every formula is an equation that holds as it is printed (`formats/equations`). A number that one step works out stands
in the next with the decimals it was given there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kobling.core import status as rule
from kobling.core.errors import MissingForKind
from kobling.core.status import Kind
from kobling.core.units import Unit
from kobling.rooms.releases.assessment import rule_inputs
from kobling.rooms.releases.document import Indicator, Point, Target
from kobling.web.shared.formats import (
    Equation,
    Expression,
    Number,
    decimals_to_distinguish,
    format_day,
    format_difference,
    format_in_period,
    format_number,
    format_period,
    format_quantity,
    solve,
)
from kobling.web.shared.words import figures, targets, uncertainty
from kobling.web.shared.words.status import reasons
from kobling.web.shared.words.vocabulary import status_name


@dataclass(frozen=True)
class ArithmeticStep:
    """One step of the arithmetic."""

    label: str
    """The name of what is computed."""
    formula: str
    """The formula with the numbers put in; empty where nothing is computed."""
    result: str
    sentence: str
    """The step in plain words."""
    relation: str = "="
    """What stands between the formula and the result: `≈` for a result that does not end."""


@dataclass(frozen=True)
class ArithmeticContext:
    """The data of the steps: the target, and the inputs and the result of the status rule."""

    target: Target
    indicator: Indicator
    latest: Point
    inputs: rule.StatusInputs
    assessment: rule.Assessment
    ended: bool = False
    """Whether its goal is not in force any more."""

    @property
    def decimals(self) -> int:
        """The decimals of a number that was worked out and does not end: two more than the indicator's figures have."""
        return self.indicator.decimals + 2

    @property
    def end_decimals(self) -> int:
        """The decimals of the ends of an interval: one more than the figures have, or enough to show what they pass."""
        ends = [end for end in (self.latest.low, self.latest.high) if end is not None]
        levels = [level.value for level in (self.assessment.goal_level, self.assessment.path_level) if level]
        return decimals_to_distinguish(self.indicator.decimals + 1, *ends, *levels)

    @property
    def z(self) -> Number:
        """The critical value of a normal interval: `1,960`."""
        return Number(rule.critical_value(self.inputs.target.confidence), 3)

    def number(self, value: float) -> Number:
        """Return a number of a formula, in the indicator's unit: a figure or a level."""
        return Number(value, self.decimals)

    def error(self, measurement: rule.Measurement) -> Number:
        """Return a measurement's standard error, as a number of a formula."""
        error = measurement.effective_standard_error(self.inputs.target.confidence) or 0.0
        return Number(error, max(3, self.decimals) if error < 100 else self.indicator.decimals)

    @property
    def path_decimals(self) -> int:
        """The decimals of the path's level: enough to show on which side of it the figure is."""
        ends = [end for end in (self.latest.low, self.latest.high) if end is not None]
        paths = [level.value for level in (self.assessment.path_level, self.assessment.path_line) if level]
        return decimals_to_distinguish(self.decimals, self.latest.value, *paths, *ends)

    def difference(self, expression: Expression, estimate: rule.EstimatedValue) -> Equation:
        """Solve an expression for a difference: for its lower end, its value and its upper end where it has a `±`."""
        ends = (
            (estimate.low, estimate.value, estimate.high)
            if estimate.multiplier is not None
            and estimate.low is not None
            and estimate.high is not None
            and estimate.low < estimate.high
            else (estimate.value,)
        )
        decimals = decimals_to_distinguish(self.indicator.decimals + 1, *ends, 0)
        return solve(expression, *ends, decimals=decimals, least=self.indicator.decimals)

    def difference_words(self, equation: Equation) -> str:
        """Format a difference: `+2 procentpoint`, or with its ends `+2,0 procentpoint (mellem −1,6 og +5,6)`."""
        if len(equation.results) == 1:
            return format_difference(equation.results[0], self.indicator.unit, equation.decimals, signed=True)
        low, value, high = equation.results
        return _("%(difference)s (between %(low)s and %(high)s)") % {
            "difference": format_difference(value, self.indicator.unit, equation.decimals, signed=True),
            "low": format_number(low, equation.decimals, signed=True),
            "high": format_number(high, equation.decimals, signed=True),
        }

    def certain(self, sentence: str, estimate: rule.EstimatedValue) -> str:
        """Add to a sentence about an estimate with an interval what has to be true for the interval to hold."""
        if estimate.low is None or estimate.low == estimate.high:
            return sentence
        return f"{sentence} {reasons.holds_if(self.target, self.indicator)}".rstrip()


def arithmetic_context(
    target: Target, indicator: Indicator, *, on: date, confidence: float, ended: bool = False
) -> ArithmeticContext | None:
    """Compute the status rule again; None where nothing is measured."""
    if target.latest is None:
        return None
    inputs = rule_inputs(target, on=on, confidence=confidence, rule_version=target.assessment.rule_version)
    return ArithmeticContext(target, indicator, target.latest, inputs, rule.assess(inputs), ended)


def arithmetic_steps(
    target: Target, indicator: Indicator | None, *, on: date, confidence: float, ended: bool = False
) -> tuple[ArithmeticStep, ...]:
    """Return every step behind a target's status, in the order of the rule; none where nothing is measured.

    on           the day the statuses are judged on
    confidence   the municipality's
    ended        whether its goal is not in force any more
    """
    if indicator is None:
        return ()
    context = arithmetic_context(target, indicator, on=on, confidence=confidence, ended=ended)
    if context is None:
        return ()
    return (
        *_age(context, on),
        _interval(context, context.latest),
        *_starting_point(context),
        *_level(context),
        *_distance(context),
        *_path(context),
        *_factor(context),
        *_change(context),
        *_periods(context),
    )


# How old, and how sure


def _age(context: ArithmeticContext, on: date) -> Iterator[ArithmeticStep]:
    if context.target.max_age_days is None:
        return
    days = (on - context.latest.period.end).days
    limit = format_quantity(context.target.max_age_days, Unit.DAYS)
    values = {"days": format_quantity(days, Unit.DAYS), "limit": limit}
    too_old = days > context.target.max_age_days
    if days < 0:
        yield ArithmeticStep(_("Is the figure too old?"), "", _("no"), _("The figure's period is not over yet."))
        return
    yield ArithmeticStep(
        label=_("Is the figure too old?"),
        formula="",
        result=values["days"],
        sentence=(
            _("The figure's period ended %(days)s ago. More than %(limit)s is too old.")
            if too_old
            else _("The figure's period ended %(days)s ago. Up to %(limit)s is recent enough.")
        )
        % values,
    )


def _interval(context: ArithmeticContext, point: Point) -> ArithmeticStep:
    equation = _interval_equation(context, point)
    return ArithmeticStep(
        label=_("How sure is the figure for %(period)s?") % {"period": format_period(point.period)},
        formula=equation.formula if equation else "",
        relation=equation.relation if equation else "=",
        result=_ends(context, equation.results, equation.decimals) if equation else _known_ends(context, point),
        sentence=uncertainty.uncertainty_sentence(point, context.indicator),
    )


def _known_ends(context: ArithmeticContext, point: Point) -> str:
    """Return the interval that the source gives, or the value alone."""
    if point.low is None or point.high is None or uncertainty.is_full_count(point):
        return figures.point_amount(point, context.indicator)
    return _ends(context, (point.low, point.high), context.end_decimals)


def _ends(context: ArithmeticContext, interval: Sequence[float], decimals: int) -> str:
    """`56,2 til 61,8 %`."""
    low, high = interval
    ends = {
        "low": format_number(low, decimals),
        "high": figures.amount(high, context.indicator, decimals=decimals),
    }
    return _("%(low)s to %(high)s") % ends


def _interval_equation(context: ArithmeticContext, point: Point) -> Equation | None:
    """Return the interval of a sample, or of an estimate with a standard error; None for any other figure."""
    if point.low is None or point.high is None or point.low == point.high:
        return None
    if point.uncertainty == "simple_random_sample" and point.n:
        expression = _wilson(context, point, point.n)
    elif point.uncertainty == "standard_error" and point.standard_error is not None:
        error = Number(point.standard_error, context.decimals)
        expression = context.number(point.value).plus_minus(context.z * error)
    else:
        return None
    return solve(expression, point.low, point.high, decimals=context.end_decimals)


def _wilson(context: ArithmeticContext, point: Point, n: int) -> Expression:
    """Return Wilson's interval of a share, in percent."""
    share, people, z = Number(round(point.value / 100, 11), context.decimals + 2), Number(n), context.z
    one, two, four, hundred = (Number(whole) for whole in (1, 2, 4, 100))
    inside = share * (one - share) / people + z.squared() / (four * people.squared())
    middle = (share + z.squared() / (two * people)).plus_minus(z * inside.root())
    return hundred * middle / (one + z.squared() / people)


def _starting_point(context: ArithmeticContext) -> Iterator[ArithmeticStep]:
    baseline = context.target.baseline
    if baseline and context.assessment.change:
        yield _interval(context, baseline)


# The target


def _level(context: ArithmeticContext) -> Iterator[ArithmeticStep]:
    level = context.assessment.goal_level
    if level is None:
        return
    on, ended = context.inputs.on, context.ended
    is_past = targets.is_past(context.target, on, ended=ended)
    expression = _level_expression(context)
    equation = solve(expression, level.value, decimals=context.decimals) if expression else None
    yield ArithmeticStep(
        label=_("What was the target?") if is_past else _("What is the target?"),
        formula=equation.formula if equation else "",
        relation=equation.relation if equation else "=",
        result=figures.amount(equation.results[0], context.indicator, decimals=equation.decimals)
        if equation
        else targets.level_amount(context.target, context.indicator),
        sentence=str(targets.target_sentence(context.target, context.indicator, on, ended=ended)),
    )


def _level_expression(context: ArithmeticContext) -> Expression | None:
    """Return how the level is worked out; None where it was set."""
    target = context.target
    if target.kind is Kind.RELATIVE_CHANGE and target.baseline:
        share, one = Number(abs(targets.required_value(target))) / Number(100), Number(1)
        factor = one + share if targets.required_value(target) >= 0 else one - share
        return context.number(target.baseline.value) * factor
    if target.kind is Kind.RELATIVE_TO_AREA and target.area_latest:
        area, add = context.number(target.area_latest.value), targets.required_value(target)
        return area - Number(-add) if add < 0 else area + Number(add)
    return None


def _distance(context: ArithmeticContext) -> Iterator[ArithmeticStep]:
    level, gap = context.assessment.goal_level, context.assessment.distance
    if level is not None and gap is not None:
        label = _("How far is the figure from the target?")
        yield from _gap(context, label, level, context.number(level.value), gap)


def _gap(
    context: ArithmeticContext, label: str, level: rule.EstimatedValue, shown: Number, gap: rule.EstimatedValue
) -> Iterator[ArithmeticStep]:
    """The latest measurement minus a level, with the uncertainty of both; `shown` is the level as it is printed."""
    expression: Expression = context.number(context.latest.value) - shown
    if gap.multiplier is not None and gap.low != gap.high:
        expression = expression.plus_minus(Number(gap.multiplier, 3) * _ratio_error(context))
    yield _difference(context, label, expression, gap, _side(gap))
    if gap.multiplier is None and gap.low != gap.high:
        yield from _ends_of_gap(context, level, shown, gap)


def _difference(
    context: ArithmeticContext, label: str, expression: Expression, estimate: rule.EstimatedValue, sentence: str
) -> ArithmeticStep:
    equation = context.difference(expression, estimate)
    return ArithmeticStep(
        label=label,
        formula=equation.formula,
        relation=equation.relation,
        result=context.difference_words(equation),
        sentence=context.certain(sentence, estimate),
    )


def _ends_of_gap(
    context: ArithmeticContext, level: rule.EstimatedValue, shown: Number, gap: rule.EstimatedValue
) -> Iterator[ArithmeticStep]:
    """The ends of a difference: of the figure from an exact level, or from both where the level is measured itself."""
    latest = context.inputs.latest
    if latest is None or level.low is None or level.high is None or gap.low is None or gap.high is None:
        return
    value, ends = context.number(latest.value), latest.interval(context.inputs.target.confidence)
    low, high = (Number(end, context.end_decimals) for end in ends)
    lower, upper, alike = low - shown, high - shown, ""
    if level.low != level.high:
        level_low, level_high = context.number(level.low), context.number(level.high)
        lower = value - shown - ((value - low).squared() + (level_high - shown).squared()).root()
        upper = value - shown + ((high - value).squared() + (shown - level_low).squared()).root()
        alike = _("Both the figure and what it is compared with are uncertain.")
    for label, expression, bound in (
        (_("The lower end of the difference"), lower, gap.low),
        (_("The upper end of the difference"), upper, gap.high),
    ):
        yield _difference(context, label, expression, rule.EstimatedValue(bound, None, None, None), alike)


def _ratio_error(context: ArithmeticContext) -> Expression:
    """Return the standard error of latest minus a multiple of the baseline, by the delta method of their ratio."""
    latest, baseline = context.inputs.latest, context.inputs.baseline
    if latest is None or baseline is None:
        raise MissingForKind(context.target.kind, "baseline")
    ratio = context.number(latest.value) / context.number(baseline.value)
    return (context.error(latest).squared() + ratio.squared() * context.error(baseline).squared()).root()


def _side(gap: rule.EstimatedValue) -> str:
    """The side of the level that the figure is on, as far as that is certain."""
    if gap.low is None or gap.high is None:
        return _("The uncertainty of the difference is not known, so nothing about it is certain.")
    if gap.low == gap.high == 0:
        return _("The figure is exactly there.")
    if gap.low == gap.high:
        return _("The figure is above.") if gap.value > 0 else _("The figure is below.")
    if gap.low >= 0:
        return _("The figure is very likely above.")
    if gap.high < 0 or (gap.high == 0 and gap.low < 0):
        return _("The figure is very likely below.")
    return _("The figure may be above or below: the uncertainty reaches to both sides.")


# The way there


def _path(context: ArithmeticContext) -> Iterator[ArithmeticStep]:
    path, line, elapsed = context.assessment.path_level, context.assessment.path_line, context.assessment.elapsed
    if path is None or line is None or elapsed is None:
        return
    equation = _path_equation(context, line) if elapsed < 1 else None
    result = (
        figures.amount(equation.results[0], context.indicator, decimals=equation.decimals)
        if equation
        else targets.level_amount(context.target, context.indicator)
    )
    yield ArithmeticStep(
        label=_("How far should the figure have come?"),
        formula=equation.formula if equation else "",
        relation=equation.relation if equation else "=",
        result=result,
        sentence=" ".join((_path_words(context, elapsed, result), *_whole_words(context, path, line))),
    )
    if context.assessment.path_distance is not None:
        label = _("How far is the figure from the path to the target?")
        shown = Number(equation.results[0]) if equation and path == line else context.number(path.value)
        yield from _gap(context, label, path, shown, context.assessment.path_distance)


def _whole_words(context: ArithmeticContext, path: rule.EstimatedValue, line: rule.EstimatedValue) -> Iterator[str]:
    if path != line:
        level = targets.at_least_or_most(context.target.direction, figures.amount(path.value, context.indicator))
        yield _("Only whole numbers are possible here, so it should be %(level)s.") % {"level": level}


def _path_equation(context: ArithmeticContext, line: rule.EstimatedValue) -> Equation | None:
    """Starting point + time gone / time in all · (target − starting point): in months, in version 1 in days."""
    baseline, level, deadline = context.target.baseline, context.assessment.goal_level, context.target.deadline
    if baseline is None or level is None or deadline is None:
        return None
    version, latest = context.inputs.rule_version, context.latest.period
    end = rule.path_end(deadline, latest, version)
    gone, in_all = (Number(rule.time_between(baseline.period.end, day, version), 4) for day in (latest.end, end))
    start = context.number(baseline.value)
    way = context.number(level.value) - start
    return solve(start + gone / in_all * way, line.value, decimals=context.path_decimals)


def _path_words(context: ArithmeticContext, elapsed: float, result: str) -> str:
    if elapsed >= 1:
        return _("The path ends at the target, so the figure should be %(level)s.") % {"level": result}
    values = {"day": format_day(context.latest.period.end), "level": result}
    line = _("A straight line from the starting point to the target is at %(level)s on %(day)s.") % values
    return line if context.inputs.rule_version == 1 else f"{line} {_('Time is counted in months.')}"


# Since the starting point


def _factor(context: ArithmeticContext) -> Iterator[ArithmeticStep]:
    """The factor by which the interval of a change is wider than 1.96 standard errors."""
    change = context.assessment.change
    reach = change.multiplier if change else None
    if change is None or reach is None or change.low == change.high:
        return
    sizes = [
        measurement.n
        for measurement in (context.inputs.latest, context.inputs.baseline)
        if measurement and measurement.n and not measurement.is_exact
    ]
    if not sizes:
        return
    factor = Number(1) + context.z.squared() / Number(min(sizes))
    equation = solve(context.z * factor, reach, decimals=3)
    yield ArithmeticStep(
        label=_("How far does the uncertainty of a change reach?"),
        formula=equation.formula,
        relation=equation.relation,
        result=_("%(number)s standard errors") % {"number": format_number(equation.results[0], equation.decimals)},
        sentence=_("The fewer who answered, the further it reaches."),
    )


def _change(context: ArithmeticContext) -> Iterator[ArithmeticStep]:
    change, baseline = context.assessment.change, context.target.baseline
    if change is None or baseline is None:
        return
    expression: Expression = context.number(context.latest.value) - context.number(baseline.value)
    if change.multiplier is not None and change.low != change.high:
        expression = expression.plus_minus(Number(change.multiplier, 3) * _change_error(context))
    label = _("How much has the figure changed since %(period)s?") % {"period": format_period(baseline.period)}
    yield _difference(context, label, expression, change, reasons.movement(context.target, context.indicator))


def _change_error(context: ArithmeticContext) -> Expression:
    """√(se1² + se2²)."""
    latest, baseline = context.inputs.latest, context.inputs.baseline
    if latest is None or baseline is None:
        raise MissingForKind(context.target.kind, "baseline")
    return (context.error(latest).squared() + context.error(baseline).squared()).root()


# Every period of a recurring target


def _periods(context: ArithmeticContext) -> Iterator[ArithmeticStep]:
    values = {point.period: point for point in context.target.recurring}
    for verdict in context.assessment.periods:
        point, gap, level = values.get(verdict.period), verdict.distance, context.assessment.goal_level
        if point is None or gap is None or level is None:
            continue
        label = figures.capitalize(format_period(verdict.period))
        words = {"status": status_name(verdict.status), "in_2019": format_in_period(verdict.period)}
        difference = context.number(point.value) - context.number(level.value)
        yield _difference(context, label, difference, gap, _("%(status)s %(in_2019)s.") % words)
