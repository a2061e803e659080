"""Copies of a PostgreSQL database, by PostgreSQL's own programs.

`pg_dump` knows triggers, functions and sequences, which a copy of rows would have to make anew. It reads a snapshot
that a transaction here has exported, so that the rows counted are those of the copy; writers go on. A copy is taken in
by `psql` in one transaction, which first drops what is there and at last counts the rows: a process that dies leaves
the former database. Owners and grants are not in the copy: a server of its own has its own roles.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from django.db import connection, transaction
from django.db.backends.postgresql.client import DatabaseClient
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from kobling.cli.operation.backup_file import APPLIED_MIGRATIONS, Contents

WAIT_SECONDS = 15
WITHOUT = ("--no-owner", "--no-privileges", "--no-comments")
DROP = """
DO $$ DECLARE thing text; BEGIN
  FOR thing IN SELECT oid::regclass FROM pg_class
    WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
  LOOP EXECUTE 'DROP TABLE ' || thing || ' CASCADE'; END LOOP;
  FOR thing IN SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
  LOOP EXECUTE 'DROP FUNCTION ' || thing || ' CASCADE'; END LOOP;
END $$;
"""
"""Drop every table and function of ours; what an extension has brought stays."""


def dump(to: Path) -> Contents:
    """Write a copy of the database as of one moment; return what it holds."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        _run(
            *("pg_dump", "--format=custom", "--compress=0", f"--snapshot={snapshot}", f"--file={to}"),
            *(*WITHOUT, "--no-password"),
        )
        to.chmod(0o600)
        cursor.execute(
            "SELECT relname FROM pg_class "
            "WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace ORDER BY 1"
        )
        tables = [name for (name,) in cursor.fetchall()]
        rows = {name: _count(cursor, name) for name in tables}
        cursor.execute(APPLIED_MIGRATIONS)
        return Contents(rows, tuple(cursor.fetchall()))


def _count(cursor: CursorWrapper, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
    return int(cursor.fetchone()[0])


def check(dump: Path, rows: Mapping[str, int]) -> None:
    """Check that `pg_restore` can read a copy. Raises ClickException."""
    _run("pg_restore", f"--file={os.devnull}", str(dump), is_connected=False)


def load(dump: Path, rows: Mapping[str, int]) -> None:
    """Replace everything in the database by a copy, all or nothing. Raises ClickException."""
    drop, fill, count = (dump.with_name(f"{step}.sql") for step in ("drop", "fill", "count"))
    drop.write_text(f"SET lock_timeout = '{WAIT_SECONDS}s';\n{DROP}", "utf-8")
    _run(
        "pg_restore", "--no-owner", "--no-privileges", "--no-comments", f"--file={fill}", str(dump), is_connected=False
    )
    count.write_text("SET search_path TO DEFAULT;\n" + "".join(map(_demand, rows, rows.values())), "utf-8")
    connection.close()
    files = [f"--file={file}" for file in (drop, fill, count)]
    _run("psql", "--no-psqlrc", "--quiet", "--no-password", "--single-transaction", "--set=ON_ERROR_STOP=1",
         f"--output={os.devnull}", *files)  # fmt: skip


def _demand(table: str, rows: int) -> str:
    """Return a statement that fails where a table has another number of rows."""
    name = connection.ops.quote_name(table)
    return (
        f"DO $$ BEGIN IF (SELECT count(*) FROM {name}) <> {rows:d} "  # noqa: S608
        f"THEN RAISE EXCEPTION '{table}: not {rows:d} rows'; END IF; END $$;\n"
    )


def _run(program: str, *arguments: str, is_connected: bool = True) -> None:
    """Run one of PostgreSQL's programs on the database. Raises ClickException where it is missing or fails."""
    found = shutil.which(program)
    if found is None:
        raise click.ClickException(
            _(
                "%(program)s is not installed here. Install PostgreSQL's programs, of the server's version or a newer "
                "one (on Debian and Ubuntu: apt-get install postgresql-client)."
            )
            % {"program": program}
        )
    (_psql, *connected), password = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    command: Sequence[str] = [found, *arguments, *(_with_database(connected) if is_connected else ())]
    environment = {**os.environ, "LC_MESSAGES": "C", **(password or {})}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise click.ClickException(
            _("%(program)s could not do it: %(trouble)s")
            % {"program": program, "trouble": " ".join(done.stderr.split())[:500]}
        )


def _with_database(arguments: Sequence[str]) -> Sequence[str]:
    """Return Django's arguments for psql as every program takes them: the name of the database is an option."""
    *others, name = arguments
    return [*others, f"--dbname={name}"]
