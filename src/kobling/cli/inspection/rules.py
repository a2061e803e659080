"""`kobling rule`: what a rule asks, and why."""

import textwrap
from collections.abc import Iterator

import click
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kobling.cli.shared.text_table import text_table
from kobling.core.chain import EXAMPLES, FAMILIES, RULES, NoSuchRule, Rule, describe_part, inspect
from kobling.rooms.findings.queries import SEED
from kobling.web.shared.formats import format_day
from kobling.web.shared.words.inspection import fill_message, severity_meaning, severity_name

WIDTH = 100
"""Characters of a line of prose."""


@click.command()
@click.argument("code", required=False)
def rule(code: str | None) -> None:
    """Show what the rule CODE finds, why it matters and what clears it; without CODE, list all rules."""
    for line in _rule_list() if code is None else _rule_page(_requested_rule(code)):
        click.echo(line)


def _requested_rule(code: str) -> Rule:
    """Return the rule of a code, or of a name. Raises NoSuchRule."""
    found = next((one for one in RULES if code.strip().casefold() in {one.code.casefold(), one.name}), None)
    if found is None:
        raise NoSuchRule(found=code, known=tuple(one.code for one in RULES))
    return found


def _rule_list() -> Iterator[str]:
    for family in FAMILIES:
        yield f"{family.code} {_(family.name)}, {_(family.between)}"
        rows = [(one.code, one.name, severity_name(one.severity)) for one in RULES if one.family == family]
        yield from textwrap.indent(text_table([_("Code"), _("Name"), _("Severity")], rows), "  ").splitlines()
        yield ""
    yield _("More about one of them: kobling rule CODE")


def _rule_page(one: Rule) -> Iterator[str]:
    yield f"{one.code} {one.name}"
    weight = {"severity": severity_name(one.severity), "meaning": severity_meaning(one.severity)}
    yield f"{_(one.family.name)}, {_(one.family.between)}"
    yield _("Severity: %(severity)s (%(meaning)s)") % weight
    parts = {
        _("What it finds"): one.when,
        _("Why it matters"): one.why,
        _("What clears it"): one.clears,
        pgettext("of a rule", "Source"): one.source,
    }
    for title, words in parts.items():
        yield from ("", title, *textwrap.wrap(_(words), WIDTH, initial_indent="  ", subsequent_indent="  "))
    yield from ("", _("An example, on %(day)s:") % {"day": format_day(EXAMPLES[one.code].on)})
    yield from _example_lines(one)


def _example_lines(one: Rule) -> Iterator[str]:
    """Write the graph it fires on, and what it says there."""
    example = EXAMPLES[one.code]
    yield from (f"  {describe_part(part)}" for part in (*example.common, *example.firing_parts))
    yield ""
    for finding in inspect(example.firing_graph, on=example.on, select=[one.code], seed=SEED):
        yield f"  {finding.code} {finding.subject}: {fill_message(finding.message, finding.figures)}"
