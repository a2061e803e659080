"""A mail server on this machine that refuses, delays and drops as it is asked to, and keeps what it has taken."""

import asyncio
import socket
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

FAULTS = (
    "rcpt_4xx",
    "rcpt_5xx",
    "mail_5xx",
    "data_4xx",
    "data_5xx",
    "drop_before_data",
    "drop_in_data",
    "drop_after_dot",
    "delay_after_dot",
    "takes_and_drops",
)
"""What the server does to a message; the last three leave the outcome unknown."""
UNKNOWN = ("drop_after_dot", "delay_after_dot", "takes_and_drops")


class FaultyMailServer:
    """Plays its faults one after another, a message each; without one it takes the message."""

    def __init__(self):
        self.faults = []
        self.taken = []
        self.offered = 0
        self._lock = threading.Lock()

    def reset(self, *faults):
        self.faults, self.taken, self.offered = list(faults), [], 0
        return self

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        self.offered += 1
        session.fault = self.faults.pop(0) if self.faults else ""
        if session.fault == "mail_5xx":
            return "550 5.7.1 You may not send here"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if session.fault == "rcpt_4xx":
            return "450 4.2.1 Greylisted, try again later"
        if session.fault == "rcpt_5xx":
            return f"550 5.1.1 <{address}>: No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        fault = session.fault
        if fault == "data_4xx":
            return "451 4.3.0 Too busy"
        if fault == "data_5xx":
            return "554 5.6.0 This looks like spam"
        if fault == "drop_after_dot":
            server.transport.abort()
            await asyncio.sleep(0.01)
            return "250 never heard"
        if fault == "delay_after_dot":
            await asyncio.sleep(1.5)
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        if fault == "takes_and_drops":
            server.transport.abort()
            await asyncio.sleep(0.01)
        return "250 OK"


class _Protocol(SMTP):
    """aiosmtpd, which can hang up in the middle of a session."""

    async def smtp_DATA(self, arg):  # noqa: N802
        fault = getattr(self.session, "fault", "")
        if fault == "drop_before_data":
            self.transport.abort()
            return
        if fault == "drop_in_data":
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class _Controller(Controller):
    def factory(self):
        return _Protocol(self.handler, hostname="mail.test", enable_SMTPUTF8=True)


@contextmanager
def mail_server():
    """Run the server on a free port; yield it, with its `port`."""
    handler = FaultyMailServer()
    with socket.create_server(("127.0.0.1", 0)) as free:
        handler.port = free.getsockname()[1]
    controller = _Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    try:
        yield handler
    finally:
        controller.stop()


def use(settings, server):
    """Let messages be sent by the server."""
    settings.MAIL = settings.MAIL._replace(host="127.0.0.1")
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 0.5
    settings.DEFAULT_FROM_EMAIL = "Kobling <kobling@lilleby.test>"
