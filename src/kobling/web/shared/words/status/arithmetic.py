"""The arithmetic behind a status, step by step, with the numbers put in.

A formula is written so that it can be typed into a calculator: `·` for times, `√(…)` for a square root, `²` for a
square, and `±` where it gives two results.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kobling.core import status as rule
from kobling.core.status import Kind
from kobling.core.units import Unit
from kobling.rooms.releases.assessment import rule_inputs
from kobling.rooms.releases.document import Indicator, Point, Target
from kobling.web.shared.formats import (
    MINUS,
    decimals_of,
    decimals_to_distinguish,
    format_day,
    format_difference,
    format_in_period,
    format_number,
    format_period,
    format_quantity,
)
from kobling.web.shared.words import figures, targets, uncertainty
from kobling.web.shared.words.status import reasons
from kobling.web.shared.words.vocabulary import status_name

WHOLE = frozenset({Unit.PERSONS, Unit.COUNT, Unit.PARTS, Unit.KRONER, Unit.TONNES})
"""Units without fractions."""


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


@dataclass(frozen=True)
class ArithmeticContext:
    """The data of the steps: the target, and the inputs and the result of the status rule."""

    target: Target
    indicator: Indicator
    latest: Point
    inputs: rule.StatusInputs
    assessment: rule.Assessment

    @property
    def z(self) -> str:
        """The critical value of a normal interval: `1,960`."""
        return format_number(rule.critical_value(self.inputs.target.confidence), 3)

    def figure(self, value: float) -> str:
        """Format a value in a formula: as it was measured, or computed with two decimals more than are shown."""
        return format_number(value, min(decimals_of(value), self.indicator.decimals + 2))

    def error(self, value: float) -> str:
        """Format a standard error in a formula."""
        return format_number(value, max(3, self.indicator.decimals + 2) if value < 100 else self.indicator.decimals)

    def gap(self, estimate: rule.EstimatedValue) -> str:
        """Format a difference with its interval."""
        decimals = self.indicator.decimals + (0 if estimate.low == estimate.high else 1)
        decimals = decimals_to_distinguish(decimals, estimate.value, 0)
        words = format_difference(estimate.value, self.indicator.unit, decimals, signed=True)
        if estimate.low is None or estimate.high is None or estimate.low == estimate.high:
            return words
        ends = {
            "low": format_number(estimate.low, decimals, signed=True),
            "high": format_number(estimate.high, decimals, signed=True),
        }
        return _("%(difference)s (between %(low)s and %(high)s)") % (ends | {"difference": words})

    def end(self, value: float) -> str:
        """Format one end of an interval."""
        return format_difference(value, self.indicator.unit, self.indicator.decimals + 1, signed=True)


def arithmetic_context(
    target: Target, indicator: Indicator, *, on: date, confidence: float
) -> ArithmeticContext | None:
    """Compute the status rule again; None where nothing is measured."""
    if target.latest is None:
        return None
    inputs = rule_inputs(target, on=on, confidence=confidence, rule_version=target.assessment.rule_version)
    return ArithmeticContext(target, indicator, target.latest, inputs, rule.assess(inputs))


def arithmetic_steps(
    target: Target, indicator: Indicator | None, *, on: date, confidence: float
) -> tuple[ArithmeticStep, ...]:
    """Return every step behind a target's status, in the order of the rule; none where nothing is measured.

    on           the day the statuses are judged on
    confidence   the municipality's
    """
    context = arithmetic_context(target, indicator, on=on, confidence=confidence) if indicator else None
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
    return ArithmeticStep(
        label=_("How sure is the figure for %(period)s?") % {"period": format_period(point.period)},
        formula=_interval_formula(context, point),
        result=_ends(context, point),
        sentence=_sampled(point) + uncertainty.uncertainty_sentence(point, context.indicator),
    )


def _sampled(point: Point) -> str:
    return _("%(n)s answered.") % {"n": format_number(point.n)} + " " if point.n else ""


def _ends(context: ArithmeticContext, point: Point) -> str:
    """`56,2 % til 61,8 %`, or the value alone."""
    if point.low is None or point.high is None or uncertainty.is_full_count(point):
        return figures.point_amount(point, context.indicator)
    decimals = context.indicator.decimals + 1
    ends = {
        "low": format_number(point.low, decimals),
        "high": figures.amount(point.high, context.indicator, decimals=decimals),
    }
    return _("%(low)s to %(high)s") % ends


def _interval_formula(context: ArithmeticContext, point: Point) -> str:
    if point.uncertainty == "simple_random_sample" and point.n:
        return _wilson(context, point, point.n)
    if point.uncertainty == "standard_error" and point.standard_error is not None:
        return f"{context.figure(point.value)} ± {context.z} · {context.error(point.standard_error)}"
    return ""


def _wilson(context: ArithmeticContext, point: Point, n: int) -> str:
    """Wilson's interval of a share, in percent."""
    share = format_number(point.value / 100, decimals_of(round(point.value / 100, 6)))
    people, z = format_number(n), context.z
    inside = f"{share} · (1 − {share}) / {people} + {z}² / (4 · {people}²)"
    return f"100 · ({share} + {z}² / (2 · {people}) ± {z} · √({inside})) / (1 + {z}² / {people})"


