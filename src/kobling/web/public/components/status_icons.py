"""The icon beside every status name, in the colour of the text.

The shapes differ, so that they can be distinguished in greyscale and with any colour vision. `hole` shows the
background. The arrow of a figure that moves points the way it went; one that moves away from the target leaves a line
behind.
"""

from django.utils.safestring import SafeString

from kobling.core.status import Status
from kobling.web.shared.words import SHAPES

_ICONS = {
    "tick": '<circle cx="10" cy="10" r="9" fill="currentColor"/><path class="hole" d="M5.5 10.5l3.2 3.2 6-7"/>',
    "arrow": '<path d="M10 1l8 9h-4.5v9h-7v-9H2z" fill="currentColor"/>',
    "arrow-outline": '<path d="M10 2.5l6 7h-3.5v8.5h-5v-8.5H4z" fill="none" stroke="currentColor" stroke-width="2"/>',
    "equals": '<path d="M3 7h14M3 13h14" fill="none" stroke="currentColor" stroke-width="3"/>',
    "speech": '<path d="M2 3h16v11H9l-4 4v-4H2z" fill="none" stroke="currentColor" stroke-width="2"/>',
    "part": '<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M10 10V2a8 8 0 0 1 8 8z" fill="currentColor"/>',
    "question": '<circle cx="10" cy="10" r="8.5" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    '<path d="M7.3 7.8a2.7 2.7 0 1 1 4.3 2.2c-1.1.8-1.6 1.2-1.6 2.3" fill="none" stroke="currentColor"'
    ' stroke-width="2"/><circle cx="10" cy="14.8" r="1.2" fill="currentColor"/>',
    "hourglass": '<path d="M4 2h12M4 18h12" stroke="currentColor" stroke-width="2"/>'
    '<path d="M5.5 2.5c0 4.5 9 10.5 9 15M14.5 2.5c0 4.5-9 10.5-9 15" fill="none" stroke="currentColor"'
    ' stroke-width="1.8"/><path d="M10 12l4 5.5H6z" fill="currentColor"/>',
    "arrow-against": '<path d="M10 1l8 8h-4.5v6h-7V9H2z" fill="currentColor"/>'
    '<path d="M3 18h14" stroke="currentColor" stroke-width="2"/>',
    "bar": '<circle cx="10" cy="10" r="9" fill="currentColor"/><path class="hole" d="M5 10h10"/>',
    "clock": '<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M10 5v5.5l3.5 2" fill="none" stroke="currentColor" stroke-width="2"/>',
    "dash": '<path d="M3 10h14" stroke="currentColor" stroke-width="3"/>',
}


_ARROWS = frozenset({Status.ON_TRACK, Status.IMPROVING, Status.MOVING_AWAY})


def render_status_icon(status: Status, *, down: bool | None = None) -> SafeString:
    """Return the icon as SVG, hidden from screen readers, since the name stands beside it.

    down   whether an arrow points down; None for a status alone: up where it is wanted, down where it is not
    """
    shapes = _ICONS[SHAPES[status]]
    if status in _ARROWS and (status is Status.MOVING_AWAY if down is None else down):
        shapes = f'<g transform="rotate(180 10 10)">{shapes}</g>'
    return SafeString(f'<svg class="shape" viewBox="0 0 20 20" aria-hidden="true" focusable="false">{shapes}</svg>')
