"""A target in words: the value it sets, when it has to be reached, and what it is compared with.

A level that was set, or that follows from one exactly, is written in full. Where that cannot be done it is rounded
towards the stricter side, and so is a count that follows from one to the next whole number: what is called enough is
enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kobling.core.errors import MissingForKind
from kobling.core.status import Direction, Kind
from kobling.core.units import Unit
from kobling.rooms.releases import assessment
from kobling.rooms.releases.document import Indicator, Target
from kobling.web.shared.formats import (
    MAX_DECIMALS,
    decimals_of,
    decimals_to_distinguish,
    format_by_deadline,
    format_day,
    format_difference,
    format_in_period,
    format_number,
    format_percent,
    format_period,
    is_written_in_full,
    round_half_up,
    round_strictly,
)
from kobling.web.shared.localization import LocalizedText, join_texts, localize, localized_text
from kobling.web.shared.words.figures import amount, area_name, as_sentence, counts_people, point_amount
from kobling.web.shared.words.vocabulary import cadence_name


@dataclass(frozen=True)
class Requirement:
    """A level to reach, as it is written."""

    number: float
    """Rounded towards the stricter side."""
    decimals: int
    words: str
    """With its unit."""


def target_amount(value: float, indicator: Indicator) -> str:
    """Return the value that a target sets, with the decimals it was written with: `80 %`, `0,5 %`."""
    return amount(value, indicator, decimals=decimals_of(value))


def required_value(target: Target) -> float:
    """Return the value that a target of this kind must have. Raises MissingForKind."""
    if target.value is None:
        raise MissingForKind(target.kind, "value")
    return target.value


def target_name(target: Target, targets: Sequence[Target], indicator: Indicator | None) -> LocalizedText:
    """Return what distinguishes one of a goal's targets: its own text, its year or what it is measured by.

    targets   all of the goal's
    """
    if target.text:
        return localize(target.text)
    alike = [other for other in targets if other.text is None and other.deadline == target.deadline]
    if target.deadline is not None and len(alike) == 1:
        return localized_text(_("The target for %(deadline)s") % {"deadline": deadline_name(target.deadline)})
    return localize(indicator.name) if indicator else localized_text(_("The target without a figure"))


def target_sentence(target: Target, indicator: Indicator | None, on: date, *, ended: bool = False) -> LocalizedText:
    """Return the target as a sentence, in the past tense after its deadline: `Målet er 80 % i 2025.`

    Empty where there is no indicator: a number without a unit has no meaning.

    ended   whether its goal is not in force any more, which makes it past too
    """
    if target.kind is Kind.JUDGED:
        return localized_text(_("No number has been set for this target."))
    if indicator is None:
        return localized_text("")
    if target.kind is Kind.DIRECTION_ONLY:
        return _direction_sentence(target, indicator, over=is_past(target, on, ended=ended))
    words = is_or_was(target, on, ended=ended) % {"target": _aim(target, indicator)}
    return join_texts((words, _in_the_area(target, indicator)))


def is_or_was(target: Target, on: date, *, ended: bool) -> str:
    return _("The target was %(target)s.") if is_past(target, on, ended=ended) else _("The target is %(target)s.")


def is_past(target: Target, on: date, *, ended: bool) -> bool:
    """Return whether a target is written of in the past tense: its deadline has passed, or its goal has ended."""
    has_passed = target.deadline is not None and target.deadline < on and target.kind is not Kind.RECURRING
    return ended or has_passed


def _direction_sentence(target: Target, indicator: Indicator, *, over: bool) -> LocalizedText:
    """Return a target without a number as a sentence: `Målet er, at de er ældre.`; by what is counted without words."""
    up = target.direction is Direction.UP
    if target.wanted:
        lead = _("The target was that") if over else _("The target is that")
        deadline = format_by_deadline(target.deadline) if target.deadline else ""
        return as_sentence(join_texts((lead, localize(target.wanted), deadline)))
    if counts_people(indicator) or indicator.unit is Unit.PERSONS:
        wanted = _("there are more") if up else _("there are fewer")
        once_wanted = _("there would be more") if up else _("there would be fewer")
    else:
        wanted = _("the figure rises") if up else _("the figure falls")
        once_wanted = _("the figure would rise") if up else _("the figure would fall")
    form = _("The target was that %(change)s.") if over else _("The target is that %(change)s.")
    return localized_text(form % {"change": in_time(once_wanted if over else wanted, target)})


def _aim(target: Target, indicator: Indicator) -> str:
    match target.kind:
        case Kind.RELATIVE_CHANGE:
            return _relative_aim(target, indicator)
        case Kind.RELATIVE_TO_AREA:
            return in_time(_area_aim(target, indicator), target)
        case Kind.ALL_PARTS:
            return in_time(all_parts(target), target)
        case Kind.RECURRING:
            return every_time(target, indicator)
    return in_time(threshold(target, indicator), target)


def threshold(target: Target, indicator: Indicator) -> str:
    """Return a level to reach: `80 %`, or `højst 25 dage` where less is better."""
    level = target_amount(required_value(target), indicator)
    return level if target.direction is Direction.UP else at_least_or_most(target.direction, level)


def all_parts(target: Target) -> str:
    """Return `alle 40`; `alle` as long as the number of parts is not known."""
    return _("all of them") if target.parts is None else _("all %(number)s") % {"number": format_number(target.parts)}


def every_time(target: Target, indicator: Indicator) -> str:
    """Return a level to reach in every period: `mindst 0,5 % hvert år`."""
    level = at_least_or_most(target.direction, target_amount(required_value(target), indicator))
    if indicator.unit is Unit.PERCENT_PER_YEAR and indicator.cadence == "yearly":
        return _("%(level)s a year") % {"level": level}
    return _("%(level)s %(every_year)s") % {"level": level, "every_year": cadence_name(indicator.cadence)}


def at_least_or_most(direction: Direction, level: str) -> str:
    """Return `mindst 0,5 %` where more is better, `højst 25 dage` where less is."""
    form = _("at least %(level)s") if direction is Direction.UP else _("at most %(level)s")
    return form % {"level": level}


def wanted_direction(target: Target, indicator: Indicator) -> str:
    """Return the wanted direction in the figure's own terms: fewer people, or a lower number."""
    up = target.direction is Direction.UP
    if counts_people(indicator):
        return _("a larger share") if up else _("a smaller share")
    if indicator.unit is Unit.PERSONS:
        return _("more people") if up else _("fewer people")
    return _("a higher number") if up else _("a lower number")


