"""A figure in words, the target beside it, and how sure the figure is."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from kobling.core.errors import MissingForKind
from kobling.core.status import Direction, Kind, Status
from kobling.core.units import Unit
from kobling.rooms.releases.document import Goal, Indicator, Point, Target
from kobling.web.shared.formats import (
    active_language,
    decimals_of,
    decimals_to_distinguish,
    format_by_deadline,
    format_day,
    format_difference,
    format_in_period,
    format_number,
    format_percent,
    format_period,
    format_quantity,
    format_range,
)
from kobling.web.shared.localization import LocalizedText, fill_value, join_texts, localize, localized_text
from kobling.web.shared.words.vocabulary import cadence_name, counts_line

AREAS = {
    "000": ("hele landet", "Denmark as a whole"),
    "081": ("Region Nordjylland", "the North Denmark Region"),
    "082": ("Region Midtjylland", "the Central Denmark Region"),
    "083": ("Region Syddanmark", "the Region of Southern Denmark"),
    "084": ("Region Hovedstaden", "the Capital Region"),
    "085": ("Region Sjælland", "Region Zealand"),
}
"""Statistics Denmark's codes for areas larger than a municipality."""


def amount(value: float, indicator: Indicator, *, decimals: int | None = None) -> str:
    """A value of the indicator with its unit: `59 %`, `96.921 personer`."""
    return format_quantity(value, indicator.unit, indicator.decimals if decimals is None else decimals)


def target_amount(value: float, indicator: Indicator) -> str:
    """A level that somebody set, with the decimals they set it with: `80 %`, `0,5 %`."""
    return amount(value, indicator, decimals=decimals_of(value))


def point_amount(point: Point, indicator: Indicator, *, beside: float | None = None) -> str:
    """A measured value with its unit, fine enough to be told from the level `beside` it: `17 af 40 byer`."""
    decimals = _decimals(point, indicator, beside)
    return format_quantity(point.value, indicator.unit, decimals, parts=indicator.parts, of=point.of)


def _decimals(point: Point, indicator: Indicator, beside: float | None) -> int:
    return decimals_to_distinguish(indicator.decimals, point.value, *([] if beside is None else [beside]))


def figure(point: Point, indicator: Indicator, *, beside: float | None = None) -> LocalizedText:
    """The figure in the indicator's own sentence: `59 % er medlem af en lokal forening.`"""
    return as_sentence(fill_value(indicator.sentence, lambda: point_amount(point, indicator, beside=beside)))


def figure_of_hundred(point: Point, indicator: Indicator, *, beside: float | None = None) -> LocalizedText:
    """The same for a title: `59 ud af 100 er medlem af en lokal forening.` where people were asked."""
    if not _counts_people(indicator) or _decimals(point, indicator, beside):
        return figure(point, indicator, beside=beside)
    return as_sentence(
        fill_value(indicator.sentence, lambda: _("%(number)s out of 100") % {"number": format_number(point.value)})
    )


def _counts_people(indicator: Indicator) -> bool:
    """Whether `59 ud af 100` fits the sentence: a share of people asked, not `59 ud af 100 af borgerne`."""
    patterns = (indicator.sentence.da, indicator.sentence.en or "")
    awkward = any("{value} af " in one or "{value} of " in one for one in patterns)
    return indicator.unit is Unit.PERCENT and indicator.collected_by == "survey" and not awkward


def as_sentence(words: LocalizedText) -> LocalizedText:
    """The words with a capital first and one full stop last."""
    stretches = [(stretch, danish) for stretch, danish in words.parts if stretch]
    if not stretches:
        return words
    first, last = stretches[0], stretches[-1]
    stretches[0] = (first[0][0].upper() + first[0][1:], first[1])
    if not str(words).endswith((".", "!", "?")):
        stretches[-1] = (stretches[-1][0] + ".", last[1])
    return LocalizedText(tuple(stretches))


def required_value(target: Target) -> float:
    """The number a target of this kind cannot do without. Raises MissingForKind."""
    if target.value is None:
        raise MissingForKind(target.kind, "value")
    return target.value


def target_sentence(target: Target, indicator: Indicator | None, on: date) -> LocalizedText:
    """The target in a sentence, in the past tense once its deadline is over: `Målet er 80 % i 2025.`

    Empty where there is no indicator: a number without a unit says nothing.
    """
    if target.kind is Kind.JUDGED:
        return localized_text(_("No number has been set for this target."))
    if indicator is None:
        return localized_text("")
    words = _is_or_was(target, on) % {"target": _aim(target, indicator)}
    return join_texts((words, _in_the_area(target, indicator)))


