"""Where the chain comes off, decoupling by decoupling, in a councillor's words: how many of what, never which rule."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.core.chain import FAMILIES, RULES, RULES_BY_CODE, Finding, Ref, RuleFamily
from kobling.core.chain.inspection.d3_administration import BEGIN_MESSAGE, JOIN_MESSAGE
from kobling.core.chain.inspection.order import SEVERITIES
from kobling.web.shared.formats import format_number
from kobling.web.shared.words.inspection import finding_text

ALWAYS = ("D1", "D2", "D3")
"""The decouplings that are named also where nothing is found; the fourth is where something is."""
MOST_NAMED = 4
"""Number of kinds of finding that are named of each decoupling; the rest are counted."""
MOST_BEGUN_WITH = 3
"""Number of goals that a summary names to begin with."""

ALIKE = 6
"""From so many findings of one rule about things of one kind on, they are grouped."""

NodeName = Callable[[Ref], str]


@dataclass(frozen=True)
class DecouplingSummary:
    """What was found of one decoupling."""

    code: str
    name: str
    text: str
    """One sentence or more."""
    count: int
    """The number of findings."""


def decoupling_summaries(
    codes: Iterable[str], *, silos: Finding | None = None, node_name: NodeName | None = None
) -> list[DecouplingSummary]:
    """Return a summary of each decoupling.

    codes       the rule of every finding
    silos       the finding of D302, whose figures, goals and initiatives are named
    node_name   the names of goals and initiatives
    """
    counts = Counter(codes)
    return [
        _summary(family, {rule.code: counts[rule.code] for rule in RULES if rule.family == family}, silos, node_name)
        for family in FAMILIES
        if family.code in ALWAYS or any(code.startswith(family.code) for code in counts)
    ]


def _summary(
    family: RuleFamily, counts: Mapping[str, int], silos: Finding | None, node_name: NodeName | None
) -> DecouplingSummary:
    name = _("%(number)s, %(between)s") % {"number": _(family.name), "between": _(family.between)}
    codes = sorted(
        (code for code, count in counts.items() if count),
        key=lambda code: (SEVERITIES.index(RULES_BY_CODE[code].severity), -counts[code], code),
    )
    total = sum(counts.values())
    if not codes:
        return DecouplingSummary(family.code, name, _("Nothing was found here."), 0)
    phrases = [count_phrase(code, counts[code], silos=silos) for code in codes[:MOST_NAMED]]
    rest = sum(counts[code] for code in codes[MOST_NAMED:])
    if rest:
        phrases.append(
            ngettext("and %(count)s finding more", "and %(count)s findings more", rest) % {"count": format_number(rest)}
        )
    text = _("Here the chain comes off: %(what)s.") % {"what": "; ".join(phrases)}
    begin = list(_begin_with(silos, node_name)) if "D302" in counts and counts["D302"] and silos and node_name else []
    if begin:
        text += " " + _("Begin here: %(goals)s.") % {"goals": "; ".join(begin)}
    return DecouplingSummary(family.code, name, text, total)


def _begin_with(silos: Finding, node_name: NodeName) -> Iterator[str]:
    """Yield the goals to begin with, each with the initiatives that could be joined."""
    named: dict[Ref, list[Ref]] = {}
    for item in silos.evidence:
        if item.message == BEGIN_MESSAGE:
            named[item.ref] = []
        elif item.message == JOIN_MESSAGE and named:
            named[next(reversed(named))].append(item.ref)
    for goal, initiatives in list(named.items())[:MOST_BEGUN_WITH]:
        names = ", ".join(_("“%(name)s”") % {"name": node_name(ref)} for ref in initiatives)
        yield f"{node_name(goal)} ({names})" if names else node_name(goal)


def count_phrase(code: str, count: int, *, silos: Finding | None = None) -> str:
    """Return how many of what a rule has found, as a clause: `3 mål har ingen, der er ansvarlig`."""
    if code == "D302":
        return finding_text(silos) if silos else _("directorates work apart on what the committees share")
    return _forms(code, count) % {"count": format_number(count)}


def _forms(code: str, n: int) -> str:
    forms = {
        "D101": ngettext("%(count)s theme has no goal", "%(count)s themes have no goal", n),
        "D102": ngettext(
            "%(count)s goal has no target and nobody to judge it",
            "%(count)s goals have no target and nobody to judge them",
            n,
        ),
        "D103": ngettext(
            "%(count)s target is neither measured nor judged by anybody",
            "%(count)s targets are neither measured nor judged by anybody",
            n,
        ),
        "D104": ngettext(
            "%(count)s indicator lacks a figure from the beginning of the term",
            "%(count)s indicators lack a figure from the beginning of the term",
            n,
        ),
        "D105": ngettext(
            "%(count)s indicator has a figure that is too old", "%(count)s indicators have figures that are too old", n
        ),
        "D106": ngettext("nothing is done for %(count)s goal", "nothing is done for %(count)s goals", n),
        "D107": ngettext(
            "%(count)s initiative or agreement is for no goal", "%(count)s initiatives or agreements are for no goal", n
        ),
        "D108": ngettext(
            "in %(count)s budget some of the money goes to no goal",
            "in %(count)s budgets some of the money goes to no goal",
            n,
        ),
        "D109": ngettext(
            "%(count)s goal names nothing that can be measured",
            "%(count)s goals name nothing that can be measured",
            n,
        ),
        "D110": ngettext(
            "%(count)s goal has nobody who answers for it", "%(count)s goals have nobody who answers for them", n
        ),
        "D111": ngettext(
            "%(count)s indicator is from a table that has been stopped",
            "%(count)s indicators are from tables that have been stopped",
            n,
        ),
        "D112": ngettext(
            "%(count)s indicator has a figure that its source has withdrawn",
            "%(count)s indicators have figures that their source has withdrawn",
            n,
        ),
        "D113": ngettext(
            "the figures of %(count)s indicator cannot be fetched",
            "the figures of %(count)s indicators cannot be fetched",
            n,
        ),
        "D201": ngettext(
            "no committee has given %(count)s goal priority", "no committee has given %(count)s goals priority", n
        ),
        "D202": ngettext(
            "the council has decided nothing behind %(count)s priority",
            "the council has decided nothing behind %(count)s priorities",
            n,
        ),
        "D203": ngettext(
            "one committee alone carries %(count)s goal that cuts across",
            "one committee alone carries %(count)s goals that cut across",
            n,
        ),
        "D204": ngettext(
            "the committees that share %(count)s goal have not met about it",
            "the committees that share %(count)s goals have not met about them",
            n,
        ),
        "D205": ngettext(
            "%(count)s policy is in force beside the vision", "%(count)s policies are in force beside the vision", n
        ),
        "D206": ngettext(
            "one of several committees holds all money for %(count)s goal",
            "one of several committees holds all money for %(count)s goals",
            n,
        ),
        "D207": ngettext(
            "nothing has happened to %(count)s priority for a year",
            "nothing has happened to %(count)s priorities for a year",
            n,
        ),
        "D301": ngettext(
            "one directorate alone works on %(count)s goal that several committees share",
            "one directorate alone works on each of %(count)s goals that several committees share",
            n,
        ),
        "D303": ngettext(
            "no initiative across directorates is for %(count)s goal that cuts across",
            "no initiative across directorates is for any of %(count)s goals that cut across",
            n,
        ),
        "D304": ngettext(
            "%(count)s goal that is worked on is in no agreement",
            "%(count)s goals that are worked on are in no agreement",
            n,
        ),
        "D305": ngettext(
            "%(count)s agreement came after the budget that it was to shape",
            "%(count)s agreements came after the budget that they were to shape",
            n,
        ),
        "D306": ngettext(
            "what leaders have promised on %(count)s theme has not been handed on all the way",
            "what leaders have promised on %(count)s themes has not been handed on all the way",
            n,
        ),
        "D307": ngettext(
            "%(count)s experiment has ended and nobody has followed up",
            "%(count)s experiments have ended and nobody has followed up",
            n,
        ),
        "D401": ngettext(
            "%(count)s target has not moved though everything was done",
            "%(count)s targets have not moved though everything was done",
            n,
        ),
        "D402": ngettext(
            "%(count)s target was met when it was set", "%(count)s targets were met when they were set", n
        ),
    }
    return forms[code]
