"""A figure in words: its amount with its unit, and the indicator's own sentence."""

from django.utils.translation import gettext as _

from kobling.core.units import Unit
from kobling.rooms.releases.document import Indicator, Point
from kobling.web.shared.formats import active_language, format_quantity
from kobling.web.shared.localization import LocalizedText, with_language
from kobling.web.shared.words.sentences import fill_sentence

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
    """Return a value of the indicator with its unit: `59 %`, `96.921 personer`."""
    return format_quantity(value, indicator.unit, indicator.decimals if decimals is None else decimals)


def point_amount(point: Point, indicator: Indicator, *, decimals: int | None = None) -> str:
    """Return a measured value with its unit: `17 af 40 byer`; with the indicator's decimals if no others are given."""
    decimals = indicator.decimals if decimals is None else decimals
    return format_quantity(point.value, indicator.unit, decimals, parts=indicator.parts, of=point.of)


def figure(point: Point, indicator: Indicator, *, decimals: int | None = None) -> LocalizedText:
    """Return the figure in the indicator's own sentence: `59 % er medlem af en lokal forening.`"""
    sentence = fill_sentence(point, indicator, indicator.decimals if decimals is None else decimals)
    return with_language(as_sentence(sentence))


def figure_of_hundred(point: Point, indicator: Indicator, *, decimals: int | None = None) -> LocalizedText:
    """Return the same for a title: `59 ud af 100 er medlem af en lokal forening.` where people were asked."""
    if not counts_people(indicator) or (indicator.decimals if decimals is None else decimals):
        return figure(point, indicator, decimals=decimals)
    return with_language(as_sentence(fill_sentence(point, indicator, 0, of_hundred=True)))


def counts_people(indicator: Indicator) -> bool:
    """Return True if `59 ud af 100` fits the sentence: a share of people asked, not `59 ud af 100 af borgerne`."""
    patterns = (indicator.sentence.da, indicator.sentence.en or "")
    is_awkward = any("{value} af " in pattern or "{value} of " in pattern for pattern in patterns)
    return indicator.unit is Unit.PERCENT and indicator.collected_by == "survey" and not is_awkward


def as_sentence(words: LocalizedText) -> LocalizedText:
    """Return the words with a capital first and one full stop last."""
    stretches = [(stretch, danish) for stretch, danish in words.parts if stretch]
    if not stretches:
        return words
    first, last = stretches[0], stretches[-1]
    stretches[0] = (first[0][0].upper() + first[0][1:], first[1])
    if not str(words).endswith((".", "!", "?")):
        stretches[-1] = (stretches[-1][0] + ".", last[1])
    return LocalizedText(tuple(stretches))


def capitalize(words: str) -> str:
    """Return the words with a capital first."""
    return words[:1].upper() + words[1:]


def area_name(code: str) -> str:
    """Return `hele landet` or `Region Midtjylland`; for any other area its own name."""
    danish, english = AREAS.get(code, (code, code))
    if code.isdigit() and code not in AREAS:
        return _("area %(code)s") % {"code": code}
    return danish if active_language() == "da" else english
