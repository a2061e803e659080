"""The reason for a target's status, in a sentence or two with the numbers in them."""

from datetime import date

from django.utils.translation import gettext as _

from kobling.core.status import Claim, Direction, Kind, Status
from kobling.rooms.releases.document import Band, Indicator, Point, Target
from kobling.web.shared.formats import (
    decimals_of,
    decimals_to_distinguish,
    format_day,
    format_difference,
    format_in_period,
    format_period,
)
from kobling.web.shared.localization import LocalizedText, join_texts, localize, localized_text
from kobling.web.shared.words import figures, goal_messages, recurring, targets, uncertainty
from kobling.web.shared.words.vocabulary import status_name


def reason(target: Target, indicator: Indicator | None, on: date, *, ended: bool = False) -> LocalizedText:
    """Return the reason for a target's status.

    on      the day the statuses are judged on
    ended   whether its goal is not in force any more
    """
    if target.judgement:
        return _judged(target)
    status = target.assessment.status
    if indicator is None or target.latest is None or status is Status.NO_DATA:
        return localized_text(goal_messages.no_figure(target))
    if status is Status.TOO_OLD:
        sentences = [uncertainty.too_old_sentence(target.latest), _failing(indicator), _former(target)]
    else:
        is_past = targets.is_past(target, on, ended=ended)
        sentences = [
            targets.time_up_sentence(target, on),
            *_REASONS[status](target, indicator, target.latest, is_past=is_past),
            _holds_if(target, indicator, target.latest),
        ]
    sentences.append(recurring.record_sentence(target))
    sentences.append(_withdrawn_since(target.latest, indicator))
    sentences.append(_withdrawn_of_area(target))
    return localized_text(" ".join(sentence for sentence in sentences if sentence))


def _holds_if(target: Target, indicator: Indicator, latest: Point) -> str:
    """What has to be true for the reason to hold; empty where the reason has no interval."""
    if target.assessment.status is Status.CANNOT_TELL and not _is_level_within(target, latest):
        return ""
    return holds_if(target, indicator)


def holds_if(target: Target, indicator: Indicator) -> str:
    """Return what has to be true for the intervals of the target's figures to hold; empty where none has one."""
    return uncertainty.condition(indicator, target.latest, target.baseline, target.area_latest)


def _judged(target: Target) -> LocalizedText:
    if target.judgement is None:
        return localized_text(goal_messages.no_figure(target))
    judged = _("judged it on %(day)s") % {"day": format_day(target.judgement.date)}
    verdict = figures.as_sentence(localize(target.judgement.verdict))
    opening = join_texts((localize(target.judgement.body_name), judged))
    why = figures.as_sentence(localize(target.judgement.reason))
    too_old = target.assessment.status is Status.TOO_OLD
    age = _("The judgement is too old to say anything about today.") if too_old else ""
    return join_texts((join_texts((opening, verdict), between=": "), why, age))


def _former(target: Target) -> str:
    """`Dengang var status: Nået.`"""
    former = target.assessment.former
    return _("At the time the status was: %(status)s.") % {"status": status_name(former)} if former else ""


def _failing(indicator: Indicator) -> str:
    """`Kommunen har ikke kunnet hente nye tal siden 1. marts 2025.`, where fetching has failed since then."""
    if indicator.failing_since is None:
        return ""
    values = {"day": format_day(indicator.failing_since)}
    return _("The municipality has not been able to fetch new figures since %(day)s.") % values


def _reached(target: Target, indicator: Indicator, latest: Point, *, is_past: bool) -> list[str]:
    return [_against_level(target, indicator, latest, reached=True, is_past=is_past)]


def _missed(target: Target, indicator: Indicator, latest: Point, *, is_past: bool) -> list[str]:
    if target.kind is Kind.RECURRING:
        return [_against_level(target, indicator, latest, reached=False, is_past=is_past)]
    over = _("The deadline was %(day)s.") % {"day": format_day(target.deadline)} if target.deadline else ""
    return [over, _against_level(target, indicator, latest, reached=False, is_past=is_past)]


def _moving_away(target: Target, indicator: Indicator, latest: Point, *, is_past: bool) -> list[str]:
    wanted = _("It should have risen.") if target.direction is Direction.UP else _("It should have fallen.")
    return [movement(target, indicator), wanted]


