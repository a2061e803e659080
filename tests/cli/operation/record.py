"""Record the database of an earlier version as SQL, made by that version's own commands.

    python -m tests.cli.operation.record 9b9029c tests/cli/operation/recorded/0.1.sql
    python -m tests.cli.operation.record f9917a6e tests/cli/operation/recorded/0.2.sql

A small example is imported, released, inspected, and one finding answered, by accounts with made-up names. It runs in
the present environment; a version that cannot any more is recorded already.
"""

import io
import os
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

from tools.repository import ROOT

EXAMPLE = "examples/odense-arbejdspladser"
COMMANDS = (
    ("import", EXAMPLE, "--by", "office"),
    ("release", "create", "--on", "2016-06-01", "--by", "office"),
    ("release", "approve", "1", "--by", "council"),
    ("check", "--database", "--on", "2016-06-01", "--by", "office", "--fail-on", "never"),
    ("findings", "answer", "1", "--reason", "Det er med vilje.", "--by", "office"),
    ("user", "add", "anna", "--role", "analyst", "--password", "en meget lang adgangskode", "--by", "operator"),
    ("release", "create", "--on", "2017-06-01", "--by", "office"),
)


def main(commit: str, to: Path) -> None:
    """Make the database with the commands of a commit, and write it."""
    with tempfile.TemporaryDirectory() as name:
        code, home = Path(name) / "code", Path(name) / "home"
        home.mkdir()
        packed = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(code, filter="data")
        settings = os.environ | {"PYTHONPATH": str(code / "src"), "KOBLING_HOME": str(home)}
        for arguments in COMMANDS:
            program = "from kobling.cli import main; main()"
            subprocess.run([sys.executable, "-c", program, *arguments], cwd=code, env=settings, check=True)
        with closing(sqlite3.connect(home / "kobling.sqlite3")) as database:
            database.execute(
                "UPDATE people_user SET password = '!' WHERE password LIKE 'argon2%' OR password LIKE 'scrypt%'"
            )
            to.write_text("\n".join(database.iterdump()) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
