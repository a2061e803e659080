"""The demonstration's mail server takes what a worker sends, and shows it harmless on a page."""

import subprocess
import sys
from smtplib import SMTP
from urllib.request import urlopen

from tools.repository import ROOT


def test_a_mail_is_shown_with_its_links_and_hostile_words_as_text():
    process = subprocess.Popen(
        [sys.executable, "-m", "kobling.cli.shared.mail_catcher"],
        cwd=ROOT / "src",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    mail_port, page_port = process.stdout.readline().split()
    with SMTP("127.0.0.1", int(mail_port)) as server:
        text = "Subject: <b>Hej</b>\r\nTo: anna@lilleby.test\r\n\r\nSe http://localhost:8000/x/?a=1&b=2 <script>"
        server.sendmail("kobling@lilleby.test", ["anna@lilleby.test"], text)
    with urlopen(f"http://127.0.0.1:{page_port}/") as answer:
        page = answer.read().decode()
    process.communicate(timeout=60)

    assert "&lt;b&gt;Hej&lt;/b&gt;" in page
    assert '<a href="http://localhost:8000/x/?a=1&amp;b=2">' in page
    assert "<script" not in page
    assert process.returncode == 0