def _behind(target: Target, indicator: Indicator, latest: Point, *, is_past: bool) -> list[str]:
    return [_path(target, indicator, latest, past=False)]


def _on_track(target: Target, indicator: Indicator, latest: Point, *, is_past: bool) -> list[str]:
    return [_path(target, indicator, latest, past=True), movement(target, indicator)]


def _improving(target: Target, indicator: Indicator, latest: Point, *, is_past: bool) -> list[str]:
    pace = ""
    if target.assessment.path:
        pace = _("We cannot say whether it is fast enough.")
    elif target.assessment.level and target.deadline is None:
        pace = _("The target has no deadline, so we cannot say whether it is fast enough.")
    return [movement(target, indicator), pace]


def _unchanged(target: Target, indicator: Indicator, latest: Point, *, is_past: bool) -> list[str]:
    return [movement(target, indicator)]


def _not_yet(target: Target, indicator: Indicator, latest: Point, *, is_past: bool) -> list[str]:
    return [_against_level(target, indicator, latest, reached=False, is_past=is_past), movement(target, indicator)]


def _cannot_tell(target: Target, indicator: Indicator, latest: Point, *, is_past: bool) -> list[str]:
    if targets.is_contradictory(target):
        return [_no_level(target)]
    return [_level_unclear(target, indicator, latest), movement(target, indicator)]


_REASONS = {
    Status.REACHED: _reached,
    Status.MISSED: _missed,
    Status.MOVING_AWAY: _moving_away,
    Status.BEHIND: _behind,
    Status.ON_TRACK: _on_track,
    Status.IMPROVING: _improving,
    Status.UNCHANGED: _unchanged,
    Status.NOT_YET: _not_yet,
    Status.CANNOT_TELL: _cannot_tell,
}


# Against the target


def _against_level(target: Target, indicator: Indicator, latest: Point, *, reached: bool, is_past: bool) -> str:
    """`Tallet er med stor sikkerhed højst 62 %, og målet er 80 %.`"""
    level = target.assessment.level
    if level is None:
        return ""
    if not _exact(level):
        return _from_uncertain_level(target, indicator, reached=reached)
    figure = _counted(target, latest, indicator)
    if not uncertainty.is_full_count(latest):
        figure = _bound(target, latest, indicator, level.value, past=reached)
    is_form = _("%(figure)s, and the target is %(target)s.")
    form = _("%(figure)s, and the target was %(target)s.") if is_past else is_form
    return form % {"figure": figure, "target": _level_to_reach(target, indicator)}


def _counted(target: Target, latest: Point, indicator: Indicator) -> str:
    """`Tallet var 14.310 kroner i 2019`, without a full stop."""
    values = {
        "value": figures.point_amount(latest, indicator, decimals=targets.figure_decimals(target, indicator)),
        "in_2019": format_in_period(latest.period),
    }
    return _("The figure was %(value)s %(in_2019)s") % values


def _bound(target: Target, latest: Point, indicator: Indicator, level: float, *, past: bool) -> str:
    """The end of the interval that decides: `Tallet er med stor sikkerhed højst 62 %`, without a full stop."""
    return _("The figure is very likely %(bound)s") % {"bound": _end(target, latest, indicator, level, past=past)}


def _end(target: Target, latest: Point, indicator: Indicator, level: float, *, past: bool) -> str:
    """`mindst 87 %` for a figure past a level that is better above, `højst 62 %` for one that is short of it."""
    end = _deciding_end(target, latest, past=past)
    if end is None:
        return ""
    decimals = decimals_to_distinguish(indicator.decimals, end, level)
    return _bounded(target, figures.amount(end, indicator, decimals=decimals), past=past)


def _deciding_end(target: Target, latest: Point, *, past: bool) -> float | None:
    """Return the end of the interval that decides on which side of a level it lies; None for a full count."""
    if uncertainty.is_full_count(latest):
        return None
    return latest.low if _is_lowest(target, past=past) else latest.high


def _bounded(target: Target, amount: str, *, past: bool) -> str:
    return targets.at_least_or_most(Direction.UP if _is_lowest(target, past=past) else Direction.DOWN, amount)


def _is_lowest(target: Target, *, past: bool) -> bool:
    return (target.direction is Direction.UP) == past


