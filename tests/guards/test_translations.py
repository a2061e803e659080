"""Every English text has a Danish translation with the same placeholders."""

import pytest

from tools import translations
from tools.repository import ROOT

FILES = translations.catalogue_files()


def test_there_are_translations():
    assert FILES


def test_every_text_is_translated():
    assert {text.text: str(place) for text, place in translations.missing().items()} == {}


def test_every_translation_is_of_a_text_that_is_still_used():
    used = translations.used_messages()

    assert [text for text in translations.translations(FILES) if text not in used] == []


def test_a_translation_has_the_placeholders_of_its_text():
    differing = {
        text.text: (translation, translations.placeholders(translation))
        for text, forms in translations.translations(FILES).items()
        for place, translation in enumerate(forms)
        # A singular may leave out its number, in either language.
        for whole in [(text.text, text.plural) if text.plural and not place else (text.plural or text.text,)]
        if translations.placeholders(translation) not in [translations.placeholders(one) for one in whole]
    }

    assert differing == {}


def test_no_text_is_translated_in_two_ways():
    """Django takes the translation it meets last; two would make the page depend on the order of the apps."""
    ways = {}
    for file in FILES:
        for text, forms in translations.translations([file]).items():
            ways.setdefault(text, set()).add(tuple(forms))

    assert {text.text: forms for text, forms in ways.items() if len(forms) > 1} == {}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_the_compiled_translations_are_up_to_date(file):
    """Mend with: python -m tools.translations compile."""
    assert file.with_suffix(".mo").read_bytes() == translations.compile_catalogue(file)


PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.mark.parametrize(
    ("entry", "whole"),
    [
        ('msgid "Goal"\nmsgstr "Mål"\n', True),
        ('msgid "Goal"\nmsgstr ""\n', False),
        ('#, fuzzy\nmsgid "Goal"\nmsgstr "Mål"\n', False),
        ('msgid "Target"\nmsgstr "Måltal"\n', False),
        ('msgctxt "verb"\nmsgid "Goal"\nmsgstr "Mål"\n', False),
        ('#~ msgid "Goal"\n#~ msgstr "Mål"\n', False),
    ],
)
def test_an_empty_fuzzy_or_absent_translation_counts_as_missing(tmp_path, entry, whole):
    (tmp_path / "pages.py").write_text('gettext("Goal")')
    home = tmp_path / "app" / translations.CATALOGUE
    home.parent.mkdir(parents=True)
    home.write_text(PO + entry)

    assert (translations.missing(tmp_path) == {}) is whole
