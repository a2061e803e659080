"""A Kolada in a thread, in the form that clients of version 3 read; its figures are made up from their codes."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit

KPIS = [
    {"id": "N00945", "title": "Elever i grundskola, antal", "description": "Made up for the tests.", "auspice": "E",
     "is_divided_by_gender": True, "municipality_type": "K", "publication_date": "2020-01-01"},
    {"id": "N15006", "title": "Kostnad grundskola, kr/elev", "description": "Made up too.", "is_divided_by_gender": 0,
     "municipality_type": "K", "publication_date": None},
]  # fmt: skip
MUNICIPALITIES = [{"id": f"{number:04d}", "title": f"Kommun {number}", "type": "K"} for number in range(40)]
MISSING = ("0003", 2019)
ABSENT = ("0004", 2019)


def figure(municipality, gender, year):
    return int(municipality) * 10 + "TKM".index(gender) + year / 10


class FakeKolada:
    """Answers page by page, and gives the way to the next as Kolada does: as a whole address."""

    def __init__(self):
        self.requests, self.page_size, self.change = [], 5000, lambda answer: answer
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                fake.answer(self)

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
        return f"http://127.0.0.1:{self.server.server_port}/v3/"

    def answer(self, request):
        url = urlsplit(request.path)
        way, query = unquote(url.path).removeprefix("/v3/"), parse_qs(url.query)
        self.requests.append(way)
        values = self.values(way.split("/"), query)
        number, size = int(query["page"][0]), min(int(query["per_page"][0]), self.page_size)
        page = values[(number - 1) * size : number * size]
        more = len(values) > number * size
        said = {"count": len(page), "values": page, "next_url": "https://evil.example/" if more else None}
        body = json.dumps(self.change(said)).encode()
        request.send_response(200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def values(self, way, query):
        if way[0] == "municipality":
            return MUNICIPALITIES
        if way[0] == "kpi":
            asked, title = way[1:], query.get("title", [""])[0].casefold()
            return [one for one in KPIS if (not asked or one["id"] in asked) and title in one["title"].casefold()]
        _, _, kpi, *rest = way
        chosen = dict(zip(rest[::2], (some.split(",") for some in rest[1::2]), strict=True))
        assert chosen
        assert all(len(some) <= 25 for some in chosen.values())
        municipalities = chosen.get("municipality") or [one["id"] for one in MUNICIPALITIES]
        years = [int(year) for year in chosen.get("year", ["2019", "2020"])]
        return [
            {"kpi": kpi, "municipality": one, "period": year, "values": self.figures(one, year)}
            for one in municipalities
            for year in years
            if (one, year) != ABSENT
        ]

    def figures(self, municipality, year):
        return [
            {"gender": gender, "status": "Missing" if missing else "", "value": None if missing else value, "count": 1}
            for gender in "TKM"
            for missing, value in [((municipality, year) == MISSING, figure(municipality, gender, year))]
        ]
