"""Mail in the demonstration: a mail server on this machine that shows what it is handed, and a worker that sends."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import IO, cast

from django.conf import settings

SENDER = "Kobling <kobling@demo.example>"


@contextmanager
def demo_mail(port: int) -> Iterator[str]:
    """Send the demonstration's mails to a page on this machine while the server on a port runs.

    Yield the address of the page; nothing where `kobling[demo]` is not installed.
    """
    if find_spec("aiosmtpd") is None:
        yield ""
        return
    catcher = subprocess.Popen(
        [sys.executable, "-m", "kobling.cli.shared.mail_catcher"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is the server's, which then ends these
    )
    mail_port, page_port = cast("IO[str]", catcher.stdout).readline().split()
    root = f"http://localhost:{port}/"
    settings.FOLLOW_ADDRESS = root
    settings.MAIL = settings.MAIL._replace(host="127.0.0.1", sender=SENDER)
    here = {
        "KOBLING_MAIL_HOST": "127.0.0.1",
        "KOBLING_MAIL_PORT": mail_port,
        "KOBLING_MAIL_TLS": "no",
        "KOBLING_MAIL_FROM": SENDER,
        "KOBLING_ADDRESS": root,
    }
    worker = subprocess.Popen(  # noqa: S603  (this program itself)
        [sys.executable, "-c", "from kobling.cli import main; main()", "worker", "--demo-of", str(os.getpid())],
        env=os.environ | here,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    starter = os.getpid()
    try:
        yield f"http://localhost:{page_port}/"
    finally:
        if os.getpid() == starter:  # and not in a process that the server has forked
            for process in (worker, catcher):
                process.terminate()
                process.wait()
