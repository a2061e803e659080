"""Texts for readers have one word for each thing, and the one a citizen would use: GLOSSARY.md lists them."""

import re

import pytest

from kobling.records.words import rows
from tests.guards.project_files import SOURCE
from tools import translations
from tools.repository import ROOT

FILES = translations.catalogue_files()
PROSE = SOURCE / "web" / "public" / "templates" / "public" / "prose"
GUIDES = [
    ROOT / "docs" / name
    for name in ("arbejdssiderne.md", "inspection.md", "kom-i-gang.md", "kommunemappen.md", "ny-kommune.md")
]
DANISH = {
    r"bevæger sig rigtigt": "går den rigtige vej",
    r"\bhoppet af\b": "brudt",
    r"\b(efterse\w*|eftersyn\w*)\b": "tjekke",
    r"\btræk\w* tal|\btal\w* (er|bliver|kan) trukket|\btrukket fra": "hente",
    r"\bbedøm\w*": "vurdere",
    r"\bspænd(et)?\b": "interval",
    r"\bvej(en)? mod målet": "vejen til målet",
    r"\bvalgperiode\w*": "byrådsperiode",
    r"\bspærrefrist\w*": "embargo",
    r"\btyndt\b": "delvis",
    r"\bryddet\b": "løst",
    r"\d procent\b": "%",
    r"[“”]": "» and «",
    r"\b(signifikan\w*|estimat(et|er|erne)?)\b": "a plain word",
}
"""What Danish texts do not say, and what they say instead."""
ENGLISH = {
    r"\bmoving away\b": "getting worse",
    r"\bway to the target\b": "path to the target",
    r"\bhang(s|ing)? together\b": "joined up",
    r"\bcome off\b": "broken",
    r"\bthings stood\b": "figures as at",
    r"\beveryone counted\b|\bfull counts?\b": "complete count",
    r"\bpercent\b": "per cent",
    r"\bbaseline\b(?!:)": "starting point",
    r"\bfigures? (is|are|was|were|be) drawn\b|\bdraw (it|the figures?)\b": "fetch",
}
"""What English texts do not say, and what they say instead."""


def unwanted(text, words):
    """Return what a text says, and should not, with what it should say."""
    plain = re.sub(r"%\(\w+\)s", "0", re.sub(r"`[^`]*`|<[^>]*>", "", text))
    return {found[0]: instead for word, instead in words.items() if (found := re.search(word, plain, re.IGNORECASE))}


def said_wrongly(texts, words):
    """Return the texts that say something unwanted, with it."""
    return {text: found for text in texts if (found := unwanted(text, words))}


def test_danish_texts_have_one_word_for_each_thing():
    danish = {form for forms in translations.translations(FILES).values() for form in forms}
    danish |= {text.da for words in rows().values() for text in (words.label, words.meaning)}

    assert said_wrongly(danish, DANISH) == {}


def test_english_texts_have_one_word_for_each_thing():
    english = {part for text in translations.used_messages() for part in (text.text, text.plural)}
    english |= {text.en for words in rows().values() for text in (words.label, words.meaning)}

    assert said_wrongly((text for text in english if " " in text), ENGLISH) == {}


@pytest.mark.parametrize("file", [*PROSE.glob("*.html"), *GUIDES], ids=lambda file: file.name)
def test_pages_of_prose_and_guides_have_them_too(file):
    words = ENGLISH if file.stem.endswith("_en") else DANISH

    assert said_wrongly(file.read_text("utf-8").splitlines(), words) == {}


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Sidst efterset pr. 1. maj.", "tjekke"),
        ("Tallene kan trækkes igen; træk tallene nu.", "hente"),
        ("%(percent)s procent", "%"),
        ("Bedømmes af", "vurdere"),
    ],
)
def test_an_unwanted_word_is_found(text, instead):
    assert instead in unwanted(text, DANISH).values()
