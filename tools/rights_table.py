"""The table of rights in the guides, made from the table that the code reads.

It stands between `<!-- rights -->` and `<!-- end of rights -->`; what is around it is written by people.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from kobling.records.base import Text
from kobling.records.rights import Role, Scope, rights, role_names
from tools.repository import ROOT

GUIDES: Mapping[str, Path] = {"da": ROOT / "docs" / "arbejdssiderne.md", "en": ROOT / "docs" / "operations.md"}
MARKED = re.compile(r"(<!-- rights -->\n).*?(<!-- end of rights -->)", re.DOTALL)
MAY = Text(da="må", en="may")
WHERE: Mapping[Scope, Text] = {
    Scope.MUNICIPALITY: Text(da="ja", en="yes"),
    Scope.BODY: Text(da="sit udvalg", en="their committee"),
    Scope.UNIT: Text(da="sin enhed", en="their unit"),
    Scope.OWN: Text(da="sine mål", en="their goals"),
}
"""What a cell says, by the scope of the right."""


def guides() -> dict[Path, str]:
    """Return both guides with the table."""
    return {file: with_table(file.read_text("utf-8"), language) for language, file in GUIDES.items()}


def with_table(guide: str, language: str) -> str:
    """Return a guide with the table between its marks."""
    return MARKED.sub(lambda match: match[1] + table(language) + match[2], guide)


def table(language: str) -> str:
    """Return the table in a language, a role for each column."""
    names = role_names(language)
    head = [getattr(MAY, language), *(names[role] for role in Role)]
    rows = [
        [getattr(row, language), *(_where(row.scopes.get(role), language) for role in Role)]
        for row in rights().values()
    ]
    lines = (f"| {' | '.join(cells)} |\n" for cells in (head, ["---"] * len(head), *rows))
    return "".join(line.replace("|  |", "| |").replace("|  |", "| |") for line in lines)


def _where(scope: Scope | None, language: str) -> str:
    return str(getattr(WHERE[scope], language)) if scope else ""
