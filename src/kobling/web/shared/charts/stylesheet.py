"""The light colours and strokes of the charts, read from the pages' own stylesheets, as attributes of SVG elements.

A file of its own has no stylesheet, and none inside it either: the pages' Content-Security-Policy forbids one, and
office programs read attributes alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

ATTRIBUTES = {"fill", "font-weight", "paint-order", "stroke", "stroke-dasharray", "stroke-linejoin", "stroke-width"}
"""The properties that a chart is styled by, which are attributes in SVG too."""
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
SELECTOR = re.compile(r"(?P<within>\.chart )?(?:\.(?P<css_class>chart-[a-z-]+)|(?P<name>text|line|path))")
"""A selector of something in a chart: by its class or its name."""


@dataclass(frozen=True)
class ChartRule:
    """What one selector gives the elements that it selects."""

    css_class: str | None
    name: str | None
    is_within: bool
    """Whether it names the chart first, and so comes before a rule that does not."""
    declarations: Mapping[str, str]


class ChartStylesheet:
    """The rules for elements of charts, with every colour filled in."""

    def __init__(self, css: str) -> None:
        """Read the stylesheets, in the order in which a page loads them."""
        plain = _without_at_rules(COMMENT.sub("", css))
        blocks = [(selectors, _declarations(block)) for selectors, block in RULE.findall(plain)]
        self._values = {
            name: value
            for selectors, declarations in blocks
            if selectors.strip() == ":root"
            for name, value in declarations.items()
        }
        self._rules = sorted(self._chart_rules(blocks), key=lambda rule: rule.is_within)

    def _chart_rules(self, blocks: Sequence[tuple[str, Mapping[str, str]]]) -> Iterator[ChartRule]:
        for selectors, declarations in blocks:
            styles = {name: self.resolve(value) for name, value in declarations.items() if name in ATTRIBUTES}
            for selector in selectors.split(","):
                found = SELECTOR.fullmatch(selector.strip())
                if found is not None and styles:
                    yield ChartRule(found["css_class"], found["name"], bool(found["within"]), styles)

    def resolve(self, value: str) -> str:
        """Return a value with its variables filled in. Raises KeyError for an unknown one."""
        return re.sub(r"var\((--[\w-]+)\)", lambda found: self.resolve(self._values[found[1]]), value)

    def attributes(self, name: str, classes: Sequence[str]) -> dict[str, str]:
        """Return the attributes of an element by its name and classes."""
        styles: dict[str, str] = {}
        for rule in self._rules:
            if rule.css_class in classes or (rule.is_within and rule.name == name):
                styles |= rule.declarations
        return styles


def _declarations(block: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in block.split(";") if ":" in line)
    return {name.strip(): value.strip() for name, _colon, value in pairs}


def _without_at_rules(css: str) -> str:
    """Leave out the rules for a medium or a font: those for dark, for print and for narrow screens among them."""
    kept, place = [], 0
    while (start := css.find("@", place)) >= 0:
        kept.append(css[place:start])
        place = _end_of_rule(css, start)
    return "".join([*kept, css[place:]])


def _end_of_rule(css: str, start: int) -> int:
    """Return where a rule ends: after its last brace, however deeply others are nested in it, or its semicolon."""
    depth = 0
    for found in re.finditer(r"[{};]", css[start:]):
        depth += {"{": 1, "}": -1, ";": 0}[found[0]]
        if depth == 0:
            return start + found.end()
    return len(css)
