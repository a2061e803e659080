"""The municipality beside others, in words: where the figure lies, and what a place among others may be used for."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kobling.rooms.releases.comparison import AreaFigure, Comparison
from kobling.rooms.releases.document import Indicator
from kobling.web.shared.bilingual import Said, bilingual, joined, said
from kobling.web.shared.formats import between, decimals_apart, in_period, number
from kobling.web.shared.words.figures import amount, area_name, capital, span

_LETTERS = str.maketrans({"æ": "{", "ø": "|", "å": "}"})
"""Danish has these three after z, in this order."""


def own(comparison: Comparison) -> AreaFigure:
    """The municipality itself among the areas."""
    return next(one for one in comparison.areas if one.own)


def named(area: AreaFigure) -> str:
    """An area's name: `Viborg`, `Hele landet`."""
    return area.name or capital(area_name(area.code))


def alphabetical(areas: Iterable[AreaFigure]) -> tuple[AreaFigure, ...]:
    """Areas as a Danish list has them: æ, ø and å last, aa as å."""
    return tuple(sorted(areas, key=lambda one: named(one).casefold().replace("aa", "å").translate(_LETTERS)))


def figure_of(area: AreaFigure, indicator: Indicator) -> str:
    """An area's figure with its unit; empty where there is none."""
    return "" if area.value is None else amount(area.value, indicator)


def interval_of(area: AreaFigure, indicator: Indicator) -> str:
    """`mellem 56 og 62 ud af 100`; empty where the figure has no width, or nobody knows it."""
    if area.low is None or area.high is None or area.low == area.high:
        return ""
    return span(area.low, area.high, indicator)


def where(comparison: Comparison, indicator: Indicator) -> str:
    """The figure, and between which figures half of the municipalities lie, in plain sentences."""
    here, half = own(comparison), comparison.all
    told = [
        _("%(value)s in %(area)s %(in_2019)s.")
        % {"value": figure_of(here, indicator), "area": named(here), "in_2019": in_period(comparison.period)},
        _("In half of the country's municipalities the figure lies %(between)s.")
        % {"between": _between(half.low, half.high, indicator)},
    ]
    if comparison.country is not None:
        values = {"area": area_name(comparison.country.code), "value": figure_of(comparison.country, indicator)}
        told.append(_("In %(area)s it is %(value)s.") % values)
    return " ".join(told)


def _between(low: float, high: float, indicator: Indicator) -> str:
    return between(low, high, indicator.unit, decimals_apart(indicator.decimals, low, high))


def place(comparison: Comparison) -> str:
    """Which number it is, with how certain that is; empty where nothing can be said."""
    found = comparison.place
    if found is None:
        return ""
    numbers = {"first": number(found.first), "last": number(found.last), "of": number(found.of)}
    if found.first == found.last:
        return _("Number %(first)s of %(of)s, if 1 is lowest.") % numbers
    if (found.first, found.last) == (1, found.of):
        return _("The figures are too uncertain to say which number of %(of)s it is.") % numbers
    return _("Somewhere from number %(first)s to number %(last)s of %(of)s, if 1 is lowest.") % numbers


def use_of_place() -> str:
    """What the number may be used for, and what not."""
    return _(
        "The number tells whether the figure is among the low, the middle or the high ones. Do not use it to call one "
        "municipality better than another, or to follow one from year to year: small differences come by chance, and "
        "municipalities are different."
    )


def group_middle_name(comparison: Comparison) -> Said:
    """What the middle of the group is called: `Midten af provinsbykommuner`."""
    if comparison.group is None:
        return said("")
    return joined((_("The middle of"), _decapitalised(bilingual(comparison.group))))


def _decapitalised(words: Said) -> Said:
    first, *rest = words.stretches
    return Said(((first[0][:1].lower() + first[0][1:], first[1]), *rest))
