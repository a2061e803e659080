"""SVG elements that keep to a strict Content-Security-Policy: attributes and classes only, everything escaped.

Across, positions are shares of the width in percent; up and down they are in em, the size of the text. So a chart
stretches with the page while its text, its dots and its lines stay as they are.
"""

from collections.abc import Iterable

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString


def element(name: str, *content: str, **attributes: object) -> SafeString:
    """`<name attributes>content</name>`; `text_anchor=` writes text-anchor, `class_=` class, None nothing."""
    known = ((_attribute(key), value) for key, value in attributes.items() if value is not None)
    written = "".join(f' {key}="{escape(str(value))}"' for key, value in known)
    inside = join_elements(content)
    return SafeString(f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>")


def join_elements(elements: Iterable[str]) -> SafeString:
    """Elements after one another; what is not an element is text, and escaped."""
    return SafeString("".join(conditional_escape(one) for one in elements))


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def percent(share: float) -> str:
    """A position across: a share of the width."""
    return f"{_short(100 * share)}%"


def em(height: float) -> str:
    """A position or size up and down: in the size of the text."""
    return f"{_short(height)}em"


def path_data(points: Iterable[tuple[float, float]], *, closed: bool = False) -> str:
    """The `d` of straight lines through points in thousandths of the plot."""
    through = "L".join(f"{_short(1000 * x)} {_short(1000 * y)}" for x, y in points)
    return f"M{through}{'Z' if closed else ''}"


def _short(value: float) -> str:
    """At most two decimals, the same on every machine."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written
