"""The last moment of an answer, however slowly it drips."""

import socket
from collections.abc import Mapping
from threading import Timer
from types import TracebackType
from typing import Any, Self


class Deadline:
    """So many seconds for a request and all of its answer; then the connection is cut, from outside.

    A time limit on each reading is not enough: a byte a second never breaks one.
    """

    def __init__(self, seconds: float) -> None:
        """Begin to count on entering the block."""
        self.passed = False
        self._socket: socket.socket | None = None
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True

    def watch(self, event: str, found: Mapping[str, Any]) -> None:
        """Note the connection that is made: httpx calls this as its `trace`."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._socket = found["return_value"].get_extra_info("socket")
            if self.passed:
                self._cut()

    def _cut(self) -> None:
        self.passed = True
        if self._socket is not None:
            try:
                # Not SSLSocket's own, which would take the encryption off and leave the rest to be read as it is.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
            except OSError:
                return  # the source was quicker

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._timer.cancel()
