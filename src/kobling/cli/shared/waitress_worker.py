"""A gunicorn worker whose connections are read by waitress.

gunicorn's own worker with threads gives each connection a thread while its request arrives, so that as many clients as
there are threads, each stopping in the middle of a request, leave it without any. waitress reads all connections in one
loop and hands a thread a request that is whole; gunicorn starts the processes, and anew those that die.
"""

import logging
import os
import socket
import time
from copy import copy
from typing import Any

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from kobling.web.shared.body_limit import max_body_bytes_at

MAX_CONNECTIONS = 1000
"""Open at the same time to one process; further ones wait to be accepted."""
REQUEST_SECONDS = 20.0
"""How long a request may take to arrive, besides the time that its bytes need at the least rate."""
LEAST_BYTES_PER_SECOND = 1000
IDLE_SECONDS = 60
"""How long a connection without a request stays open."""
REFUSED_SECONDS = 30.0
"""How long the rest of a request that is too long is read and thrown away, so that the client reads the answer."""

SETTINGS = {
    "ident": None,
    "connection_limit": MAX_CONNECTIONS,
    "channel_timeout": IDLE_SECONDS,
    "cleanup_interval": 2,
    "recv_bytes": 65_536,
    # An answer waits for its reader in a temporary file, so that who reads slowly holds no thread.
    "outbuf_high_watermark": 250_000_000,
    # The proxy in front comes from this machine.
    "trusted_proxy": "127.0.0.1",
    "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    "clear_untrusted_proxy_headers": True,
}


class RequestParser(HTTPRequestParser):
    """A request, of which a body that is longer than its view allows is not read."""

    adj: Adjustments
    is_too_long = False

    def received(self, data: bytes) -> int:
        """Take bytes of the request; return how many of them belong to it."""
        taken: int = super().received(data)
        if not self.headers_finished or self.error is not None or self.is_too_long:
            return len(data) if self.is_too_long else taken
        if self.content_length > max_body_bytes_at(self.path):
            self.is_too_long = self.completed = self.connection_close = True
            self.expect_continue = False
            self.body_rcv = None
            return len(data)
        return taken

    def parse_header(self, header_plus: bytes) -> None:
        """Read the headers; a body without a length is read up to what the view allows."""
        super().parse_header(header_plus)
        self.adj = copy(self.adj)
        self.adj.max_request_body_size = max_body_bytes_at(self.path) + 1 if self.chunked else self.content_length + 1


class Connection(HTTPChannel):
    """A connection that is closed where a request does not arrive in time."""

    parser_class = RequestParser
    request: RequestParser | None
    """The one that is arriving."""
    begun = 0.0
    """When the first byte of the request that is arriving came."""
    refused = 0.0
    """When a request that is too long was refused; 0 where none was."""
    unread = 0
    """About how many bytes of its body are still to come."""
    is_answered = False
    """Whether the answer to a request that is too long is sent."""

    def received(self, data: bytes) -> bool:
        """Take bytes of one or more requests; those of a body that was refused are thrown away."""
        if self.refused:
            self.unread -= len(data)
            self.will_close = self.is_answered and self.unread <= 0
            return True
        if self.request is None:
            self.request = self.parser_class(self.adj)
            self.begun = time.time()
        request = self.request
        taken: bool = super().received(data)
        if request.is_too_long:
            self.refused, self.unread = time.time(), request.content_length - len(data)
        elif self.request is not request:
            self.begun = time.time()
        return taken

    def readable(self) -> bool:
        """Return whether to read: also the rest of a request that is too long, after its answer."""
        return not self.will_close if self.refused else bool(super().readable())

    def writable(self) -> bool:
        """Return whether there is anything to send."""
        return self.will_close or (not self.is_answered and bool(super().writable()))

    def handle_write(self) -> None:
        """Send what waits; after the answer to a request that is too long, read the rest before the end."""
        if not self.refused or self.will_close:
            super().handle_write()
            return
        if not self.requests:
            self._flush_exception(self._flush_some)
        if self.close_when_flushed and not self.total_outbufs_len and not self.will_close:
            self.is_answered = True
            self.will_close = self.unread <= 0

    def is_overdue(self, now: float) -> bool:
        """Return whether the connection has had its time."""
        if self.refused:
            return now > self.refused + REFUSED_SECONDS
        request = self.request
        if request is None or self.requests:
            return False
        overdue: float = self.begun + REQUEST_SECONDS + request.body_bytes_received / LEAST_BYTES_PER_SECOND
        return now > overdue


class Server(TcpWSGIServer):
    """The connections of a worker."""

    channel_class = Connection

    def is_busy(self) -> bool:
        """Return whether a request is being answered."""
        return any(one.requests or one.total_outbufs_len for one in self.active_channels.values())

    def maintenance(self, now: float) -> None:
        """Close the connections that are idle, and those whose request does not arrive in time."""
        super().maintenance(now)
        for connection in self.active_channels.values():
            if connection.is_overdue(now):
                connection.will_close = True


class WaitressWorker(Worker):
    """A process of gunicorn's with waitress in it."""

    def run(self) -> None:
        """Serve until gunicorn ends it; then answer the requests that have arrived."""
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        connections: dict[int, Any] = {}
        threads = ThreadedTaskDispatcher()
        threads.set_thread_count(self.cfg.threads)
        servers = [self._server(listener.sock, connections, threads) for listener in self.sockets]
        while self.alive and self.ppid == os.getppid():
            self.notify()
            wasyncore.loop(timeout=1, use_poll=True, map=connections, count=1)
        for server in servers:
            server.accepting = False
        end = time.time() + self.cfg.graceful_timeout
        while time.time() < end and any(server.is_busy() for server in servers):
            self.notify()
            wasyncore.loop(timeout=0.1, use_poll=True, map=connections, count=1)
        threads.shutdown()

    def _server(self, listener: socket.socket, connections: dict[int, Any], threads: ThreadedTaskDispatcher) -> Server:
        address = (listener.family, listener.type, listener.proto, listener.getsockname())
        return Server(
            self.wsgi,
            connections,
            _sock=listener,
            dispatcher=threads,
            adj=Adjustments(**SETTINGS),
            sockinfo=address,
            bind_socket=False,
        )
