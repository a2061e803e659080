"""The working pages of the demonstration: a server of its own, one page of every type, and the way in."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import IO

from playwright.sync_api import Page

from tools.repository import ROOT

PAGES = {
    "the chain": "kaedekoebing/",
    "my page": "kaedekoebing/mig/",
    "the year wheel": "kaedekoebing/aarshjul/",
    "a calendar": "kaedekoebing/mig/kalender/",
    "a deputy": "kaedekoebing/mig/stedfortraeder/",
    "the chain, filtered": "kaedekoebing/?theme=sunde-liv&day=2024-01-01",
    "money and initiatives": "kaedekoebing/penge-og-tiltag/",
    "a committee": "kaedekoebing/udvalg/boern/",
    "findings": "kaedekoebing/fund/",
    "search": "kaedekoebing/soeg/?q=unge",
    "findings of a rule": "kaedekoebing/fund/?rule=D3",
    "a finding": "kaedekoebing/fund/1/",
    "an inspection before it is made": "kaedekoebing/fund/tjek/?day=2025-06-30",
    "a day that cannot be inspected": "kaedekoebing/fund/tjek/?day=9999-12-31",
    "drafts": "kaedekoebing/udkast/",
    "releases": "kaedekoebing/udgivelser/",
    "a release": "kaedekoebing/udgivelser/1/",
    "comments on a goal": "kaedekoebing/kommentarer/goal/t2/",
    "rules": "kaedekoebing/regler/",
    "a rule": "kaedekoebing/regler/d302/",
    "a goal": "kaedekoebing/oplysninger/goal/t2/",
    "figures": "kaedekoebing/tal/?q=befolkning",
    "Excel": "kaedekoebing/excel/?kind=goal",
    "files of figures": "kaedekoebing/filer-med-tal/",
    "a table": "kaedekoebing/registre/statbank/FOLK1B/",
    "an indicator": "kaedekoebing/tal/arbejdspladser/",
    "no such page": "kaedekoebing/fund/999999/",
    "facts": "kaedekoebing/oplysninger/",
    "facts of a kind": "kaedekoebing/oplysninger/goal/?order=name",
    "a form": "kaedekoebing/oplysninger/goal/t2/ret/",
    "committees": "kaedekoebing/udvalg/",
    "a decision to record": "kaedekoebing/beslutninger/ny/?committee=boern",
    "priorities": "kaedekoebing/prioriteringer/",
    "a goal for an agreement": "kaedekoebing/aftaler/tag-maal-med/",
    "a new term": "kaedekoebing/ny-periode/",
    "the end of an initiative": "kaedekoebing/tiltag/sundhedsbussen/afslut/",
    "change drafts": "kaedekoebing/kladder/",
    "a new fact": "kaedekoebing/ny/goal/",
    "the end of a fact": "kaedekoebing/oplysninger/goal/t2/afslut/",
    "a new wording": "kaedekoebing/oplysninger/goal/t2/afloes/wordings/1/",
    "a change to take back": "kaedekoebing/oplysninger/goal/t2/fortryd/",
    "a part of a fact": "kaedekoebing/led/target/t2.hvert-aar/",
    "papers": "kaedekoebing/papirer/",
    "a committee paper": "kaedekoebing/papirer/sag/?about=front&of=draft",
}
"""One page of every type, by what it is: the address below `arbejde/`. They are those of the strategy office."""
USERS = re.compile(r"^(demo-\S+) +(\S+)$", re.MULTILINE)
"""Name and password of the demonstration's further accounts, in what it prints."""


class NotStarted(Exception):
    """The demonstration did not start."""


@contextmanager
def demonstrated(home: Path, arguments: Sequence[str], **more: str) -> Iterator[tuple[str, str]]:
    """Serve the demonstration; see served."""
    with served(home, ["demo", *arguments, "--by", "browser tests"], **more) as answers:
        yield answers


@contextmanager
def served(home: Path, command: Sequence[str], **more: str) -> Iterator[tuple[str, str]]:
    """Start a command that serves pages on a free port; yield where it answers and what it has printed.

    home      an empty folder for its database, which is deleted afterwards
    command   its name and arguments
    more      settings of the environment

    Raises NotStarted, with what it has printed.
    """
    port = free_port()
    asked = kobling_command(*command, "--port", str(port))
    with (home / "said.txt").open("w+") as said:
        environment = kobling_environment(home) | more
        with subprocess.Popen(asked, env=environment, cwd=home, stdout=said, stderr=subprocess.STDOUT) as server:
            try:
                _wait_for(port, server, said)
                yield f"http://127.0.0.1:{port}", (home / "said.txt").read_text("utf-8")
            finally:
                server.terminate()
    shutil.rmtree(home)


def kobling_command(*arguments: str) -> list[str]:
    """Return a command line of Kobling."""
    return [sys.executable, "-c", "from kobling.cli import main; main()", *arguments]


def kobling_environment(home: Path) -> dict[str, str]:
    """Return what a command of Kobling is run with: a database of its own, in a folder."""
    ours = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "KOBLING_HOSTS"}}
    return ours | {"KOBLING_HOME": str(home), "KOBLING_LANGUAGE": "en", "PYTHONPATH": str(ROOT / "src")}


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def passwords(printed: str) -> Mapping[str, str]:
    """Return the password of each account of the demonstration, by name, from what it has printed in English."""
    [own] = re.findall(r"password (\S+)", printed)
    return {**dict(USERS.findall(printed)), "demo": own}


def sign_in(page: Page, url: str, *, name: str, password: str) -> None:
    """Ask for a page, and sign in to see it."""
    page.goto(url)
    page.fill("#name", name)
    page.fill("#password", password)
    page.click("main button")
    page.wait_for_selector("main h1")


def _wait_for(port: int, server: subprocess.Popen[bytes], said: IO[str]) -> None:
    for _ in range(600):
        if server.poll() is not None:
            break
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
                connection.request("GET", "/healthz")
                if connection.getresponse().status == HTTPStatus.OK:
                    return
        except OSError:
            time.sleep(0.1)
    said.seek(0)
    raise NotStarted(said.read())
