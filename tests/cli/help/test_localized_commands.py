"""Help, usage and Click's own words are said in the language that is asked for."""

import ast
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kobling.cli.commands import kobling
from kobling.cli.help import click_messages
from kobling.cli.help.localized_commands import activate_language, localize_command, localize_help, requested_language
from kobling.cli.help.paragraphs import paragraphs
from tools.translations import catalogue_files, translations


def said(*arguments, language="da"):
    return CliRunner().invoke(kobling, ["--language", language, *arguments]).output


def packed(text):
    """A text without the space that Click wraps it with."""
    return "".join(text.split())


def commands(group, name=()):
    """Every command with the words that lead to it."""
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        yield (*name, word), command
        if isinstance(command, click.Group):
            yield from commands(command, (*name, word))


def test_every_command_is_there():
    names = {name for name, _command in commands(kobling)}

    assert {("check",), ("findings", "answer"), ("survey", "weigh"), ("release", "approve")} <= names


def help_texts(command):
    """Every paragraph of a command's help, and the help of its options."""
    texts = [part for text in (command.help, command.epilog) if text for part, _kept in paragraphs(text)]
    return texts + [one.help for one in command.params if isinstance(one, click.Option) and one.help]


def test_every_command_has_its_help_in_danish_and_in_english():
    translated = {text.text: forms[0] for text, forms in translations(catalogue_files()).items()}
    activate_language("en")
    texts = {" ".join(name): help_texts(command) for name, command in commands(localize_command(kobling))}
    missing = [f"{name}: any help" for name in texts if not texts[name]]
    for name, its_texts in texts.items():
        english = [f"Usage: kobling {name} [OPTIONS]", "Show this message and exit.", *its_texts]
        danish = [f"Brug: kobling {name} [VALG]", "Vis denne besked, og slut."]
        danish += [translated.get(text, f"the Danish of: {text}") for text in its_texts]
        for language, wanted in (("en", english), ("da", danish)):
            page = said(*name.split(), "--help", language=language)
            if not page.startswith(wanted[0]):
                missing.append(f"{name}: {wanted[0]}")
            missing += [f"{name}: {text}" for text in wanted if packed(text) not in packed(page)]

    assert not missing, "\n".join(missing)


def test_the_first_page_of_help_is_in_both_languages():
    danish, english = said("--help"), said("--help", language="en")

    for words in ("Brug:", "[VALG] KOMMANDO [ARGUMENTER]...", "Valg:", "Kommandoer:", "Hold kæden på", "Vis versionen"):
        assert words in danish
        assert words not in english
    for words in ("Usage:", "[OPTIONS] COMMAND [ARGS]...", "Options:", "Commands:", "Keep a municipality's chain on."):
        assert words in english
        assert words not in danish


def test_the_server_s_own_language_is_spoken_where_none_is_asked_for(settings):
    for language, begins in (("da", "Brug:"), ("en", "Usage:"), ("da", "Brug:")):
        settings.LANGUAGE_CODE = language
        assert CliRunner().invoke(kobling, ["check", "--help"]).output.startswith(begins)


@pytest.mark.parametrize(
    ("arguments", "danish"),
    [
        (["check", "--chek"], "Fejl: Der er intet valg, der hedder '--chek'."),
        (["chek"], "Fejl: Der er ingen kommando, der hedder 'chek'."),
        (["status", "--on", "i dag"], "'i dag' er ikke skrevet som '%Y-%m-%d'."),
        (["check", "--format", "xml"], "'xml' er ikke en af 'text', 'json', 'sarif', 'github'."),
        (["findings", "answer", "1"], "Fejl: Der mangler et valg '--reason'"),
        (["serve", "--port", "0"], "0 ligger ikke i 1<=x<=65535."),
        (["validate", "nowhere"], "Sti 'nowhere' findes ikke."),
    ],
)
def test_what_was_not_understood_is_said_in_danish(arguments, danish):
    told_in_danish = " ".join(said(*arguments).split())

    assert danish in told_in_danish
    assert "Få hjælp med 'kobling" in told_in_danish


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ([], "da"),
        (["--language", "en", "check"], "en"),
        (["check", "--language", "en"], "en"),
        (["--language=en"], "en"),
        (["--language"], "da"),
        (["--language", "de"], "da"),
        (["--languages", "en"], "da"),
        (["en"], "da"),
    ],
)
def test_which_language_is_asked_for(arguments, language):
    assert requested_language(arguments, default="da") == language


def test_lines_that_stay_as_they_are_stay():
    activate_language("en")

    assert (
        localize_help("One\n  two.\n\n\b\nKept:\n  0  as\n  1  it is") == "One two.\n\n\b\nKept:\n  0  as\n  1  it is"
    )
    assert (localize_help(None), localize_help("")) == (None, "")


def test_click_says_every_word_that_is_translated_for_it():
    """A word that Click has changed would stay English."""
    texts = set()
    for file in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "ngettext"}:
                texts.add(tuple(one.value for one in node.args if isinstance(one, ast.Constant)))

    assert {(text,) for text in click_messages.MESSAGES} <= texts
    assert set(click_messages.PLURAL_MESSAGES) <= texts