def _level_to_reach(target: Target, indicator: Indicator) -> str:
    """The level as part of a sentence: `80 %`, `højst 25 dage`, `mindst 0,5 % hvert år`, `alle 40`."""
    match target.kind:
        case Kind.THRESHOLD:
            return targets.threshold(target, indicator)
        case Kind.RECURRING:
            return targets.every_time(target, indicator)
        case Kind.ALL_PARTS:
            return targets.all_parts(target)
    return targets.at_least_or_most(target.direction, targets.level_amount(target, indicator))


def _from_uncertain_level(target: Target, indicator: Indicator, *, reached: bool) -> str:
    """The least distance of the figure from a level that is uncertain itself."""
    gap = target.assessment.distance
    if gap is None or gap.low is None or gap.high is None:
        return ""
    least = min(abs(gap.low), abs(gap.high))
    decimals = decimals_to_distinguish(indicator.decimals, least, 0)
    values = {
        "gap": format_difference(least, indicator.unit, decimals),
        "level": targets.level_amount(target, indicator),
    }
    if reached:
        return _("The figure is very likely at least %(gap)s past the target of %(level)s.") % values
    return _("The figure very likely lacks at least %(gap)s to the target of %(level)s.") % values


def _level_unclear(target: Target, indicator: Indicator, latest: Point) -> str:
    """The reason why it is not known if the target is reached."""
    level = target.assessment.level
    if target.kind is Kind.DIRECTION_ONLY:
        return ""
    if level is None:
        return _no_level(target)
    if latest.low is None or latest.high is None:
        return _("The source does not say how uncertain the figure is, so we cannot say whether the target is reached.")
    values = {
        "level": targets.level_amount(target, indicator),
        "range": uncertainty.span(latest.low, latest.high, indicator),
    }
    return _("The target of %(level)s lies within the uncertainty: %(range)s.") % values


def _is_level_within(target: Target, latest: Point) -> bool:
    """Whether the reason names the interval that the level lies within."""
    known = target.kind is not Kind.DIRECTION_ONLY and target.assessment.level is not None
    return known and latest.low is not None


def _no_level(target: Target) -> str:
    if target.kind is Kind.RELATIVE_TO_AREA:
        area = figures.area_name(target.area or "")
        return _("There is no figure for %(area)s to compare with.") % {"area": area}
    if targets.is_contradictory(target):
        return _contradiction(target)
    if target.baseline and target.baseline.withdrawn:
        return _withdrawn(target.baseline, _("so the target cannot be worked out"))
    return _("The starting point is not known, so the target cannot be worked out.")


def _withdrawn(baseline: Point, consequence: str) -> str:
    """`Kilden har trukket udgangspunktets tal for 2018 tilbage, så ...`"""
    values = {"period": format_period(baseline.period), "consequence": consequence}
    return _("The source has withdrawn the starting point's figure for %(period)s, %(consequence)s.") % values


def _withdrawn_since(latest: Point, indicator: Indicator) -> str:
    """`Kilden har trukket tallet for 2019 tilbage.`, of the newest one, where it is of a later time than the latest."""
    withdrawn = [point for point in indicator.points if point.is_withdrawn]
    if not withdrawn or withdrawn[-1].period <= latest.period:
        return ""
    return _("The source has withdrawn the figure for %(period)s.") % {"period": format_period(withdrawn[-1].period)}


def _withdrawn_of_area(target: Target) -> str:
    """`Kilden har trukket tallet for hele landet for 2019 tilbage.`, where there is none to compare the latest with."""
    if target.area_latest is not None or not target.area_withdrawn:
        return ""
    values = {
        "area": figures.area_name(target.area or ""),
        "period": format_period(target.area_withdrawn[-1].period),
    }
    return _("The source has withdrawn the figure of %(area)s for %(period)s.") % values


def _contradiction(target: Target) -> str:
    """Why a change in percent is impossible: it goes against the direction, or the baseline is not above 0."""
    change = targets.required_value(target)
    if change > 0 and target.direction is Direction.DOWN:
        return _("The target asks for a rise, but a lower number is better, so it cannot be worked out.")
    if change < 0 and target.direction is Direction.UP:
        return _("The target asks for a fall, but a higher number is better, so it cannot be worked out.")
    return _("The starting point is not above 0, so a change in per cent cannot be worked out.")


