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
from kobling.rooms.releases import assessment
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
"""Units that no fraction is shown of."""


@dataclass(frozen=True)
class ArithmeticStep:
    """One sum."""

    label: str
    """What is worked out."""
    formula: str
    """The formula with the numbers put in; empty where nothing is computed."""
    result: str
    sentence: str
    """The same in plain words."""


@dataclass(frozen=True)
class ArithmeticContext:
    """What the steps are made from: the target, and the rule's own inputs and answer."""

    target: Target
    indicator: Indicator
    latest: Point
    inputs: rule.StatusInputs
    said: rule.Assessment

    @property
    def z(self) -> str:
        """How many standard errors a normal interval reaches: `1,960`."""
        return format_number(rule.critical_value(self.inputs.target.confidence), 3)

    def figure(self, value: float) -> str:
        """A value in a formula: as finely as it was measured, computed ones with two decimals more than are shown."""
        return format_number(value, min(decimals_of(value), self.indicator.decimals + 2))

    def error(self, value: float) -> str:
        """A standard error in a formula."""
        return format_number(value, max(3, self.indicator.decimals + 2) if value < 100 else self.indicator.decimals)

    def gap(self, estimate: rule.EstimatedValue) -> str:
        """A difference and between what it very likely lies."""
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
        """One end of a difference."""
        return format_difference(value, self.indicator.unit, self.indicator.decimals + 1, signed=True)


def arithmetic_context(
    target: Target, indicator: Indicator, *, on: date, confidence: float
) -> ArithmeticContext | None:
    """Do the rule's sums again; None where nothing is measured."""
    if target.latest is None:
        return None
    inputs = assessment.rule_inputs(target, on=on, confidence=confidence)
    return ArithmeticContext(target, indicator, target.latest, inputs, rule.assess(inputs))


def arithmetic_steps(
    target: Target, indicator: Indicator | None, *, on: date, confidence: float
) -> tuple[ArithmeticStep, ...]:
    """Every sum behind a target's status, in the order of the rule; none where nothing is measured.

    on           the day the statuses are judged on
    confidence   the municipality's
    """
    known = arithmetic_context(target, indicator, on=on, confidence=confidence) if indicator else None
    if known is None:
        return ()
    return (
        *_age(known, on),
        _interval(known, known.latest),
        *_starting_point(known),
        *_level(known),
        *_distance(known),
        *_path(known),
        *_factor(known),
        *_change(known),
        *_periods(known),
    )


# How old, and how sure


def _age(known: ArithmeticContext, on: date) -> Iterator[ArithmeticStep]:
    if known.target.max_age_days is None:
        return
    days = (on - known.latest.period.end).days
    values = {"days": format_quantity(days, Unit.DAYS), "limit": format_quantity(known.target.max_age_days, Unit.DAYS)}
    too_old = days > known.target.max_age_days
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


def _interval(known: ArithmeticContext, point: Point) -> ArithmeticStep:
    return ArithmeticStep(
        label=_("How sure is the figure for %(period)s?") % {"period": format_period(point.period)},
        formula=_interval_formula(known, point),
        result=_ends(known, point),
        sentence=_sampled(point) + uncertainty.uncertainty_sentence(point, known.indicator),
    )


def _sampled(point: Point) -> str:
    return _("%(n)s answered.") % {"n": format_number(point.n)} + " " if point.n else ""


def _ends(known: ArithmeticContext, point: Point) -> str:
    """`56,2 % til 61,8 %`, or the value alone."""
    if point.low is None or point.high is None or uncertainty.is_full_count(point):
        return figures.point_amount(point, known.indicator)
    decimals = known.indicator.decimals + 1
    ends = {
        "low": format_number(point.low, decimals),
        "high": figures.amount(point.high, known.indicator, decimals=decimals),
    }
    return _("%(low)s to %(high)s") % ends


def _interval_formula(known: ArithmeticContext, point: Point) -> str:
    if point.uncertainty == "simple_random_sample" and point.n:
        return _wilson(known, point, point.n)
    if point.uncertainty == "standard_error" and point.standard_error is not None:
        return f"{known.figure(point.value)} ± {known.z} · {known.error(point.standard_error)}"
    return ""


def _wilson(known: ArithmeticContext, point: Point, n: int) -> str:
    """Wilson's interval of a share, in percent."""
    share = format_number(point.value / 100, decimals_of(round(point.value / 100, 6)))
    people, z = format_number(n), known.z
    inside = f"{share} · (1 − {share}) / {people} + {z}² / (4 · {people}²)"
    return f"100 · ({share} + {z}² / (2 · {people}) ± {z} · √({inside})) / (1 + {z}² / {people})"


