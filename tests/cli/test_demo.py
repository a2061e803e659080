"""`make demo` as a newcomer meets it: a process of its own, and two municipalities in the browser."""

import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

from tests.spaces import plain
from tools.repository import ROOT

PATIENCE = 60
"""Seconds that a start may take on a busy machine."""


def demo_of_the_makefile():
    """Return the arguments that make demo hands to kobling."""
    [line] = re.findall(r"kobling (demo .+)", (ROOT / "Makefile").read_text("utf-8"))
    return line.split()


@contextmanager
def started(home):
    """Start the demo on a free port, and yield where it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "KOBLING_SECRET_KEY"}}
    process = subprocess.Popen(
        [sys.executable, "-c", "from kobling.cli import main; main()", *demo_of_the_makefile(), "--port", str(port)],
        env=settings | {"KOBLING_HOME": str(home), "PYTHONPATH": str(ROOT / "src")},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    try:
        root = f"http://127.0.0.1:{port}"
        wait_for(f"{root}/healthz", process)
        yield root
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def wait_for(address, process):
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            return body(address)
        except URLError:
            time.sleep(0.05)
    raise AssertionError(f"no answer; the demo's exit code is {process.poll()}")


def body(address):
    with urlopen(address, timeout=PATIENCE) as answer:
        return answer.read().decode()


def test_both_municipalities_are_shown_and_the_made_up_one_says_so(tmp_path):
    with started(tmp_path) as root:
        assert body(f"{root}/healthz") == "ok, 2 published\n"
        assert "Kædekøbing er opdigtet." in body(f"{root}/")
        assert "30. november 2020" in plain(body(f"{root}/viborg/"))
        made_up = body(f"{root}/kaedekoebing/")

    assert "Kædekøbing er opdigtet." in made_up
    assert "30. november 2026" in plain(made_up)
