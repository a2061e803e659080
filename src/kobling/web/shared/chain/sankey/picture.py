"""A Sankey as SVG and as a table, in the active language."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kobling.web.shared.bilingual import Said, bilingual, said
from kobling.web.shared.chain.drawing import Links
from kobling.web.shared.chain.sankey.flows import Blank, Flows, Place, Stage
from kobling.web.shared.chain.sankey.layout import Box, Laid, Ribbon, laid_out
from kobling.web.shared.charts.svg import across, element, em, joined
from kobling.web.shared.formats import number, percent

LEFT = {Stage.THEME: 0.21, Stage.COMMITTEE: 0.46, Stage.DIRECTORATE: 0.72}
"""Where the boxes of a column begin, as a share of the width."""
BOX = 0.02
"""How wide a box is."""
LETTERS, LINE = 28, 1.15
"""How many letters of a name there is room for, and from the name to the amount in em."""
HEAD = 2.4
"""Above the boxes, in em: what the columns are."""
LEAST = 0.06
"""A ribbon is never thinner than this many em, so that the least flow is seen."""


@dataclass(frozen=True)
class Named:
    """A place in words, and its own page's address."""

    words: Said
    href: str | None
    missing: bool
    """whether nobody has recorded where it is"""


@dataclass(frozen=True)
class FlowRow:
    """One row of the table."""

    theme: Named
    committee: Named
    directorate: Named
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


def sankey(flows: Flows, *, name: str, link: Links) -> Sankey:
    """Draw what flows; with the same numbers as a table.

    name   what its ids begin with; different for every Sankey on a page
    link   the address of a theme, a committee, a directorate or a budget
    """
    words = _Words(flows, link)
    return Sankey(
        title=words.title,
        name=name,
        picture=_drawn(laid_out(flows), words, name) if flows.flows else SafeString(),
        unit=_("kroner") if flows.of else _("initiatives"),
        rows=tuple(
            FlowRow(
                words.named(flow.theme),
                words.named(flow.committee),
                words.named(flow.directorate),
                number(flow.amount),
                percent(100 * flow.amount / flows.total, 1),
            )
            for flow in flows.flows
        ),
        total=number(flows.total),
        notes=tuple(_notes(flows)),
    )


def _notes(flows: Flows) -> Iterator[str]:
    if not flows.of:
        yield _("An initiative is counted once; one for several committees stands under several committees.")
        return
    yield _("Money for several themes, committees or directorates is not divided between them.")
    if flows.without_amount:
        told = ngettext("%(count)s line says no amount.", "%(count)s lines say no amount.", flows.without_amount)
        yield told % {"count": number(flows.without_amount)}
    if flows.beyond_total:
        yield _("The lines hold %(kroner)s kroner more than the adopted total.") % {
            "kroner": number(flows.beyond_total)
        }


@dataclass(frozen=True)
class _Words:
    """What places and amounts are called."""

    flows: Flows
    link: Links

    @property
    def title(self) -> str:
        """What the whole is."""
        if self.flows.of is None:
            return _("Initiatives: from themes through committees to directorates")
        budget = bilingual(self.flows.names[self.flows.of])
        return _("%(budget)s: from themes through committees to directorates") % {"budget": budget}

    def named(self, place: Place) -> Named:
        if place.ref:
            return Named(bilingual(self.flows.names[place.ref]), self.link(place.ref), missing=False)
        return Named(said(_blank(place, money=self.flows.of is not None)), None, place.missing)

    def amount(self, amount: int) -> str:
        """An amount with its unit, as short as it can be said without saying another number."""
        return _("%(kroner)s kr.") % {"kroner": number(amount)} if self.flows.of else number(amount)


def _blank(place: Place, *, money: bool) -> str:
    if place.blank is Blank.NOT_ON_A_LINE:
        return _("On no line of the budget")
    if place.blank is Blank.UNDER_NONE:
        return _("Goals under no theme")
    if place.blank is Blank.SEVERAL:
        return {
            Stage.THEME: _("Several themes"),
            Stage.COMMITTEE: _("Several committees"),
            Stage.DIRECTORATE: _("Several directorates"),
        }[place.stage]
    return {
        Stage.THEME: _("Money without a goal") if money else _("Initiatives without a goal"),
        Stage.COMMITTEE: _("No committee recorded"),
        Stage.DIRECTORATE: _("No directorate recorded"),
    }[place.stage]


