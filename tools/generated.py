"""The files that are generated from the code and committed, and the one command that writes them.

python -m tools.generated check     name every file that is not what the code gives
python -m tools.generated write     write them
"""

import json
import os
import sys
from pathlib import Path

import django

from tools import release_records, rules, translations
from tools.repository import ROOT

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kobling.config.settings")
SCHEMAS = ROOT / "src/kobling/rooms/folder/schemas"
DESIGN_SCHEMA = ROOT / "src/kobling/cli/survey/design/design.schema.json"


def files() -> dict[Path, bytes]:
    """Return every generated file with the content that the code gives it."""
    django.setup()
    from kobling.cli.survey.design.json_schema import json_schema_text  # noqa: PLC0415 - needs Django set up
    from kobling.rooms.folder.json_schemas import json_schemas  # noqa: PLC0415 - needs Django set up
    from tools import guides, inspection_guide, open_data_guide, rights_table  # noqa: PLC0415 - needs Django set up

    schemas = {
        SCHEMAS / f"{name}.json": (json.dumps(schema, indent=2, ensure_ascii=False) + "\n").encode()
        for name, schema in json_schemas().items()
    }
    pages = {rules.RULE_PAGES / name: text.encode() for name, text in rules.pages().items()}
    catalogs = {
        file.with_suffix(".mo"): translations.compile_catalogue(file) for file in translations.catalogue_files()
    }
    texts = {
        **release_records.modules(),
        **guides.guides(),
        **rights_table.guides(),
        **inspection_guide.guides(),
        open_data_guide.GUIDE: open_data_guide.guide(open_data_guide.GUIDE.read_text("utf-8")),
    }
    of_guides = {file: text.encode() for file, text in texts.items()}
    return {**schemas, **of_guides, DESIGN_SCHEMA: json_schema_text().encode(), **pages, **catalogs}


def outdated() -> list[Path]:
    """Return the files whose content on disk differs, or that are missing."""
    return [file for file, content in files().items() if not file.exists() or file.read_bytes() != content]


def main(arguments: list[str]) -> int:
    """Check or write the files."""
    if arguments not in (["check"], ["write"]):
        print("usage: python -m tools.generated (check | write)", file=sys.stderr)
        return 2
    if arguments == ["write"]:
        for module, text in release_records.modules().items():  # before it is imported: guides are made from it
            module.write_text(text, "utf-8")
    stale = outdated()
    for file in stale:
        print(f"{file.relative_to(ROOT)}: not what the code gives", file=sys.stderr)
    if arguments == ["check"]:
        if stale:
            print("Write them with: .venv/bin/python -m tools.generated write", file=sys.stderr)
        return 1 if stale else 0
    content = files()
    for file in stale:
        file.write_bytes(content[file])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
