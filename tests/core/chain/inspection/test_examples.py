"""Every rule has a graph in which it finds something, and its nearest neighbour in which it must not."""

import pytest

from kobling.core.chain import EXAMPLES, RULES, describe_part, inspect

CODES = [rule.code for rule in RULES]
# Who works on what is changed for nine cases at once: a statistical test does not turn on one link.
FAR_APART = {"D302"}


def test_every_rule_has_its_examples():
    assert sorted(EXAMPLES) == CODES


def test_there_are_the_rules_of_the_specification():
    numbers = [*range(101, 112), *range(201, 208), *range(301, 308), 401, 402]

    assert [f"D{number}" for number in numbers] == CODES


@pytest.mark.parametrize("code", CODES)
def test_the_rule_fires_once(code):
    example = EXAMPLES[code]

    (finding,) = inspect(example.firing_graph, on=example.on, select=[code], seed=1)

    assert finding.code == code
    assert finding.message in next(rule for rule in RULES if rule.code == code).messages


@pytest.mark.parametrize("code", CODES)
def test_the_rule_spares_the_neighbour(code):
    example = EXAMPLES[code]

    assert inspect(example.passing_graph, on=example.on, select=[code], seed=1) == ()


@pytest.mark.parametrize("code", [code for code in CODES if code not in FAR_APART])
def test_the_neighbour_is_one_fact_away(code):
    example = EXAMPLES[code]

    assert len(example.firing_parts) <= 1
    assert len(example.passing_parts) == 1


@pytest.mark.parametrize("code", CODES)
def test_the_parts_of_an_example_are_told_apart_in_words(code):
    example = EXAMPLES[code]
    fires, spared = ({describe_part(part) for part in parts} for parts in (example.firing_parts, example.passing_parts))

    assert fires - spared or spared - fires