def _starting_point(known: ArithmeticContext) -> Iterator[ArithmeticStep]:
    baseline = known.target.baseline
    if baseline and known.said.change:
        yield _interval(known, baseline)


# The target


def _level(known: ArithmeticContext) -> Iterator[ArithmeticStep]:
    level = known.said.goal_level
    if level is None:
        return
    target, formula = known.target, ""
    if target.kind is Kind.RELATIVE_CHANGE and target.baseline:
        change = targets.required_value(target)
        sign = "+" if change >= 0 else "−"
        size = format_number(abs(change), decimals_of(change))
        formula = f"{known.figure(target.baseline.value)} · (1 {sign} {size} / 100)"
    if target.kind is Kind.RELATIVE_TO_AREA and target.area_latest:
        add = targets.required_value(target)
        sign = "−" if add < 0 else "+"
        formula = f"{known.figure(target.area_latest.value)} {sign} {format_number(abs(add), decimals_of(add))}"
    yield ArithmeticStep(
        label=_("What is the target?"),
        formula=formula,
        result=reasons.level_amount(target, known.indicator),
        sentence=str(targets.target_sentence(target, known.indicator, known.inputs.on)),
    )


def _distance(known: ArithmeticContext) -> Iterator[ArithmeticStep]:
    level, gap = known.said.goal_level, known.said.distance
    if level is not None and gap is not None:
        yield from _gap(known, _("How far is the figure from the target?"), level, gap)


def _gap(
    known: ArithmeticContext, label: str, level: rule.EstimatedValue, gap: rule.EstimatedValue
) -> Iterator[ArithmeticStep]:
    """The latest measurement minus a level, with the uncertainty of both."""
    latest = known.figure(known.latest.value)
    formula = f"{latest} − {_signed(known, level.value)}"
    if gap.multiplier is not None and known.target.baseline and gap.low != gap.high:
        formula += f" ± {format_number(gap.multiplier, 3)} · {_ratio_error(known)}"
    yield ArithmeticStep(label=label, formula=formula, result=known.gap(gap), sentence=_side(gap))
    if gap.multiplier is None and level.low != level.high:
        yield from _ends_of_gap(known, level, gap)


def _ends_of_gap(
    known: ArithmeticContext, level: rule.EstimatedValue, gap: rule.EstimatedValue
) -> Iterator[ArithmeticStep]:
    """The ends of a difference from a level that is measured itself: each end from the two intervals' own ends."""
    latest = known.inputs.latest
    if latest is None or level.low is None or level.high is None or gap.low is None or gap.high is None:
        return
    low, high = (known.figure(end) for end in latest.interval(known.inputs.target.confidence))
    value, at = known.figure(latest.value), known.figure(level.value)
    below = f"√(({value} − {_bracketed(low)})² + ({known.figure(level.high)} − {_bracketed(at)})²)"
    above = f"√(({high} − {_bracketed(value)})² + ({at} − {_bracketed(known.figure(level.low))})²)"
    alike = _("Both the figure and what it is compared with are uncertain.")
    for label, sign, root, end in (
        (_("The lower end of the difference"), "−", below, gap.low),
        (_("The upper end of the difference"), "+", above, gap.high),
    ):
        formula = f"{value} − {_bracketed(at)} {sign} {root}"
        yield ArithmeticStep(label=label, formula=formula, result=known.end(end), sentence=alike)


def _signed(known: ArithmeticContext, value: float) -> str:
    return _bracketed(known.figure(value))


def _bracketed(figure: str) -> str:
    """A number to be subtracted: in brackets where it is below zero."""
    return f"({figure})" if figure.startswith(MINUS) else figure


def _ratio_error(known: ArithmeticContext) -> str:
    """The standard error of latest minus a multiple of the baseline, by the delta method of their ratio."""
    latest, baseline = known.inputs.latest, known.inputs.baseline
    confidence = known.inputs.target.confidence
    if latest is None or baseline is None:
        return ""
    ratio = f"({known.figure(latest.value)} / {known.figure(baseline.value)})"
    one, other = (known.error(measured.effective_standard_error(confidence) or 0.0) for measured in (latest, baseline))
    return f"√({one}² + {ratio}² · {other}²)"


