"""Errors of a request: rejected by the source, or transient and worth another attempt."""

from kobling.sources.registers.errors import RegisterError


class RequestRejected(RegisterError):
    """The source rejected the request; the register's adapter reads the body for the reason."""

    def __init__(self, *, register: str, table: str, status: int, request_id: str | None, body: bytes) -> None:
        super().__init__("said_no", register=register, table=table, status=status, request=request_id or "?")
        self.status, self.request_id, self.body = status, request_id, body


class TransientError(Exception):
    """A failure that may be over in a moment."""

    def __init__(self, error: RegisterError, wait: float = 0.0) -> None:
        """Take the error to raise after the last attempt, and the seconds that the source asks us to wait."""
        super().__init__(error)
        self.error, self.wait = error, wait
