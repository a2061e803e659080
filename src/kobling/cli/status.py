"""`kobling status | explain`: how the goals are going, and the sums behind it."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

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
"""Characters of a line of prose."""


@dataclass(eq=False)
class NoSuchGoal(KoblingError):
    """No goal in force has that key or address."""

    found: str
    known: tuple[str, ...]

    def __str__(self) -> str:
        """Say it in the active language: this one is only ever said here."""
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
    made = document(release_facts(requested_municipality(municipality)), on=day_or_today(on))
    rows = [row for one in _requested_goals(made, goal) for row in _goal_rows(one, _indicators(made))]
    heads = [_("Goal"), _("Status"), _("Figure"), _("Measured"), _("Target")]
    click.echo(_("%(name)s, as of %(day)s") % {"name": localize(made.municipality.name), "day": in_words(made.as_of)})
    click.echo(text_table(heads, rows))
    click.echo(words.counts_line(one.status for one in made.goals))


@click.command()
@click.argument("goal")
@municipality_option
@on_option
def explain(goal: str, municipality: str | None, on: datetime | None) -> None:
    """Show the sums behind the status of GOAL, by key or address, with the numbers put in."""
    made = document(release_facts(requested_municipality(municipality)), on=day_or_today(on))
    for one in _requested_goals(made, goal):
        for line in _explanation(one, made):
            click.echo(line)


def _requested_goals(made: Document, name: str | None) -> tuple[Goal, ...]:
    """Return the goal asked for, or all. Raises NoSuchGoal."""
    if name is None:
        return made.goals
    found = tuple(one for one in made.goals if name in (one.key, one.slug.da, one.slug.en, *one.former_slugs))
    if not found:
        raise NoSuchGoal(found=name, known=tuple(one.slug.da for one in made.goals))
    return found


def _indicators(made: Document) -> dict[str, Indicator]:
    return {one.key: one for one in made.indicators}


def _goal_rows(goal: Goal, indicators: dict[str, Indicator]) -> Iterator[list[str]]:
    name = str(localize(goal.short))
    if not goal.targets:
        yield [name, words.status_name(goal.status), "", "", ""]
    for place, target in enumerate(goal.targets):
        yield ["" if place else name, words.status_name(target.assessment.status), *_figures(target, indicators)]


def _figures(target: Target, indicators: dict[str, Indicator]) -> tuple[str, str, str]:
    indicator = indicators.get(target.indicator or "")
    level = target.assessment.level
    wanted = words.amount(level.value, indicator) if indicator and level else ""
    if indicator is None or target.latest is None:
        return "", "", wanted
    return words.point_amount(target.latest, indicator), words.measured_when(target.latest), wanted


def _explanation(goal: Goal, made: Document) -> Iterator[str]:
    yield from _paragraph(localize(goal.wording.text))
    if not goal.targets:
        yield from ("", *_paragraph(words.missing_sentence(goal)))
    for target in goal.targets:
        indicator = _indicators(made).get(target.indicator or "")
        name = words.status_name(target.assessment.status)
        yield ""
        yield f"{localize(target.text)}: {name}" if target.text else name
        yield from _paragraph(words.reason(target, indicator, made.as_of))
        for number, step in enumerate(
            words.arithmetic_steps(target, indicator, on=made.as_of, confidence=made.municipality.confidence), start=1
        ):
            yield ""
            yield f"{number}. {step.label}"
            if step.formula:
                yield f"   {step.formula} = {step.result}"
            yield from _paragraph(step.sentence, indent="   ")
        yield ""
        yield from _rule_lines(target, made)


def _rule_lines(target: Target, made: Document) -> Iterator[str]:
    """Say which line of the rule fitted first, and why those before it did not."""
    yield _("The rule, line by line; the first that fits is said (version %(version)d):") % {
        "version": target.assessment.rule_version
    }
    for row in words.status_rule_rows(target, made.as_of):
        if row.applies is not None:
            mark = "→" if row.applies else " "
            yield from _paragraph(f"{row.number}. {row.name}: {row.reason}", indent=f" {mark} ")


def _paragraph(said: object, *, indent: str = "") -> list[str]:
    return textwrap.wrap(str(said), WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent))


COMMANDS = (status, explain)
