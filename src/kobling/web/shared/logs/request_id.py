"""The number of the request that a thread answers, by which its lines in the log belong together."""

from contextvars import ContextVar

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
