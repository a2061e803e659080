"""A Sankey as SVG and as a table, in the active language."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kobling.web.shared.chain.display import NodeUrl
from kobling.web.shared.chain.sankey.flows import Flows, Placeholder, SankeyNode, SankeyStage
from kobling.web.shared.chain.sankey.layout import Ribbon, SankeyBox, SankeyLayout, lay_out
from kobling.web.shared.formats import format_number, format_percent
from kobling.web.shared.localization import LocalizedText, localize, localized_text
from kobling.web.shared.svg import element, em, join_elements, percent

LEFT = {SankeyStage.THEME: 0.21, SankeyStage.COMMITTEE: 0.46, SankeyStage.DIRECTORATE: 0.72}
"""Where the boxes of a column begin, as a share of the width."""
BOX = 0.02
"""How wide a box is."""
LETTERS, LINE = 28, 1.15
"""How many letters of a name there is room for, and from the name to the amount in em."""
HEAD = 2.4
"""Above the boxes, in em: what the columns are."""
MIN_THICKNESS = 0.06
"""A ribbon is never thinner than this many em, so that the least flow is seen."""


@dataclass(frozen=True)
class NodeLabel:
    """A place in words, and its own page's address."""

    words: LocalizedText
    href: str | None
    missing: bool
    """whether nobody has recorded where it is"""


@dataclass(frozen=True)
class FlowRow:
    """One row of the table."""

    theme: NodeLabel
    committee: NodeLabel
    directorate: NodeLabel
    amount: str
    share: str
    """of all of it"""


@dataclass(frozen=True)
class Sankey:
    """For shared/sankey.html."""

    title: str
    name: str
    """what its ids on the page begin with"""
    picture: SafeString
    unit: str
    """what the amounts are in"""
    rows: tuple[FlowRow, ...]
    total: str
    notes: tuple[str, ...]
    """what is missing, and how it is counted"""


def render_sankey(flows: Flows, *, name: str, link: NodeUrl) -> Sankey:
    """Draw what flows; with the same numbers as a table.

    name   what its ids begin with; different for every Sankey on a page
    link   the address of a theme, a committee, a directorate or a budget
    """
    words = _Words(flows, link)
    return Sankey(
        title=words.title,
        name=name,
        picture=_drawn(lay_out(flows), words, name) if flows.flows else SafeString(),
        unit=_("kroner") if flows.of else _("initiatives"),
        rows=tuple(
            FlowRow(
                words.named(flow.theme),
                words.named(flow.committee),
                words.named(flow.directorate),
                format_number(flow.amount),
                format_percent(100 * flow.amount / flows.total, 1),
            )
            for flow in flows.flows
        ),
        total=format_number(flows.total),
        notes=tuple(_notes(flows)),
    )


def _notes(flows: Flows) -> Iterator[str]:
    if not flows.of:
        yield _("An initiative is counted once; one for several committees stands under several committees.")
        return
    yield _("Money for several themes, committees or directorates is not divided between them.")
    if flows.without_amount:
        told = ngettext("%(count)s line says no amount.", "%(count)s lines say no amount.", flows.without_amount)
        yield told % {"count": format_number(flows.without_amount)}
    if flows.beyond_total:
        yield _("The lines hold %(kroner)s kroner more than the adopted total.") % {
            "kroner": format_number(flows.beyond_total)
        }


@dataclass(frozen=True)
class _Words:
    """What places and amounts are called."""

    flows: Flows
    link: NodeUrl

    @property
    def title(self) -> str:
        """What the whole is."""
        if self.flows.of is None:
            return _("Initiatives: from themes through committees to directorates")
        budget = localize(self.flows.names[self.flows.of])
        return _("%(budget)s: from themes through committees to directorates") % {"budget": budget}

    def named(self, place: SankeyNode) -> NodeLabel:
        if place.ref:
            return NodeLabel(localize(self.flows.names[place.ref]), self.link(place.ref), missing=False)
        return NodeLabel(localized_text(_blank(place, money=self.flows.of is not None)), None, place.missing)

    def amount(self, amount: int) -> str:
        """An amount with its unit, as short as it can be said without saying another number."""
        return _("%(kroner)s kr.") % {"kroner": format_number(amount)} if self.flows.of else format_number(amount)


