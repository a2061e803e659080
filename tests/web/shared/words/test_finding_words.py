"""Findings in words: no keys, English names of rules or days as machines write them; and in a councillor's words."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.chain import EXAMPLES, RULES, NodeKind, Ref, inspect
from kobling.core.chain.inspection.order import by_weight
from kobling.rooms.findings.queries import inspect_facts
from kobling.rooms.folder.reader import read_folder
from kobling.web.shared.localization import localize
from kobling.web.shared.words.decouplings import count_phrase, decoupling_summaries
from kobling.web.shared.words.inspection import fill_message, finding_text, node_kind_name, rule_name
from tests.core.chain.strategies import faulty_chains
from tests.core.chain.synthetic import DAY, STRUCTURAL
from tests.laws import examples
from tests.rooms.strategies import facts

LANGUAGES = ("da", "en")
MACHINE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
FOLDERS = sorted(file.parent for file in (Path(__file__).parents[4] / "examples").glob("*/municipality.yaml"))


def words_of(finding):
    """Everything that pages write of a finding, but for the names of things."""
    yield finding_text(finding)
    yield node_kind_name(finding.subject.kind)
    for item in finding.evidence:
        yield node_kind_name(item.ref.kind)
        yield fill_message(item.message, item.figures)


def wrong(findings):
    """Words with a key of the finding in them, the English name of a rule, or a machine's day."""
    keys = {ref.key for one in findings for ref in (one.subject, *(item.ref for item in one.evidence))}
    unlike_words = {key for key in keys if re.search(r"[-_./,]", key) and key != "municipality"}
    forbidden = {*unlike_words, *(rule.name for rule in RULES)}
    for finding in findings:
        for text in words_of(finding):
            if MACHINE_DAY.search(text) or any(name in text for name in forbidden) or "%(" in text:
                yield finding.code, text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_findings_of_the_rules_examples_are_words(code, language):
    example = EXAMPLES[code]
    findings = inspect(example.firing_graph, on=example.on, select=[code], seed=1)

    with override(language):
        assert list(wrong(findings)) == []


@given(case=faulty_chains(), language=st.sampled_from(LANGUAGES))
@examples(20)
def test_findings_of_made_up_municipalities_are_words(case, language):
    findings = inspect(case[0], on=DAY, select=STRUCTURAL, seed=1)

    with override(language):
        assert list(wrong(findings)) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_findings_of_the_examples_are_words_and_what_they_name_has_a_name(folder):
    said = read_folder(folder)
    days = {date for term in said.terms for date in (term.start.replace(month=6), term.end)}
    for day in sorted(days):
        inspected = inspect_facts(said, on=day)
        for language in LANGUAGES:
            with override(language):
                assert list(wrong(inspected.findings)) == []
                assert nameless(inspected) == []


@given(said=facts(), language=st.sampled_from(LANGUAGES))
@examples(10)
def test_what_generated_municipalities_have_is_named_and_not_by_its_key(said, language):
    inspected = inspect_facts(said, on=DAY)

    with override(language):
        assert list(wrong(inspected.findings)) == []
        assert [ref for ref in nameless(inspected) if len(ref.key) > 20] == []


def nameless(inspected):
    """The things that findings name by their keys; a term is called by its years."""
    refs = {ref for one in inspected.findings for ref in (one.subject, *(item.ref for item in one.evidence))}
    names = {ref: str(localize(origin.name)) for ref, origin in inspected.chain_graph.origins.items()}
    return [ref for ref in refs if ref in names and names[ref] == ref.key and ref.kind is not NodeKind.TERM]


def test_danish_pages_have_no_english_name_of_a_rule():
    with override("da"):
        names = {rule.code: rule_name(rule) for rule in RULES}

    assert [code for code, name in names.items() if name in {rule.name.replace("-", " ") for rule in RULES}] == []
    assert len(set(names.values())) == len(RULES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_can_be_counted_in_words(rule, language):
    with override(language):
        one, many = count_phrase(rule.code, 1), count_phrase(rule.code, 1234)
    with override("en"):
        english = count_phrase(rule.code, 1234)

    if rule.code != "D302":  # which is about the municipality as a whole
        assert "1" in one
        assert ("1.234" if language == "da" else "1,234") in many
    assert language == "en" or many != english


def test_a_summary_names_each_decoupling_and_what_weighs_most_first():
    with override("da"):
        first, second, third = decoupling_summaries(["D109", "D106", "D104", "D104", "D104"])

    assert first.name == "Første dekobling, mellem vision og praksis"
    assert first.text == (
        "Her hopper kæden af: der bliver ikke gjort noget for 1 mål; 3 indikatorer mangler et tal fra "
        "byrådsperiodens begyndelse; 1 mål nævner ikke noget, der kan måles."
    )
    assert (second.text, third.text) == ("Her er der ikke fundet noget.",) * 2
    assert (first.count, second.count) == (5, 0)


def test_a_summary_counts_what_it_does_not_name():
    with override("da"):
        first, *_others = decoupling_summaries(f"D10{n}" for n in range(1, 10))

    assert first.text.endswith("; og 5 fund mere.")


def test_the_summary_of_bilateral_administration_says_where_to_begin():
    example = EXAMPLES["D302"]
    (silos,) = inspect(example.firing_graph, on=example.on, select=["D302"], seed=1)

    with override("da"):
        third = decoupling_summaries(["D302"], silos=silos, node_name=lambda ref: f"{ref.kind} {ref.key}".upper())[2]

    assert third.text == (
        "Her hopper kæden af: af 12 stykker arbejde på mål, som flere udvalg er fælles om, ligger 12 hos ét "
        "direktørområde alene; var det tilfældigt, ville det være omkring 8. Begynd her: GOAL A1 (»INITIATIVE A1«); "
        "GOAL A2 (»INITIATIVE A2«); GOAL A3 (»INITIATIVE A3«)."
    )


def test_findings_are_listed_by_how_much_they_matter():
    """Missing before thin before a note; the top of the chain before what is below; D301 after D302."""
    theme, goal, target = (Ref(kind, "x") for kind in (NodeKind.THEME, NodeKind.GOAL, NodeKind.TARGET))
    whole = Ref(NodeKind.MUNICIPALITY, "municipality")
    given_in = [
        ("D402", target),
        ("D109", goal),
        ("D301", goal),
        ("D203", goal),
        ("D306", theme),
        ("D302", whole),
        ("D103", target),
        ("D106", goal),
        ("D101", theme),
    ]

    listed = by_weight(given_in, about=lambda one: one)

    assert [code for code, _ in listed] == ["D101", "D106", "D103", "D302", "D301", "D306", "D203", "D109", "D402"]
    assert [code for code, _ in by_weight(given_in[:5], about=lambda one: one)] == [
        "D306",
        "D203",
        "D301",
        "D109",
        "D402",
    ]
