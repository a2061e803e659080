"""`kobling status | explain`: the status of the goals, and the calculations behind it."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import click
from django.utils.translation import gettext as _

from kobling.cli.shared.options import day_or_today, municipality_option, on_option, requested_municipality
from kobling.cli.shared.text_table import text_table
from kobling.core.errors import KoblingError
from kobling.rooms.publishing.queries import document, release_facts
from kobling.rooms.releases.document import Document, Goal, Indicator, Target
from kobling.web.shared import words
from kobling.web.shared.formats import format_day as in_words
from kobling.web.shared.localization import localize

WIDTH = 100
"""Characters per line."""


@dataclass(eq=False)
class NoSuchGoal(KoblingError):
    """No goal, in force or ended, has that key or address."""

    found: str
    known: tuple[str, ...]

    def __str__(self) -> str:
        """Return the message in the active language: only commands raise this error."""
        return _("No goal is called %(found)s. There are: %(known)s.") % {
            "found": self.found,
            "known": ", ".join(self.known),
        }


goal_argument = click.argument("goal", required=False)


@click.command()
@goal_argument
@municipality_option
@on_option
def status(goal: str | None, municipality: str | None, on: datetime | None) -> None:
    """Show how every goal is going, or one GOAL by key or address, as judged on a day."""
    published = document(release_facts(requested_municipality(municipality)), on=day_or_today(on))
    rows = [row for listed in _requested_goals(published, goal) for row in _goal_rows(listed, _indicators(published))]
    headings = [_("Goal"), _("Status"), _("Figure"), _("Measured"), _("Target")]
    click.echo(
        _("%(name)s, as of %(day)s") % {"name": localize(published.municipality.name), "day": in_words(published.as_of)}
    )
    click.echo(text_table(headings, rows))
    click.echo(words.counts_line(listed.status for listed in published.goals))


@click.command()
@click.argument("goal")
@municipality_option
@on_option
def explain(goal: str, municipality: str | None, on: datetime | None) -> None:
    """Show the sums behind the status of GOAL, by key or address, with the numbers put in."""
    published = document(release_facts(requested_municipality(municipality)), on=day_or_today(on))
    for requested in _requested_goals(published, goal):
        for line in explanation(requested, published):
            click.echo(line)


def _requested_goals(published: Document, name: str | None) -> tuple[Goal, ...]:
    """Return the requested goal, which may have ended, or all goals in force. Raises NoSuchGoal."""
    if name is None:
        return published.goals
    goals = tuple(
        goal
        for goal in (*published.goals, *published.former_goals)
        if name in (goal.key, goal.slug.da, goal.slug.en, *goal.former_slugs)
    )
    if not goals:
        raise NoSuchGoal(found=name, known=tuple(goal.slug.da for goal in published.goals))
    return goals


def _indicators(published: Document) -> dict[str, Indicator]:
    return {indicator.key: indicator for indicator in published.indicators}


def _goal_rows(goal: Goal, indicators: dict[str, Indicator]) -> Iterator[list[str]]:
    name = str(localize(goal.short))
    if not goal.targets:
        yield [name, words.status_name(goal.status), "", "", ""]
    for index, target in enumerate(goal.targets):
        yield ["" if index else name, words.status_name(target.assessment.status), *_figures(target, indicators)]


def _figures(target: Target, indicators: dict[str, Indicator]) -> tuple[str, str, str]:
    indicator = indicators.get(target.indicator or "")
    target_amount = words.level_amount(target, indicator) if indicator else ""
    if indicator is None or target.latest is None:
        return "", "", target_amount
    figure = words.point_amount(target.latest, indicator, decimals=words.figure_decimals(target, indicator))
    return figure, words.measured_when(target.latest), target_amount


def explanation(goal: Goal, published: Document) -> Iterator[str]:
    """Yield the lines that explain the status of every target of a goal."""
    on, confidence, ended = published.as_of, published.municipality.confidence, goal.ended is not None
    yield from _paragraph(localize(goal.wording.text))
    if goal.ended is not None:
        on, confidence = goal.ended.as_of, goal.ended.confidence
        yield from _paragraph(words.ended_sentence(goal))
    if not goal.targets:
        yield from ("", *_paragraph(words.missing_sentence(goal)))
    for target in goal.targets:
        indicator = _indicators(published).get(target.indicator or "")
        name = words.target_status_name(target)
        yield ""
        yield f"{localize(target.text)}: {name}" if target.text else name
        yield from _paragraph(words.reason(target, indicator, on, ended=ended))
        steps = words.arithmetic_steps(target, indicator, on=on, confidence=confidence, ended=ended)
        for number, step in enumerate(steps, start=1):
            yield ""
            yield f"{number}. {step.label}"
            if step.formula:
                yield f"   {step.formula} {step.relation} {step.result}"
            yield from _paragraph(step.sentence, indent="   ")
        yield ""
        yield from _rule_lines(target, on)


def _rule_lines(target: Target, on: date) -> Iterator[str]:
    """Yield the lines of the status rule up to the first that applies, each with its reason."""
    yield _("The rule, line by line; the first that fits holds (version %(version)d):") % {
        "version": target.assessment.rule_version
    }
    for row in words.status_rule_rows(target, on):
        if row.applies is not None:
            mark = "→" if row.applies else " "
            yield from _paragraph(f"{row.number}. {row.name}: {row.reason}", indent=f" {mark} ")


def _paragraph(text: object, *, indent: str = "") -> list[str]:
    return textwrap.wrap(str(text), WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent))


COMMANDS = (status, explain)
