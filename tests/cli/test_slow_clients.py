"""Clients that send slowly, too much, or never the end: `kobling serve` goes on answering the others."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from http.client import HTTPResponse
from pathlib import Path
from types import SimpleNamespace

import pytest

from kobling.cli.shared.waitress_worker import LEAST_BYTES_PER_SECOND, REFUSED_SECONDS, REQUEST_SECONDS, Connection
from tests.cli.test_demo import PATIENCE, body, wait_for
from tools.repository import ROOT

HALF_HEADERS = b"GET /arbejde/ind/ HTTP/1.1\r\nHost: localhost\r\nX-Unfinished: "
HALF_BODY = b"POST /arbejde/ind/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nname="
MANY = 100
"""Connections; a server with a thread for each stops at sixteen."""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "KOBLING_SECRET_KEY"}}
    command = [sys.executable, "-c", "from kobling.cli import main; main()", "serve", "--port", str(port)]
    home = str(tmp_path_factory.mktemp("home"))
    environment = settings | {"KOBLING_HOME": home, "PYTHONPATH": str(ROOT / "src")}
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield SimpleNamespace(port=port, process=process)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def connected(server, sent):
    client = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)
    client.sendall(sent)
    return client


def answer(client):
    """The status and the text of the answer, as a client reads it that knows where it ends."""
    received = HTTPResponse(client)
    received.begin()
    return received.status, received.read().decode()


@pytest.mark.parametrize("half", [HALF_HEADERS, HALF_BODY], ids=["headers", "body"])
def test_half_sent_requests_keep_no_other_waiting(server, half):
    with ExitStack() as open_clients:
        for _ in range(MANY):
            open_clients.enter_context(connected(server, half))

        assert "Log ind" in body(f"http://127.0.0.1:{server.port}/arbejde/ind/")


def test_too_long_a_body_is_refused_in_words_without_being_read_and_the_answer_arrives(server):
    length = 30_000_000
    head = f"POST /arbejde/ind/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n"
    with connected(server, head.encode()) as client:
        for _ in range(length // 1_000_000):
            client.sendall(b"x" * 1_000_000)
            time.sleep(0.01)  # so that most of it is sent after the answer
        status, text = answer(client)

    assert status == 413
    assert "Intet er gemt" in text
    assert body(f"http://127.0.0.1:{server.port}/healthz").startswith("ok")


def test_a_body_without_a_length_is_read_as_far_as_it_may_be_long(server):
    head = b"POST /arbejde/ind/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    with connected(server, head) as client, pytest.raises(ConnectionError):
        client.sendall(100 * (b"f4240\r\n" + b"x" * 1_000_000 + b"\r\n"))

    assert body(f"http://127.0.0.1:{server.port}/healthz").startswith("ok")


def test_what_follows_a_body_that_was_refused_is_no_request(server):
    head = b"POST /arbejde/ind/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n\r\n"
    with connected(server, head + b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n") as client:
        status, _ = answer(client)
        client.shutdown(socket.SHUT_WR)
        rest = client.recv(100)

    assert (status, rest) == (413, b"")


def test_a_killed_worker_is_started_anew(server):
    children = subprocess.run(
        ["pgrep", "-P", str(server.process.pid)], capture_output=True, text=True, check=True
    ).stdout.split()
    for child in children:
        os.kill(int(child), signal.SIGKILL)
        while Path("/proc", child).exists():
            time.sleep(0.01)

    assert children
    assert wait_for(f"http://127.0.0.1:{server.port}/healthz", server.process).startswith("ok")


@pytest.mark.parametrize(
    ("after", "received", "is_overdue"),
    [
        (REQUEST_SECONDS - 1, 0, False),
        (REQUEST_SECONDS + 1, 0, True),
        (REQUEST_SECONDS + 1, 2 * LEAST_BYTES_PER_SECOND, False),
        (REQUEST_SECONDS + 3, 2 * LEAST_BYTES_PER_SECOND, True),
    ],
)
def test_a_request_has_its_time_and_that_of_its_bytes_to_arrive(after, received, is_overdue):
    begun = time.time()
    connection = Connection.__new__(Connection)
    connection.requests, connection.begun = [], begun
    connection.request = SimpleNamespace(body_bytes_received=received)

    assert connection.is_overdue(begun + after) is is_overdue


def test_the_rest_of_a_refused_request_is_thrown_away_for_a_while_only():
    connection = Connection.__new__(Connection)
    connection.refused = 1000.0

    assert not connection.is_overdue(1000.0 + REFUSED_SECONDS - 1)
    assert connection.is_overdue(1000.0 + REFUSED_SECONDS + 1)
