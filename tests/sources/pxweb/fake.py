"""A PxWeb in a thread: it speaks the recorded answers, and makes figures up from the codes that are asked for.

Checked against the server's own code, statisticssweden/PxWeb at commit 9a55e649: `PCAxis.Api/SSDHandler.cs`
(ProcessRequest, GetTableMeta, SendTableData), `RequestLimiter.cs` and `PCAxisRepository.cs`. It is no kinder: `config`
is found as a bare key alone, and `config=` is answered with the folder; an unknown path, variable or value is 400
“Parameter error”; a variable with more values than `maxValues` has none listed; cells are counted against `maxCells`
alone; a request over the limit is 429 with Retry-After, and counts too.
"""

import json
import time
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from math import prod
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit

RECORDED = Path(__file__).parent / "recorded"
TABLE = "ME/ME0104/ME0104C/ME0104T24"
LEVELS = {
    "": [{"id": "BE", "type": "l", "text": "Population"}, {"id": "ME", "type": "l", "text": "Democracy"}],
    "BE": [{"id": "BE0101", "type": "l", "text": "Population statistics"}],
    "BE/BE0101": [{"id": "BE0101A", "type": "l", "text": "Number"}, {"id": "x", "type": "h", "text": "Older"}],
    "BE/BE0101/BE0101A": json.loads((RECORDED / "level_BE0101A_en.json").read_bytes()),
    "ME": [],
    "ME/ME0104/ME0104C": [{"id": "ME0104T24", "type": "t", "text": "Riksdagsval"}],
}

PARAMETER_ERROR = b'{"error":"Parameter error"}'


def figure(codes):
    """A figure that only these codes have, made up."""
    return sum(ord(letter) * (place + 1) for place, letter in enumerate("|".join(codes))) / 10


class FakePxWeb:
    """Answers like Statistics Sweden's, for one table."""

    def __init__(self):
        self.requests, self.searches, self.limit, self.change = [], None, None, lambda answer: answer
        self.config, self.max_values, self.calls, self.starts = None, 10_000, None, deque()
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                fake.answer(self, None)

            def do_POST(self):
                fake.answer(self, json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def __enter__(self):
        Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.server_port}/OV0104/v1/doris/"

    def answer(self, request, question):
        url = urlsplit(request.path)
        way = unquote(url.path).removeprefix("/OV0104/v1/doris/").split("/", 2)[2].strip("/")
        self.requests.append((way, url.query, question))
        status, body = (
            (429, b'{"error":"429 - Too many requests"}') if self.is_busy() else self.respond(way, url.query, question)
        )
        request.send_response(status)
        if status == 429:
            request.send_header("Retry-After", str(self.calls[1]))
        request.send_header("Content-Type", "application/json; charset=utf-8")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def is_busy(self):
        """Whether there have been more calls in the time window than are allowed, as RequestLimiter counts them."""
        if self.calls is None:
            return False
        now = time.monotonic()
        self.starts.append(now)
        while self.starts[0] < now - self.calls[1]:
            self.starts.popleft()
        return len(self.starts) > self.calls[0]

    def respond(self, way, query, question):
        if "config" in query.split("&"):
            config = json.loads((RECORDED / "config.json").read_bytes())
            stated = config | ({"maxCells": self.limit} if self.limit else {})
            stated |= {"maxCalls": self.calls[0], "timeWindow": self.calls[1]} if self.calls else {}
            return (200, json.dumps(stated).encode()) if self.config is None else self.config
        if "query" in parse_qs(query) and way in LEVELS:
            if self.searches is None:
                return 400, b'{"error":"Search not activated"}'
            return 200, json.dumps(self.searches).encode()
        if way == TABLE:
            return self.data(question) if question else (200, json.dumps(self.described()).encode())
        return (200, json.dumps(LEVELS[way]).encode()) if way in LEVELS else (400, PARAMETER_ERROR)

    def described(self):
        table = json.loads((RECORDED / "table_ME0104T24_sv.json").read_bytes())
        for variable in table["variables"]:
            if len(variable["values"]) > self.max_values:
                variable["values"] = variable["valueTexts"] = None
        return table

    def data(self, question):
        table = json.loads((RECORDED / "table_ME0104T24_sv.json").read_bytes())
        codes = {one["code"]: one["selection"]["values"] for one in question["query"]}
        assert all(one["selection"]["filter"] == "item" for one in question["query"])
        assert question["response"] == {"format": "json-stat2"}
        known = {one["code"]: one for one in table["variables"]}
        left_out = [one for one in table["variables"] if one["code"] not in codes and not one.get("elimination")]
        if left_out or any(set(some) - set(known.get(code, {"values": ()})["values"]) for code, some in codes.items()):
            return 400, PARAMETER_ERROR
        if prod(map(len, codes.values())) > (self.limit or 150_000):
            return 403, b'{"error":"Too many values selected"}'
        dimension = {
            one["code"]: {
                "label": one["text"],
                "category": {"index": {code: place for place, code in enumerate(codes[one["code"]])}},
            }
            for one in table["variables"]
            if one["code"] in codes
        }
        answer = {
            "version": "2.0",
            "class": "dataset",
            "label": table["title"],
            "source": "SCB",
            "updated": "2023-02-27T07:00:00Z",
            "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
            "id": list(dimension),
            "size": [len(codes[code]) for code in dimension],
            "dimension": dimension,
            "value": [figure(some) for some in product(*(codes[code] for code in dimension))],
        }
        return 200, json.dumps(self.change(answer)).encode()
