"""The municipality beside others, in words: where the figure lies, and what a place among others may be used for."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kobling.rooms.releases.comparison import AreaFigure, Comparison
from kobling.rooms.releases.document import Indicator
from kobling.web.shared.formats import decimals_to_distinguish, format_in_period, format_number, format_range
from kobling.web.shared.localization import LocalizedText, join_texts, localize, localized_text
from kobling.web.shared.words.figures import amount, area_name, capitalize
from kobling.web.shared.words.uncertainty import span

_LETTERS = str.maketrans({"æ": "{", "ø": "|", "å": "}"})
"""Danish has these three after z, in this order."""


def own_area(comparison: Comparison) -> AreaFigure:
    """The municipality itself among the areas."""
    return next(one for one in comparison.areas if one.own)


def display_name(area: AreaFigure) -> str:
    """An area's name: `Viborg`, `Hele landet`."""
    return area.name or capitalize(area_name(area.code))


def sort_alphabetically(areas: Iterable[AreaFigure]) -> tuple[AreaFigure, ...]:
    """Areas as a Danish list has them: æ, ø and å last, aa as å."""
    return tuple(sorted(areas, key=lambda one: display_name(one).casefold().replace("aa", "å").translate(_LETTERS)))


def figure_of(area: AreaFigure, indicator: Indicator) -> str:
    """An area's figure with its unit; empty where there is none."""
    return "" if area.value is None else amount(area.value, indicator)


def interval_of(area: AreaFigure, indicator: Indicator) -> str:
    """`mellem 56 og 62 ud af 100`; empty where the figure has no width, or nobody knows it."""
    if area.low is None or area.high is None or area.low == area.high:
        return ""
    return span(area.low, area.high, indicator)


def position_sentence(comparison: Comparison, indicator: Indicator) -> str:
    """The figure, and between which figures half of the municipalities lie, in plain sentences."""
    here, half = own_area(comparison), comparison.all
    told = [
        _("%(value)s in %(area)s %(in_2019)s.")
        % {
            "value": figure_of(here, indicator),
            "area": display_name(here),
            "in_2019": format_in_period(comparison.period),
        },
        _("In half of the country's municipalities the figure lies %(between)s.")
        % {"between": _between(half.low, half.high, indicator)},
    ]
    if comparison.country is not None:
        values = {"area": area_name(comparison.country.code), "value": figure_of(comparison.country, indicator)}
        told.append(_("In %(area)s it is %(value)s.") % values)
    return " ".join(told)


def _between(low: float, high: float, indicator: Indicator) -> str:
    return format_range(low, high, indicator.unit, decimals_to_distinguish(indicator.decimals, low, high))


def rank_sentence(comparison: Comparison) -> str:
    """Which number it is, with how certain that is; empty where nothing can be said."""
    found = comparison.place
    if found is None:
        return ""
    numbers = {"first": format_number(found.first), "last": format_number(found.last), "of": format_number(found.of)}
    if found.first == found.last:
        return _("Number %(first)s of %(of)s, if 1 is lowest.") % numbers
    if (found.first, found.last) == (1, found.of):
        return _("The figures are too uncertain to say which number of %(of)s it is.") % numbers
    return _("Somewhere from number %(first)s to number %(last)s of %(of)s, if 1 is lowest.") % numbers


def rank_caveat() -> str:
    """What the number may be used for, and what not."""
    return _(
        "The number tells whether the figure is among the low, the middle or the high ones. Do not use it to call one "
        "municipality better than another, or to follow one from year to year: small differences come by chance, and "
        "municipalities are different."
    )


def group_median_name(comparison: Comparison) -> LocalizedText:
    """What the middle of the group is called: `Midten af provinsbykommuner`."""
    if comparison.group is None:
        return localized_text("")
    return join_texts((_("The middle of"), _decapitalised(localize(comparison.group))))


def _decapitalised(words: LocalizedText) -> LocalizedText:
    first, *rest = words.parts
    return LocalizedText(((first[0][:1].lower() + first[0][1:], first[1]), *rest))
