"""The time limit of a whole request, however slowly its response arrives."""

import socket
from collections.abc import Mapping
from threading import Timer
from types import TracebackType
from typing import Any, Self


class Deadline:
    """Shuts the connection down when the seconds for a request and all of its response are over.

    A read timeout is not enough: one byte a second never exceeds it.
    """

    def __init__(self, seconds: float) -> None:
        """Set the limit; the time starts on entering the block."""
        self.passed = False
        self._socket: socket.socket | None = None
        self._timer = Timer(seconds, self._shut_down)
        self._timer.daemon = True

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Remember the connection's socket; httpx calls this as its `trace` extension."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._socket = info["return_value"].get_extra_info("socket")
            if self.passed:
                self._shut_down()

    def _shut_down(self) -> None:
        self.passed = True
        if self._socket is not None:
            try:
                # Not SSLSocket.shutdown, which removes the encryption and leaves the rest to be read undecrypted.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
            except OSError:
                return  # the source closed the connection first

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._timer.cancel()