def _exact(band: Band) -> bool:
    return band.low is not None and band.low == band.high


# Against the path


def _path(target: Target, indicator: Indicator, latest: Point, *, past: bool) -> str:
    """`For at nå målet i tide skulle tallet have været mindst 66 % i 2019. Det er med stor sikkerhed højst 62 %.`"""
    path = target.assessment.path
    if path is None:
        return ""
    deciding = _deciding_end(target, latest, past=past)
    needed = targets.requirement(target, indicator, path.value, beside=latest.value if deciding is None else deciding)
    values = {
        "needed": targets.at_least_or_most(target.direction, needed.words),
        "in_2019": format_in_period(latest.period),
    }
    first = _("To reach the target in time, the figure should have been %(needed)s %(in_2019)s.") % values
    if deciding is None:
        amount = figures.point_amount(latest, indicator, decimals=needed.decimals)
        return f"{first} {_('It was %(value)s.') % {'value': amount}}"
    bound = _bounded(target, figures.amount(deciding, indicator, decimals=needed.decimals), past=past)
    return f"{first} {_('It was very likely %(bound)s.') % {'bound': bound}}"


# Since the starting point


def movement(target: Target, indicator: Indicator) -> str:
    """Return how the figure has changed since the baseline, as far as that is certain."""
    baseline, latest, change = target.baseline, target.latest, target.assessment.change
    if latest is None:
        return ""
    if baseline is None or change is None:
        return _single(target, baseline)
    claims = target.assessment.claims
    if Claim.BETTER in claims or Claim.WORSE in claims:
        return _moved(baseline, latest, change, indicator)
    if Claim.SAME in claims:
        return _same(target, baseline, change, indicator)
    if change.low is None:
        return _("We cannot say whether it is getting better: the source does not say how uncertain the figures are.")
    return _("We cannot say whether it is getting better: the difference is smaller than the uncertainty.")


def _single(target: Target, baseline: Point | None) -> str:
    if baseline is None:
        return _("There is no starting point to compare with, so we cannot say whether it is getting better.")
    if baseline.withdrawn:
        return _withdrawn(baseline, _("so we cannot say whether it is getting better"))
    return _("It has been measured only once, so we cannot say whether it is getting better.")


def _moved(baseline: Point, latest: Point, change: Band, indicator: Indicator) -> str:
    """`Tallet er steget fra 41 % i 2017 til 48 % i 2020. Forskellen er større end usikkerheden.`"""
    decimals = decimals_to_distinguish(indicator.decimals, baseline.value, latest.value)
    values = {
        "before": figures.amount(baseline.value, indicator, decimals=decimals),
        "in_2017": format_in_period(baseline.period),
        "now": figures.amount(latest.value, indicator, decimals=decimals),
        "in_2020": format_in_period(latest.period),
    }
    if change.value > 0:
        sentence = _("The figure has risen from %(before)s %(in_2017)s to %(now)s %(in_2020)s.") % values
    else:
        sentence = _("The figure has fallen from %(before)s %(in_2017)s to %(now)s %(in_2020)s.") % values
    return sentence if _exact(change) else f"{sentence} {_('The difference is larger than the uncertainty.')}"


def _same(target: Target, baseline: Point, change: Band, indicator: Indicator) -> str:
    if _exact(change) and change.value == 0:
        return _("The figure is the same as %(in_2018)s.") % {"in_2018": format_in_period(baseline.period)}
    least = format_difference(target.minimum_change, indicator.unit, decimals_of(target.minimum_change))
    if _exact(change):
        return _too_small(target, baseline, change, indicator)
    values = {"since": format_period(baseline.period), "least": least}
    return _("Since %(since)s the figure has very likely changed by no more than %(least)s.") % values


def _too_small(target: Target, baseline: Point, change: Band, indicator: Indicator) -> str:
    """A counted change that is smaller than the least change that matters."""
    decimals = decimals_to_distinguish(indicator.decimals, abs(change.value), 0, target.minimum_change)
    values = {
        "since": format_period(baseline.period),
        "change": format_difference(abs(change.value), indicator.unit, decimals),
        "least": format_difference(target.minimum_change, indicator.unit, decimals_of(target.minimum_change)),
    }
    return _("Since %(since)s the figure has changed by %(change)s. Up to %(least)s counts as unchanged.") % values