def _blank(place: SankeyNode, *, money: bool) -> str:
    if place.blank is Placeholder.NOT_ON_A_LINE:
        return _("On no line of the budget")
    if place.blank is Placeholder.UNDER_NONE:
        return _("Goals under no theme")
    if place.blank is Placeholder.SEVERAL:
        return {
            SankeyStage.THEME: _("Several themes"),
            SankeyStage.COMMITTEE: _("Several committees"),
            SankeyStage.DIRECTORATE: _("Several directorates"),
        }[place.stage]
    return {
        SankeyStage.THEME: _("Money without a goal") if money else _("Initiatives without a goal"),
        SankeyStage.COMMITTEE: _("No committee recorded"),
        SankeyStage.DIRECTORATE: _("No directorate recorded"),
    }[place.stage]


def _drawn(laid: SankeyLayout, words: _Words, name: str) -> SafeString:
    height = HEAD + laid.height + 0.4
    return element(
        "svg",
        element("title", words.title, id=f"{name}-title"),
        element("desc", _("All its numbers are in the table below."), id=f"{name}-desc"),
        _ribbons(laid),
        *_heads(),
        *(join_elements(_box(box, words)) for column in laid.columns for box in column),
        class_="chart sankey",
        height=em(height),
        # Not a picture: its places are links.
        role="group",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
    )


def _heads() -> Iterator[SafeString]:
    names = {
        SankeyStage.THEME: pgettext("column", "Themes"),
        SankeyStage.COMMITTEE: pgettext("column", "Committees"),
        SankeyStage.DIRECTORATE: pgettext("column", "Directorates"),
    }
    for stage, words in names.items():
        anchor = "end" if stage is SankeyStage.THEME else "start"
        x = LEFT[stage] + (BOX if stage is SankeyStage.THEME else 0)
        yield element("text", words, x=percent(x), y=em(1), text_anchor=anchor, class_="sankey-head")


def _ribbons(laid: SankeyLayout) -> SafeString:
    """The ribbons lie in a picture of their own that stretches with the width: thousandths across, hundredths of em."""
    shapes = (_ribbon(one) for one in laid.ribbons)
    box = f"0 0 1000 {100 * laid.height:.0f}"
    inner = {"viewBox": box, "preserveAspectRatio": "none", "x": 0, "width": "100%"}
    return element("svg", *shapes, y=em(HEAD), height=em(laid.height), **inner)


def _ribbon(one: Ribbon) -> SafeString:
    x1, x2 = 1000 * (LEFT[one.start.stage] + BOX), 1000 * LEFT[one.end.stage]
    half = (x1 + x2) / 2
    height = 100 * max(one.height, MIN_THICKNESS)
    top1, top2 = 100 * one.top_at_start, 100 * one.top_at_end
    upper = f"M{x1:.0f} {top1:.1f}C{half:.0f} {top1:.1f} {half:.0f} {top2:.1f} {x2:.0f} {top2:.1f}"
    low1, low2 = top1 + height, top2 + height
    lower = f"V{low2:.1f}C{half:.0f} {low2:.1f} {half:.0f} {low1:.1f} {x1:.0f} {low1:.1f}Z"
    missing = one.start.missing or one.end.missing
    return element("path", d=upper + lower, class_="sankey-ribbon sankey-unknown" if missing else "sankey-ribbon")


def _box(box: SankeyBox, words: _Words) -> Iterator[SafeString]:
    left, named = LEFT[box.place.stage], words.named(box.place)
    kind = "sankey-box sankey-blank" if named.missing else "sankey-box"
    size = {
        "x": percent(left),
        "y": em(HEAD + box.top),
        "width": percent(BOX),
        "height": em(max(box.height, MIN_THICKNESS)),
    }
    yield element("rect", **size, class_=kind)
    name = str(named.words)
    lines = (name if len(name) <= LETTERS else f"{name[: LETTERS - 1].rstrip()}…", words.amount(box.amount))
    outside = box.place.stage is SankeyStage.THEME
    x, anchor, aside = (left, "end", "-0.5em") if outside else (left + BOX, "start", "0.5em")
    first = HEAD + box.middle + 0.35 - LINE * (len(lines) - 1) / 2
    told = [
        element("text", line, x=percent(x), y=em(first + LINE * at), dx=aside, text_anchor=anchor, class_=kind_of(at))
        for at, line in enumerate(lines)
    ]
    full = element("title", f"{named.words}: {words.amount(box.amount)}")
    shown = element("g", full, *told)
    yield element("a", shown, href=named.href) if named.href else shown


def kind_of(line: int) -> str:
    """The name of a box is strong, its amount is quiet."""
    return "sankey-amount" if line else "sankey-name"
