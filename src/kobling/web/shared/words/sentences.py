"""The sentence that an indicator has for its figures, with the figure filled in.

`{value}` stands for the figure with its unit, and for the number alone where the sentence names the unit itself:
`{value} dage` reads `29 dage`. `{period}` stands for the period with its preposition: `i 2019`. Where no sentence is
written, the release has the name and the figure, and a name that holds `{value}` itself is shown as it stands.
"""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from kobling.core.units import Unit
from kobling.rooms.releases.document import Indicator, Point
from kobling.web.shared.formats import NO_BREAK, format_in_period, format_number, format_quantity
from kobling.web.shared.localization import LocalizedText, fill_in

_PERCENT = r"%|procent\b|pct\b|percent\b|per cent\b|(ud )?af (de )?100\b|(out )?of( every)? 100\b|in( every)? 100\b"
_AFTER: Mapping[Unit, str] = {
    Unit.PERCENT: _PERCENT,
    Unit.PERCENT_PER_YEAR: _PERCENT,
    Unit.PERCENTAGE_POINTS: r"procentpoints?\b|percentage points?\b",
    Unit.PERSONS: r"person(er)?\b|menneske(r)?\b|borgere?\b|indbyggere?\b"
    r"|persons?\b|people\b|citizens?\b|residents?\b|inhabitants?\b",
    Unit.KRONER: r"kroner?\b|kr\b|dkk\b",
    Unit.PER_1000: r"(pr\.|per|for hver|ud af|af|for every|out of|in( every)?) 1[.,]?000\b",
    Unit.TONNES: r"tons?\b|tonnes?\b",
    Unit.DAYS: r"dag(e|es|s)?\b|døgn\b|days?\b",
    Unit.YEARS: r"år(s|ig|ige)?\b|years?\b",
    Unit.INDEX: r"points?\b",
}
"""The words right after `{value}` by which a sentence names the unit itself, in Danish or English."""
_BEFORE: Mapping[Unit, str] = {Unit.KRONER: r"\b(kr\.?|dkk) ?$", Unit.INDEX: r"\b(indeks|index) $"}


def names_unit(sentence: str, indicator: Indicator) -> bool:
    """Return True if a sentence names the indicator's unit itself, right beside `{value}`."""
    before, _place, after = sentence.replace("\N{NO-BREAK SPACE}", " ").rpartition("{value}")
    if indicator.unit is Unit.PARTS:
        parts = (indicator.parts.da, indicator.parts.en) if indicator.parts else ()
        return any(name and after.casefold().lstrip().startswith(name.casefold()) for name in parts)
    pattern = _AFTER.get(indicator.unit)
    if pattern and re.match(rf"[ -]?({pattern})", after, re.IGNORECASE):
        return True
    lead = _BEFORE.get(indicator.unit)
    return bool(lead and re.search(lead, before, re.IGNORECASE))


def fill_sentence(point: Point, indicator: Indicator, decimals: int, *, of_hundred: bool = False) -> LocalizedText:
    """Return an indicator's sentence with a figure filled in; a figure below zero has its own, without a sign.

    of_hundred   write a share as `59 ud af 100`
    """
    negative = indicator.sentence_negative if point.value < 0 else None
    value = point.value if negative is None else abs(point.value)
    unwritten = {f"{name}: {{value}}" for name in (indicator.name.da, indicator.name.en)}

    def fill(sentence: str) -> str:
        amount = _amount(sentence, value, point, indicator, decimals, of_hundred=of_hundred)
        if names_unit(sentence, indicator):
            sentence = sentence.replace("{value} ", f"{{value}}{NO_BREAK}")
        if sentence in unwritten:
            return f"{sentence.removesuffix('{value}')}{amount}"
        filled = {"{value}": amount, "{period}": format_in_period(point.period)}
        return re.sub(r"\{(value|period)\}", lambda placeholder: filled[placeholder[0]], sentence)

    return fill_in(negative or indicator.sentence, fill)


def _amount(sentence: str, value: float, point: Point, indicator: Indicator, decimals: int, *, of_hundred: bool) -> str:
    """The figure as it reads in a sentence: with its unit, unless the sentence names that."""
    if names_unit(sentence, indicator):
        return format_quantity(value, Unit.PARTS, decimals, of=point.of)
    if of_hundred:
        return _("%(number)s out of 100") % {"number": format_number(value, decimals)}
    return format_quantity(value, indicator.unit, decimals, parts=indicator.parts, of=point.of)
