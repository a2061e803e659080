"""Everything that can be wrong with a response: on its way (NETWORK_FAULTS) and in its content (CONTENT_FAULTS)."""

import gzip
import json

PAGE = b"<!DOCTYPE html><html><head><title>Runtime Error</title></head><body><h1>Server Error</h1></body></html>"
JSON = "text/json; charset=utf-8"


def _whole(handler, respond):
    """The answer's status, kind and bytes."""
    answer = respond()
    return answer.status, answer.content_type, b"".join(answer.pieces)


def slow(handler, _reply):
    handler.fake.stopping.wait(handler.fake.silence_seconds)
    handler.hang_up()


def dripping(handler, _reply):
    handler.head(200, JSON, {"Transfer-Encoding": "chunked"})
    while not handler.fake.stopping.wait(0.02):
        handler.chunk(b" ")


def slow_headers(handler, _reply):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while not handler.fake.stopping.wait(0.02):
        handler.wfile.write(b"x")


def cut(handler, respond):
    status, kind, body = _whole(handler, respond)
    handler.head(status, kind, {"Transfer-Encoding": "chunked"})
    handler.chunk(body[: len(body) // 2])
    handler.hang_up()


def cut_gzip(handler, respond):
    status, kind, body = _whole(handler, respond)
    compressed = gzip.compress(body, mtime=0)[:-12]
    handler.head(status, kind, {"Content-Encoding": "gzip", "Content-Length": str(len(compressed))})
    handler.wfile.write(compressed)


def garbage(handler, _reply):
    handler.head(200, JSON, {"Content-Encoding": "gzip", "Content-Length": "7"})
    handler.wfile.write(b"garbage")


def short_length(handler, respond):
    status, kind, body = _whole(handler, respond)
    handler.head(status, kind, {"Content-Length": str(len(body) + 10)})
    handler.wfile.write(body)
    handler.hang_up()


def long_length(handler, respond):
    status, kind, body = _whole(handler, respond)
    handler.head(status, kind, {"Content-Length": str(len(body) - 10)})
    handler.wfile.write(body)
    handler.hang_up()


def _page(status, **headers):
    def act(handler, _reply):
        handler.head(status, "text/html; charset=utf-8", {"Content-Length": str(len(PAGE)), **headers})
        handler.wfile.write(PAGE)

    return act


def half_json(handler, respond):
    status, kind, body = _whole(handler, respond)
    half = body[: len(body) // 2]
    handler.head(status, kind, {"Content-Length": str(len(half))})
    handler.wfile.write(half)


def gzip_bomb(handler, _reply):
    megabyte = b" " * (1 << 20)
    handler.head(200, JSON, {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"})
    for _ in range(1024):
        handler.chunk(gzip.compress(megabyte, mtime=0))
    handler.wfile.write(b"0\r\n\r\n")


def endless(handler, _reply):
    handler.head(200, JSON, {"Transfer-Encoding": "chunked"})
    while not handler.fake.stopping.is_set():
        handler.chunk(b" " * (1 << 20))


def _redirect(to):
    def act(handler, _reply):
        host, port = handler.server.server_address
        address = to.format(host=host, port=port, other=port + 1, path=handler.path)
        handler.head(307, "text/html", {"Location": address, "Content-Length": "0"})

    return act


def redirect_here(handler, respond):
    """To another address of the same server, which answers."""
    if "moved" in handler.path:
        handler.send(respond())
    else:
        handler.head(307, "text/html", {"Location": handler.path + "?moved=1", "Content-Length": "0"})


NETWORK_FAULTS = {
    "slow": slow,
    "dripping": dripping,
    "slow_headers": slow_headers,
    "cut": cut,
    "cut_gzip": cut_gzip,
    "garbage": garbage,
    "short_length": short_length,
    "long_length": long_length,
    "html_500": _page(500),
    "html_503": _page(503),
    "html_200": _page(200),
    "half_json": half_json,
    "busy": lambda handler, respond: _page(429, **{"Retry-After": handler.fake.retry_after})(handler, respond),
    "gzip_bomb": gzip_bomb,
    "endless": endless,
    "redirect_host": _redirect("http://8.8.8.8:{port}{path}"),
    "redirect_private": _redirect("http://localhost:{port}{path}"),
    "redirect_scheme": _redirect("ftp://{host}:{port}{path}"),
    "redirect_port": _redirect("http://{host}:{other}{path}"),
    "redirect_round": _redirect("http://{host}:{port}{path}"),
    "redirect_here": redirect_here,
}
"""Name -> a function that the handler calls instead of sending the response."""


def _changing(change):
    def changed(body, number):
        dataset = json.loads(body)["dataset"]
        change(dataset, number)
        return json.dumps({"dataset": dataset}, ensure_ascii=False, separators=(",", ":")).encode()

    return changed


def _largest(dataset):
    """The name of the dimension with most categories."""
    dimension = dataset["dimension"]
    return dimension["id"][max(range(len(dimension["id"])), key=lambda place: dimension["size"][place])]


def _reordered(dataset, _number):
    """Dimensions and categories in another order: the values read backwards, and each code's place with them."""
    dimension, values = dataset["dimension"], dataset["value"]
    sizes = dimension["size"]
    for name, size in zip(dimension["id"], sizes, strict=True):
        category = dimension[name]["category"]
        category["index"] = {code: size - 1 - place for code, place in category["index"].items()}
        category["label"] = dict(reversed(category["label"].items()))
    dataset["value"] = values[::-1]
    if "status" in dataset:
        dataset["status"] = {str(len(values) - 1 - int(place)): sign for place, sign in dataset["status"].items()}
    _first_last(dataset)


def _first_last(dataset):
    """Move the first dimension behind the others, and the values with it."""
    dimension, values = dataset["dimension"], dataset["value"]
    first, rest = dimension["size"][0], len(values) // dimension["size"][0]
    moved = [column * rest + row for row in range(rest) for column in range(first)]
    dataset["value"] = [values[place] for place in moved]
    if "status" in dataset:
        signs = dataset["status"]
        dataset["status"] = {str(new): signs[str(old)] for new, old in enumerate(moved) if str(old) in signs}
    dimension["id"] = [*dimension["id"][1:], dimension["id"][0]]
    dimension["size"] = [*dimension["size"][1:], first]


def _renamed(dataset, _number):
    category = dataset["dimension"][_largest(dataset)]["category"]
    category["index"] = {f"{code}X": place for code, place in category["index"].items()}
    category["label"] = {f"{code}X": text for code, text in category["label"].items()}


def _renamed_variable(dataset, _number):
    dimension, name = dataset["dimension"], _largest(dataset)
    dimension["NYT"] = dimension.pop(name)
    dimension["id"] = ["NYT" if one == name else one for one in dimension["id"]]
    dimension["role"] = {
        role: ["NYT" if one == name else one for one in ids] for role, ids in dimension["role"].items()
    }


def _extra_variable(dataset, _number):
    dimension = dataset["dimension"]
    two = {"index": {"1": 0, "2": 1}, "label": {"1": "Én", "2": "To"}}
    dimension["EKSTRA"] = {"label": "ekstra", "category": two}
    dimension["id"], dimension["size"] = [*dimension["id"], "EKSTRA"], [*dimension["size"], 2]
    dataset["value"] = [value for value in dataset["value"] for _ in range(2)]


def _lost_variable(dataset, _number):
    dimension, name = dataset["dimension"], dataset["dimension"]["id"][0]
    size = dimension["size"][0]
    dataset["value"] = dataset["value"][: len(dataset["value"]) // size]
    dimension["id"], dimension["size"] = dimension["id"][1:], dimension["size"][1:]
    del dimension[name]


def _lost_code(dataset, _number):
    """The first dimension loses its last category, and the cells go with it."""
    dimension = dataset["dimension"]
    name, size = dimension["id"][0], dimension["size"][0]
    category = dimension[name]["category"]
    last = max(category["index"], key=category["index"].get)
    del category["index"][last], category["label"][last]
    dataset["value"] = dataset["value"][: len(dataset["value"]) // size * (size - 1)]
    dimension["size"][0] = size - 1


def _more_codes(dataset, _number):
    """The first dimension gets a category more, with the figures of the first."""
    dimension = dataset["dimension"]
    name, size = dimension["id"][0], dimension["size"][0]
    category = dimension[name]["category"]
    category["index"]["999"], category["label"]["999"] = size, "Ny"
    dataset["value"] += dataset["value"][: len(dataset["value"]) // size]
    dimension["size"][0] = size + 1


def _same_texts(dataset, _number):
    category = dataset["dimension"][_largest(dataset)]["category"]
    category["label"] = dict.fromkeys(category["label"], "Samme tekst")


def _short_values(dataset, _number):
    dataset["value"] = dataset["value"][:-1]


def _updated_between(dataset, number):
    dataset["updated"] = f"2025-10-{number:02d}T07:00:00Z"


CONTENT_FAULTS = {
    "reordered": _changing(_reordered),
    "renamed": _changing(_renamed),
    "renamed_variable": _changing(_renamed_variable),
    "extra_variable": _changing(_extra_variable),
    "lost_variable": _changing(_lost_variable),
    "lost_code": _changing(_lost_code),
    "more_codes": _changing(_more_codes),
    "same_texts": _changing(_same_texts),
    "short_values": _changing(_short_values),
    "updated_between": _changing(_updated_between),
}
"""Name -> a function from the body of a JSON-stat response, and how many had this fault, to another body."""
