"""Every rule has a graph in which it finds something, and its nearest neighbour in which it must not."""

import pytest

from kobling.core.chain import EXAMPLES, RULES, describe_part, inspect

CODES = [rule.code for rule in RULES]
# Every goal gets a second directorate: a statistical test does not turn on one link.
FAR_APART = {"D302"}


def test_every_rule_has_its_examples():
    assert sorted(EXAMPLES) == CODES


def test_there_are_the_rules_of_the_specification():
    numbers = [*range(101, 114), *range(201, 208), *range(301, 308), 401, 402]

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


def test_the_neighbour_is_one_fact_away():
    parts = {code: (len(one.firing_parts), len(one.passing_parts)) for code, one in EXAMPLES.items()}
    further = [
        f"{code}: {both}" for code, both in parts.items() if code not in FAR_APART and both not in {(0, 1), (1, 1)}
    ]

    assert not further, "\n".join(further)


def test_the_parts_of_an_example_are_told_apart_in_words():
    def words(parts):
        return {describe_part(part) for part in parts}

    alike = [code for code, one in EXAMPLES.items() if words(one.firing_parts) == words(one.passing_parts)]

    assert not alike, "\n".join(alike)
