"""The colours can be read, and told apart, in light, dark and high contrast, whatever one's colour vision."""

import itertools
import re
from pathlib import Path

import pytest

from kobling.web import public

STYLES = Path(public.__file__).parent / "assets" / "kobling.css"
TONES = ("positive", "caution", "negative")
WITHOUT = {
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}
"""Linear RGB as seen without the long or the middle cones.

Source: F. Viénot, H. Brettel and J. D. Mollon (1999), "Digital video colourmaps for checking the legibility of displays
by dichromats", Color Research and Application 24, 243-252.
"""


def colours(query):
    """The custom colours in force under a media query, on top of the ones that always are."""
    text = re.sub(r"/\*.*?\*/", "", STYLES.read_text("utf-8"), flags=re.DOTALL)
    found = {}
    for block in ("", *query):
        start = text.index(f"@media {block} {{\n  :root {{" if block else ":root {")
        body = text[start:].split(":root {", 1)[1].split("}", 1)[0]
        found |= dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\s*;", body))
    return {name: _rgb(value) for name, value in found.items()}


def _rgb(value):
    digits = value.removeprefix("#")
    digits = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    return tuple(int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))


def _linear(colour):
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)


def luminance(colour):
    """As WCAG 2.2 defines it."""
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), _linear(colour), strict=True))


def contrast(one, other):
    """As WCAG 2.2 defines it: from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(linear):
    """CIE L*a*b* of a linear sRGB colour, for D65."""
    xyz = [
        sum(weight * part for weight, part in zip(row, linear, strict=True)) / white
        for row, white in (
            ((0.4124564, 0.3575761, 0.1804375), 0.95047),
            ((0.2126729, 0.7151522, 0.0721750), 1.0),
            ((0.0193339, 0.1191920, 0.9503041), 1.08883),
        )
    ]
    x, y, z = (part ** (1 / 3) if part > (6 / 29) ** 3 else part / (3 * (6 / 29) ** 2) + 4 / 29 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one, other, vision=None):
    """How different two colours look: CIE76, where 2.3 is just noticeable."""
    seen = [_linear(colour) for colour in (one, other)]
    if vision:
        seen = [
            tuple(max(0.0, sum(w * part for w, part in zip(row, colour, strict=True))) for row in WITHOUT[vision])
            for colour in seen
        ]
    return sum((a - b) ** 2 for a, b in zip(lab(seen[0]), lab(seen[1]), strict=True)) ** 0.5


DARK, MORE = "(prefers-color-scheme: dark)", "(prefers-contrast: more)"
VIEWS = {"light": (), "dark": (DARK,), "contrast": (MORE,), "dark contrast": (DARK, MORE, f"{MORE} and {DARK}")}


@pytest.fixture(params=VIEWS.values(), ids=VIEWS)
def view(request):
    return colours(request.param)


def test_the_measures_agree_with_known_values():
    """21 for black on white; #767676 is the lightest grey that has 4.5 on white (WebAIM)."""
    assert contrast(_rgb("#000"), _rgb("#fff")) == pytest.approx(21)
    assert contrast(_rgb("#767676"), _rgb("#fff")) == pytest.approx(4.54, abs=0.01)
    assert lab(_linear(_rgb("#fff"))) == pytest.approx((100, 0, 0), abs=0.02)
    assert apart(_rgb("#f00"), _rgb("#0a0")) > 100
    assert apart(_rgb("#b00"), _rgb("#550"), "deutan") < apart(_rgb("#b00"), _rgb("#550"))


def too_low(view, pairs, least):
    """The pairs of colours that have less contrast than they need, with the contrast they have."""
    contrasts = {pair: contrast(view[pair[0]], view[pair[1]]) for pair in pairs}
    return [f"{one} on {other}: {ratio:.2f}" for (one, other), ratio in contrasts.items() if ratio < least]


def test_words_have_enough_contrast(view):
    texts = ("fds-gray-900", "fds-gray-600", "fds-gray-500", "accent", "accent-strong", *TONES, "neutral", "muted")
    grounds = ("fds-white", "fds-gray-100")

    wrong = too_low(view, itertools.product(texts, grounds), 4.5)

    assert not wrong, "\n".join(wrong)


def test_words_in_the_notice_have_enough_contrast(view):
    assert contrast(view["fds-gray-900"], view["fds-orange-100"]) >= 4.5


def test_lines_have_enough_contrast(view):
    wrong = too_low(view, [(line, "fds-white") for line in ("focus-ring", "fds-gray-400", "band-edge")], 3)

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("vision", [None, "protan", "deutan"])
def test_good_and_bad_news_can_be_told_apart_with_any_colour_vision(view, vision):
    for one, other in itertools.combinations(("positive", "negative"), 2):
        assert apart(view[one], view[other], vision) >= 15


def test_every_colour_of_the_design_system_has_a_value():
    used = set(re.findall(r"var\(--([\w-]+)\)", (STYLES.parent.parent / "vendor" / "dkfds.css").read_text("utf-8")))

    assert used
    assert used <= set(colours(()))
