"""Hand one message to the mail server, and know what became of it.

A server has taken a message when it answers the final dot of DATA with a code that begins with 2 (RFC 5321, 4.2.5). So
a connection that is lost before the whole message was handed over has delivered nothing, and the message may be sent
again. One that is lost after it leaves the outcome unknown.
"""

import smtplib
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple, cast

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from kobling.rooms.messages.addresses import one_line
from kobling.rooms.messages.models import ANSWER_LENGTH
from kobling.rooms.messages.records import State

FINAL_DOT = b"\r\n.\r\n"


class Outcome(NamedTuple):
    """What became of an attempt."""

    state: State
    """WAITING where it may be tried again."""
    answer: str = ""
    """The mail server's words, or what went wrong on the way to it."""
    was_reached: bool = True
    """Whether the server could be reached; where not, further messages cannot be sent either."""


class _Watched:
    """An SMTP session that notes when the whole of a message has been handed over."""

    is_handed_over = False

    def send(self, data: Any) -> None:
        """Send bytes or a command."""
        super().send(data)  # type: ignore[misc]
        if isinstance(data, bytes) and data.endswith(FINAL_DOT):
            self.is_handed_over = True


class _Session(_Watched, smtplib.SMTP):
    """A session that begins unencrypted."""


class _EncryptedSession(_Watched, smtplib.SMTP_SSL):
    """A session that is encrypted from the start."""


class MailServer(EmailBackend):
    """Django's connection to the mail server of the settings; it is kept open from message to message."""

    @property
    def connection_class(self) -> Callable[..., smtplib.SMTP]:
        """The class of a session."""
        return _EncryptedSession if self.use_ssl else _Session

    def hand_over(self, message: EmailMessage) -> Outcome:
        """Hand a message to one reader over; return what became of it."""
        try:
            self.open()
        except OSError as error:  # smtplib's own errors are OSErrors
            self._drop()
            return Outcome(State.WAITING, _words(error), was_reached=False)
        session = cast("_Watched", self.connection)
        session.is_handed_over = False
        try:
            self.send_messages([message])
        except OSError as error:
            outcome = _outcome(error, is_handed_over=session.is_handed_over)
            self._drop()
            return outcome
        except ValueError as error:  # no server is asked to take what cannot be written
            return Outcome(State.REFUSED, one_line(str(error), ANSWER_LENGTH))
        return Outcome(State.SENT)

    def _drop(self) -> None:
        """Close the connection without another word to the server: it may answer none."""
        for name in ("connection", "_partial_connection"):  # a session that could not be begun is a partial one
            session: smtplib.SMTP | None = getattr(self, name)
            if session is not None:
                with suppress(OSError):
                    session.close()
            setattr(self, name, None)

    def close(self) -> None:
        """Say goodbye to the server; what was sent is not changed by how it answers."""
        with suppress(OSError):
            super().close()


def _outcome(error: OSError, *, is_handed_over: bool) -> Outcome:
    """Return what became of a message whose sending failed."""
    match error:
        case smtplib.SMTPDataError(smtp_code=code, smtp_error=words):
            return _of_code(code, _text(words), is_handed_over=is_handed_over)
        case _ if is_handed_over:
            return Outcome(State.UNKNOWN, _words(error))
        case smtplib.SMTPRecipientsRefused(recipients=recipients):
            [(code, words)] = recipients.values()
            return _of_code(code, _text(words), is_handed_over=False)
        case smtplib.SMTPResponseException():
            # The sender or the whole session is refused: a matter of the settings, which may be mended meanwhile.
            return Outcome(State.WAITING, _words(error))
    return Outcome(State.WAITING, _words(error))


def _of_code(code: int, words: str, *, is_handed_over: bool) -> Outcome:
    """Return what the code of an answer to a recipient, or to a whole message, means."""
    answer = f"{code} {words}"[:ANSWER_LENGTH]
    match code // 100:
        case 2 if is_handed_over:
            return Outcome(State.SENT)
        case 4:
            return Outcome(State.WAITING, answer)
        case 5:
            return Outcome(State.REFUSED, answer)
    return Outcome(State.UNKNOWN if is_handed_over else State.WAITING, answer)


def _words(error: OSError) -> str:
    match error:
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=words):
            return f"{code} {_text(words)}"[:ANSWER_LENGTH]
        case TimeoutError() | socket.gaierror():
            return one_line(f"{type(error).__name__}: {error}", ANSWER_LENGTH)
    return one_line(str(error) or type(error).__name__, ANSWER_LENGTH)


def _text(words: bytes | str) -> str:
    return one_line(words.decode("utf-8", "replace") if isinstance(words, bytes) else words, ANSWER_LENGTH)