def _relative_aim(target: Target, indicator: Indicator) -> str:
    change = required_value(target)
    size = format_percent(abs(change), decimals_of(change))
    words = (_("a rise of %(size)s") if change > 0 else _("a fall of %(size)s")) % {"size": size}
    if target.baseline:
        words = _("%(change)s from %(baseline)s") % {"change": words, "baseline": format_period(target.baseline.period)}
    if target.deadline:
        words = _("%(change)s to %(deadline)s") % {"change": words, "deadline": deadline_name(target.deadline)}
    level = shown_level(target, indicator)
    if level is None:
        return words
    is_rounded = target_level(target) != level.number
    written = at_least_or_most(target.direction, level.words) if is_rounded else level.words
    return _("%(change)s, that is %(level)s") % {"change": words, "level": written}


def _area_aim(target: Target, indicator: Indicator) -> str:
    """`højst det samme som i hele landet`, `mindst 0,5 procentpoint mere end i hele landet`."""
    add, area = required_value(target), area_name(target.area or "")
    if not add:
        return at_least_or_most(target.direction, _("the same as in %(area)s") % {"area": area})
    gap = format_difference(abs(add), indicator.unit, decimals_of(add))
    # "At most half a point less" is what "at least" means for a level below the area's own, and the other way round.
    bound = target.direction if add > 0 else Direction.UP if target.direction is Direction.DOWN else Direction.DOWN
    words = _("%(gap)s more than in %(area)s") if add > 0 else _("%(gap)s less than in %(area)s")
    return at_least_or_most(bound, words % {"gap": gap, "area": area})


def _in_the_area(target: Target, indicator: Indicator) -> str:
    """`I hele landet var tallet 10,6 % i 2019.`"""
    if target.area_latest is None:
        return ""
    values = {
        "area": area_name(target.area or ""),
        "value": point_amount(target.area_latest, indicator),
        "in_2019": format_in_period(target.area_latest.period),
    }
    return _("In %(area)s the figure was %(value)s %(in_2019)s.") % values


