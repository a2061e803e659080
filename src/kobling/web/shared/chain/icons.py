"""The icon of a link: each strength has a shape and a stroke of its own, so that colour is not needed to see it."""

from django.utils.safestring import SafeString

from kobling.core.chain import Strength

WIDTH, HEIGHT = 28, 16
"""The size of an icon, in pixels."""

ICON_SHAPES = {
    Strength.WHOLE: '<rect x="1" y="1" width="26" height="14" rx="7" fill="currentColor"/>',
    Strength.THIN: '<rect x="2" y="3" width="24" height="10" rx="5" fill="none" stroke="currentColor"'
    ' stroke-width="1.5"/>',
    Strength.MISSING: '<path d="M9 2H8a6 6 0 0 0 0 12h1M19 2h1a6 6 0 0 1 0 12h-1M12 5l4 6M16 5l-4 6" fill="none"'
    ' stroke="currentColor" stroke-width="1.5"/>',
}
"""A whole link is filled, a thin one is an outline, and a missing one is broken apart with a cross in the gap."""


def strength_icon(strength: Strength) -> SafeString:
    """Return the icon of a link, hidden from screen readers, since the word stands beside it."""
    return SafeString(
        f'<svg class="chain-mark" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">'
        f"{ICON_SHAPES[strength]}</svg>"
    )
