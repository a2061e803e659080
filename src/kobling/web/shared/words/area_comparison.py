"""The municipality compared with other areas, in words: its figure, its rank, and the use of a rank."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kobling.core.basis import Basis
from kobling.rooms.releases.area_comparison import AreaFigure, Comparison
from kobling.rooms.releases.document import Indicator
from kobling.web.shared.formats import decimals_to_distinguish, format_in_period, format_number, format_range
from kobling.web.shared.localization import LocalizedText, join_texts, localize, localized_text
from kobling.web.shared.words.figures import amount, area_name, capitalize
from kobling.web.shared.words.uncertainty import describe_intervals, rests_on, span

_LETTERS = str.maketrans({"æ": "{", "ø": "|", "å": "}"})
"""Danish sorts these three after z, in this order."""


def own_area(comparison: Comparison) -> AreaFigure:
    """Return the municipality itself among the areas."""
    return next(area for area in comparison.areas if area.own)


def display_name(area: AreaFigure) -> str:
    """Return an area's name: `Viborg`, `Hele landet`."""
    return area.name or capitalize(area_name(area.code))


def sort_alphabetically(areas: Iterable[AreaFigure]) -> tuple[AreaFigure, ...]:
    """Sort areas as a Danish list has them: æ, ø and å last, aa as å."""
    return tuple(sorted(areas, key=lambda area: display_name(area).casefold().replace("aa", "å").translate(_LETTERS)))


def figure_of(area: AreaFigure, indicator: Indicator) -> str:
    """Return an area's figure with its unit; empty where there is none."""
    return "" if area.value is None else amount(area.value, indicator)


def interval_of(area: AreaFigure, indicator: Indicator) -> str:
    """Return the interval: `mellem 56 og 62 ud af 100`; empty where it has no width or is not known."""
    if area.low is None or area.high is None or area.low == area.high:
        return ""
    return span(area.low, area.high, indicator)


def position_sentence(comparison: Comparison, indicator: Indicator) -> str:
    """Return the figure, and the range that half of the municipalities lie in."""
    own, middle_half = own_area(comparison), comparison.all
    sentences = [
        _("%(value)s in %(area)s %(in_2019)s.")
        % {
            "value": figure_of(own, indicator),
            "area": display_name(own),
            "in_2019": format_in_period(comparison.period),
        },
        _("In half of the country's municipalities the figure lies %(between)s.")
        % {"between": _between(middle_half.low, middle_half.high, indicator)},
    ]
    if comparison.country is not None:
        values = {"area": area_name(comparison.country.code), "value": figure_of(comparison.country, indicator)}
        sentences.append(_("In %(area)s it is %(value)s.") % values)
    return " ".join(sentences)


def _between(low: float, high: float, indicator: Indicator) -> str:
    return format_range(low, high, indicator.unit, decimals_to_distinguish(indicator.decimals, low, high))


def rank_sentence(comparison: Comparison) -> str:
    """Return the rank of the municipality with its uncertainty; empty where there is no rank."""
    rank = comparison.place
    if rank is None:
        return ""
    numbers = {"first": format_number(rank.first), "last": format_number(rank.last), "of": format_number(rank.of)}
    if rank.first == rank.last:
        return _("Number %(first)s of %(of)s, where 1 is the lowest figure.") % numbers
    if (rank.first, rank.last) == (1, rank.of):
        return _("The figures are too uncertain to say which number of %(of)s it is.") % numbers
    return _("Somewhere from number %(first)s to number %(last)s of %(of)s, where 1 is the lowest figure.") % numbers


def interval_condition(comparison: Comparison, indicator: Indicator) -> str:
    """Return what has to be true for the intervals of the areas to hold; empty where none has one."""
    if not any(interval_of(area, indicator) for area in comparison.areas):
        return ""
    return describe_intervals(are_sampled=rests_on(indicator) is Basis.SAMPLE)


def rank_caveat() -> str:
    """Return what the rank may be used for, and what not."""
    return _(
        "The number tells whether the figure is among the low, the middle or the high ones. Do not use it to call one "
        "municipality better than another, or to follow one from year to year: small differences come by chance, and "
        "municipalities are different."
    )


def group_median_name(comparison: Comparison) -> LocalizedText:
    """Return the name of the group's median: `Midten af provinsbykommuner`."""
    if comparison.group is None:
        return localized_text("")
    return join_texts((_("The middle of"), _decapitalised(localize(comparison.group))))


def _decapitalised(words: LocalizedText) -> LocalizedText:
    first, *rest = words.parts
    return LocalizedText(((first[0][:1].lower() + first[0][1:], first[1]), *rest))
