"""A PxWeb with version 2 of the API in a thread: the recorded answers, and figures made up from the codes asked for.

Checked against the server's own code, PxTools/PxWebApi at commit 92f4cfa4: `TablesApiController.cs`,
`ConfigurationApiController.cs`, `SelectionHandler.cs`, `ProblemUtility.cs`, and its tests' expected answers. It is no
kinder: a page out of range is 404; an unknown variable or value, a variable left out that the table does not sum over,
and too many cells are 400 with a problem; without any selection the server chooses cells of its own.
"""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from math import ceil, prod
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit

from tests.sources.pxweb.fake import RECORDED, figure

TABLE = "TAB004"


def problem(status, title):
    return status, {"type": "Parameter error", "title": title, "status": status}


class FakePxWeb2:
    """Answers like the server with its sample database, for one table of it."""

    def __init__(self):
        self.requests, self.limit, self.config, self.change = [], None, None, lambda answer: answer
        self.metadata = json.loads((RECORDED / "v2_metadata_TAB004.json").read_bytes())
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
        return f"http://127.0.0.1:{self.server.server_port}/api/v2/"

    def answer(self, request, question):
        url = urlsplit(request.path)
        way = unquote(url.path).removeprefix("/api/v2/")
        self.requests.append((way, url.query, question))
        status, found = self.respond(way, {name: one for name, [one] in parse_qs(url.query).items()}, question)
        body = found if isinstance(found, bytes) else json.dumps(found).encode()
        request.send_response(status)
        request.send_header("Content-Type", "application/json; charset=utf-8")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def respond(self, way, query, question):
        if way == "config":
            config = json.loads((RECORDED / "v2_config.json").read_bytes())
            return self.config or (200, config | ({"maxDataCells": self.limit} if self.limit else {}))
        if query.get("lang") not in {"sv", "en"}:
            return problem(400, "Unsupported language")
        if way == "tables":
            return self.tables(query)
        if way == f"tables/{TABLE}/metadata":
            return 200, self.metadata
        if way == f"tables/{TABLE}/data" and question is not None:
            return self.data(query, question)
        return problem(404, "Non-existent table")

    def tables(self, query):
        found = json.loads((RECORDED / "v2_tables.json").read_bytes())
        words = query.get("query", "").casefold().split()
        tables = [one for one in found["tables"] if any(word in json.dumps(one).casefold() for word in words or [""])]
        size, number = min(int(query["pageSize"]), 2), int(query["pageNumber"])
        pages = ceil(len(tables) / size) or 1
        if number > pages:
            return problem(404, "Non-existent page")
        page = {"pageNumber": number, "pageSize": size, "totalElements": len(tables), "totalPages": pages, "links": []}
        return 200, {"language": "en", "tables": tables[(number - 1) * size : number * size], "page": page}

    def data(self, query, question):
        assert query["outputFormat"] == "json-stat2"
        codes = {one["variableCode"]: one["valueCodes"] for one in question["selection"]}
        dimension = self.metadata["dimension"]
        for code, some in codes.items():
            if code not in dimension:
                return problem(400, "Non-existent variable")
            if set(some) - set(dimension[code]["category"]["index"]):
                return problem(400, "Non-existent value")
        if any(code not in codes and not one["extension"]["elimination"] for code, one in dimension.items()):
            return problem(400, "Missing selection for mandantory variable")
        if prod(map(len, codes.values())) > (self.limit or 10_000):
            return problem(400, "Too many cells selected")
        answer = {
            **{name: self.metadata[name] for name in ("version", "class", "label", "source", "updated", "role")},
            "id": list(codes),
            "size": [len(some) for some in codes.values()],
            "dimension": {
                code: {
                    "label": dimension[code]["label"],
                    "category": {"index": {value: place for place, value in enumerate(some)}},
                }
                for code, some in codes.items()
            },
            "value": [figure(some) for some in product(*codes.values())],
        }
        return 200, self.change(answer)
