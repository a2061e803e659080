"""The decisions behind a goal's chain: what was decided, when and by whom, at every link that has one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from kobling.core.chain import DOWN_LEVELS, UP_LEVELS, Level
from kobling.rooms.releases.document import Decision, Goal, Priority, TakenDecision, Target, Wording
from kobling.web.opendata.extract import agreements_of, budgets_of
from kobling.web.public.page_context import PageContext
from kobling.web.public.release_lookup import ReleaseLookup
from kobling.web.shared import words
from kobling.web.shared.formats import format_day
from kobling.web.shared.localization import LocalizedText, join_texts, localize, localized_text
from kobling.web.shared.words.inspection import level_name


@dataclass(frozen=True)
class DecidedLink:
    """Something that stands at a link of a goal's chain, and the decision behind it."""

    level: str
    """What kind of link it is."""
    name: LocalizedText
    """What stands there: a theme, a committee, an initiative."""
    decision: Decision | None
    """None where it is not known."""
    href: str | None = None
    """The link to its page; None where it has none."""
    rank: str = ""
    """For a priority: the year, and the goal's place in the committee's order."""
    done: str = ""
    """What is known without the decision: the day an agreement was signed, or a budget adopted; empty for none."""


@dataclass(frozen=True)
class DecidedLinks:
    """The links at one level."""

    level: str
    links: tuple[DecidedLink, ...]


@dataclass(frozen=True)
class DecisionBehind:
    """A decision, and all the links of the chains that it stands behind."""

    decision: Decision
    levels: tuple[DecidedLinks, ...]


def goal_decisions(page: PageContext, goal: Goal) -> tuple[DecidedLinks, ...]:
    """Return the links of a goal's chain that a body decides, each with the decision behind it, by level."""
    return _by_level(_links(page, goal))


def chain_decisions(page: PageContext) -> tuple[DecisionBehind, ...]:
    """Return every decision behind the chains of the goals in force, the latest first."""
    links = dict.fromkeys(
        link for goal in page.document.goals for link in _links(page, goal, is_named=True) if link.decision
    )
    by_decision: dict[Decision, list[DecidedLink]] = {}
    for link in links:
        if link.decision is not None:
            by_decision.setdefault(link.decision, []).append(link)
    found = sorted(by_decision.items(), key=lambda pair: pair[0].date, reverse=True)
    return tuple(DecisionBehind(decision, _by_level(sorted(behind, key=_place))) for decision, behind in found)


def newest_priorities(priorities: Iterable[Priority]) -> tuple[Priority, ...]:
    """Return the priorities of the newest year in which there are any."""
    known = tuple(priorities)
    newest = max((priority.year for priority in known), default=None)
    return tuple(priority for priority in known if priority.year == newest)


def rank_in_words(lookup: ReleaseLookup, priority: Priority) -> str:
    """Return a goal's place in the committee's order of the year: `nr. 2 af 5`; empty where it was not ranked."""
    return words.rank_text(priority, lookup.priorities)


def _place(link: DecidedLink) -> int:
    """Return where a link's level stands in the chain; a target after the goals, and what is no level of it last."""
    levels = [level_name(level) for level in (*DOWN_LEVELS, *UP_LEVELS)]
    levels.insert(levels.index(level_name(Level.GOAL)) + 1, _("target"))
    return levels.index(link.level) if link.level in levels else len(levels)


def _by_level(links: Iterable[DecidedLink]) -> tuple[DecidedLinks, ...]:
    by_level: dict[str, list[DecidedLink]] = {}
    for link in links:
        by_level.setdefault(link.level, []).append(link)
    return tuple(DecidedLinks(level, tuple(found)) for level, found in by_level.items())


def _links(page: PageContext, goal: Goal, *, is_named: bool = False) -> Iterator[DecidedLink]:
    """Yield the links of a goal's chain, from the vision down to what is done, then what was decided since.

    is_named   whether the goal itself is named, where several goals' links stand together
    """
    yield from _above(page, goal)
    yield from _goal_itself(page, goal, is_named=is_named)
    yield from _priorities(page, goal, is_named=is_named)
    yield from _frames(page, goal)
    yield from _initiatives(page, goal)
    yield from _taken(page, goal, is_named=is_named)


def _above(page: PageContext, goal: Goal) -> Iterator[DecidedLink]:
    vision = goal.ended.vision if goal.ended else page.document.vision
    if vision is not None:
        yield DecidedLink(level_name(Level.VISION), localize(vision.name), vision.decision)
    for theme in (page.lookup.themes[key] for key in goal.themes):
        href = page.page_url("theme", theme.key)
        yield DecidedLink(level_name(Level.THEME), localize(theme.name), theme.decision, href)


def _goal_itself(page: PageContext, goal: Goal, *, is_named: bool) -> Iterator[DecidedLink]:
    own = _own_link(page, goal, is_named=is_named)
    yield replace(own, level=level_name(Level.GOAL), decision=goal.wording.decision)
    for target in goal.targets:
        if target.decision is not None:
            of_target = replace(own, level=_("target"), decision=target.decision)
            yield replace(of_target, name=localize(target.text)) if target.text else of_target