def _starting_point(context: ArithmeticContext) -> Iterator[ArithmeticStep]:
    baseline = context.target.baseline
    if baseline and context.assessment.change:
        yield _interval(context, baseline)


# The target


def _level(context: ArithmeticContext) -> Iterator[ArithmeticStep]:
    level = context.assessment.goal_level
    if level is None:
        return
    target, formula = context.target, ""
    if target.kind is Kind.RELATIVE_CHANGE and target.baseline:
        change = targets.required_value(target)
        sign = "+" if change >= 0 else "−"
        size = format_number(abs(change), decimals_of(change))
        formula = f"{context.figure(target.baseline.value)} · (1 {sign} {size} / 100)"
    if target.kind is Kind.RELATIVE_TO_AREA and target.area_latest:
        add = targets.required_value(target)
        sign = "−" if add < 0 else "+"
        formula = f"{context.figure(target.area_latest.value)} {sign} {format_number(abs(add), decimals_of(add))}"
    yield ArithmeticStep(
        label=_("What is the target?"),
        formula=formula,
        result=reasons.level_amount(target, context.indicator),
        sentence=str(targets.target_sentence(target, context.indicator, context.inputs.on)),
    )


def _distance(context: ArithmeticContext) -> Iterator[ArithmeticStep]:
    level, gap = context.assessment.goal_level, context.assessment.distance
    if level is not None and gap is not None:
        yield from _gap(context, _("How far is the figure from the target?"), level, gap)


def _gap(
    context: ArithmeticContext, label: str, level: rule.EstimatedValue, gap: rule.EstimatedValue
) -> Iterator[ArithmeticStep]:
    """The latest measurement minus a level, with the uncertainty of both."""
    latest = context.figure(context.latest.value)
    formula = f"{latest} − {_signed(context, level.value)}"
    if gap.multiplier is not None and context.target.baseline and gap.low != gap.high:
        formula += f" ± {format_number(gap.multiplier, 3)} · {_ratio_error(context)}"
    yield ArithmeticStep(label=label, formula=formula, result=context.gap(gap), sentence=_side(gap))
    if gap.multiplier is None and level.low != level.high:
        yield from _ends_of_gap(context, level, gap)


def _ends_of_gap(
    context: ArithmeticContext, level: rule.EstimatedValue, gap: rule.EstimatedValue
) -> Iterator[ArithmeticStep]:
    """The ends of a difference from a level that is measured itself: each end from the two intervals' own ends."""
    latest = context.inputs.latest
    if latest is None or level.low is None or level.high is None or gap.low is None or gap.high is None:
        return
    low, high = (context.figure(end) for end in latest.interval(context.inputs.target.confidence))
    value, at = context.figure(latest.value), context.figure(level.value)
    below = f"√(({value} − {_bracketed(low)})² + ({context.figure(level.high)} − {_bracketed(at)})²)"
    above = f"√(({high} − {_bracketed(value)})² + ({at} − {_bracketed(context.figure(level.low))})²)"
    alike = _("Both the figure and what it is compared with are uncertain.")
    for label, sign, root, end in (
        (_("The lower end of the difference"), "−", below, gap.low),
        (_("The upper end of the difference"), "+", above, gap.high),
    ):
        formula = f"{value} − {_bracketed(at)} {sign} {root}"
        yield ArithmeticStep(label=label, formula=formula, result=context.end(end), sentence=alike)


def _signed(context: ArithmeticContext, value: float) -> str:
    return _bracketed(context.figure(value))


def _bracketed(figure: str) -> str:
    """A number to be subtracted: in brackets where it is below zero."""
    return f"({figure})" if figure.startswith(MINUS) else figure


