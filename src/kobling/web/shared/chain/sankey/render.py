"""Render a Sankey diagram as SVG and as the rows of a table, in the active language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kobling.web.shared.budget_table import AmountName
from kobling.web.shared.chain.display import NodeUrl
from kobling.web.shared.chain.sankey.flows import Flows, Placeholder, SankeyNode, SankeyStage
from kobling.web.shared.chain.sankey.layout import Ribbon, SankeyBox, SankeyLayout, lay_out
from kobling.web.shared.charts.layout.label_placement import text_width
from kobling.web.shared.formats import format_number, format_percent
from kobling.web.shared.localization import LocalizedText, localize, localized_text
from kobling.web.shared.svg import element, em, join_elements, percent

LEFT = {SankeyStage.THEME: 0.21, SankeyStage.COMMITTEE: 0.46, SankeyStage.DIRECTORATE: 0.72}
"""The left side of the boxes of a column, as a share of the width."""
BOX_WIDTH = 0.02
"""As a share of the width."""
NAME_WIDTH = {SankeyStage.THEME: 11.5, SankeyStage.COMMITTEE: 12.8, SankeyStage.DIRECTORATE: 14.2}
"""The room for a line of a name in the narrowest picture, 60 em, in em; a longer name takes several lines."""
BOLD = 1.06
"""How much wider names are than the text that widths are known of."""
LINE_HEIGHT = 1.15
"""The distance from one line to the next, in em."""
HEAD_HEIGHT = 2.4
"""Room above the boxes for the names of the columns, in em."""
MIN_THICKNESS = 0.06
"""The least height of a box or ribbon, in em, so that the smallest flow is seen."""


@dataclass(frozen=True)
class NodeLabel:
    """A node's name, and the address of its own page."""

    name: LocalizedText
    href: str | None
    is_missing: bool
    """True if it is not recorded where the amount belongs."""


@dataclass(frozen=True)
class FlowRow:
    """One row of the table."""

    theme: NodeLabel
    committee: NodeLabel
    directorate: NodeLabel
    amount: str
    share: str
    """Of the total."""

    @property
    def nodes(self) -> tuple[NodeLabel, NodeLabel, NodeLabel]:
        """The nodes that the flow goes through, in its order."""
        return self.theme, self.committee, self.directorate


@dataclass(frozen=True)
class SankeyDiagram:
    """A diagram with its table, for shared/sankey.html."""

    title: str
    name: str
    """The beginning of its ids on the page."""
    picture: SafeString
    unit: str
    """The unit of the amounts."""
    rows: tuple[FlowRow, ...]
    total: str
    notes: tuple[str, ...]
    """How the amounts are counted, and what is missing."""


def render_sankey(flows: Flows, *, name: str, node_url: NodeUrl, amounts: AmountName | None = None) -> SankeyDiagram:
    """Render the flows as a diagram and as a table.

    name       the beginning of its ids; different for every diagram on a page
    node_url   gives the address of a theme, a committee, a directorate or a budget
    amounts    which amounts of the budget's lines the flows are; None for initiatives
    """
    texts = _SankeyTexts(flows, node_url)
    return SankeyDiagram(
        title=texts.title,
        name=name,
        picture=_picture(lay_out(flows, room=texts.room), texts, name) if flows.by_path else SafeString(),
        unit=_("kroner") if flows.budget else _("initiatives"),
        rows=tuple(
            FlowRow(
                texts.label(flow.theme),
                texts.label(flow.committee),
                texts.label(flow.directorate),
                format_number(flow.amount),
                format_percent(100 * flow.amount / flows.total, 1),
            )
            for flow in flows.by_path
        ),
        total=format_number(flows.total),
        notes=tuple(_notes(flows, amounts)),
    )


