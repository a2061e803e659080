"""The static comparison: the exported files, served by the same gunicorn through WhiteNoise."""

import os
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse

from whitenoise import WhiteNoise


def _not_found(_environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
    start("404 Not Found", [("Content-Length", "0")])
    return [b""]


application = WhiteNoise(_not_found, root=os.environ["KOBLING_BENCH_STATIC"], index_file=True, max_age=60)
