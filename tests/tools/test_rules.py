"""Every rule has a page, and the page is what the rule says."""

import pytest

from kobling.core.chain import EXAMPLES, PICTURES, RULES
from tools import rules


def test_the_pages_are_what_the_rules_say():
    """Mend with: python -m tools.rules."""
    files = {file.name: file.read_text("utf-8") for file in rules.RULE_PAGES.iterdir()}

    assert files == rules.pages()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_has_a_page_with_its_source_and_two_examples(rule):
    page = (rules.RULE_PAGES / f"{rule.code}.md").read_text("utf-8")
    example = EXAMPLES[rule.code]

    assert f"# {rule.code} {rule.name}\n" in page
    for text in (rule.when, rule.why, rule.clears, rule.source):
        assert f"\n{text}\n" in page
    assert f"{rule.code} " in page.partition("it finds:")[2]
    if rule.code in PICTURES:
        shown = [
            "\n".join(PICTURES[rule.code](graph.on(example.on), str))
            for graph in (example.firing_graph, example.passing_graph)
        ]
    else:
        assert page.count("```text") == 2
        assert page.count("```diff") == 1
        shown = [rules.describe_part(part) for part in (*example.common, *example.firing_parts)]
    assert [text for text in shown if f"\n{text}\n" not in page] == []


def test_the_index_leads_to_every_page():
    index = (rules.RULE_PAGES / "README.md").read_text("utf-8")

    assert all(f"[{rule.code}]({rule.code}.md) | {rule.name} |" in index for rule in RULES)


def test_a_page_of_a_rule_that_is_no_more_is_taken_away(tmp_path):
    (tmp_path / "D999.md").write_text("old")

    rules.write(tmp_path)

    assert not (tmp_path / "D999.md").exists()
    assert {file.name for file in tmp_path.iterdir()} == set(rules.pages())
