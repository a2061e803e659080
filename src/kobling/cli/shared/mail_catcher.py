"""A mail server of the demonstration on this machine: it delivers nothing, and shows on a page what it was handed.

    python -m kobling.cli.shared.mail_catcher

writes the ports of the mail server and of the page, and stops when its input ends.
"""

import re
import socket
import sys
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller

HOST = "127.0.0.1"
PAGE_PORT = 8025
"""Of the page, where it is free."""
MAX_MAILS = 200
HEAD = (
    '<!doctype html><html lang="da"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="color-scheme" content="light dark">'
    "<title>Mail</title></head>"
    '<body><h1>Mail i demonstrationen</h1><p>Intet forlader denne maskine. <span lang="en">Nothing leaves this '
    "machine.</span></p>"
)


class Mailbox:
    """The mails that were handed over, the newest first."""

    def __init__(self) -> None:
        """Begin empty."""
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  (aiosmtpd's name)
        """Take a mail."""
        self.mails.insert(0, message_from_bytes(envelope.content, policy=policy.default))
        del self.mails[MAX_MAILS:]
        return "250 OK"

    def page(self) -> str:
        """Return the page of all mails."""
        return HEAD + "".join(map(_article, list(self.mails))) + "</body></html>"


def _article(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    text = escape(part.get_content() if part else "")
    linked = re.sub(r"https?://(?:[^\s&]|&amp;)+", lambda found: f'<a href="{found[0]}">{found[0]}</a>', text)
    lines = linked.replace("\r\n", "\n").replace("\n", "<br>")
    subject, to = escape(str(mail["Subject"]).strip()), escape(str(mail["To"]))
    return f"<article><h2>{subject}</h2><p>Til: {to}</p><p>{lines}</p></article>"


def page_server(mailbox: Mailbox) -> ThreadingHTTPServer:
    """Return the server of the page."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answer with the page."""
            body = mailbox.page().encode("utf-8", "replace")
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", "default-src 'none'")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: Any) -> None:
            """Keep quiet: the terminal is the demonstration's."""

    try:
        return ThreadingHTTPServer((HOST, PAGE_PORT), Page)
    except OSError:
        return ThreadingHTTPServer((HOST, 0), Page)


def main() -> None:
    """Serve until the input ends."""
    mailbox = Mailbox()
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(mailbox, hostname=HOST, port=port)
    controller.start()
    page = page_server(mailbox)
    Thread(target=page.serve_forever, daemon=True).start()
    sys.stdout.write(f"{port} {page.server_address[1]}\n")
    sys.stdout.flush()
    sys.stdin.read()
    page.shutdown()
    controller.stop()


if __name__ == "__main__":
    main()