def _is_or_was(target: Target, on: date) -> str:
    over = target.deadline is not None and target.deadline < on and target.kind is not Kind.RECURRING
    return _("The target was %(target)s.") if over else _("The target is %(target)s.")


def _aim(target: Target, indicator: Indicator) -> str:
    match target.kind:
        case Kind.RELATIVE_CHANGE:
            return _relative_aim(target, indicator)
        case Kind.RELATIVE_TO_AREA:
            return _in_time(_area_aim(target, indicator), target)
        case Kind.ALL_PARTS:
            return _in_time(all_parts(target), target)
        case Kind.DIRECTION_ONLY:
            return _in_time(wanted_direction(target, indicator), target)
        case Kind.RECURRING:
            return every_time(target, indicator)
    return _in_time(threshold(target, indicator), target)


def threshold(target: Target, indicator: Indicator) -> str:
    """A level to reach: `80 %`, or `højst 25 dage` where less is better."""
    level = target_amount(required_value(target), indicator)
    return level if target.direction is Direction.UP else at_least_or_most(target.direction, level)


def all_parts(target: Target) -> str:
    """`alle 40`; `alle` until somebody has counted how many there are."""
    return _("all of them") if target.parts is None else _("all %(number)s") % {"number": format_number(target.parts)}


def every_time(target: Target, indicator: Indicator) -> str:
    """A level to reach in every period: `mindst 0,5 % hvert år`."""
    level = at_least_or_most(target.direction, target_amount(required_value(target), indicator))
    return _("%(level)s %(every_year)s") % {"level": level, "every_year": cadence_name(indicator.cadence)}


def at_least_or_most(direction: Direction, level: str) -> str:
    """`mindst 0,5 %` where more is better, `højst 25 dage` where less is."""
    form = _("at least %(level)s") if direction is Direction.UP else _("at most %(level)s")
    return form % {"level": level}


def wanted_direction(target: Target, indicator: Indicator) -> str:
    """The wanted direction in the figure's own meaning: fewer people, or a lower number."""
    up = target.direction is Direction.UP
    if _counts_people(indicator):
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
    level = target.assessment.level
    if level is None:
        return words
    return _("%(change)s, that is %(level)s") % {"change": words, "level": amount(level.value, indicator)}


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


def area_name(code: str) -> str:
    """`hele landet`, `Region Midtjylland`; any other area by its own name."""
    danish, english = AREAS.get(code, (code, code))
    if code.isdigit() and code not in AREAS:
        return _("area %(code)s") % {"code": code}
    return danish if active_language() == "da" else english


def deadline_name(deadline: date) -> str:
    """`2025` where the whole year may be used, else the day."""
    return str(deadline.year) if (deadline.month, deadline.day) == (12, 31) else format_day(deadline)


def _in_time(words: str, target: Target) -> str:
    if target.deadline is None:
        return words
    return _("%(target)s %(in_2025)s") % {"target": words, "in_2025": format_by_deadline(target.deadline)}


# How sure


def is_full_count(point: Point) -> bool:
    """Whether everything is counted, so that chance has no part in the figure."""
    return point.low is not None and point.low == point.high


def uncertainty_sentence(point: Point, indicator: Indicator) -> str:
    """How sure the figure is, in a sentence."""
    if point.low is None or point.high is None:
        return _("The source does not say how uncertain the figure is, so we say nothing for certain from it.")
    if is_full_count(point):
        return _full_count(indicator)
    likely = {"range": span(point.low, point.high, indicator)}
    if indicator.collected_by == "survey":
        return _("Had we asked everyone, the figure would very likely be %(range)s.") % likely
    return _("The figure is uncertain. Very likely it is %(range)s.") % likely


def _full_count(indicator: Indicator) -> str:
    if indicator.unit in {Unit.KRONER, Unit.TONNES}:
        return _("Everything is counted, so the figure has no sampling error.")
    return _("Everyone is counted, so the figure has no sampling error.")


def span(low: float, high: float, indicator: Indicator) -> str:
    """The interval: `mellem 56 og 62 ud af 100`, fine enough to tell its ends apart."""
    return format_range(low, high, indicator.unit, decimals_to_distinguish(indicator.decimals, low, high))


