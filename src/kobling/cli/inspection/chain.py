"""`kobling chain`: the chain of a goal in both directions, and a picture of the chains of all goals."""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click
from django.utils.translation import gettext as _

from kobling.cli.inspection.report import Report, read_source
from kobling.cli.shared.options import day_or_today, municipality_option, on_option, requested_municipality
from kobling.cli.status import NoSuchGoal
from kobling.core.chain import (
    Coupling,
    CouplingLevel,
    Decision,
    GraphView,
    LinkKind,
    Ref,
    Strength,
    TraversalStep,
    compute_couplings,
    decisions_behind,
    traverse_down,
    traverse_up,
)
from kobling.core.errors import KoblingError
from kobling.rooms.findings.queries import inspect_facts
from kobling.web.shared.chain import render_chain_svg, table_from_graph
from kobling.web.shared.formats import format_day as in_words
from kobling.web.shared.localization import localize
from kobling.web.shared.words.inspection import fill_message, finding_text, level_name, strength_name

STROKES = {Strength.WHOLE: "━━━", Strength.THIN: "╌╌╌", Strength.MISSING: "   "}
"""A link's strength as a stroke; its name stands beside it."""
WIDTH = 100
"""Characters per line."""


@dataclass(eq=False)
class GoalNotInForce(KoblingError):
    """The goal is known, and is not in force on the day."""

    found: str
    on: date
    last_day: date | None
    """The last day before it on which the goal was; None where there is none."""

    def __str__(self) -> str:
        """Return the message in the active language: only this command raises the error."""
        if self.last_day is None:
            return _("The goal %(found)s is not in force on %(day)s.") % {
                "found": self.found,
                "day": in_words(self.on),
            }
        return _("The goal %(found)s has ended. Show its chain as it was on the last day: --on %(day)s") % {
            "found": self.found,
            "day": self.last_day.isoformat(),
        }


@click.command()
@click.argument("goal", required=False)
@click.option(
    "--picture",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.svg",
    help="Write the chain of every goal as a picture, for a slide or an agenda.",
)
@click.option(
    "--folder", type=click.Path(path_type=Path), help="A municipality folder; what is kept where it is left out."
)
@municipality_option
@on_option
def chain(
    goal: str | None, picture: Path | None, folder: Path | None, municipality: str | None, on: datetime | None
) -> None:
    """Show the chain of GOAL, by key or address: how far it holds, what comes of it, and what stands behind it."""
    if goal is None and picture is None:
        raise click.UsageError(_("Name a GOAL, or say where to write the picture of all goals: --picture FILE.svg"))
    source = read_source(folder, "" if folder else requested_municipality(municipality))
    report = Report(source, inspect_facts(source.facts, on=day_or_today(on), select=("D101",)))
    for line in _chain_lines(report, _coupling_of(report, goal)) if goal else ():
        click.echo(line)
    if picture is not None:
        try:
            picture.write_text(_render_picture(report), "utf-8")
        except OSError as error:
            raise click.FileError(str(picture), hint=error.strerror) from error
        click.echo(_("The picture is in %(file)s.") % {"file": picture})


def _render_picture(report: Report) -> str:
    """Return the chains of all goals as an SVG picture."""
    chain_graph = report.inspection.chain_graph
    names = {ref: origin.name for ref, origin in chain_graph.origins.items()}
    couplings = compute_couplings(chain_graph.graph, on=report.day)
    table = table_from_graph(chain_graph.graph.on(report.day), couplings, names=names)
    return render_chain_svg(table, title=str(localize(report.source.facts.municipality.name)))


def _coupling_of(report: Report, name: str) -> Coupling:
    """Return the coupling of the requested goal. Raises NoSuchGoal and GoalNotInForce."""
    goals = report.source.facts.goals
    named = [goal for goal in goals if name in (goal.key, goal.slug.da, goal.slug.en, *goal.former_slugs)]
    couplings = {
        coupling.goal.key: coupling
        for coupling in compute_couplings(report.inspection.chain_graph.graph, on=report.day)
    }
    requested = next((couplings[goal.key] for goal in named if goal.key in couplings), None)
    if requested is None and named:
        raise GoalNotInForce(found=name, on=report.day, last_day=named[0].last_day(report.day))
    if requested is None:
        raise NoSuchGoal(found=name, known=tuple(goal.slug.da for goal in goals if goal.key in couplings))
    return requested


