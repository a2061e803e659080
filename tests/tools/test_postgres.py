"""The throw-away server answers while it is wanted, and leaves nothing."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools import postgres

pytestmark = pytest.mark.skipif(postgres.find_binaries() is None, reason="PostgreSQL is not installed")


def folder_of(url):
    import psycopg

    with psycopg.connect(url) as connection:
        return Path(connection.execute("show data_directory").fetchone()[0])


def test_a_server_answers_and_is_gone_afterwards():
    import psycopg

    with postgres.temporary_server() as url:
        folder = folder_of(url)

    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


def test_a_server_is_gone_when_the_tests_fail():
    folders = []

    def fail_beside_a_server():
        with postgres.temporary_server() as url:
            folders.append(folder_of(url))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail_beside_a_server()

    assert [folder.exists() for folder in folders] == [False]


def test_the_server_asks_for_its_password():
    import psycopg

    with postgres.temporary_server() as url, pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(re.sub(":[^:@/]+@", ":wrong@", url))


def test_a_command_is_told_the_address_and_its_exit_code_is_kept():
    ask = "import os, psycopg; psycopg.connect(os.environ['DATABASE_URL']); raise SystemExit(7)"
    done = subprocess.run([sys.executable, "-m", "tools.postgres", sys.executable, "-c", ask], check=False)

    assert done.returncode == 7
