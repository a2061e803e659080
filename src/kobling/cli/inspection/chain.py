"""`kobling chain`: one goal's chain, up and traverse_down, and the picture of them all."""

import textwrap
from collections.abc import Iterable, Iterator
from datetime import datetime
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
from kobling.rooms.findings.queries import inspect_facts
from kobling.web.shared.chain import render_chain_svg, table_from_graph
from kobling.web.shared.formats import format_day as in_words
from kobling.web.shared.localization import localize
from kobling.web.shared.words.inspection import finding_text, level_name, strength_name

STROKES = {Strength.WHOLE: "━━━", Strength.THIN: "╌╌╌", Strength.MISSING: "   "}
"""A link as a stroke; the word beside it says the same."""
WIDTH = 100
"""Characters of a line."""


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
    read = read_source(folder, "" if folder else requested_municipality(municipality))
    report = Report(read, inspect_facts(read.facts, on=day_or_today(on), select=("D101",)))
    for line in _chain_lines(report, _coupling_of(report, goal)) if goal else ():
        click.echo(line)
    if picture is not None:
        try:
            picture.write_text(_render_picture(report), "utf-8")
        except OSError as trouble:
            raise click.FileError(str(picture), hint=trouble.strerror) from trouble
        click.echo(_("The picture is in %(file)s.") % {"file": picture})


def _render_picture(report: Report) -> str:
    """Draw the chain of every goal."""
    chart = report.inspected.chain_graph
    names = {ref: thing.name for ref, thing in chart.origins.items()}
    table = table_from_graph(chart.graph.on(report.day), compute_couplings(chart.graph, on=report.day), names=names)
    return render_chain_svg(table, title=str(localize(report.source.facts.municipality.name)))


def _coupling_of(report: Report, name: str) -> Coupling:
    """Return the chain of the goal asked for. Raises NoSuchGoal."""
    goals = report.source.facts.goals
    keys = {one.key for one in goals if name in (one.key, one.slug.da, one.slug.en, *one.former_slugs)}
    chains = compute_couplings(report.inspected.chain_graph.graph, on=report.day)
    found = next((one for one in chains if one.goal.key in keys), None)
    if found is None:
        in_force = {one.goal.key for one in chains}
        raise NoSuchGoal(found=name, known=tuple(one.slug.da for one in goals if one.key in in_force))
    return found


def _chain_lines(report: Report, one: Coupling) -> Iterator[str]:
    view = report.inspected.chain_graph.graph.on(report.day)
    yield report.named(one.goal)
    yield _("As of %(day)s") % {"day": in_words(report.day)}
    yield from ("", _("Down: the chain reaches as far as %(level)s") % {"level": level_name(one.furthest_down)})
    yield from _level_lines(report, one.down)
    reached = one.furthest_up
    said_up = _("Up: the chain reaches as far as %(level)s") % {"level": level_name(reached)} if reached else ""
    yield from ("", said_up or _("Up: nothing measures the goal"))
    yield from _level_lines(report, one.up)
    yield from ("", _("What comes of it"))
    yield from _tree_lines(report, traverse_down(view, one.goal))
    yield from ("", _("What it comes of"))
    yield from _tree_lines(report, traverse_up(view, one.goal))
    yield from ("", _("Which decisions stand behind it"))
    yield from _decision_lines(report, view, one.goal)


def _level_lines(report: Report, levels: Iterable[CouplingLevel]) -> Iterator[str]:
    levels = tuple(levels)
    width = max(len(level_name(one.level)) for one in levels)
    strong = max(len(strength_name(one)) for one in Strength)
    for one in levels:
        names = "; ".join(str(localize(report.thing(ref).name)) for ref in one.refs)
        link, level = strength_name(one.strength).ljust(strong), level_name(one.level).ljust(width)
        head = f"  {STROKES[one.strength]} {link}  {level}  "
        yield (head + textwrap.shorten(names, WIDTH, placeholder=" …")).rstrip()
        for finding in one.findings:
            yield f"{' ' * len(head)}{finding.code} {finding_text(finding)}"


def _tree_lines(report: Report, steps: Iterable[TraversalStep]) -> Iterator[str]:
    """Write a walk as a tree: each thing stands under the one it was reached from."""
    walked = list(steps)
    if len(walked) < 2:
        yield "  " + _("nothing")
    for index, step in enumerate(walked[1:], start=1):
        last = _is_last_child(walked, index)
        stems = "".join("   " if _is_closed_at(walked, index, depth) else "│  " for depth in range(1, step.depth))
        name = textwrap.shorten(report.named(step.node.ref), WIDTH, placeholder=" …")
        yield f"  {stems}{'└─' if last else '├─'} {name}"


def _is_last_child(walked: list[TraversalStep], index: int) -> bool:
    """Whether nothing more hangs where this does."""
    return _is_closed_at(walked, index, walked[index].depth)


def _is_closed_at(walked: list[TraversalStep], index: int, depth: int) -> bool:
    """Whether nothing comes later at this depth before the walk goes above it."""
    return next((step.depth < depth for step in walked[index + 1 :] if step.depth <= depth), True)


def _decision_lines(report: Report, view: GraphView, goal: Ref) -> Iterator[str]:
    decisions = decisions_behind(view, goal)
    if not decisions:
        yield "  " + _("none that is known")
    for one in decisions:
        yield f"  {in_words(one.day)}  {_decision_text(report, view, one)}"


def _decision_text(report: Report, view: GraphView, decision: Decision) -> str:
    """Write who decided and what it was about."""
    who = ", ".join(
        str(localize(report.thing(link.start).name))
        for link in view.links_to(decision.ref)
        if link.kind is LinkKind.TAKES
    )
    what = str(localize(report.thing(decision.ref).name))
    return textwrap.shorten(what if what.startswith(who) else f"{who}: {what}", WIDTH, placeholder=" …")