def deadline_name(deadline: date) -> str:
    """Return `2025` where the whole year may be used, else the day."""
    return str(deadline.year) if (deadline.month, deadline.day) == (12, 31) else format_day(deadline)


def in_time(words: str, target: Target) -> str:
    if target.deadline is None:
        return words
    return _("%(target)s %(in_2025)s") % {"target": words, "in_2025": format_by_deadline(target.deadline)}


def time_up_sentence(target: Target, on: date) -> str:
    """Return that the deadline has passed without a figure from that time; empty otherwise, and in version 1.

    on   the day the statuses are judged on
    """
    if target.assessment.rule_version == 1 or target.kind is Kind.RECURRING:
        return ""
    latest, deadline = target.latest, target.deadline
    if latest is None or deadline is None or on <= deadline or latest.period.end >= deadline:
        return ""
    period = latest.period.of_this_kind(deadline)
    if period is None:
        return _("The deadline has passed; the newest figure is from before it.")
    return _("The deadline has passed; the figure for %(period)s is missing.") % {"period": format_period(period)}


def is_contradictory(target: Target) -> bool:
    """Return whether a relative change has no level though it has a baseline: then it cannot be; not in version 1."""
    has_no_level = target.assessment.level is None and target.baseline is not None and not target.baseline.withdrawn
    return target.assessment.rule_version > 1 and target.kind is Kind.RELATIVE_CHANGE and has_no_level


def target_level(target: Target) -> float | None:
    """Return the level that the figure is compared with."""
    return target.assessment.level.value if target.assessment.level else None


def shown_level(target: Target, indicator: Indicator) -> Requirement | None:
    """Return the level that the figure is compared with, as it is written and drawn; None where there is none."""
    level = target_level(target)
    return None if level is None else requirement(target, indicator, level)


def level_amount(target: Target, indicator: Indicator) -> str:
    """Return the level with its unit; empty where there is none."""
    level = shown_level(target, indicator)
    return "" if level is None else level.words


def figure_decimals(target: Target, indicator: Indicator) -> int:
    """Return the decimals that the target's figures have in words, in charts and in tables.

    They are the indicator's, or as many more as it takes for the latest figure not to look like a level that it is not
    at: 79.6 % beside a target of 80 %.
    """
    level = shown_level(target, indicator)
    compared = [target.latest.value, level.number] if target.latest and level else []
    return decimals_to_distinguish(indicator.decimals, *compared)


def requirement(target: Target, indicator: Indicator, level: float, *, beside: float | None = None) -> Requirement:
    """Return a level to reach: in full, or rounded so that nothing less than it seems enough.

    beside   a figure that the level is compared with, to be written with the same decimals: the level is rounded as
             much as figures are, as long as that leaves it on the same side of the figure
    """
    is_set = target.kind in {Kind.THRESHOLD, Kind.RECURRING} and level == target.value
    if not is_set and _is_whole(target, indicator):
        decimals = 0
    elif beside is not None:
        decimals = _decimals_beside(target, indicator, level, beside)
    else:
        decimals = decimals_of(level) if is_written_in_full(level) else indicator.decimals + 2
    number = float(round_strictly(level, decimals, up=target.direction is Direction.UP))
    return Requirement(number, decimals, amount(number, indicator, decimals=decimals))


def _is_whole(target: Target, indicator: Indicator) -> bool:
    """Return whether only whole numbers are possible, also in a release of version 1, which does not say so."""
    points = (target.baseline, target.latest, target.area_latest, *target.recurring)
    return target.whole or assessment.is_whole(points, unit=indicator.unit, decimals=indicator.decimals)


def _decimals_beside(target: Target, indicator: Indicator, level: float, figure: float) -> int:
    """Return the fewest decimals with which a figure is on the same side of a level as without rounding."""
    up = target.direction is Direction.UP
    enough = (
        decimals
        for decimals in range(indicator.decimals, MAX_DECIMALS)
        if _is_enough(float(round_half_up(figure, decimals)), float(round_strictly(level, decimals, up=up)), up=up)
        == _is_enough(figure, level, up=up)
    )
    return next(enough, MAX_DECIMALS)


def _is_enough(figure: float, level: float, *, up: bool) -> bool:
    return figure >= level if up else figure <= level
