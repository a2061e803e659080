"""The translation tool sees what gettext sees."""

import pytest

from tools.translations import Message, compile_catalogue, placeholders, texts_in_python, texts_in_template


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('gettext("Goal")', Message("Goal")),
        ('_("Goal")', Message("Goal")),
        ('translation.gettext_lazy("Goal")', Message("Goal")),
        ('gettext_noop("One " "sentence")', Message("One sentence")),
        ('ngettext("%(n)s goal", "%(n)s goals", n)', Message("%(n)s goal", "%(n)s goals")),
        ('pgettext("verb", "lead")', Message("lead", context="verb")),
        ('npgettext("noun", "lead", "leads", n)', Message("lead", "leads", "noun")),
        ('from django.utils.translation import gettext as say\nsay("Goal")', Message("Goal")),
    ],
)
def test_every_way_of_marking_a_text_in_python_is_seen(source, expected):
    assert [text for text, _ in texts_in_python(source)] == [expected]


@pytest.mark.parametrize(
    "source", ['print("Goal")', "gettext(name)", 'getattr(page, "gettext")', "\"gettext('Goal')\""]
)
def test_what_is_not_a_marked_text_is_left_alone(source):
    assert list(texts_in_python(source)) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% translate "Goal" %}', Message("Goal")),
        ("{% trans 'Goal' as title %}", Message("Goal")),
        ('{% translate "lead" context "verb" %}', Message("lead", context="verb")),
        ("{% blocktranslate %}Measured {{ year }}{% endblocktranslate %}", Message("Measured %(year)s")),
        ("{% blocktranslate trimmed %}\n  Two\n  lines\n{% endblocktranslate %}", Message("Two lines")),
        ("{% blocktranslate %}100 % of it{% endblocktranslate %}", Message("100 %% of it")),
        (
            "{% blocktranslate count n=goals %}{{ n }} goal{% plural %}{{ n }} goals{% endblocktranslate %}",
            Message("%(n)s goal", "%(n)s goals"),
        ),
        ('{% include "card.html" with title=_("Goal") %}', Message("Goal")),
        ('{{ _("Goal") }}', Message("Goal")),
        ('<p title="it\'s">{% translate "It\'s so" %}</p>', Message("It's so")),
    ],
)
def test_every_way_of_marking_a_text_in_a_template_is_seen(source, expected):
    assert [text for text, _ in texts_in_template(source)] == [expected]


def test_a_text_is_found_on_its_own_line():
    template = '<h1>\n  {% translate "Goal" %}\n</h1>\n{% translate "Target" %}'

    assert [line for _, line in texts_in_template(template)] == [2, 4]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%(share)s of %(whole)s", {"share", "whole"}),
        ("{year:04d} and {name}", {"year", "name"}),
        ("%s and {}", {"s", "{}"}),
        ("100 %% done", set()),
    ],
)
def test_placeholders_are_known_by_name(text, expected):
    assert placeholders(text) == expected


def test_a_catalogue_compiles_to_the_same_bytes_at_any_time(tmp_path):
    file = tmp_path / "django.po"
    file.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Goal"\nmsgstr "Mål"\n')

    once = compile_catalogue(file)

    assert compile_catalogue(file) == once
    assert b"2000-01-01" in once