def _drawn(laid: Laid, words: _Words, name: str) -> SafeString:
    height = HEAD + laid.height + 0.4
    return element(
        "svg",
        element("title", words.title, id=f"{name}-title"),
        element("desc", _("All its numbers are in the table below."), id=f"{name}-desc"),
        _ribbons(laid),
        *_heads(),
        *(joined(_box(box, words)) for column in laid.columns for box in column),
        class_="chart sankey",
        height=em(height),
        # Not a picture: its places are links.
        role="group",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
    )


def _heads() -> Iterator[SafeString]:
    names = {
        Stage.THEME: pgettext("column", "Themes"),
        Stage.COMMITTEE: pgettext("column", "Committees"),
        Stage.DIRECTORATE: pgettext("column", "Directorates"),
    }
    for stage, words in names.items():
        anchor = "end" if stage is Stage.THEME else "start"
        x = LEFT[stage] + (BOX if stage is Stage.THEME else 0)
        yield element("text", words, x=across(x), y=em(1), text_anchor=anchor, class_="sankey-head")


def _ribbons(laid: Laid) -> SafeString:
    """The ribbons lie in a picture of their own that stretches with the width: thousandths across, hundredths of em."""
    shapes = (_ribbon(one) for one in laid.ribbons)
    box = f"0 0 1000 {100 * laid.height:.0f}"
    inner = {"viewBox": box, "preserveAspectRatio": "none", "x": 0, "width": "100%"}
    return element("svg", *shapes, y=em(HEAD), height=em(laid.height), **inner)


def _ribbon(one: Ribbon) -> SafeString:
    x1, x2 = 1000 * (LEFT[one.start.stage] + BOX), 1000 * LEFT[one.end.stage]
    half = (x1 + x2) / 2
    height = 100 * max(one.height, LEAST)
    top1, top2 = 100 * one.top_at_start, 100 * one.top_at_end
    upper = f"M{x1:.0f} {top1:.1f}C{half:.0f} {top1:.1f} {half:.0f} {top2:.1f} {x2:.0f} {top2:.1f}"
    low1, low2 = top1 + height, top2 + height
    lower = f"V{low2:.1f}C{half:.0f} {low2:.1f} {half:.0f} {low1:.1f} {x1:.0f} {low1:.1f}Z"
    missing = one.start.missing or one.end.missing
    return element("path", d=upper + lower, class_="sankey-ribbon sankey-unknown" if missing else "sankey-ribbon")


def _box(box: Box, words: _Words) -> Iterator[SafeString]:
    left, named = LEFT[box.place.stage], words.named(box.place)
    kind = "sankey-box sankey-blank" if named.missing else "sankey-box"
    size = {"x": across(left), "y": em(HEAD + box.top), "width": across(BOX), "height": em(max(box.height, LEAST))}
    yield element("rect", **size, class_=kind)
    name = str(named.words)
    lines = (name if len(name) <= LETTERS else f"{name[: LETTERS - 1].rstrip()}…", words.amount(box.amount))
    outside = box.place.stage is Stage.THEME
    x, anchor, aside = (left, "end", "-0.5em") if outside else (left + BOX, "start", "0.5em")
    first = HEAD + box.middle + 0.35 - LINE * (len(lines) - 1) / 2
    told = [
        element("text", line, x=across(x), y=em(first + LINE * at), dx=aside, text_anchor=anchor, class_=kind_of(at))
        for at, line in enumerate(lines)
    ]
    full = element("title", f"{named.words}: {words.amount(box.amount)}")
    shown = element("g", full, *told)
    yield element("a", shown, href=named.href) if named.href else shown


def kind_of(line: int) -> str:
    """The name of a box is strong, its amount is quiet."""
    return "sankey-amount" if line else "sankey-name"