def _notes(flows: Flows, amounts: AmountName | None) -> Iterator[str]:
    if not flows.budget:
        yield _("An initiative is counted once; one for several committees stands under several committees.")
        return
    if amounts is not None:
        yield {
            "agreed": _("The picture draws what was agreed in the budget, not what was expected or realised."),
            "expected_mid": _("The picture draws what is expected; the budget says of no line what was agreed."),
        }[amounts]
    yield _("Money for several themes, committees or directorates is not divided between them.")
    if count := flows.lines_without_amount:
        sentence = ngettext(
            "%(count)s line has no such amount, and is not drawn.",
            "%(count)s lines have no such amount, and are not drawn.",
            count,
        )
        yield sentence % {"count": format_number(count)}
    if flows.excess_over_total:
        yield _("The lines hold %(kroner)s kroner more than the adopted total.") % {
            "kroner": format_number(flows.excess_over_total)
        }


@dataclass(frozen=True)
class _SankeyTexts:
    """Names of nodes and formatted amounts."""

    flows: Flows
    node_url: NodeUrl

    @property
    def title(self) -> str:
        """The diagram's title."""
        if self.flows.budget is None:
            return _("Initiatives: from themes through committees to directorates")
        budget = localize(self.flows.names[self.flows.budget])
        return _("%(budget)s: from themes through committees to directorates") % {"budget": budget}

    def label(self, node: SankeyNode) -> NodeLabel:
        if node.ref:
            return NodeLabel(localize(self.flows.names[node.ref]), self.node_url(node.ref), is_missing=False)
        name = _placeholder_name(node, is_money=self.flows.budget is not None)
        return NodeLabel(localized_text(name), None, node.is_missing)

    def name_lines(self, node: SankeyNode) -> list[str]:
        """Return a node's whole name, in lines that its column has room for."""
        return wrap_name(str(self.label(node).name), NAME_WIDTH[node.stage])

    def room(self, node: SankeyNode) -> float:
        """Return the height of a node's name and amount, in em."""
        return LINE_HEIGHT * (len(self.name_lines(node)) + 1) + 0.5

    def amount(self, amount: int) -> str:
        """Return an amount with its unit, in full."""
        return _("%(kroner)s kr.") % {"kroner": format_number(amount)} if self.flows.budget else format_number(amount)


def wrap_name(name: str, width: float) -> list[str]:
    """Return a whole name in lines that are at most `width` em; a word that is longer is broken with a hyphen."""
    lines: list[str] = []
    for word in name.split():
        if lines and _fits(f"{lines[-1]} {word}", width):
            lines[-1] += f" {word}"
            continue
        rest = word
        while not _fits(rest, width):
            size = next(size for size in range(len(rest) - 1, 0, -1) if _fits(f"{rest[:size]}-", width))
            lines.append(f"{rest[:size]}-")
            rest = rest[size:]
        lines.append(rest)
    return lines


def _fits(line: str, width: float) -> bool:
    return BOLD * text_width(line) <= width


def _placeholder_name(node: SankeyNode, *, is_money: bool) -> str:
    if node.placeholder is Placeholder.NOT_ON_A_LINE:
        return _("On no line of the budget")
    if node.placeholder is Placeholder.WITHOUT_THEME:
        return _("Goals under no theme")
    if node.placeholder is Placeholder.SEVERAL:
        return {
            SankeyStage.THEME: _("Several themes"),
            SankeyStage.COMMITTEE: _("Several committees"),
            SankeyStage.DIRECTORATE: _("Several directorates"),
        }[node.stage]
    return {
        SankeyStage.THEME: _("Money without a goal") if is_money else _("Initiatives without a goal"),
        SankeyStage.COMMITTEE: _("No committee recorded"),
        SankeyStage.DIRECTORATE: _("No directorate recorded"),
    }[node.stage]


def _picture(layout: SankeyLayout, texts: _SankeyTexts, name: str) -> SafeString:
    height = HEAD_HEIGHT + layout.height + 0.4
    return element(
        "svg",
        element("title", texts.title, id=f"{name}-title"),
        element("desc", _("All its numbers are in the table below."), id=f"{name}-desc"),
        _ribbons(layout),
        *_column_headings(),
        *(join_elements(_box(box, texts)) for column in layout.columns for box in column),
        class_="chart sankey",
        height=em(height),
        # Not an image: its boxes are hyperlinks.
        role="group",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
    )