def _ratio_error(context: ArithmeticContext) -> str:
    """The standard error of latest minus a multiple of the baseline, by the delta method of their ratio."""
    latest, baseline = context.inputs.latest, context.inputs.baseline
    confidence = context.inputs.target.confidence
    if latest is None or baseline is None:
        return ""
    ratio = f"({context.figure(latest.value)} / {context.figure(baseline.value)})"
    latest_error, baseline_error = (
        context.error(measurement.effective_standard_error(confidence) or 0.0) for measurement in (latest, baseline)
    )
    return f"√({latest_error}² + {ratio}² · {baseline_error}²)"


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
    path, line, target = context.assessment.path_level, context.assessment.path_line, context.target
    elapsed = context.assessment.elapsed
    if path is None or line is None or elapsed is None or target.baseline is None or target.deadline is None:
        return
    result = _line_amount(context, line)
    yield ArithmeticStep(
        label=_("How far should the figure have come?"),
        formula=_path_formula(context, elapsed) if elapsed < 1 else "",
        result=result,
        sentence=" ".join((_path_words(context, elapsed, result), *_whole_words(context, path, line))),
    )
    if context.assessment.path_distance is not None:
        label = _("How far is the figure from the path to the target?")
        yield from _gap(context, label, path, context.assessment.path_distance)


def _line_amount(context: ArithmeticContext, line: rule.EstimatedValue) -> str:
    """The level of the straight line: to the second decimal where whole numbers are made of it."""
    if context.inputs.whole:
        return figures.amount(line.value, context.indicator, decimals=decimals_of(round(line.value, 2)))
    finer = 0 if context.indicator.unit in WHOLE else 1
    return figures.amount(line.value, context.indicator, decimals=context.indicator.decimals + finer)


def _whole_words(context: ArithmeticContext, path: rule.EstimatedValue, line: rule.EstimatedValue) -> Iterator[str]:
    if path != line:
        level = targets.at_least_or_most(context.target.direction, figures.amount(path.value, context.indicator))
        yield _("Only whole numbers are possible here, so it should be %(level)s.") % {"level": level}


def _path_formula(context: ArithmeticContext, elapsed: float) -> str:
    """Starting point + time gone / time in all · (target − starting point): in months, in version 1 in days."""
    baseline, level, deadline = context.target.baseline, context.assessment.goal_level, context.target.deadline
    if baseline is None or level is None or deadline is None:
        return ""
    version = context.inputs.rule_version
    end = rule.path_end(deadline, context.latest.period, version)
    gone, all_time = (rule.time_between(baseline.period.end, day, version) for day in (context.latest.period.end, end))
    start = context.figure(baseline.value)
    way = f"({context.figure(level.value)} − {_signed(context, baseline.value)})"
    return f"{start} + {_time(gone)} / {_time(all_time)} · {way}"


def _time(length: float) -> str:
    """Months or days: whole, or with up to four decimals for a day within a month."""
    return format_number(length, decimals_of(round(length, 4)))


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
    yield ArithmeticStep(
        label=_("How far does the uncertainty of a change reach?"),
        formula=f"{context.z} · (1 + {context.z}² / {format_number(min(sizes))})",
        result=_("%(number)s standard errors") % {"number": format_number(reach, 3)},
        sentence=_("The fewer who answered, the further it reaches."),
    )


def _change(context: ArithmeticContext) -> Iterator[ArithmeticStep]:
    change, baseline = context.assessment.change, context.target.baseline
    if change is None or baseline is None:
        return
    formula = f"{context.figure(context.latest.value)} − {_signed(context, baseline.value)}"
    if change.multiplier is not None and change.low != change.high:
        formula += f" ± {format_number(change.multiplier, 3)} · {_change_error(context)}"
    yield ArithmeticStep(
        label=_("How much has the figure changed since %(period)s?") % {"period": format_period(baseline.period)},
        formula=formula,
        result=context.gap(change),
        sentence=reasons.movement(context.target, context.indicator),
    )


def _change_error(context: ArithmeticContext) -> str:
    """√(se1² + se2²)."""
    confidence = context.inputs.target.confidence
    measurements = (context.inputs.latest, context.inputs.baseline)
    errors = (one.effective_standard_error(confidence) for one in measurements if one)
    return f"√({' + '.join(f'{context.error(error or 0.0)}²' for error in errors)})"


# Every period of a recurring target


def _periods(context: ArithmeticContext) -> Iterator[ArithmeticStep]:
    values = {point.period: point for point in context.target.recurring}
    for verdict in context.assessment.periods:
        point, gap, level = values.get(verdict.period), verdict.distance, context.assessment.goal_level
        if point is None or gap is None or level is None:
            continue
        yield ArithmeticStep(
            label=figures.capitalize(format_period(verdict.period)),
            formula=f"{context.figure(point.value)} − {_signed(context, level.value)}",
            result=context.gap(gap),
            sentence=_("%(status)s %(in_2019)s.")
            % {"status": status_name(verdict.status), "in_2019": format_in_period(verdict.period)},
        )
