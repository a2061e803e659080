"""A fake StatBank on this machine, with recorded responses and injected faults.

    python -m tests.sources.statbank.fake 8791        serves http://127.0.0.1:8791/v1/ until Ctrl+C

    with FakeStatBank() as fake:
        fake.base_url                                 # "http://127.0.0.1:PORT/v1/"
        fake.requests                                 # ReceivedRequest(path, body, headers), oldest first
        fake.inject_fault("html_500")                 # in every response from now on
        fake.inject_fault("cut", path="data", times=1)    # in the next response of /v1/data alone
        fake.clear_faults()                           # no faults; what was revised stays revised
        fake.revise("FOLK1B", {("791", "TOT", "IALT", "000", "2019K1"): 97114}, updated="2025-11-11T08:00:00")
        fake.retire("FOLK1B")                         # the source stops updating it
        fake.remove("FOLK1B", "Tid", "2018K1")        # the source drops a period or an area
        fake.remove_table("FOLK1B")                   # the source no longer has the table
        fake.reset()                                  # no faults, and every table as it was

The tables are STRAF42, FOLK1B and NEET2 (real figures) and STORT1 (made up, a million and one cells a year). The
catalogue is the recorded one, in Danish whatever language is asked for: the English one was not recorded. Faults:

    slow          nothing for fake.silence_seconds         dripping        a byte at a time, for ever
    slow_headers  headers a byte at a time, for ever       cut             the connection breaks in the middle
    cut_gzip      a whole answer whose gzip stops midway   garbage         bytes that are no gzip, declared as gzip
    short_length  promises more bytes than come            long_length     promises fewer bytes than come
    html_500      status 500 with a page                   html_503        status 503 with a page
    html_200      status 200 with a page                   half_json       JSON that stops midway, whole to HTTP
    busy          status 429 with Retry-After: fake.retry_after, which is "1"
    gzip_bomb     a gigabyte of spaces in a megabyte       endless         an answer that never stops
    redirect_host / redirect_private / redirect_scheme / redirect_port / redirect_round / redirect_here
    too_many      EXTRACT-TOOBIG to all questions          limit           REQUEST-LIMIT instead of EXTRACT-TOOBIG
    reordered     categories and dimensions in another order (the same figures)
    renamed       the answer's codes have other names      renamed_variable  a variable has another name
    extra_variable  a variable that was not requested      lost_variable   a requested variable is gone
    lost_code     the last category is gone                more_codes      a category that was not requested
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

from tests.sources.statbank import tables
from tests.sources.statbank.faults import CONTENT_FAULTS, NETWORK_FAULTS
from tests.sources.statbank.responses import StatBankError, respond

RECORDED_QUERY = {"HERKOMST1": ["00"], "TID": ["2023"]}
JSON = "text/json; charset=utf-8"


@dataclass(frozen=True)
class ReceivedRequest:
    """One request as it came."""

    path: str
    body: dict
    headers: dict
    at: float
    """seconds on the monotonic clock"""


@dataclass
class ActiveFault:
    """An injected fault: for one path or all, and for how many more responses."""

    path: str | None
    times: float


@dataclass
class FakeResponse:
    """A response to be sent."""

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
    def base_url(self):
        """The URL below which it answers."""
        host, port = self.server.server_address
        return f"http://{host}:{port}/v1/"

    def start(self):
        """Begin to answer."""
        self.thread.start()
        return self

    def stop(self):
        """Stop, and release waiting responses."""
        self.stopping.set()
        self.server.shutdown()
        self.server.server_close()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_error):
        self.stop()

    def reset(self):
        """Restore every table, forget the requests and clear the faults."""
        self.tables = dict(tables.all_tables())
        self.requests, self.counts = [], Counter()
        self.clear_faults()

    def clear_faults(self):
        """Answer without faults."""
        self.active_faults, self.silence_seconds, self.retry_after = {}, 30.0, "1"

    def inject_fault(self, name, *, path=None, times=float("inf")):
        """Inject a fault for one path (`data`, `tables`, …) or all, for so many responses or until clear_faults()."""
        if name not in NETWORK_FAULTS.keys() | CONTENT_FAULTS.keys() | {"too_many", "limit"}:
            raise KeyError(name)
        self.active_faults[name] = ActiveFault(path, times)

    def retire(self, table):
        """The source stops updating a table; it is still there."""
        self.tables[table] = tables.changed(self.tables[table], active=False)

    def revise(self, table, cells, *, updated):
        """The source corrects figures: {(code of each variable): number or None}, at a local time."""
        self.tables[table] = tables.revised(self.tables[table], cells, updated=updated)

    def remove(self, table, variable, code):
        """The source drops a value of a variable: a period, an area."""
        self.tables[table] = tables.without(self.tables[table], variable, code)

    def remove_table(self, table):
        """The source no longer has a table."""
        del self.tables[table]

    def use_fault(self, name, path):
        """Return whether this response has a fault, and count it down."""
        with self.lock:
            fault = self.active_faults.get(name)
            if fault is None or fault.times <= 0 or (fault.path is not None and fault.path != path):
                return False
            fault.times -= 1
            return True

    def respond(self, path, body):
        """Return the response without network faults."""
        function = {"subjects": self.subjects, "tables": self.catalogue, "tableinfo": self.tableinfo, "data": self.data}
        if path not in function:
            return FakeResponse(404, "text/html", [b"<html><body>404 - File or directory not found.</body></html>"])
        try:
            return function[path](body)
        except StatBankError as error:
            return FakeResponse(400, JSON, [error.body])
        except KeyError as unknown:
            said = f"This figure or answer was never recorded: {unknown}"
            return FakeResponse(501, "text/plain; charset=utf-8", [said.encode()])

    def subjects(self, body):
        """The subjects: in Danish the top alone, in English all of them, as they were recorded."""
        file = "subjects_en_recursive_2025-09.json" if body.get("recursive") else "subjects_da_2025-09.json"
        return FakeResponse(200, JSON, [(tables.RECORDED / file).read_bytes()])

    def catalogue(self, body):
        """The tables: the recorded bytes, as long as nothing was revised or retired and nothing more was asked for."""
        recorded = (tables.RECORDED / "tables_da_2025-09.json").read_bytes()
        entries = tables.CATALOGUE | {code: tables.catalogue_entry(one) for code, one in self.tables.items()}
        del entries["STORT1"]
        shown = [entry for entry in entries.values() if entry["active"] or body.get("includeInactive")]
        if shown == list(tables.CATALOGUE.values()):
            return FakeResponse(200, JSON, [recorded])
        return FakeResponse(200, JSON, [json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode()])

    def tableinfo(self, body):
        """The description of a table; STRAF42's is the recorded one."""
        table = self.requested_table(body)
        untouched = table.info["id"] == "STRAF42" and table.info["active"]
        if untouched:
            return FakeResponse(200, JSON, [(tables.RECORDED / "tableinfo_STRAF42_da_2025-09.json").read_bytes()])
        return FakeResponse(200, JSON, [json.dumps(table.info, ensure_ascii=False).encode()])

    def data(self, body):
        """The figures; the two recorded answers are given byte for byte to the question that was recorded."""
        table = self.requested_table(body)
        file = f"attachment; filename={table.info['id']}"
        recorded = self.recorded(table, body)
        if recorded is not None:
            kind, suffix = (JSON, "json") if recorded.startswith(b"{") else ("text/csv; charset=utf-8", "csv")
            return FakeResponse(200, kind, [recorded], {"Content-Disposition": f"{file}.{suffix}"})
        if self.use_fault("too_many", "data"):
            raise StatBankError("EXTRACT-TOOBIG", "Forespørgslen returnerer for mange observationer")
        code = "REQUEST-LIMIT" if self.use_fault("limit", "data") else "EXTRACT-TOOBIG"
        kind, suffix, pieces = respond(table, body, too_large=code)
        for name, change in CONTENT_FAULTS.items():
            if suffix == "json" and self.use_fault(name, "data"):
                self.counts[name] += 1
                pieces = [change(b"".join(pieces), self.counts[name])]
        return FakeResponse(200, kind, pieces, {"Content-Disposition": f"{file}.{suffix}"})

    @staticmethod
    def recorded(table, body):
        """The recorded bytes for the recorded question, else None."""
        question = {one["code"].upper(): one.get("values") for one in body.get("variables", ())}
        if table.info["id"] != "STRAF42" or question != RECORDED_QUERY or body.get("lang") != "en":
            return None
        form = body.get("format", "").upper()
        if form == "CSV" and body.get("valuePresentation", "Default").upper() == "DEFAULT":
            return (tables.RECORDED / "data_STRAF42_2023.csv").read_bytes()
        if form == "JSONSTAT":
            return (tables.RECORDED / "data_STRAF42_2023.jsonstat.json").read_bytes()
        return None

    def requested_table(self, body):
        """The table asked for. Raises StatBankError."""
        code = body.get("table")
        if not code:
            raise StatBankError("REQUEST-MISSING", "Tabel ikke angivet")
        if code.upper() not in self.tables:
            raise StatBankError("EXTRACT-NOTFOUND", "Tabellen blev ikke fundet")
        return self.tables[code.upper()]


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
            self.send(FakeResponse(400, JSON, [StatBankError("REQUEST-EMPTY", "Forespørgslen er tom").body]))
            return
        self._answer(urlsplit(self.path).path.removeprefix("/v1/").strip("/"), body)

    def do_GET(self):
        """Answer a question in the address, for people with a browser: tables, subjects and /tableinfo/FOLK1B."""
        parts = urlsplit(self.path)
        path, _, table = parts.path.removeprefix("/v1/").strip("/").partition("/")
        body = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self._answer(path, body | ({"table": table or body.get("id")} if path == "tableinfo" else {}))

    def _answer(self, path, body):
        self.fake.requests.append(ReceivedRequest(path, body, dict(self.headers), time.monotonic()))
        for name, act in NETWORK_FAULTS.items():
            if self.fake.use_fault(name, path):
                act(self, lambda: self.fake.respond(path, body))
                return
        self.send(self.fake.respond(path, body))

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

    def send(self, response):
        """Send a response in chunks as StatBank does, compressed where the request accepts it."""
        compressed = "gzip" in self.headers.get("Accept-Encoding", "")
        encoding = {"Content-Encoding": "gzip"} if compressed else {}
        self.head(
            response.status, response.content_type, {**encoding, **response.headers, "Transfer-Encoding": "chunked"}
        )
        compressor = zlib.compressobj(1, zlib.DEFLATED, 31) if compressed else None
        for piece in together(response.pieces):
            self.chunk(compressor.compress(piece) if compressor else piece)
        self.chunk(compressor.flush() if compressor else b"")
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
        """Ignore a client that disconnects during a response."""
        try:
            super().handle()
        except OSError:
            self.close_connection = True

    def finish(self):
        """Ignore a client that has disconnected."""
        try:
            super().finish()
        except OSError:
            self.close_connection = True

    def log_message(self, *_arguments):
        """Print nothing."""


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


if __name__ == "__main__":
    running = FakeStatBank(int(sys.argv[1]) if len(sys.argv) > 1 else 8791)
    print(f"A made-up StatBank with real figures answers at {running.base_url}", flush=True)
    try:
        running.start().thread.join()
    except KeyboardInterrupt:
        running.stop()