def _column_headings() -> Iterator[SafeString]:
    names = {
        SankeyStage.THEME: pgettext("column", "Themes"),
        SankeyStage.COMMITTEE: pgettext("column", "Committees"),
        SankeyStage.DIRECTORATE: pgettext("column", "Directorates"),
    }
    for stage, name in names.items():
        anchor = "end" if stage is SankeyStage.THEME else "start"
        x = LEFT[stage] + (BOX_WIDTH if stage is SankeyStage.THEME else 0)
        yield element("text", name, x=percent(x), y=em(1), text_anchor=anchor, class_="sankey-head")


def _ribbons(layout: SankeyLayout) -> SafeString:
    """The ribbons, in an inner SVG that stretches with the width: its units are thousandths of it, and 1/100 em."""
    shapes = (_ribbon(ribbon) for ribbon in layout.ribbons)
    view_box = f"0 0 1000 {100 * layout.height:.0f}"
    inner = {"viewBox": view_box, "preserveAspectRatio": "none", "x": 0, "width": "100%"}
    return element("svg", *shapes, y=em(HEAD_HEIGHT), height=em(layout.height), **inner)


def _ribbon(ribbon: Ribbon) -> SafeString:
    x1, x2 = 1000 * (LEFT[ribbon.start.stage] + BOX_WIDTH), 1000 * LEFT[ribbon.end.stage]
    half = (x1 + x2) / 2
    height = 100 * max(ribbon.height, MIN_THICKNESS)
    top1, top2 = 100 * ribbon.top_at_start, 100 * ribbon.top_at_end
    upper = f"M{x1:.0f} {top1:.1f}C{half:.0f} {top1:.1f} {half:.0f} {top2:.1f} {x2:.0f} {top2:.1f}"
    low1, low2 = top1 + height, top2 + height
    lower = f"V{low2:.1f}C{half:.0f} {low2:.1f} {half:.0f} {low1:.1f} {x1:.0f} {low1:.1f}Z"
    is_missing = ribbon.start.is_missing or ribbon.end.is_missing
    return element("path", d=upper + lower, class_="sankey-ribbon sankey-unknown" if is_missing else "sankey-ribbon")


def _box(box: SankeyBox, texts: _SankeyTexts) -> Iterator[SafeString]:
    left, label = LEFT[box.node.stage], texts.label(box.node)
    css_class = "sankey-box sankey-blank" if label.is_missing else "sankey-box"
    size = {
        "x": percent(left),
        "y": em(HEAD_HEIGHT + box.top),
        "width": percent(BOX_WIDTH),
        "height": em(max(box.height, MIN_THICKNESS)),
    }
    yield element("rect", **size, class_=css_class)
    lines = (*texts.name_lines(box.node), texts.amount(box.amount))
    is_outside = box.node.stage is SankeyStage.THEME
    x, anchor, dx = (left, "end", "-0.5em") if is_outside else (left + BOX_WIDTH, "start", "0.5em")
    first_y = HEAD_HEIGHT + box.middle + 0.35 - LINE_HEIGHT * (len(lines) - 1) / 2
    text = [
        element(
            "text",
            line,
            x=percent(x),
            y=em(first_y + LINE_HEIGHT * index),
            dx=dx,
            text_anchor=anchor,
            class_="sankey-name" if index < len(lines) - 1 else "sankey-amount",
        )
        for index, line in enumerate(lines)
    ]
    full = element("title", f"{label.name}: {texts.amount(box.amount)}")
    group = element("g", full, *([] if is_outside else [_plate(x, first_y, lines)]), *text)
    yield element("a", group, href=label.href) if label.href else group


def _plate(x: float, first_y: float, lines: Sequence[str]) -> SafeString:
    """Cover the ribbons behind a box's name and amount, so that none runs through them."""
    return element(
        "rect",
        x=percent(x),
        y=em(first_y - 0.95),
        width=em(BOLD * max(map(text_width, lines)) + 0.2),
        height=em(LINE_HEIGHT * len(lines) + 0.2),
        transform="translate(6)",
        class_="sankey-plate",
    )
