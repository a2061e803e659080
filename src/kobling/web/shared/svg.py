"""SVG elements for a strict Content-Security-Policy: attributes and classes only, everything escaped.

Horizontal positions are shares of the width, in percent; vertical ones are in em, the size of the text. So a chart
stretches with the page while its text, its dots and its lines keep their size.
"""

from collections.abc import Iterable

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString


def element(name: str, *content: str, **attributes: object) -> SafeString:
    """Return `<name attributes>content</name>`.

    `text_anchor=` writes the attribute text-anchor, `class_=` writes class; a value of None leaves the attribute out.
    """
    given = ((_attribute_name(key), value) for key, value in attributes.items() if value is not None)
    written = "".join(f' {key}="{escape(str(value))}"' for key, value in given)
    inner = join_elements(content)
    return SafeString(f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>")


def join_elements(elements: Iterable[str]) -> SafeString:
    """Concatenate elements; a plain string is text, and is escaped."""
    return SafeString("".join(conditional_escape(content) for content in elements))


def _attribute_name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def percent(share: float) -> str:
    """Format a share of the width (0 to 1) as a percentage."""
    return f"{_two_decimals(100 * share)}%"


def em(height: float) -> str:
    """Format a vertical position or a size, in em."""
    return f"{_two_decimals(height)}em"


def pixels(length: float) -> str:
    """Format a length in pixels, for a picture whose sizes are fixed."""
    return _two_decimals(length)


def path_data(points: Iterable[tuple[float, float]], *, closed: bool = False) -> str:
    """Return the `d` attribute of straight lines through points, given as shares and written in thousandths."""
    through = "L".join(f"{_two_decimals(1000 * x)} {_two_decimals(1000 * y)}" for x, y in points)
    return f"M{through}{'Z' if closed else ''}"


def path_frame(*paths: str, top: float, height: float) -> SafeString:
    """Return paths as `path_data` gives them, stretched over the whole width; `top` and `height` in em."""
    return element(
        "svg",
        *paths,
        x="0",
        y=em(top),
        width="100%",
        height=em(height),
        viewBox="0 0 1000 1000",
        preserveAspectRatio="none",
        overflow="visible",
    )


def _two_decimals(value: float) -> str:
    """Write a number with at most two decimals, the same on every machine."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written
