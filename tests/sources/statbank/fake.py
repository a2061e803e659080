"""A StatBank that tells the truth, on this machine, and can be told to fall ill.

    python -m tests.sources.statbank.fake 8791        serves http://127.0.0.1:8791/v1/ until Ctrl+C

    with FakeStatBank() as fake:
        fake.base                                     # "http://127.0.0.1:PORT/v1/"
        fake.asked                                    # what it was asked: Asked(path, body, headers), oldest first
        fake.toxic("html_500")                        # every answer from now on
        fake.toxic("cut", path="data", times=1)       # the next answer of /v1/data alone
        fake.calm()                                   # well again; what was revised stays revised
        fake.revise("FOLK1B", {("791", "TOT", "IALT", "000", "2019K1"): 97114}, updated="2025-11-11T08:00:00")
        fake.retire("FOLK1B")                         # the source stops updating it
        fake.reset()                                  # well again, and every table as it was
    fake = serving()                                  # the same as a started server; fake.stop() ends it

The tables are STRAF42, FOLK1B and NEET2 (real figures) and STORT1 (made up, a million and one cells a year). The
catalogue is the recorded one, in Danish whatever language is asked for: the English one was not recorded. Toxics:

    slow          says nothing for fake.seconds            dripping        a byte at a time, for ever
    slow_headers  headers a byte at a time, for ever       cut             the connection breaks in the middle
    cut_gzip      a whole answer whose gzip stops midway   garbage         bytes that are no gzip, said to be
    short_length  promises more bytes than come            long_length     promises fewer bytes than come
    html_500      status 500 with a page                   html_503        status 503 with a page
    html_200      status 200 with a page                   half_json       JSON that stops midway, whole to HTTP
    busy          status 429 with Retry-After: fake.retry_after, which is "1"
    gzip_bomb     a gigabyte of spaces in a megabyte       endless         an answer that never stops
    redirect_host / redirect_private / redirect_scheme / redirect_port / redirect_round / redirect_here
    too_many      EXTRACT-TOOBIG to all questions          limit           REQUEST-LIMIT instead of EXTRACT-TOOBIG
    reordered     categories and dimensions in another order (the same figures)
    renamed       the answer's codes have other names      renamed_variable  a variable has another name
    extra_variable  a variable nobody asked for            lost_variable   a variable that was asked for is gone
    lost_code     the last category is gone                more_codes      a category nobody asked for
    same_texts    all texts of a variable are the same     short_values    one value too few
    updated_between  every answer was updated a day later than the one before
"""

import json
import socket
import sys
import threading
import time
import zlib
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from tests.sources.statbank import holdings
from tests.sources.statbank.answering import Refusal, answer_to
from tests.sources.statbank.toxics import ANSWERS, LINE

RECORDED_QUESTION = {"HERKOMST1": ["00"], "TID": ["2023"]}
JSON = "text/json; charset=utf-8"


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    path: str
    body: dict
    headers: dict
    at: float
    """seconds on the monotonic clock"""


@dataclass
class Ill:
    """A toxic that is at work."""

    path: str | None
    times: float


@dataclass
class Reply:
    """What is about to be sent."""

    status: int
    content_type: str
    pieces: object
    """an iterable of bytes"""
    headers: dict = field(default_factory=dict)