def _chain_lines(report: Report, coupling: Coupling) -> Iterator[str]:
    view = report.inspection.chain_graph.graph.on(report.day)
    yield report.name(coupling.goal)
    yield _("As of %(day)s") % {"day": in_words(report.day)}
    yield from ("", _("Down: the chain reaches as far as %(level)s") % {"level": level_name(coupling.furthest_down)})
    yield from _level_lines(report, coupling.down)
    reached = coupling.furthest_up
    up_line = _("Up: the chain reaches as far as %(level)s") % {"level": level_name(reached)} if reached else ""
    yield from ("", up_line or _("Up: nothing measures the goal"))
    yield from _level_lines(report, coupling.up)
    yield from ("", _("What comes of it"))
    yield from _tree_lines(report, traverse_down(view, coupling.goal))
    yield from ("", _("Where it comes from"))
    yield from _tree_lines(report, traverse_up(view, coupling.goal))
    yield from ("", _("Which decisions stand behind it"))
    yield from _decision_lines(report, view, coupling.goal)


def _level_lines(report: Report, levels: Iterable[CouplingLevel]) -> Iterator[str]:
    levels = tuple(levels)
    width = max(len(level_name(level.level)) for level in levels)
    strength_width = max(len(strength_name(strength)) for strength in Strength)
    for level in levels:
        names = "; ".join(str(localize(report.origin(ref).name)) for ref in level.refs)
        link, name = strength_name(level.strength).ljust(strength_width), level_name(level.level).ljust(width)
        head = f"  {STROKES[level.strength]} {link}  {name}  "
        yield (head + textwrap.shorten(names, WIDTH, placeholder=" …")).rstrip()
        for finding in level.findings:
            yield f"{' ' * len(head)}{finding.code} {finding_text(finding)}"
        for reason in level.reasons:
            yield f"{' ' * len(head)}{fill_message(reason.message, reason.figures)}"


def _tree_lines(report: Report, traversal: Iterable[TraversalStep]) -> Iterator[str]:
    """Yield a traversal as a tree: each node stands under the one it was reached from."""
    steps = list(traversal)
    if len(steps) < 2:
        yield "  " + _("nothing")
    for index, step in enumerate(steps[1:], start=1):
        last = _is_last_child(steps, index)
        stems = "".join("   " if _is_closed_at(steps, index, depth) else "│  " for depth in range(1, step.depth))
        name = textwrap.shorten(report.name(step.node.ref), WIDTH, placeholder=" …")
        yield f"  {stems}{'└─' if last else '├─'} {name}"


def _is_last_child(steps: list[TraversalStep], index: int) -> bool:
    """Return whether a step has no later sibling."""
    return _is_closed_at(steps, index, steps[index].depth)


def _is_closed_at(steps: list[TraversalStep], index: int, depth: int) -> bool:
    """Return whether no later step at this depth has the same parent."""
    return next((step.depth < depth for step in steps[index + 1 :] if step.depth <= depth), True)


def _decision_lines(report: Report, view: GraphView, goal: Ref) -> Iterator[str]:
    decisions = decisions_behind(view, goal)
    if not decisions:
        yield "  " + _("none that is known")
    for decision in decisions:
        yield f"  {in_words(decision.day)}  {_decision_text(report, view, decision)}"


def _decision_text(report: Report, view: GraphView, decision: Decision) -> str:
    """Return who decided, and the decision's subject."""
    who = ", ".join(
        str(localize(report.origin(link.start).name))
        for link in view.links_to(decision.ref)
        if link.kind is LinkKind.TAKES
    )
    what = str(localize(report.origin(decision.ref).name))
    return textwrap.shorten(what if what.startswith(who) else f"{who}: {what}", WIDTH, placeholder=" …")