def _side(gap: rule.EstimatedValue) -> str:
    """On which side of the level the figure is, as far as that is certain."""
    if gap.low is None or gap.high is None:
        return _("Nobody knows how uncertain the difference is, so nothing about it is certain.")
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


def _path(known: ArithmeticContext) -> Iterator[ArithmeticStep]:
    path, target, elapsed = known.said.path_level, known.target, known.said.elapsed
    if path is None or elapsed is None or target.baseline is None or target.deadline is None:
        return
    finer = 0 if known.indicator.unit in WHOLE else 1
    result = figures.amount(path.value, known.indicator, decimals=known.indicator.decimals + finer)
    yield ArithmeticStep(
        label=_("How far should the figure have come?"),
        formula=_path_formula(known, elapsed) if elapsed < 1 else "",
        result=result,
        sentence=_path_words(known, elapsed, result),
    )
    if known.said.path_distance is not None:
        yield from _gap(known, _("How far is the figure from the way to the target?"), path, known.said.path_distance)


def _path_formula(known: ArithmeticContext, elapsed: float) -> str:
    """Starting point + days gone / days in all · (target − starting point)."""
    baseline, level, deadline = known.target.baseline, known.said.goal_level, known.target.deadline
    if baseline is None or level is None or deadline is None:
        return ""
    gone, all_days = (known.latest.period.end - baseline.period.end).days, (deadline - baseline.period.end).days
    start = known.figure(baseline.value)
    way = f"({known.figure(level.value)} − {_signed(known, baseline.value)})"
    return f"{start} + {format_number(gone)} / {format_number(all_days)} · {way}"


def _path_words(known: ArithmeticContext, elapsed: float, result: str) -> str:
    if elapsed >= 1:
        return _("The way ends at the target, so the figure should be %(level)s.") % {"level": result}
    values = {"day": format_day(known.latest.period.end), "level": result}
    return _("A straight line from the starting point to the target is at %(level)s on %(day)s.") % values


# Since the starting point


def _factor(known: ArithmeticContext) -> Iterator[ArithmeticStep]:
    """Why the interval of a change reaches a little further than 1.96 standard errors."""
    change = known.said.change
    reach = change.multiplier if change else None
    if change is None or reach is None or change.low == change.high:
        return
    sizes = [one.n for one in (known.inputs.latest, known.inputs.baseline) if one and one.n and not one.is_exact]
    if not sizes:
        return
    yield ArithmeticStep(
        label=_("How far does the uncertainty of a change reach?"),
        formula=f"{known.z} · (1 + {known.z}² / {format_number(min(sizes))})",
        result=_("%(number)s standard errors") % {"number": format_number(reach, 3)},
        sentence=_("The fewer who answered, the further it reaches."),
    )


def _change(known: ArithmeticContext) -> Iterator[ArithmeticStep]:
    change, baseline = known.said.change, known.target.baseline
    if change is None or baseline is None:
        return
    formula = f"{known.figure(known.latest.value)} − {_signed(known, baseline.value)}"
    if change.multiplier is not None and change.low != change.high:
        formula += f" ± {format_number(change.multiplier, 3)} · {_change_error(known)}"
    yield ArithmeticStep(
        label=_("How much has the figure changed since %(period)s?") % {"period": format_period(baseline.period)},
        formula=formula,
        result=known.gap(change),
        sentence=reasons.movement(known.target, known.indicator),
    )


def _change_error(known: ArithmeticContext) -> str:
    """√(se1² + se2²)."""
    confidence = known.inputs.target.confidence
    both = (one.effective_standard_error(confidence) for one in (known.inputs.latest, known.inputs.baseline) if one)
    return f"√({' + '.join(f'{known.error(error or 0.0)}²' for error in both)})"


# Every period of a recurring target


def _periods(known: ArithmeticContext) -> Iterator[ArithmeticStep]:
    values = {one.period: one for one in known.target.recurring}
    for verdict in known.said.periods:
        point, gap, level = values.get(verdict.period), verdict.distance, known.said.goal_level
        if point is None or gap is None or level is None:
            continue
        yield ArithmeticStep(
            label=figures.capitalize(format_period(verdict.period)),
            formula=f"{known.figure(point.value)} − {_signed(known, level.value)}",
            result=known.gap(gap),
            sentence=_("%(status)s %(in_2019)s.")
            % {"status": status_name(verdict.status), "in_2019": format_in_period(verdict.period)},
        )
