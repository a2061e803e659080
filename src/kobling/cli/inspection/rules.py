"""`kobling rule`: the rules, with reasons and examples."""

import textwrap
from collections.abc import Iterator

import click
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kobling.cli.shared.text_table import text_table
from kobling.core.chain import (
    EXAMPLES,
    FAMILIES,
    PICTURES,
    RULES,
    NodeKind,
    NoSuchRule,
    Ref,
    Rule,
    describe_part,
    inspect,
)
from kobling.core.chain.inspection.silos import SEED
from kobling.web.shared.formats import format_day
from kobling.web.shared.words.inspection import (
    fill_message,
    node_kind_name,
    rule_name,
    severity_meaning,
    severity_name,
)

WIDTH = 100
"""Characters per line."""


@click.command()
@click.argument("code", required=False)
def rule(code: str | None) -> None:
    """Show what the rule CODE finds, why it matters and what resolves it; without CODE, list all rules."""
    for line in _rule_list() if code is None else _rule_page(_requested_rule(code)):
        click.echo(line)


def _requested_rule(code: str) -> Rule:
    """Return the rule with this code or name. Raises NoSuchRule."""
    name = code.strip().casefold()
    requested = next((rule for rule in RULES if name in {rule.code.casefold(), rule.name, rule_name(rule)}), None)
    if requested is None:
        raise NoSuchRule(found=code, known=tuple(rule.code for rule in RULES))
    return requested


def _rule_list() -> Iterator[str]:
    for family in FAMILIES:
        yield f"{family.code} {_(family.name)}, {_(family.between)}"
        rows = [(rule.code, rule_name(rule), severity_name(rule.severity)) for rule in RULES if rule.family == family]
        yield from textwrap.indent(text_table([_("Code"), _("Name"), _("Severity")], rows), "  ").splitlines()
        yield ""
    yield _("More about one of them: kobling rule CODE")


def _rule_page(rule: Rule) -> Iterator[str]:
    yield f"{rule.code} {rule_name(rule)}"
    weight = {"severity": severity_name(rule.severity), "meaning": severity_meaning(rule.severity)}
    yield f"{_(rule.family.name)}, {_(rule.family.between)}"
    yield _("Severity: %(severity)s (%(meaning)s)") % weight
    parts = {
        _("What it finds"): rule.when,
        _("Why it matters"): rule.why,
        _("What resolves it"): rule.clears,
        pgettext("of a rule", "Source"): rule.source,
    }
    for title, words in parts.items():
        yield from ("", title, *textwrap.wrap(_(words), WIDTH, initial_indent="  ", subsequent_indent="  "))
    yield from ("", _("An example, on %(day)s:") % {"day": format_day(EXAMPLES[rule.code].on)})
    yield from _example_lines(rule)


def _example_lines(rule: Rule) -> Iterator[str]:
    """Yield the example that the rule fires on, as a picture or as a list, and its findings there.

    A picture is followed by that of the nearest example without a finding.
    """
    example, picture = EXAMPLES[rule.code], PICTURES.get(rule.code)
    if picture:
        yield from textwrap.indent("\n".join(picture(example.firing_graph.on(example.on), _)), "  ").splitlines()
    else:
        yield from (f"  {describe_part(part)}" for part in (*example.common, *example.firing_parts))
    yield ""
    for finding in inspect(example.firing_graph, on=example.on, select=[rule.code], seed=SEED):
        yield f"  {finding.code} {_name(finding.subject)}: {fill_message(finding.message, finding.figures)}"
    if picture:
        yield from ("", _("Nothing is found here:"))
        yield from textwrap.indent("\n".join(picture(example.passing_graph.on(example.on), _)), "  ").splitlines()


def _name(ref: Ref) -> str:
    """Return the kind and key of a node of an example; the kind alone of the whole municipality."""
    return node_kind_name(ref.kind) if ref.kind is NodeKind.MUNICIPALITY else f"{node_kind_name(ref.kind)} {ref.key}"
