"""Check and compile the Danish translations, without GNU gettext.

    python -m tools.translations check      name every text without a translation, ready to be pasted into its django.po
    python -m tools.translations compile    write django.mo beside every django.po

Texts are English in the source, marked by gettext; every Django app keeps its own locale/da/LC_MESSAGES/django.po.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from kobling.cli.help.paragraphs import paragraphs
from tools.repository import ROOT

SOURCE = ROOT / "src" / "kobling"
CATALOGUE = Path("locale/da/LC_MESSAGES/django.po")

# Which of a call's arguments are the context, the text and its plural.
ARGUMENTS = {
    "gettext": ("text",),
    "ngettext": ("text", "plural"),
    "pgettext": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
}
# Click's decorators that take texts for help.
CLICK = {"command", "group", "option", "argument", "version_option", "password_option"}
# Babel writes the current time into the header of a file that has none.
FIXED_TIME = datetime(2000, 1, 1, tzinfo=UTC)
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
TEMPLATE_CALL = re.compile(rf"(?<!\w)(_|n?p?gettext)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)", re.DOTALL)
PLACEHOLDER = re.compile(r"%\((\w+)\)|\{(\w*)[^{}]*\}|%([sdifg])")


@dataclass(frozen=True, order=True)
class Message:
    """A message of gettext: a text of a page or a command as it stands in the source."""

    text: str
    plural: str = ""
    context: str = ""


@dataclass(frozen=True)
class SourceLocation:
    """The file and line of a message."""

    file: Path
    line: int

    def __str__(self) -> str:
        """Return `path:line`, as editors read it."""
        return f"{self.file.relative_to(ROOT)}:{self.line}"


def texts_in_python(source: str) -> Iterator[tuple[Message, int]]:
    """Yield every text marked in Python source, with its line; arguments that are no literals are marked elsewhere."""
    tree = ast.parse(source)
    names = _names_of_gettext(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            literals = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            kind = names.get(called)
            if kind and len(literals) >= len(ARGUMENTS[kind]):
                yield _text(kind, literals), node.lineno
            yield from _helps(node)
        elif isinstance(node, ast.FunctionDef) and any(_is_command(one) for one in node.decorator_list):
            yield from ((Message(part), node.lineno) for part, _kept in paragraphs(ast.get_docstring(node) or ""))


def _is_command(decorator: ast.expr) -> bool:
    """Return True if a function is a command of Click, which takes its docstring as help."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Attribute) and called.attr in {"command", "group"}