class FakeStatBank:
    """The server; see the top of this file."""

    def __init__(self, port=0):
        self.server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        self.server.fake = self
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.lock = threading.Lock()
        self.stopping = threading.Event()
        self.reset()

    @property
    def base(self):
        """Its address, as a Line takes it."""
        host, port = self.server.server_address
        return f"http://{host}:{port}/v1/"

    def start(self):
        """Begin to answer."""
        self.thread.start()
        return self

    def stop(self):
        """End, and let go of whoever waits."""
        self.stopping.set()
        self.server.shutdown()
        self.server.server_close()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_error):
        self.stop()

    def reset(self):
        """Every table as it was, nothing asked, nothing wrong."""
        self.tables = holdings.holdings()
        self.asked, self.counts = [], Counter()
        self.calm()

    def calm(self):
        """Be well again."""
        self.ills, self.seconds, self.retry_after = {}, 30.0, "1"

    def toxic(self, name, *, path=None, times=float("inf")):
        """Fall ill: for one path (`data`, `tables`, …) or all, for so many answers or until calm()."""
        if name not in LINE.keys() | ANSWERS.keys() | {"too_many", "limit"}:
            raise KeyError(name)
        self.ills[name] = Ill(path, times)

    def retire(self, table):
        """The source stops updating a table; it is still there."""
        self.tables[table] = holdings.changed(self.tables[table], active=False)

    def revise(self, table, cells, *, updated):
        """The source corrects figures: {(code of each variable): number or None}, at a local time."""
        self.tables[table] = holdings.revised(self.tables[table], cells, updated=updated)

    def hold(self, holding):
        """Take in a table of the test's own."""
        self.tables[holding.info["id"]] = holding

    def is_ill(self, name, path):
        """Say whether a toxic is at work for this answer, and use it up by one."""
        with self.lock:
            ill = self.ills.get(name)
            if ill is None or ill.times <= 0 or (ill.path is not None and ill.path != path):
                return False
            ill.times -= 1
            return True

    def reply(self, path, body):
        """The answer of a well StatBank."""
        function = {"subjects": self.subjects, "tables": self.catalogue, "tableinfo": self.tableinfo, "data": self.data}
        if path not in function:
            return Reply(404, "text/html", [b"<html><body>404 - File or directory not found.</body></html>"])
        try:
            return function[path](body)
        except Refusal as refusal:
            return Reply(400, JSON, [refusal.body])
        except KeyError as unknown:
            said = f"This figure or answer was never recorded: {unknown}"
            return Reply(501, "text/plain; charset=utf-8", [said.encode()])

    def subjects(self, body):
        """The subjects: in Danish the top alone, in English all of them, as they were recorded."""
        file = "subjects_en_recursive_2025-09.json" if body.get("recursive") else "subjects_da_2025-09.json"
        return Reply(200, JSON, [(holdings.RECORDED / file).read_bytes()])

    def catalogue(self, body):
        """The tables: the recorded bytes, as long as nothing was revised or retired and nothing more was asked for."""
        recorded = (holdings.RECORDED / "tables_da_2025-09.json").read_bytes()
        entries = holdings.CATALOGUE | {code: holdings.entry(one) for code, one in self.tables.items()}
        del entries["STORT1"]
        shown = [entry for entry in entries.values() if entry["active"] or body.get("includeInactive")]
        if shown == list(holdings.CATALOGUE.values()):
            return Reply(200, JSON, [recorded])
        return Reply(200, JSON, [json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode()])

    def tableinfo(self, body):
        """What a table says of itself; STRAF42's is the recorded one."""
        holding = self.holding(body)
        untouched = holding.info["id"] == "STRAF42" and holding.info["active"]
        if untouched:
            return Reply(200, JSON, [(holdings.RECORDED / "tableinfo_STRAF42_da_2025-09.json").read_bytes()])
        return Reply(200, JSON, [json.dumps(holding.info, ensure_ascii=False).encode()])

    def data(self, body):
        """The figures; the two recorded answers are given byte for byte to the question that was recorded."""
        holding = self.holding(body)
        named = {"Content-Disposition": f"attachment; filename={holding.info['id']}"}
        recorded = self.recorded(holding, body)
        if recorded is not None:
            kind, suffix = (JSON, "json") if recorded.startswith(b"{") else ("text/csv; charset=utf-8", "csv")
            return Reply(200, kind, [recorded], {"Content-Disposition": f"{named['Content-Disposition']}.{suffix}"})
        if self.is_ill("too_many", "data"):
            raise Refusal("EXTRACT-TOOBIG", "Forespørgslen returnerer for mange observationer")
        code = "REQUEST-LIMIT" if self.is_ill("limit", "data") else "EXTRACT-TOOBIG"
        kind, suffix, pieces = answer_to(holding, body, too_large=code)
        for name, change in ANSWERS.items():
            if suffix == "json" and self.is_ill(name, "data"):
                self.counts[name] += 1
                pieces = [change(b"".join(pieces), self.counts[name])]
        return Reply(200, kind, pieces, {"Content-Disposition": f"{named['Content-Disposition']}.{suffix}"})

    @staticmethod
    def recorded(holding, body):
        """The recorded bytes for the recorded question, else None."""
        question = {one["code"].upper(): one.get("values") for one in body.get("variables", ())}
        if holding.info["id"] != "STRAF42" or question != RECORDED_QUESTION or body.get("lang") != "en":
            return None
        form = body.get("format", "").upper()
        if form == "CSV" and body.get("valuePresentation", "Default").upper() == "DEFAULT":
            return (holdings.RECORDED / "data_STRAF42_2023.csv").read_bytes()
        if form == "JSONSTAT":
            return (holdings.RECORDED / "data_STRAF42_2023.jsonstat.json").read_bytes()
        return None

    def holding(self, body):
        """The table asked for. Raises Refusal."""
        table = body.get("table")
        if not table:
            raise Refusal("REQUEST-MISSING", "Tabel ikke angivet")
        if table.upper() not in self.tables:
            raise Refusal("EXTRACT-NOTFOUND", "Tabellen blev ikke fundet")
        return self.tables[table.upper()]


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "Microsoft-IIS/10.0", ""

    @property
    def fake(self):
        return self.server.fake

    def do_POST(self):
        """Answer a question in JSON."""
        text = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            body = json.loads(text)
        except ValueError:
            self.send(Reply(400, JSON, [Refusal("REQUEST-EMPTY", "Forespørgslen er tom").body]))
            return
        self._answer(urlsplit(self.path).path.removeprefix("/v1/").strip("/"), body)

    def do_GET(self):
        """Answer a question in the address, for people with a browser: tables, subjects and /tableinfo/FOLK1B."""
        parts = urlsplit(self.path)
        path, _, table = parts.path.removeprefix("/v1/").strip("/").partition("/")
        body = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self._answer(path, body | ({"table": table or body.get("id")} if path == "tableinfo" else {}))

    def _answer(self, path, body):
        asked = Asked(path, body, dict(self.headers), time.monotonic())
        self.fake.asked.append(asked)
        for name, act in LINE.items():
            if self.fake.is_ill(name, path):
                act(self, lambda: self.fake.reply(path, body))
                return
        self.send(self.fake.reply(path, body))

    def head(self, status, content_type, headers):
        """Send the status and the headers, with the request's id among them."""
        with self.fake.lock:
            self.fake.counts["answers"] += 1
            number = self.fake.counts["answers"]
        self.send_response(status)
        named = {"Content-Type": content_type, "Statbankapi-Request-Id": f"fake-{number:06d}"}
        for name, value in {"Cache-Control": "no-cache", **named, **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def send(self, reply):
        """Send an answer in chunks as StatBank does, packed where that is asked for."""
        packed = "gzip" in self.headers.get("Accept-Encoding", "")
        encoding = {"Content-Encoding": "gzip"} if packed else {}
        self.head(reply.status, reply.content_type, {**encoding, **reply.headers, "Transfer-Encoding": "chunked"})
        packer = zlib.compressobj(1, zlib.DEFLATED, 31) if packed else None
        for piece in together(reply.pieces):
            self.chunk(packer.compress(piece) if packer else piece)
        self.chunk(packer.flush() if packer else b"")
        self.wfile.write(b"0\r\n\r\n")

    def chunk(self, piece):
        """Send one chunk."""
        if piece:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))

    def hang_up(self):
        """Break the connection."""
        self.close_connection = True
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)

    def handle(self):
        """Let a caller who hangs up in the middle go."""
        try:
            super().handle()
        except OSError:
            self.close_connection = True

    def finish(self):
        """Let a caller who is gone go."""
        try:
            super().finish()
        except OSError:
            self.close_connection = True

    def log_message(self, *_arguments):
        """Say nothing on the terminal."""


def together(pieces, size=1 << 16):
    """The pieces, joined to chunks of about so many bytes."""
    gathered, length = [], 0
    for piece in pieces:
        gathered.append(piece)
        length += len(piece)
        if length >= size:
            yield b"".join(gathered)
            gathered, length = [], 0
    if gathered:
        yield b"".join(gathered)


def serving(port=0):
    """A started server."""
    return FakeStatBank(port).start()


if __name__ == "__main__":
    running = FakeStatBank(int(sys.argv[1]) if len(sys.argv) > 1 else 8791)
    print(f"A made-up StatBank with real figures answers at {running.base}", flush=True)
    try:
        running.start().thread.join()
    except KeyboardInterrupt:
        running.stop()