def _own_link(page: PageContext, goal: Goal, *, is_named: bool) -> DecidedLink:
    """Return the goal as a link of its own chain; without its name on its own page."""
    if not is_named:
        return DecidedLink("", localized_text(""), None)
    return DecidedLink("", localize(goal.short), None, page.page_url("goal", goal.key))


def _priorities(page: PageContext, goal: Goal, *, is_named: bool) -> Iterator[DecidedLink]:
    """Yield each committee's newest priority of the goal: of those in force in the council term, if there are any."""
    known = [priority for priority in page.lookup.priorities if priority.goal == goal.key]
    own = [priority for priority in known if _is_in_force(page, goal, priority)] or known
    for committee in dict.fromkeys(priority.committee for priority in own):
        for priority in newest_priorities(one for one in own if one.committee == committee):
            yield _priority_link(page, goal, priority, is_named=is_named)


def _is_in_force(page: PageContext, goal: Goal, priority: Priority) -> bool:
    """Return whether a priority of the council term stands on the day of the goal's status, as its chain counts it."""
    day = goal.ended.as_of if goal.ended else page.document.as_of
    term = page.document.term
    is_of_term = term is None or goal.ended is not None or term.start.year <= priority.year <= term.end.year
    return is_of_term and (priority.valid_to is None or priority.valid_to >= day)


def _priority_link(page: PageContext, goal: Goal, priority: Priority, *, is_named: bool) -> DecidedLink:
    """Return a priority as a link: the committee on the goal's own page, the goal where several stand together."""
    level, rank = level_name(Level.PRIORITY), _year_and_rank(page.lookup, priority)
    committee = localize(page.lookup.body_name(priority.committee))
    if not is_named:
        return DecidedLink(level, committee, priority.decision, page.page_url("committee", priority.committee), rank)
    is_own = priority.decision is not None and priority.decision.body == priority.committee
    name = localize(goal.short) if is_own else join_texts((committee, localize(goal.short)), between=": ")
    return DecidedLink(level, name, priority.decision, page.page_url("goal", goal.key), rank)


def _year_and_rank(lookup: ReleaseLookup, priority: Priority) -> str:
    """Return the year of a priority and the goal's place in it: `2025, nr. 2 af 5`."""
    return ", ".join(part for part in (str(priority.year), rank_in_words(lookup, priority)) if part)


def _frames(page: PageContext, goal: Goal) -> Iterator[DecidedLink]:
    """Yield the budgets with money for the goal, and the agreements about it."""
    href = page.page_url("goal", goal.key)
    for budget in budgets_of(page.document.budgets or (), goal):
        adopted = _("Adopted on %(day)s.") % {"day": format_day(budget.adopted)} if budget.adopted else ""
        yield DecidedLink(level_name(Level.FRAME), localize(budget.name), budget.decision, done=adopted)
    for agreement in agreements_of(page.document.agreements or (), goal):
        own = f"{href}#agreement-{agreement.key}"
        signed = _("Signed on %(day)s.") % {"day": format_day(agreement.signed)} if agreement.signed else ""
        yield DecidedLink(level_name(Level.FRAME), localize(agreement.name), agreement.decision, own, done=signed)


def _initiatives(page: PageContext, goal: Goal) -> Iterator[DecidedLink]:
    href = page.page_url("goal", goal.key)
    for initiative in page.lookup.initiatives_of(goal):
        if initiative.decision is not None:
            yield DecidedLink(
                level_name(Level.INITIATIVE),
                localize(initiative.name),
                initiative.decision,
                f"{href}#initiative-{initiative.key}",
            )


def _taken(page: PageContext, goal: Goal, *, is_named: bool) -> Iterator[DecidedLink]:
    """Yield what has been decided about the goal, other than its words and its end: the council's follow-ups too."""
    own = _own_link(page, goal, is_named=is_named)
    ending = goal.ended.decision if goal.ended else None
    of_words = (*(wording.decision for wording in goal.wordings), ending)
    words_decided = {decision.identity for decision in of_words if decision}
    adopted = _adopted(page, goal)
    for taken in reversed(page.lookup.decisions):
        if goal.key in taken.goals and taken.identity not in words_decided:
            is_follow_up = _is_councils(page, taken) and taken.date > adopted
            level = level_name(Level.FOLLOW_UP) if is_follow_up else _("decision")
            yield replace(own, level=level, decision=_as_named_by_facts(page, taken))


def _as_named_by_facts(page: PageContext, taken: TakenDecision) -> Decision:
    """Return a decision as facts name it, so that it stands once; itself where they cannot name it alone."""
    decision = Decision.model_validate(taken.model_dump(include=set(Decision.model_fields)))
    return decision if page.document.taken_decision(decision) else taken


def _is_councils(page: PageContext, decision: Decision) -> bool:
    return page.lookup.bodies[decision.body].kind == "council"


def _adopted(page: PageContext, goal: Goal) -> date:
    """Return the day the goal was adopted; of the council's first decision about it where that is not known."""
    first = goal.wordings[0]
    known = first.decision.date if first.decision else first.valid_from
    if known is not None:
        return known
    decided: tuple[Wording | Target, ...] = (*goal.wordings, *goal.targets)
    set_by = [one.decision for one in decided if one.decision]
    taken = [decision for decision in page.lookup.decisions if goal.key in decision.goals]
    return min((one.date for one in (*set_by, *taken) if _is_councils(page, one)), default=date.max)
