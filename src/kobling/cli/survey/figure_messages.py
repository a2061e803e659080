"""Why estimates do not become figures of an indicator, in words."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kobling.cli.survey.figures import (
    AllSuppressed,
    DomainsWithoutPlace,
    NameStandsTwice,
    NoInterval,
    NoSuchEstimate,
)
from kobling.cli.survey.output.text_formats import missing_reason
from kobling.core.errors import KoblingError
from kobling.core.units import Unit
from kobling.rooms.surveys.actions import FigureExists, NotFromSurveys, OtherConfidence, TooFewAnswers, UnitDoesNotFit
from kobling.web.shared.formats import decimals_of, format_number
from kobling.web.shared.words.vocabulary import unit_name

NOT_FROM_SURVEYS = {
    "register": gettext_noop(
        "The figures of %(indicator)s are collected from a register, not by a survey: look at collected_by in its "
        "definition."
    ),
    "derived": gettext_noop("%(indicator)s is calculated from other indicators, and has no figures of its own."),
    "drawn": gettext_noop("The figures of %(indicator)s are fetched from a register: kobling fetch %(indicator)s"),
}


def _no_such_estimate(error: NoSuchEstimate) -> str:
    known = ", ".join(error.known)
    if error.found is None:
        return _("The design asks for several estimates; say which with --estimate: %(known)s") % {"known": known}
    return _("The design asks for no estimate called %(found)s. There are: %(known)s") % {
        "found": error.found,
        "known": known,
    }


def _domains_without_place(error: DomainsWithoutPlace) -> str:
    return _(
        "The estimates are divided by %(columns)s, and the design does not say whether these are areas or parts of the "
        "indicator. Name the column under area or part, or take it out of by."
    ) % {"columns": ", ".join(error.columns)}


def _no_interval(error: NoInterval) -> str:
    return _("%(name)s has no interval, so nothing could be concluded from it: %(why)s.") % {
        "name": error.name,
        "why": missing_reason(error.why or "not_estimable"),
    }


def _not_from_surveys(error: NotFromSurveys) -> str:
    return _(NOT_FROM_SURVEYS[error.why]) % {"indicator": error.indicator}


def _unit_does_not_fit(error: UnitDoesNotFit) -> str:
    return _(
        "%(indicator)s is measured in %(unit)s, and an estimate of this kind (%(kind)s) becomes a figure in one of: "
        "%(fitting)s."
    ) % {
        "indicator": error.indicator,
        "unit": unit_name(Unit(error.unit)),
        "kind": error.kind,
        "fitting": ", ".join(unit_name(Unit(unit)) for unit in error.fitting),
    }


def _other_confidence(error: OtherConfidence) -> str:
    return _(
        "The intervals are to hold in %(found)s of 100, and those on the municipality's pages in %(needed)s: write "
        "the same confidence in the design."
    ) % {"found": _percent(error.found), "needed": _percent(error.needed)}


def _percent(share: float) -> str:
    value = round(100 * share, 6)
    return format_number(value, decimals_of(value))


def _figure_exists(error: FigureExists) -> str:
    return _(
        "There is another figure of that day or later, and a figure is never overwritten: %(name)s is %(value)s. Take "
        "back the change that added it (kobling changes undo), or add the new one on a later day."
    ) % {"name": error.name, "value": format_number(error.value, decimals_of(error.value))}


FIGURE_MESSAGES: Mapping[type[KoblingError], Callable[[Any], str]] = {
    NoSuchEstimate: _no_such_estimate,
    NameStandsTwice: lambda error: (
        _("Two estimates of the design are called %(name)s: give each a name.") % vars(error)
    ),
    DomainsWithoutPlace: _domains_without_place,
    NoInterval: _no_interval,
    AllSuppressed: lambda error: (
        _("%(name)s is held back: it rests on fewer than five persons, or counts the answer of one.") % vars(error)
    ),
    TooFewAnswers: lambda error: _("%(name)s is held back: it rests on fewer than five persons.") % vars(error),
    NotFromSurveys: _not_from_surveys,
    UnitDoesNotFit: _unit_does_not_fit,
    OtherConfidence: _other_confidence,
    FigureExists: _figure_exists,
}
"""By the type of the error."""