def uncertainty_line(point: Point, indicator: Indicator) -> str:
    """How sure and from when, for a card: `Mellem 56 og 62 ud af 100, målt 2019`."""
    if is_full_count(point):
        everything = indicator.unit in {Unit.KRONER, Unit.TONNES}
        counted = _("Everything counted %(in_2019)s") if everything else _("Everyone counted %(in_2019)s")
        return counted % {"in_2019": _when(point)}
    how_sure = _("Uncertainty not known")
    if point.low is not None and point.high is not None:
        how_sure = span(point.low, point.high, indicator)
    return capitalize(_("%(how_sure)s, %(measured)s") % {"how_sure": how_sure, "measured": measured_when(point)})


def capitalize(words: str) -> str:
    """The words with a capital first."""
    return words[:1].upper() + words[1:]


def measured_when(point: Point) -> str:
    """When: `målt 2019`, `målt i 1. kvartal 2019`; a full count is not measured but counted: `opgjort 2019`."""
    form = _("counted %(in_2019)s") if is_full_count(point) else _("measured %(in_2019)s")
    return form % {"in_2019": _when(point)}


def _when(point: Point) -> str:
    """`2019` alone for a year in Danish, else with its preposition."""
    plain_year = active_language() == "da" and len(point.period.code) == 4
    return format_period(point.period) if plain_year else format_in_period(point.period)


def too_old_sentence(point: Point) -> str:
    """`Tallet er fra 2019. Det er for gammelt til at sige noget om i dag.`"""
    return _("The figure is from %(period)s. It is too old to say anything about today.") % {
        "period": format_period(point.period)
    }


def no_figure(target: Target | None = None) -> str:
    """What is said where nothing is measured, or a target without a number has not been judged."""
    if target and target.kind is Kind.JUDGED:
        return _("Nobody has judged it yet.")
    return _("Nobody has published a figure yet.")


def missing_sentence(goal: Goal) -> LocalizedText:
    """For a goal without figures: that there are none, since when, and what it would take."""
    return join_texts((no_figure(), *([as_sentence(localize(goal.missing))] if goal.missing else ())))


# The message of a page


def goal_message(goal: Goal, indicators: Mapping[str, Indicator], on: date) -> LocalizedText:
    """A goal page's title: `59 ud af 100 er medlem af en forening. Målet er 80 i 2025.`

    indicators   the document's, by key
    on           the day the statuses are judged on
    """
    if len(goal.targets) != 1:
        return _several(goal)
    target = goal.targets[0]
    if target.judgement:
        return judgement_sentence(target)
    indicator = indicators.get(target.indicator or "")
    if indicator is None or target.latest is None:
        return join_texts((as_sentence(localize(goal.short)), no_figure(target)))
    if target.assessment.status is Status.TOO_OLD:
        return join_texts((figure(target.latest, indicator), too_old_sentence(target.latest)))
    level = target_level(target)
    title = figure_of_hundred(target.latest, indicator, beside=level)
    return join_texts((title, _short_aim(target, indicator, on, title)))


def _several(goal: Goal) -> LocalizedText:
    """`Bæredygtigt miljø: 1 nået · 1 mangler tal`; without targets, that there is no figure."""
    if not goal.targets:
        return join_texts((as_sentence(localize(goal.short)), no_figure()))
    return join_texts((localize(goal.short), counts_line(one.assessment.status for one in goal.targets)), between=": ")


def _short_aim(target: Target, indicator: Indicator, on: date, title: LocalizedText) -> LocalizedText:
    """The target without `%` where the figure is said in so many out of 100."""
    if target.kind is not Kind.THRESHOLD or "%" in str(title) or not _counts_people(indicator):
        return target_sentence(target, indicator, on)
    level = format_number(required_value(target), decimals_of(required_value(target)))
    if target.direction is Direction.DOWN:
        level = at_least_or_most(target.direction, level)
    return localized_text(_is_or_was(target, on) % {"target": _in_time(level, target)})


def target_level(target: Target) -> float | None:
    """The level the figure stands beside, so that the two never look alike while they differ."""
    return target.assessment.level.value if target.assessment.level else None


def judgement_sentence(target: Target) -> LocalizedText:
    """`Teknisk Udvalg vurderer: Godt på vej.`"""
    if target.judgement is None:
        return localized_text(no_figure(target))
    judges = _("judges")
    body, verdict = localize(target.judgement.body_name), localize(target.judgement.verdict)
    return as_sentence(join_texts((join_texts((body, judges)), verdict), between=": "))
