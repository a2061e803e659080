"""The peer that serves: the exported files, by the same gunicorn through WhiteNoise."""

import os
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse

from whitenoise import WhiteNoise


def _nothing(_environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
    start("404 Not Found", [("Content-Length", "0")])
    return [b""]


application = WhiteNoise(_nothing, root=os.environ["KOBLING_BENCH_STATIC"], index_file=True, max_age=60)
