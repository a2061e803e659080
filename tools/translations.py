"""Keep the Danish translations whole, without GNU gettext.

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

SOURCE = Path(__file__).resolve().parent.parent / "src" / "kobling"
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
# Babel writes the time of day into the header of a file that has none.
AT_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
TEMPLATE_CALL = re.compile(rf"(?<!\w)(_|n?p?gettext)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)", re.DOTALL)
PLACEHOLDER = re.compile(r"%\((\w+)\)|\{(\w*)[^{}]*\}|%([sdifg])")


@dataclass(frozen=True, order=True)
class Text:
    """A text that a page or a command says, as the source has it."""

    text: str
    plural: str = ""
    context: str = ""


@dataclass(frozen=True)
class Place:
    """Where a text stands."""

    file: Path
    line: int

    def __str__(self) -> str:
        """Write the place as editors read it."""
        return f"{self.file.relative_to(SOURCE.parent.parent)}:{self.line}"


def texts_in_python(source: str) -> Iterator[tuple[Text, int]]:
    """Every text marked in Python source, with its line; an argument that is not a literal is marked elsewhere."""
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
            yield from ((Text(part), node.lineno) for part, _kept in paragraphs(ast.get_docstring(node) or ""))


def _is_command(decorator: ast.expr) -> bool:
    """Whether a function is a command of Click's, which takes its docstring for help."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Attribute) and called.attr in {"command", "group"}


def _helps(call: ast.Call) -> Iterator[tuple[Text, int]]:
    """Every text that Click is handed for its help."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in CLICK:
        return
    for keyword in call.keywords:
        value = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
        if keyword.arg in {"help", "epilog", "show_default"} and isinstance(value, str):
            yield from ((Text(part), keyword.value.lineno) for part, _kept in paragraphs(value))


def texts_in_template(source: str) -> Iterator[tuple[Text, int]]:
    """Every text marked in a Django template, with its line."""
    calls = templatize(source)
    for found in TEMPLATE_CALL.finditer(calls):
        kind = "gettext" if found[1] == "_" else found[1]
        literals = [ast.literal_eval(literal) for literal in re.findall(LITERAL, found[2], re.DOTALL)]
        yield _text(kind, literals), calls.count("\n", 0, found.start()) + 1


def _names_of_gettext(tree: ast.Module) -> dict[str, str]:
    """Which kind of gettext every name of this module stands for."""
    names = {"_": "gettext"}
    for kind in ARGUMENTS:
        names |= {kind: kind, f"{kind}_lazy": kind, f"{kind}_noop": kind}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname: names[alias.name] for alias in node.names if alias.asname and alias.name in names}
    return names


def _text(kind: str, literals: list[str]) -> Text:
    return Text(**dict(zip(ARGUMENTS[kind], literals, strict=False)))


def texts_used(source: Path = SOURCE) -> dict[Text, Place]:
    """Every text the source says, with the first place that says it."""
    used: dict[Text, Place] = {}
    for file in sorted(source.rglob("*")):
        if file.suffix == ".py" and "migrations" not in file.parts:
            found: Iterable[tuple[Text, int]] = texts_in_python(file.read_text("utf-8"))
        elif file.suffix in {".html", ".txt", ".svg"} and "templates" in file.parts:
            found = texts_in_template(file.read_text("utf-8"))
        else:
            continue
        for text, line in found:
            used.setdefault(text, Place(file, line))
    return used


def catalogue_files(source: Path = SOURCE) -> list[Path]:
    """Every app's Danish translations."""
    return sorted(source.glob(f"**/{CATALOGUE}"))


def read(file: Path) -> Catalog:
    """The translations in a django.po."""
    with file.open("rb") as opened:
        return read_po(opened, locale="da", abort_invalid=True)


def compiled(file: Path) -> bytes:
    """The bytes of the django.mo that belongs to a django.po; the same bytes at any time."""
    catalogue, written = read(file), BytesIO()
    catalogue.creation_date = catalogue.revision_date = AT_ANY_TIME
    write_mo(written, catalogue)
    return written.getvalue()


def translations(files: Iterable[Path]) -> dict[Text, list[str]]:
    """Every finished translation: all plural forms filled in and nothing marked fuzzy."""
    finished: dict[Text, list[str]] = {}
    for file in files:
        for message in read(file):
            ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
            strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
            filled = [string for string in strings if string]
            if message.id and len(filled) == len(strings) and not message.fuzzy:
                finished[Text(ids[0], "".join(ids[1:2]), message.context or "")] = filled
    return finished


def placeholders(text: str) -> set[str]:
    """What a text leaves open, by name; a nameless one shows as its own sign."""
    return {next(part for part in (*found, "{}") if part) for found in PLACEHOLDER.findall(text.replace("%%", ""))}


def missing(source: Path = SOURCE) -> dict[Text, Place]:
    """The texts that no app has translated."""
    done = translations(catalogue_files(source))
    return {text: place for text, place in texts_used(source).items() if text not in done}


def _home(file: Path) -> Path:
    """The django.po of the app a file belongs to."""
    app = next((folder for folder in file.parents if (folder / "apps.py").exists()), SOURCE)
    return app / CATALOGUE


def _as_entry(text: Text, place: Place) -> str:
    def quoted(value: str) -> str:
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    lines = [f"#: {place}"]
    lines += [f"msgctxt {quoted(text.context)}"] if text.context else []
    lines += [f"msgid {quoted(text.text)}"]
    lines += [f"msgid_plural {quoted(text.plural)}", 'msgstr[0] ""', 'msgstr[1] ""'] if text.plural else ['msgstr ""']
    return "\n".join(lines)


def check() -> int:
    """Print what is missing, app by app; returns the exit code."""
    lacking = missing()
    for home in sorted({_home(place.file) for place in lacking.values()}):
        print(f"\n# {home.relative_to(SOURCE.parent.parent)} lacks:")
        for text, place in lacking.items():
            if _home(place.file) == home:
                print(f"\n{_as_entry(text, place)}")
    print(f"{len(lacking)} texts lack a Danish translation.")
    return 1 if lacking else 0


def compile_all() -> int:
    """Write every django.mo; returns the exit code."""
    for file in catalogue_files():
        file.with_suffix(".mo").write_bytes(compiled(file))
        print(f"{file.with_suffix('.mo').relative_to(SOURCE.parent.parent)}: {len(translations([file]))} texts")
    return 0


def main(arguments: list[str]) -> int:
    """Do what the one argument says."""
    commands = {"check": check, "compile": compile_all}
    if len(arguments) != 1 or arguments[0] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    return commands[arguments[0]]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