def _helps(call: ast.Call) -> Iterator[tuple[Message, int]]:
    """Yield every text that Click shows as help."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in CLICK:
        return
    for keyword in call.keywords:
        value = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
        if keyword.arg in {"help", "epilog", "show_default"} and isinstance(value, str):
            yield from ((Message(part), keyword.value.lineno) for part, _kept in paragraphs(value))


def texts_in_template(source: str) -> Iterator[tuple[Message, int]]:
    """Yield every text marked in a Django template, with its line."""
    calls = templatize(source)
    for found in TEMPLATE_CALL.finditer(calls):
        kind = "gettext" if found[1] == "_" else found[1]
        literals = [ast.literal_eval(literal) for literal in re.findall(LITERAL, found[2], re.DOTALL)]
        yield _text(kind, literals), calls.count("\n", 0, found.start()) + 1


def _names_of_gettext(tree: ast.Module) -> dict[str, str]:
    """Return the gettext function that every imported name of a module stands for."""
    names = {"_": "gettext"}
    for kind in ARGUMENTS:
        names |= {kind: kind, f"{kind}_lazy": kind, f"{kind}_noop": kind}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname: names[alias.name] for alias in node.names if alias.asname and alias.name in names}
    return names


def _text(kind: str, literals: list[str]) -> Message:
    return Message(**dict(zip(ARGUMENTS[kind], literals, strict=False)))


def used_messages(source: Path = SOURCE) -> dict[Message, SourceLocation]:
    """Return every message in the source, with its first location."""
    first: dict[Message, SourceLocation] = {}
    for file in sorted(source.rglob("*")):
        if file.suffix == ".py" and "migrations" not in file.parts:
            found: Iterable[tuple[Message, int]] = texts_in_python(file.read_text("utf-8"))
        elif file.suffix in {".html", ".txt", ".svg"} and "templates" in file.parts:
            found = texts_in_template(file.read_text("utf-8"))
        else:
            continue
        for text, line in found:
            first.setdefault(text, SourceLocation(file, line))
    return first


def catalogue_files(source: Path = SOURCE) -> list[Path]:
    """Return the django.po of every app."""
    return sorted(source.glob(f"**/{CATALOGUE}"))


def read_catalogue(file: Path) -> Catalog:
    """Parse a django.po."""
    with file.open("rb") as opened:
        return read_po(opened, locale="da", abort_invalid=True)


def compile_catalogue(file: Path) -> bytes:
    """Return the bytes of the django.mo for a django.po; they do not depend on the time."""
    catalogue, written = read_catalogue(file), BytesIO()
    catalogue.creation_date = catalogue.revision_date = FIXED_TIME
    write_mo(written, catalogue)
    return written.getvalue()


def translations(files: Iterable[Path]) -> dict[Message, list[str]]:
    """Return every finished translation: all plural forms filled in and not marked fuzzy."""
    finished: dict[Message, list[str]] = {}
    for file in files:
        for message in read_catalogue(file):
            ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
            strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
            filled = [string for string in strings if string]
            if message.id and len(filled) == len(strings) and not message.fuzzy:
                finished[Message(ids[0], "".join(ids[1:2]), message.context or "")] = filled
    return finished


def placeholders(text: str) -> set[str]:
    """Return the names of the placeholders in a text; one without a name is returned as it is written."""
    return {next(part for part in (*found, "{}") if part) for found in PLACEHOLDER.findall(text.replace("%%", ""))}


def missing(source: Path = SOURCE) -> dict[Message, SourceLocation]:
    """Return the messages that no app has translated."""
    done = translations(catalogue_files(source))
    return {text: location for text, location in used_messages(source).items() if text not in done}


def _catalogue_of(file: Path) -> Path:
    """Return the django.po of the app that a file belongs to."""
    app = next((folder for folder in file.parents if (folder / "apps.py").exists()), SOURCE)
    return app / CATALOGUE


def _as_entry(text: Message, location: SourceLocation) -> str:
    def quoted(value: str) -> str:
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    lines = [f"#: {location}"]
    lines += [f"msgctxt {quoted(text.context)}"] if text.context else []
    lines += [f"msgid {quoted(text.text)}"]
    lines += [f"msgid_plural {quoted(text.plural)}", 'msgstr[0] ""', 'msgstr[1] ""'] if text.plural else ['msgstr ""']
    return "\n".join(lines)


def check() -> int:
    """Print what is missing, app by app, and return the exit code."""
    untranslated = missing()
    for catalogue in sorted({_catalogue_of(location.file) for location in untranslated.values()}):
        print(f"\n# {catalogue.relative_to(ROOT)} lacks:")
        for text, location in untranslated.items():
            if _catalogue_of(location.file) == catalogue:
                print(f"\n{_as_entry(text, location)}")
    print(f"{len(untranslated)} texts lack a Danish translation.")
    return 1 if untranslated else 0


def compile_all() -> int:
    """Write every django.mo, and return the exit code."""
    for file in catalogue_files():
        file.with_suffix(".mo").write_bytes(compile_catalogue(file))
        print(f"{file.with_suffix('.mo').relative_to(ROOT)}: {len(translations([file]))} texts")
    return 0


def main(arguments: list[str]) -> int:
    """Run the command that the one argument names."""
    commands = {"check": check, "compile": compile_all}
    if len(arguments) != 1 or arguments[0] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    return commands[arguments[0]]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
