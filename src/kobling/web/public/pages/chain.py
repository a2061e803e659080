"""The page of the chain, and the chain section of a goal's page: how far each goal reaches, down and up."""

from typing import Any

from django.utils.translation import gettext as _

from kobling.core.chain import RULES_BY_CODE, Level, NodeKind, Ref
from kobling.rooms.releases.document import Chain
from kobling.web.public.components.budgets_and_agreements import agreement_summaries, budget_summaries
from kobling.web.public.components.decisions import chain_decisions
from kobling.web.public.page_context import PageContext
from kobling.web.shared.chain import LEVELS, ChainTable, NamedNode, display_row, display_table
from kobling.web.shared.chain.from_release import reach_counts_from_release, row_from_release, table_from_release
from kobling.web.shared.chain.reach_table import ReachRow, reach_rows
from kobling.web.shared.formats import format_number
from kobling.web.shared.words.chain_reach import level_meaning, reach_sentence
from kobling.web.shared.words.decouplings import DecouplingSummary, decoupling_summaries
from kobling.web.shared.words.inspection import level_name


def template_context(page: PageContext) -> dict[str, Any]:
    """Return the context of the chain's page. Raises LookupError if the release has no chain."""
    chain = page.document.chain
    if chain is None:
        raise LookupError("the release says nothing of the chain")
    table, days = table_from_release(page.document, chain), reach_rows(reach_counts_from_release(chain))
    return {
        "title": _("From vision to action"),
        "description": _("From the council's vision to what is done, and from what is measured back to the council."),
        "sentence": _sentence(table, days[0]) if days else "",
        "decouplings": _decouplings(chain),
        "table": display_table(table, node_url=lambda ref: _node_url(page, ref)),
        "decisions": chain_decisions(page),
        "former": page.document.former_goals,
        "empty": [level_name(level) for level in table.empty_levels()],
        "reach": days,
        "budgets": budget_summaries(page),
        "agreements": agreement_summaries(page, page.document.agreements or ()),
        "levels": [(level_name(level), level_meaning(level)) for level in LEVELS],
    }


def _decouplings(chain: Chain) -> list[DecouplingSummary]:
    """Return where the chain comes off, where the release has it; a rule that no longer exists is not counted."""
    codes = (one.rule for one in chain.found for _ in range(one.count) if one.rule in RULES_BY_CODE)
    return decoupling_summaries(codes) if chain.found else []


def goal_chain_context(page: PageContext, key: str) -> dict[str, Any] | None:
    """Return the context of a goal's chain section; None if the release has no chain for it."""
    goal_chain = _find_goal_chain(page.document.chain, key)
    if goal_chain is None:
        return None
    row = row_from_release(goal_chain, NamedNode(Ref(NodeKind.GOAL, key), page.lookup.goals[key].short))
    return {
        "sentence": reach_sentence(goal_chain.furthest_down, goal_chain.furthest_up, beyond=row.levels_beyond_gap()),
        "cells": display_row(row, node_url=lambda ref: _node_url(page, ref)).cells,
    }


def _find_goal_chain(chain: Chain | None, key: str) -> Any:
    chains = (*chain.goals, *chain.former) if chain else ()
    return next((goal_chain for goal_chain in chains if goal_chain.goal == key), None)


def _node_url(page: PageContext, ref: Ref) -> str | None:
    """Return the link to a goal or theme; None for other nodes, which have no public page."""
    return page.page_url(ref.kind.value, ref.key) if ref.kind in {NodeKind.GOAL, NodeKind.THEME} else None


def _sentence(table: ChainTable, newest: ReachRow) -> str:
    """Summarize the chain; what is done comes first, since a link that is not recorded does not make it undone."""
    counts = {
        "goals": format_number(newest.goals),
        "done": format_number(table.count_goals_at(Level.INITIATIVE)),
        "unbroken": format_number(newest.at(Level.INITIATIVE).count),
        "followed": format_number(table.count_goals_at(Level.FOLLOW_UP)),
    }
    return (
        _(
            "%(done)s of %(goals)s goals have recorded activity, and %(unbroken)s have an unbroken chain from the goal "
            "down to it. The council has followed up on %(followed)s of the goals."
        )
        % counts
    )
