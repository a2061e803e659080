"""The record of a recurring target in words: in how many of the council term's ended periods it was reached."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.core.periods import Period
from kobling.rooms.releases.document import RecurringRecord, Target
from kobling.web.shared.formats import format_number, format_period

MAX_NAMED_PERIODS = 8
"""Up to this many periods are named; of more, the sentence has the numbers alone."""


def record_line(target: Target) -> str:
    """Return `Nået i 3 af 4 år i byrådsperioden.`; empty where no period of the term has ended."""
    count = _count(target)
    return f"{count}." if count else ""


def record_in_short(target: Target) -> str:
    """Return `holdt i 3 af 4 år`; empty where no period of the term has ended, or the level was kept in all of them."""
    record = target.assessment.record
    if record is None or not (record.missed or record.undecided or record.unmeasured):
        return ""
    periods = _periods(record)
    if len(periods[0].code) == 4:
        form = ngettext("kept in %(reached)s of %(all)s year", "kept in %(reached)s of %(all)s years", len(periods))
    else:
        form = ngettext("kept in %(reached)s of %(all)s period", "kept in %(reached)s of %(all)s periods", len(periods))
    return form % _numbers(record)


def record_sentence(target: Target) -> str:
    """Return `Nået i 1 af 3 år i byrådsperioden: nået i 2018, ikke nået i 2019, mangler tal for 2020.`"""
    record, count = target.assessment.record, _count(target)
    if record is None or not count:
        return ""
    groups = [record.reached, record.missed, record.undecided, record.unmeasured]
    if sum(map(bool, groups)) == 1 and (record.reached or record.missed):
        return f"{count}."
    is_named = sum(map(len, groups)) <= MAX_NAMED_PERIODS
    parts = (
        phrase % {"periods": _listing(periods) if is_named else format_number(len(periods))}
        for phrase, periods in zip(_phrases(), groups, strict=True)
        if periods
    )
    return f"{count}: {', '.join(parts)}."


def _count(target: Target) -> str:
    """`Nået i 3 af 4 år i byrådsperioden`, without a full stop."""
    record = target.assessment.record
    if record is None:
        return ""
    periods = _periods(record)
    return _form(periods[0], len(periods)) % _numbers(record)


def _periods(record: RecurringRecord) -> tuple[Period, ...]:
    """The term's ended periods; there is always one."""
    return (*record.reached, *record.missed, *record.undecided, *record.unmeasured)


def _numbers(record: RecurringRecord) -> dict[str, str]:
    return {"reached": format_number(len(record.reached)), "all": format_number(len(_periods(record)))}


def _form(period: Period, number: int) -> str:
    match len(period.code), period.code[5:6]:
        case (4, _kind):
            return ngettext(
                "Reached in %(reached)s of %(all)s year of the council term",
                "Reached in %(reached)s of %(all)s years of the council term",
                number,
            )
        case (_length, "Q"):
            return ngettext(
                "Reached in %(reached)s of %(all)s quarter of the council term",
                "Reached in %(reached)s of %(all)s quarters of the council term",
                number,
            )
    return ngettext(
        "Reached in %(reached)s of %(all)s month of the council term",
        "Reached in %(reached)s of %(all)s months of the council term",
        number,
    )


def _phrases() -> tuple[str, str, str, str]:
    """The words for reached, missed, undecided and unmeasured periods, each with its names or its number."""
    return (
        _("reached in %(periods)s"),
        _("not reached in %(periods)s"),
        _("cannot be told for %(periods)s"),
        _("no figure for %(periods)s"),
    )


def _listing(periods: Sequence[Period]) -> str:
    """`2018, 2019 og 2021`."""
    *first, last = map(format_period, periods)
    return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last
