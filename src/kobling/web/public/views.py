"""The public site as it is served: the newest public release's pages, with what browsers and caches need to know."""

import re
from collections.abc import Sequence
from functools import lru_cache

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from kobling.rooms.releases.document import Municipality
from kobling.rooms.releases.queries import ReleaseSummary, newest_published_by_municipality, release
from kobling.web.public import assets
from kobling.web.public.cache.page_cache import Ready, Shelf
from kobling.web.public.headers import CONTENT_SECURITY_POLICY, headers_for
from kobling.web.public.responses import HTML, Moved, NoSuchPage, Page
from kobling.web.public.site import Site

SHELF = Shelf(room=64_000_000)
"""The pages of this process that have been asked for most lately."""
SITES_KEPT = 32
NAMES_KEPT = 1000


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the pages and their database answer."""
    published = len(newest_published_by_municipality(at=timezone.now()))
    return HttpResponse(
        f"ok, {published} published\n", content_type="text/plain", headers={"Cache-Control": "no-store"}
    )


@login_not_required
@require_safe
def at(request: HttpRequest, address: str) -> HttpResponseBase:
    """Answer at any address: first whose site it is in, then what lies there."""
    heads = newest_published_by_municipality(at=timezone.now())
    host = request.get_host().rpartition(":")[0] or request.get_host()
    own = next((head for head in heads if head.host == host), None)
    if own is not None:
        return _within(request, own, base="", address=address)
    slug, slash, rest = address.partition("/")
    named = next((head for head in heads if head.municipality == slug), None)
    if named is not None:
        return _within(request, named, base=f"{slug}/", address=rest) if slash else _forever(request, f"{slug}/")
    return _outside(request, heads, address)


def _within(request: HttpRequest, head: ReleaseSummary, *, base: str, address: str) -> HttpResponseBase:
    """Answer inside one municipality's site, whose root is `base`."""
    site = _site(head.municipality, head.number, head.sha256)
    query = request.GET.get("q", "") if site.takes_query(address) else ""
    kept = None if query else SHELF.get((head.sha256, address))
    if kept is not None:
        return _sent(request, kept)
    try:
        found = site.open(address, query)
    except NoSuchPage:
        if site.has(f"{address}/"):
            return _forever(request, f"{base}{address}/")
        return _sent(request, Ready.of(site.missing(address)), status=404)
    if isinstance(found, Moved):
        return _forever(request, base + found.to)
    ready = Ready.of(found)
    if not query:
        SHELF.keep((head.sha256, address), ready)
    return _sent(request, ready)


@lru_cache(maxsize=SITES_KEPT)
def _site(municipality: str, number: int, _sha256: str) -> Site:
    """Return the site of a release; the checksum makes sure that it is that release and no other."""
    return Site(release(municipality, number))


@lru_cache(maxsize=NAMES_KEPT)
def _municipality(municipality: str, number: int, _sha256: str) -> Municipality:
    """Return what a release says of the municipality itself."""
    return release(municipality, number).document.municipality


def _outside(request: HttpRequest, heads: Sequence[ReleaseSummary], address: str) -> HttpResponseBase:
    """Answer at an address that is in no municipality's site: choose one, or help."""
    if address in assets.files():
        return _sent(request, Ready.of(assets.files()[address]))
    pages = {"": "", "was": "was/", "was/": "was/"}
    if address in pages and len(heads) == 1:
        return HttpResponseRedirect(f"{get_script_prefix()}{heads[0].municipality}/{pages[address]}")
    page = _choice(heads, missing=address not in pages)
    return _sent(request, Ready.of(page), status=404 if address not in pages else 200)


def _choice(heads: Sequence[ReleaseSummary], *, missing: bool) -> Page:
    """Return the page that lists the municipalities; it is in both languages, since nobody has chosen one."""
    root = get_script_prefix()
    facts = {
        "sites": [{"of": _municipality(head.municipality, head.number, head.sha256), "head": head} for head in heads],
        "missing": missing,
        "root": root,
        "stylesheet": root + assets.names()["site.css"],
        "icon": root + assets.names()["icon.svg"],
        "content_security_policy": CONTENT_SECURITY_POLICY,
    }
    return Page(content_type=HTML, body=render_to_string("public/choice.html", facts).encode())


def _forever(request: HttpRequest, address: str) -> HttpResponsePermanentRedirect:
    """Send a browser on to an address of ours, with the query it came with."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(get_script_prefix() + address + (f"?{query}" if query else ""))


def _sent(request: HttpRequest, ready: Ready, *, status: int = 200) -> HttpResponseBase:
    """Return a page as this browser can take it, or only that it has it already."""
    compressed = ready.compressed if _takes_gzip(request) else None
    body = compressed if compressed is not None else ready.page.body
    response = HttpResponse(body, content_type=ready.page.content_type, status=status, headers=headers_for(ready.page))
    response["ETag"] = ready.etag
    response["Content-Length"] = str(len(body))
    if compressed is not None:
        response["Content-Encoding"] = "gzip"
    if request.method == "HEAD":
        response.content = b""
        response["Content-Length"] = str(len(body))
    if status != 200:
        return response
    return get_conditional_response(request, etag=ready.etag, response=response) or response


def _takes_gzip(request: HttpRequest) -> bool:
    accepted = request.headers.get("Accept-Encoding", "")
    return re.search(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", accepted) is not None
