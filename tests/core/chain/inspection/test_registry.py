import re

import pytest

from kobling.core.chain import EXAMPLES, FAMILIES, RULES, Level, Severity, inspect
from kobling.core.chain.graph.errors import PROBLEM_MESSAGES
from tests.core.chain.synthetic import DAY, STRUCTURAL, chain_with_faults

PLACEHOLDER = re.compile(r"%\((\w+)\)s")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_says_what_it_asks_why_what_clears_it_and_where_it_is_from(rule):
    for text in (rule.when, rule.why, rule.clears, rule.source):
        assert text[0].isupper() or text[0] == "“"
        assert text.endswith(".")
        assert "%" not in text
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.name)
    assert rule.messages
    assert rule.family.code == rule.code[:2]


def test_names_and_texts_are_each_ones_own():
    for field in ("code", "name", "when", "why", "clears"):
        texts = [getattr(rule, field) for rule in RULES]
        assert len(set(texts)) == len(texts)


def test_a_missing_link_is_an_error_and_every_severity_is_used():
    assert {rule.severity for rule in RULES} == set(Severity)
    assert {family.code for family in FAMILIES} == {rule.code[:2] for rule in RULES}
    assert {rule.level for rule in RULES} <= {None, *Level}


def findings():
    for code, example in EXAMPLES.items():
        yield from inspect(example.firing_graph, on=example.on, select=[code], seed=1)
    for seed in range(20):
        yield from inspect(chain_with_faults(goals=10, faults=10, seed=seed)[0], on=DAY, select=STRUCTURAL, seed=1)


def test_every_sentence_is_given_exactly_the_figures_it_puts_in():
    for finding in findings():
        assert set(PLACEHOLDER.findall(finding.message)) == set(finding.figures), finding.message
        for one in finding.evidence:
            assert set(PLACEHOLDER.findall(one.message)) == set(one.figures), one.message


def test_no_sentence_leaves_something_open_that_cannot_be_named():
    texts = [*PROBLEM_MESSAGES.values(), *(message for rule in RULES for message in rule.messages)]

    assert [text for text in texts if "%" in PLACEHOLDER.sub("", text)] == []


def test_figures_are_numbers_days_or_words_and_never_formatted():
    kinds = {type(value).__name__ for finding in findings() for value in finding.figures.values()}

    assert kinds <= {"int", "float", "str", "date"}
