"""Static assets of the public site: stylesheet, fonts and scripts, under addresses that contain a content hash."""

import hashlib
from functools import cache
from pathlib import Path

from kobling.web.public.responses import SiteFile

HERE = Path(__file__).resolve().parent
CHARTS = HERE.parent / "shared" / "static" / "shared" / "charts.css"
FONTS = ("IBMPlexSans-Regular-Latin1.woff2", "IBMPlexSans-SemiBold-Latin1.woff2")
STEMMERS = ("danish-stemmer.js", "english-stemmer.js")
CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


@cache
def names() -> dict[str, str]:
    """Return the address of every asset by its plain name."""
    return {name: address for address, (name, _) in _build().items()}


@cache
def files() -> dict[str, SiteFile]:
    """Return every asset by its address."""
    return {
        address: SiteFile(content_type=CONTENT_TYPES[Path(name).suffix], body=body, is_immutable=True)
        for address, (name, body) in _build().items()
    }


@cache
def _build() -> dict[str, tuple[str, bytes]]:
    contents = {name: (HERE / "vendor" / name).read_bytes() for name in (*FONTS, *STEMMERS)}
    contents |= {path.name: path.read_bytes() for path in sorted((HERE / "assets").iterdir()) if path.suffix != ".css"}
    contents["site.css"] = _stylesheet({name: _address(name, body) for name, body in contents.items()})
    return {_address(name, body): (name, body) for name, body in contents.items()}


def _stylesheet(addresses: dict[str, str]) -> bytes:
    """Return one stylesheet of the design system, charts, chain and our own styles, with the fonts' addresses."""
    parts = (HERE / "vendor" / "dkfds.css", CHARTS, CHARTS.with_name("chain.css"), HERE / "assets" / "kobling.css")
    text = "".join(path.read_text("utf-8-sig") for path in parts)
    for name in FONTS:
        text = text.replace(f"url({name})", f"url({addresses[name].removeprefix('assets/')})")
    return text.encode()


def _address(name: str, body: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"assets/{stem}.{hashlib.sha256(body).hexdigest()[:12]}.{suffix}"
